"""Options that several commands share, and the checker that they ask for."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from datetime import date
from enum import StrEnum
from pathlib import Path
from typing import TYPE_CHECKING, Annotated, TypeAlias

import typer

from labelwarden.cli.help import ABOUT_READING, ABOUT_REPORT, ABOUT_RULES
from labelwarden.errors import UsageError

if TYPE_CHECKING:
    from labelwarden.checker import Checker
    from labelwarden.cli.rulebook_of import Asked
    from labelwarden.findings.finding import Finding


class FailOn(StrEnum):
    """From what on a finding makes the command end with 1."""

    CRITICAL = "critical"
    MAJOR = "major"
    MINOR = "minor"
    REVIEW = "review"
    NEVER = "never"


class EngineChoice(StrEnum):
    """How pictures are read."""

    AUTO = "auto"
    BOTH = "both"
    RAPIDOCR = "rapidocr"
    TESSERACT = "tesseract"
    TESSEROCR = "tesserocr"
    PYTESSERACT = "pytesseract"


Jurisdictions: TypeAlias = Annotated[
    list[str] | None,
    typer.Option(
        "--jurisdiction",
        metavar="PLACE",
        help="US, US-NY ...; a state implies its country, US-* is all states. Repeatable. "
        "Outranks what a label names itself.  [default: US]",
        rich_help_panel=ABOUT_RULES,
    ),
]
AsOf: TypeAlias = Annotated[
    str | None,
    typer.Option(
        "--as-of",
        metavar="DATE",
        help="Rules in force on that day, as 2026-11-25.  [default: today]",
        rich_help_panel=ABOUT_RULES,
    ),
]
RulePaths: TypeAlias = Annotated[
    list[Path] | None,
    typer.Option(
        "--rules", metavar="PATH", help="File or folder of packs to add. Repeatable.", rich_help_panel=ABOUT_RULES
    ),
]
NoBuiltin: TypeAlias = Annotated[
    bool,
    typer.Option(
        "--no-builtin-rules",
        help="Only the rules of --rules, without those that come along.",
        rich_help_panel=ABOUT_RULES,
    ),
]
Select: TypeAlias = Annotated[
    list[str] | None,
    typer.Option(
        "--select",
        metavar="X",
        help="Only this rule, head of an id, category or tag. Repeatable.",
        rich_help_panel=ABOUT_RULES,
    ),
]
Ignore: TypeAlias = Annotated[
    list[str] | None,
    typer.Option(
        "--ignore",
        metavar="X",
        help="Without this rule, head of an id, category or tag. Repeatable.",
        rich_help_panel=ABOUT_RULES,
    ),
]
Experimental: TypeAlias = Annotated[
    bool,
    typer.Option(
        "--experimental", help="Let rules fail a label whose law is not confirmed.", rich_help_panel=ABOUT_RULES
    ),
]
FailOnOption: TypeAlias = Annotated[
    FailOn,
    typer.Option(
        "--fail-on",
        help="End with 1 from this severity on, of findings of high or medium confidence; review: of any confidence.",
        rich_help_panel=ABOUT_REPORT,
    ),
]
ProductType: TypeAlias = Annotated[
    str | None,
    typer.Option(
        "--product-type",
        metavar="TYPE",
        help="Regulatory class, such as dietary_supplement; else inferred.",
        rich_help_panel=ABOUT_READING,
    ),
]
Engine: TypeAlias = Annotated[
    EngineChoice,
    typer.Option("--engine", help="What reads pictures; auto is all that is installed.", rich_help_panel=ABOUT_READING),
]
Waivers: TypeAlias = Annotated[
    Path | None,
    typer.Option(
        "--waivers",
        metavar="FILE",
        help="Findings that somebody answers for, with reason and last day.",
        rich_help_panel=ABOUT_RULES,
    ),
]
Baseline: TypeAlias = Annotated[
    Path | None,
    typer.Option(
        "--baseline",
        metavar="FILE",
        help="An earlier report as JSON: what it found is accepted.",
        rich_help_panel=ABOUT_RULES,
    ),
]
Output: TypeAlias = Annotated[
    Path | None, typer.Option("--output", metavar="FILE", help="Write the result there.  [default: standard output]")
]


def load_checker(
    *,
    jurisdictions: Sequence[str] | None,
    as_of: str | None,
    rules: Sequence[Path] | None,
    no_builtin: bool,
    select: Sequence[str] | None,
    ignore: Sequence[str] | None,
    experimental: bool,
    checklist: bool,
    waivers: Path | None = None,
    baseline: Path | None = None,
    context: typer.Context | None = None,
    asked: Asked | None = None,
) -> Checker:
    """The checker for the rule options of a command, and for the profile of the working folder.

    When the command of `context` ends, it says which waivers want looking at; without one the caller does. `asked` is
    what the options of rules come to, where that is known already.

    Raises:
        RuleError: a rule file is faulty.
        UsageError: an option means nothing.
    """
    from labelwarden.checker import Checker
    from labelwarden.cli.rulebook_of import asked_rules

    asked = asked or asked_rules(rules, no_builtin)
    profile, shop = asked.profile, asked.profile.settings
    checker = Checker.load(
        jurisdictions or shop.jurisdictions,
        day(as_of),
        asked.paths,
        builtin=asked.builtin,
        select=select or (),
        ignore=(*shop.off, *(ignore or ())),
        experimental=experimental,
        checklist=checklist,
        severities=shop.severity,
    )
    waivers, baseline = waivers or profile.path(shop.waivers), baseline or profile.path(shop.baseline)
    if waivers is not None or baseline is not None:
        from labelwarden.cli.settling import settle_results

        settle_results(checker, waivers, baseline, context)
    return checker


def day(text: str | None, option: str = "--as-of") -> date | None:
    """The day that an option names.

    Raises:
        UsageError: it is no date.
    """
    if text is None:
        return None
    try:
        return date.fromisoformat(text)
    except ValueError as error:
        raise UsageError(f'{option}: expected a date such as 2026-11-25, found "{text}"') from error


def product_type(text: str | None) -> str | None:
    """The class that --product-type names.

    Raises:
        UsageError: there is no such class.
    """
    if text is None:
        return None
    from typing import get_args

    from labelwarden.label.model import ClassName

    return one_of("--product-type", text, get_args(ClassName))


def one_of(option: str, text: str, known: Iterable[str], later: Iterable[str] = ()) -> str:
    """`text`, if it is a value that the option takes; `later` are values that are promised and not there yet.

    Raises:
        UsageError: it is not; says which there are.
    """
    values = tuple(known)
    if text in values:
        return text
    why = f'"{text}" is not there yet' if text in later else f'there is no "{text}"'
    raise UsageError(f"{option}: {why}; it takes {', '.join(values)}")


def given(context: typer.Context, *, without: Iterable[str] = ()) -> tuple[tuple[str, str], ...]:
    """The options that were given on the command line, each with its value, for the record of a run."""
    named = []
    for option in context.command.params:
        name = option.name or ""
        source = context.get_parameter_source(name)
        if name in without or source is None or source.name != "COMMANDLINE":
            continue
        value = context.params[name]
        flag = option.opts[0]
        if isinstance(value, bool):
            named.append((flag, ""))
        else:
            named += [(flag, str(item)) for item in (value if isinstance(value, list | tuple) else (value,))]
    return tuple(named)


def reaches(finding: Finding, fail_on: FailOn, *, experimental: bool) -> bool:
    """Whether a finding makes the command end with 1."""
    from labelwarden.findings.scales import Severity
    from labelwarden.findings.verdict import is_sure

    if fail_on is FailOn.NEVER or finding.severity is Severity.NOTE:
        return False
    if fail_on is FailOn.REVIEW:
        return True
    return finding.severity.rank <= Severity(fail_on.value).rank and is_sure(finding, experimental=experimental)
