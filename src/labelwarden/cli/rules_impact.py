"""The command `rules impact`: what other rules, or another day, would change on a catalogue."""

from __future__ import annotations

import json
import os
from collections.abc import Sequence
from datetime import date
from enum import StrEnum
from pathlib import Path
from typing import TYPE_CHECKING, Annotated

import typer

from labelwarden.cli import options
from labelwarden.cli.output import results_to
from labelwarden.errors import UsageError

if TYPE_CHECKING:
    from labelwarden.checker import Checker

BUILTIN = "builtin"
"""The rules that come along, where a path of rules is expected."""


class ImpactFormat(StrEnum):
    """Forms of the report."""

    TEXT = "text"
    JSON = "json"


def impact(
    catalog: Annotated[str, typer.Argument(metavar="CATALOG", help="A catalogue as `batch` takes them.")],
    *,
    old: Annotated[
        list[str] | None,
        typer.Option("--old", metavar="PATH", help="Rules as they are; builtin: those that come along. Repeatable."),
    ] = None,
    new: Annotated[
        list[str] | None,
        typer.Option("--new", metavar="PATH", help="Rules as they would be. Repeatable."),
    ] = None,
    as_of: Annotated[
        list[str] | None,
        typer.Option("--as-of", metavar="DATE", help="The day; given twice, the day before and the day after."),
    ] = None,
    jurisdiction: options.Jurisdictions = None,
    profile: Annotated[
        str, typer.Option("--profile", metavar="NAME", help="How the catalogue is understood.")
    ] = "auto",
    workers: Annotated[
        int | None, typer.Option("--workers", metavar="N", min=1, help="Processes.  [default: one a processor]")
    ] = None,
    samples: Annotated[
        int, typer.Option("--samples", metavar="N", min=0, help="Products shown for each change of a rule.")
    ] = 3,
    report_format: Annotated[ImpactFormat, typer.Option("--format", help="Form of the report.")] = ImpactFormat.TEXT,
    output: options.Output = None,
) -> None:
    """Tell what other rules, or another day, change on a catalogue.

    That is which findings are gained, lost or changed. Left out, --old and --new are the rules that come along: two
    days then show what changes between them.
    """
    from labelwarden.cli.impact_report import impact_json, impact_text
    from labelwarden.impact.run import run_impact

    before, after = _days(as_of or ())
    sides = (old or [BUILTIN], before), (new or old or [BUILTIN], after)
    if sides[0] == sides[1]:
        raise UsageError("the two sides are the same: expected --old and --new, or --as-of with two days")
    checkers = [_checker(paths, day, jurisdiction) for paths, day in sides]
    names = tuple(f"{' + '.join(paths)} on {day or date.today()}" for paths, day in sides)
    found = run_impact(
        catalog,
        *checkers,
        profile=profile,
        workers=workers or os.cpu_count() or 1,
        samples=samples,
    )
    with results_to(output) as write:
        if report_format is ImpactFormat.JSON:
            write(json.dumps(impact_json(found, *names), ensure_ascii=False, indent=2) + "\n")
        else:
            write(impact_text(found, *names))


def _days(given: Sequence[str]) -> tuple[date | None, date | None]:
    if len(given) > 2:
        raise UsageError(f"--as-of: expected one day or two, found {len(given)}")
    days = [options.day(text) for text in given] or [None]
    return days[0], days[-1]


def _checker(paths: Sequence[str], day: date | None, jurisdictions: Sequence[str] | None) -> Checker:
    from labelwarden.checker import Checker

    return Checker.load(
        jurisdictions or (),
        day,
        [Path(path) for path in paths if path != BUILTIN],
        builtin=BUILTIN in paths,
        checklist=False,
    )
