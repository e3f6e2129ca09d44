"""Rules for a person: the table of all, the page of one, and the spellings behind its terms."""

from __future__ import annotations

import shutil
from collections.abc import Iterable, Iterator, Mapping, Sequence
from datetime import date
from typing import Any

from pydantic import BaseModel

from labelwarden.engine.examples import EXPECTED
from labelwarden.errors import UsageError
from labelwarden.matching.phrases import Phrase
from labelwarden.matching.term import paths_above
from labelwarden.reports.layout import Line, as_text, fitting, hanging, plain
from labelwarden.rules.rule import Rule
from labelwarden.rules.rulebook import Rulebook
from labelwarden.yamlfile.faults import did_you_mean


def table(rules: Sequence[Rule]) -> str:
    """One line a rule."""
    rows = [(rule.id, rule.jurisdiction, rule.severity.value, rule.status.value, rule.title) for rule in rules]
    widths = [max((len(row[column]) for row in rows), default=0) for column in range(4)]
    return "".join(
        "  ".join([*(cell.ljust(width) for cell, width in zip(row[:4], widths, strict=True)), row[4]]) + "\n"
        for row in rows
    )


def due_table(rules: Iterable[Rule]) -> str:
    """What has to be looked at again, the earliest first: the day, the rule, its law and where that can be read."""
    lines = []
    for rule in sorted(rules, key=lambda rule: (rule.review_by or date.max, rule.id)):
        lines.append(f"{rule.review_by}  {rule.id}\n")
        lines += [f"            {basis.cite}{f'  {basis.url}' if basis.url else ''}\n" for basis in rule.basis]
    return "".join(lines)


def next_due(rules: Iterable[Rule], after: date) -> str:
    """The next day on which any has to be looked at, as the end of a sentence."""
    days = [rule.review_by for rule in rules if rule.review_by is not None and rule.review_by > after]
    return f"; the next on {min(days)}" if days else ""


def page(rule: Rule, rulebook: Rulebook, *, forms: bool) -> str:
    """All that is known of one rule."""
    text = "".join(as_text(line) for line in _page_lines(rule))
    if not forms:
        return text
    scopes = [*rule.when, *rule.unless]
    named = dict.fromkeys([*rule.check.groups(), *(group for scope in scopes for group in scope.groups())])
    return text + "\n" + spellings(rulebook, named)


def spellings(rulebook: Rulebook, groups: Iterable[str]) -> str:
    """Every spelling of the terms below `groups`, derived ones included.

    Raises:
        UsageError: there is no such group; says the nearest name.
    """
    width = _width()
    lines: list[Line] = []
    known = {group for form in rulebook.forms for group in paths_above(form.path)}
    for group in groups:
        if group not in known:
            hint = did_you_mean(group, sorted(known))
            raise UsageError(f'there is no group of terms "{group}". {hint}'.rstrip())
        by_path: dict[str, list[str]] = {}
        for form in rulebook.forms:
            if group in paths_above(form.path):
                by_path.setdefault(form.path, []).append(_spelled_form(b" ".join(form.words).decode(), form))
        for path, listed in sorted(by_path.items()):
            lines += hanging(plain(f"{path} ({len(listed)}): "), ", ".join(dict.fromkeys(listed)), width)
    return "".join(as_text(line) for line in lines)


def _spelled_form(words: str, form: Any) -> str:
    notes = (["in capitals"] if form.upper else []) + (
        [f"with {' or '.join(form.only_with)}"] if form.only_with else []
    )
    return f"{words} [{', '.join(notes)}]" if notes else words


def _page_lines(rule: Rule) -> Iterator[Line]:
    width = _width()
    pack = rule.pack
    facts = (rule.severity, rule.category, rule.jurisdiction, rule.status, f"pack {pack.id} {pack.version}")
    yield plain(rule.id)
    yield from hanging([], rule.title, width)
    yield from hanging([], " · ".join(facts), width)
    yield []
    for word, text in _entries(rule):
        head = plain(f"  {word:<12}")
        # An address is copied whole or not at all.
        yield from [[*head, *plain(text)]] if text.startswith("https://") else hanging(head, text, width)
    yield []
    yield plain("  examples")
    for kind in EXPECTED:
        for example in getattr(rule.examples, kind):
            text = example if isinstance(example, str) else _spelled(example)
            yield from hanging(plain(f"    {kind.replace('_', ' '):<13}"), " ".join(text.split()), width)


def _entries(rule: Rule) -> Iterator[tuple[str, str]]:
    yield "why", rule.rationale
    yield "surface", {"both": "labels and listings"}.get(rule.surface, f"{rule.surface}s only")
    for scope in rule.when:
        yield "when", _spelled(scope)
    for scope in rule.unless:
        yield "unless", _spelled(scope)
    yield "check", _spelled(rule.check)
    yield "says", rule.message
    yield "do", rule.remedy
    for basis in rule.basis:
        yield "law", f"{basis.cite} ({basis.source}, looked at {basis.as_of})"
        if basis.url:
            yield "", basis.url
    for precedent in rule.precedents:
        yield "letter", f"{precedent.recipient} ({precedent.date})"
        if precedent.url:
            yield "", precedent.url
    for word, day in (("from", rule.effective_from), ("until", rule.effective_to), ("look again", rule.review_by)):
        if day is not None:
            yield word, day.isoformat()
    heir = () if rule.heir is None else (rule.heir,)
    for word, names in (("tags", rule.tags), ("replaces", rule.replaces), ("heir", heir)):
        if names:
            yield word, ", ".join(names)
    for known in rule.false_alarms:
        yield "wrong on", known


def _spelled(value: Any) -> str:
    """A part of a rule as its file would say it, without what is left at its default."""
    if isinstance(value, Phrase):
        return f'"{value.written}"'
    if isinstance(value, BaseModel):
        fields = type(value).model_fields
        given = {name: getattr(value, name) for name in fields}
        return "; ".join(
            f"{name}: {_spelled(part)}"
            for name, part in given.items()
            if part is not None and part != fields[name].default
        )
    if isinstance(value, Mapping):
        return "; ".join(f"{name}: {_spelled(part)}" for name, part in value.items())
    if isinstance(value, (tuple, list, frozenset)):
        parts = sorted(value) if isinstance(value, frozenset) else value
        return ", ".join(f"({_spelled(part)})" if isinstance(part, BaseModel) else _spelled(part) for part in parts)
    return str(value)


def _width() -> int:
    return fitting(shutil.get_terminal_size((100, 24)).columns)
