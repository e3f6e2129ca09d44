"""The command `rules new`: a rule file to go on from, with examples that already run."""

from __future__ import annotations

import json
import re
import sys
import tempfile
from collections.abc import Mapping
from pathlib import Path
from typing import TYPE_CHECKING, Annotated

import typer

from labelwarden.cli import options
from labelwarden.cli.output import message
from labelwarden.cli.rulebook_of import Asked, asked_rules
from labelwarden.errors import UsageError

if TYPE_CHECKING:
    from labelwarden.rules.rule import Example
    from labelwarden.rules.template import NewRule

SCHEMA_NAME = "rule.schema.json"

_SHOWN = 2
"""Examples of each kind that a new rule gets."""


def new(
    id: Annotated[
        str | None, typer.Argument(metavar="ID", help="<market>.<topic>.<fault>, such as us-hi.kava.liver-warning.")
    ] = None,
    *,
    kind: Annotated[str | None, typer.Option("--kind", metavar="KIND", help="Kind of check.")] = None,
    product_type: Annotated[
        list[str] | None, typer.Option("--type", metavar="TYPE", help="Only for this class of product. Repeatable.")
    ] = None,
    contains: Annotated[
        list[str] | None,
        typer.Option("--contains", metavar="GROUP", help="Only for what contains such a substance. Repeatable."),
    ] = None,
    about: Annotated[str | None, typer.Option("--about", metavar="GROUP", help="For forbidden-claim.")] = None,
    phrase: Annotated[
        str | None, typer.Option("--phrase", metavar="WORDS", help="For forbidden-phrase and presentation.")
    ] = None,
    substance: Annotated[
        str | None, typer.Option("--substance", metavar="GROUP", help="For forbidden-substance and amount-limit.")
    ] = None,
    statement: Annotated[
        str | None, typer.Option("--statement", metavar="WORDS", help="For required-statement.")
    ] = None,
    field: Annotated[str | None, typer.Option("--field", metavar="NAME", help="For required-field.")] = None,
    shown_by: Annotated[str | None, typer.Option("--shown-by", metavar="GROUP", help="For required-field.")] = None,
    minimum: Annotated[str | None, typer.Option("--minimum", metavar="YEARS", help="For age-restriction.")] = None,
    at_most: Annotated[str | None, typer.Option("--at-most", metavar="AMOUNT", help="For amount-limit.")] = None,
    title: Annotated[str, typer.Option("--title", metavar="TEXT", help="What is wrong with such a label.")] = "",
    severity: Annotated[str, typer.Option("--severity", metavar="critical|major|minor|note")] = "major",
    cite: Annotated[str, typer.Option("--cite", metavar="LAW", help="The place in the law.")] = "",
    url: Annotated[str, typer.Option("--url", metavar="URL", help="Where it can be read.")] = "",
    source: Annotated[
        str, typer.Option("--source", metavar="verified|secondary|unconfirmed", help="How sure the law is.")
    ] = "unconfirmed",
    folder: Annotated[
        Path, typer.Option("--folder", metavar="DIR", help="Folder of your rules; the file's place in it is its pack.")
    ] = Path("my-rules"),
    rules: options.RulePaths = None,
) -> None:
    """Write a new rule, with remarks and examples that run.

    It goes into the file of its pack in your folder of rules. What is not given as an option is asked for on a
    terminal.
    """
    from labelwarden.rules.template import KINDS, NewRule

    given = {"about": about, "phrase": phrase, "substance": substance, "statement": statement, "field": field}
    given |= {"shown_by": shown_by, "minimum": minimum, "at_most": at_most}
    id = id or _ask("id", "Id of the rule, <market>.<topic>.<fault>, such as us-hi.kava.liver-warning")
    if not re.fullmatch(r"[a-z0-9]+(?:-[a-z0-9]+)*(?:\.[a-z0-9]+(?:-[a-z0-9]+)*){2,}", id):
        raise UsageError(f'expected an id such as us-hi.kava.liver-warning, in small letters; found "{id}"')
    kind = options.one_of("--kind", kind or _ask("--kind", f"Kind of check ({', '.join(KINDS)})"), KINDS)
    answers = {name: given[name] or _ask(f"--{name.replace('_', '-')}", words) for name, words in KINDS[kind]}
    _check_answers(answers)
    rule = NewRule(
        id=id,
        kind=kind,
        answers=answers,
        types=tuple(product_type or _ask_more("Classes of product it is for, such as food beverage; empty for all")),
        contains=tuple(contains or _ask_more("Substances it is for, such as substance.kava; empty for all")),
        title=title or " ".join(_ask_more("What is wrong with such a label, in one line; empty for a default")),
        severity=severity,
        cite=cite or " ".join(_ask_more("Place in the law; empty if not known yet")),
        url=url,
        source=source,
    )
    asked = asked_rules([*(rules or ()), *([folder] if folder.is_dir() else [])], no_builtin=False, locked=False)
    file, count = _write(rule, folder, asked)
    message(f"wrote {file}: 1 rule, {count} examples hold")
    message(f"next: edit it, then labelwarden rules validate {folder}")


