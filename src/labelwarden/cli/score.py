"""The command `score`: how often the rules are right on labelled cases."""

from __future__ import annotations

import shutil
from pathlib import Path
from typing import TYPE_CHECKING, Annotated

import typer

from labelwarden.cli import options
from labelwarden.cli.output import message, results_to
from labelwarden.errors import EXIT_OK, EXIT_UNREADABLE

if TYPE_CHECKING:
    from labelwarden.checker import Checker
    from labelwarden.score.measure import Score

_SHOWN = 5
"""Rows that are no cases and are told one by one; of more, only how many there are."""


def score(
    cases: Annotated[
        str,
        typer.Argument(metavar="CASES", help='Rows as JSON Lines, each with "expect": what has to be found; or -'),
    ],
    *,
    jurisdiction: options.Jurisdictions = None,
    as_of: options.AsOf = None,
    rules: options.RulePaths = None,
    no_builtin_rules: options.NoBuiltin = False,
    select: options.Select = None,
    ignore: options.Ignore = None,
    experimental: options.Experimental = False,
    errors: Annotated[
        Path | None, typer.Option("--errors", metavar="FILE", help="Write what was missed or misfired there.")
    ] = None,
    layout: Annotated[str, typer.Option("--format", metavar="text|json", help="Bars to look at, or data.")] = "text",
    output: options.Output = None,
) -> None:
    """Measure the rules on labelled cases.

    A case is a row as `batch` reads it, with "expect": a list of categories, tags or rule ids that have to be found,
    or an empty one where nothing may be. Ends with 4 where some row is no case.
    """
    options.one_of("--format", layout, ("text", "json"))
    checker = options.load_checker(
        jurisdictions=jurisdiction,
        as_of=as_of,
        rules=rules,
        no_builtin=no_builtin_rules,
        select=select,
        ignore=ignore,
        experimental=experimental,
        checklist=False,
    )
    measured, unreadable = _measured(cases, checker, experimental=experimental)
    if errors is not None:
        from labelwarden.score.report import miss_line

        with results_to(errors) as write:
            for miss in measured.misses:
                write(miss_line(miss, measured))
    with results_to(output) as write:
        write(_told(measured, unreadable, layout, to_file=output is not None))
    wrong = len(measured.misses)
    message(
        f"{measured.cases:,} cases: {measured.cases - wrong:,} as expected, {wrong:,} not"
        + (f" (see {errors})" if errors is not None else "")
        + (f"; rows that are no cases: {unreadable:,}" if unreadable else "")
    )
    raise typer.Exit(EXIT_UNREADABLE if unreadable else EXIT_OK)


def _measured(source: str, checker: Checker, *, experimental: bool) -> tuple[Score, int]:
    """The score of the cases, and how many rows are none."""
    from labelwarden.score.cases import NoCase, read_cases
    from labelwarden.score.measure import Score
    from labelwarden.yamlfile.faults import did_you_mean

    all_rules = checker.rulebook.rules
    names = sorted({name for rule in all_rules for name in (rule.id, rule.category.value, *rule.tags)})
    known: dict[str, bool] = {}

    def unknown(name: str) -> str | None:
        if name not in known:
            known[name] = any(rule.matches(name) for rule in all_rules)
        if known[name]:
            return None
        return f'no rule, category or tag is called "{name}". {did_you_mean(name, names)}'.rstrip()

    measured = Score(experimental=experimental)
    unreadable = 0
    for case in read_cases(source, unknown):
        if isinstance(case, NoCase):
            unreadable += 1
            if unreadable <= _SHOWN:
                message(f"{source}, row {case.row}: {case.error}")
        else:
            measured.add(case, checker.check(case.labeling))
    return measured, unreadable


def _told(measured: Score, unreadable: int, layout: str, *, to_file: bool) -> str:
    from labelwarden.score.report import score_json, score_lines

    if layout == "json":
        import json

        return json.dumps(score_json(measured, unreadable), ensure_ascii=False, indent=2) + "\n"
    from labelwarden.cli.text_report import has_colours
    from labelwarden.reports.layout import as_text, coloured, fitting

    lines = score_lines(measured, fitting(shutil.get_terminal_size((100, 24)).columns))
    return "".join(map(as_text if to_file or not has_colours() else coloured, lines))
