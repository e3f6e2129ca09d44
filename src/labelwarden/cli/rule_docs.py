"""The rules as Markdown: a page for each, and lists by market, product and law. Nothing in them changes by itself."""

from __future__ import annotations

import re
from collections.abc import Iterable, Sequence

from labelwarden.cli.rule_reference import reference_page
from labelwarden.cli.rule_words import by_law, by_market, by_product, examples_of, facts_of, logic_of
from labelwarden.reports.layout import counted
from labelwarden.rules.rule import Rule

_GENERATED = "<!-- Written by `labelwarden rules docs` from the rule files; change those. -->\n"

_MARKUP = re.compile(r"([\\`*_<>\[\]|])")


def markdown_pages(rules: Sequence[Rule]) -> dict[str, str]:
    """The content of every file, by its name."""
    pages = {f"{rule.id}.md": _page(rule) for rule in rules}
    pages["README.md"] = _list("Rules by market", by_market(rules), rules, ("by-product.md", "by-law.md"))
    pages["by-product.md"] = _list("Rules by product", by_product(rules), rules, ("README.md", "by-law.md"))
    pages["by-law.md"] = _list("Rules by law", by_law(rules), rules, ("README.md", "by-product.md"))
    pages["reference.md"] = f"{_GENERATED}\n{reference_page()}"
    return pages


def _page(rule: Rule) -> str:
    parts = [f"# {_text(rule.id)}", f"**{_text(rule.title)}**", "\n".join(_facts(rule))]
    parts += ["## Why", _text(rule.rationale), "## What to do", _text(rule.remedy)]
    parts += ["## What it looks at", f"```yaml\n{logic_of(rule)}```", "A finding says:", f"> {_text(rule.message)}"]
    parts += ["## Law", "\n".join(_law(rule))]
    if rule.precedents:
        parts += ["## FDA letters", "\n".join(_letters(rule))]
    parts.append("## Examples")
    for title, examples in examples_of(rule):
        parts += [f"### {title}", f"```yaml\n{examples}```"]
    if rule.false_alarms:
        parts += ["## Known false alarms", "\n".join(f"- {_text(known)}" for known in rule.false_alarms)]
    return _GENERATED + "\n" + "\n\n".join(parts) + "\n"


def _facts(rule: Rule) -> Iterable[str]:
    yield "| | |"
    yield "| --- | --- |"
    for word, value in facts_of(rule):
        yield f"| {word} | {_text(value)} |"


def _law(rule: Rule) -> Iterable[str]:
    for basis in rule.basis:
        cite = f"[{_text(basis.cite)}]({basis.url})" if basis.url else _text(basis.cite)
        yield f"- {cite} ({basis.source}, looked at {basis.as_of})"


def _letters(rule: Rule) -> Iterable[str]:
    for letter in rule.precedents:
        name = f"[{_text(letter.recipient)}]({letter.url})" if letter.url else _text(letter.recipient)
        yield f"- {name} ({letter.date})"


def _list(title: str, groups: dict[str, list[Rule]], rules: Sequence[Rule], others: Iterable[str]) -> str:
    links = {"README.md": "by market", "by-product.md": "by product", "by-law.md": "by law"}
    parts = [f"# {title}", f"{counted(len(rules), 'rule')}; also {' and '.join(f'[{links[o]}]({o})' for o in others)}."]
    for name, of_group in groups.items():
        parts += [f"## {_text(name)}", "\n".join(_entry(rule) for rule in of_group)]
    return _GENERATED + "\n" + "\n\n".join(parts) + "\n"


def _entry(rule: Rule) -> str:
    return f"- [{_text(rule.id)}]({rule.id}.md) ({rule.severity}): {_text(rule.title)}"


def _text(text: str) -> str:
    """Text that Markdown shows as it is, on one line."""
    return _MARKUP.sub(r"\\\1", " ".join(text.split()))