def _ask(option: str, words: str) -> str:
    if not sys.stdin.isatty():
        raise UsageError(f"expected {option}: {words}")
    return str(typer.prompt(words, err=True)).strip()


def _ask_more(words: str) -> list[str]:
    """What may be left out is asked for on a terminal only: the words of the answer."""
    if not sys.stdin.isatty():
        return []
    return str(typer.prompt(words, err=True, default="", show_default=False)).replace(",", " ").split()


def _check_answers(answers: Mapping[str, str]) -> None:
    from labelwarden.rules.template import amount_of

    if "minimum" in answers and not answers["minimum"].isdecimal():
        raise UsageError(f'--minimum: expected years such as 21, found "{answers["minimum"]}"')
    if "at_most" in answers:
        try:
            amount_of(answers["at_most"])
        except (ValueError, ArithmeticError) as error:
            raise UsageError(f'--at-most: expected a limit such as 15 mg, found "{answers["at_most"]}"') from error


def _write(rule: NewRule, folder: Path, known: Asked) -> tuple[Path, int]:
    """Writes the rule into the file of its pack; the file, and how many examples the rule has.

    Raises:
        RuleError: the rule, or a file that is there already, is faulty.
        UsageError: the file is no pack of that name, or no example was found that holds.
    """
    from labelwarden.rules.schema import schema_of_all
    from labelwarden.rules.template import candidates, pack_text, rule_text

    file = folder.joinpath(*rule.pack.split(".")).with_suffix(".yaml")
    before = file.read_text(encoding="utf-8") if file.exists() else None
    possible = candidates(rule, _terms(rule, known))
    for kind, examples in possible.items():
        if not examples:
            raise UsageError(f'no example under "{kind}" could be made: the group of terms has no term')
    chosen = _holding(rule, rule_text(rule, possible), known)
    text = rule_text(rule, chosen)
    up = "/".join([".."] * rule.pack.count("."))
    whole = pack_text(rule, text, f"{up}/{SCHEMA_NAME}") if before is None else f"{before.rstrip()}\n\n{text}"
    try:
        file.parent.mkdir(parents=True, exist_ok=True)
        file.write_text(whole, encoding="utf-8")
        schema = json.dumps(schema_of_all(), ensure_ascii=False, indent=2) + "\n"
        (folder / SCHEMA_NAME).write_text(schema, encoding="utf-8")
    except OSError as error:
        raise UsageError(f"cannot write {error.filename}: {error.strerror}") from error
    return file, sum(map(len, chosen.values()))


def _terms(rule: NewRule, known: Asked) -> dict[str, list[str]]:
    """Some spellings of each group that the rule names."""
    from labelwarden.rules.open import open_rulebook
    from labelwarden.rules.template import groups_named, spellings

    return spellings(groups_named(rule), open_rulebook(known.paths, builtin=known.builtin).forms)


def _holding(rule: NewRule, entry: str, known: Asked) -> dict[str, list[Example]]:
    """Of the examples in the entry those that come out as they should."""
    from labelwarden.engine.examples import examples_of, run_example
    from labelwarden.rules.load import load_rulebook
    from labelwarden.rules.template import pack_text

    with tempfile.TemporaryDirectory() as scratch:
        # A file of its own, under the pack's name: its faults are found before anything is written.
        file = Path(scratch) / f"{rule.id}.yaml"
        file.write_text(pack_text(rule, entry, SCHEMA_NAME), encoding="utf-8")
        book = load_rulebook([*known.paths, file], builtin=known.builtin)
    found = book.rule(rule.id)
    chosen: dict[str, list[Example]] = {"violated": [], "met": [], "near_miss": []}
    failed = []
    for case in examples_of(found):
        ran = run_example(case, book.matcher)
        if ran.passed and len(chosen[case.kind]) < _SHOWN:
            chosen[case.kind].append(case.given)
        elif not ran.passed:
            failed.append(ran)
    for kind, examples in chosen.items():
        if not examples:
            first = next(ran for ran in failed if ran.case.kind == kind)
            raise UsageError(f"no {kind} example could be made for this rule. {first.difference()}: {first.case.given}")
    return chosen
