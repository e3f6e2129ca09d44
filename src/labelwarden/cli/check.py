"""The command `check`: labels in, a report out."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from pathlib import Path
from typing import TYPE_CHECKING, Annotated

import typer

from labelwarden.cli import options
from labelwarden.cli.formats import FORMATS, Places, Style, needs_checklist, reports_to, targets
from labelwarden.cli.help import ABOUT_READING, ABOUT_REPORT
from labelwarden.errors import EXIT_FINDINGS, EXIT_OK, EXIT_UNREADABLE

if TYPE_CHECKING:
    from labelwarden.catalog.inputs import Unreadable
    from labelwarden.checker import Checker
    from labelwarden.findings.finding import LabelResult
    from labelwarden.label.labeling import Labeling


def check(
    context: typer.Context,
    paths: Annotated[
        list[str],
        typer.Argument(metavar="PATH", help="Labels (.yaml, .json), text, pictures, web pages, folders, or -"),
    ],
    *,
    one_label: Annotated[
        bool, typer.Option("--one-label", help="All paths are panels of one product.", rich_help_panel=ABOUT_READING)
    ] = False,
    product_type: options.ProductType = None,
    shows: Annotated[
        str | None,
        typer.Option(
            "--shows",
            metavar="all|PANELS",
            help="The panels given, as front,back; all: the whole label.",
            rich_help_panel=ABOUT_READING,
        ),
    ] = None,
    jurisdiction: options.Jurisdictions = None,
    as_of: options.AsOf = None,
    rules: options.RulePaths = None,
    no_builtin_rules: options.NoBuiltin = False,
    select: options.Select = None,
    ignore: options.Ignore = None,
    experimental: options.Experimental = False,
    waivers: options.Waivers = None,
    baseline: options.Baseline = None,
    engine: options.Engine = options.EngineChoice.AUTO,
    report_format: Annotated[
        str | None,
        typer.Option(
            "--format",
            metavar="FORMAT",
            help=f"{', '.join(FORMATS)}.  [default: by the suffix of --output, else text]",
            rich_help_panel=ABOUT_REPORT,
        ),
    ] = None,
    output: Annotated[
        list[Path] | None,
        typer.Option(
            "--output",
            metavar="FILE",
            help="Write the report there. Repeatable: several reports at once, each of the form that its suffix says; "
            "- is standard output.  [default: standard output]",
            rich_help_panel=ABOUT_REPORT,
        ),
    ] = None,
    explain: Annotated[
        str | None,
        typer.Option(
            "--explain",
            metavar="RULE",
            help="Instead of a report, tell why this rule came out as it did.",
            rich_help_panel=ABOUT_REPORT,
        ),
    ] = None,
    matrix: Annotated[
        bool,
        typer.Option(
            "--matrix",
            help="Instead of a report, tell in which places each product may be sold.  [US-*]",
            rich_help_panel=ABOUT_REPORT,
        ),
    ] = False,
    checklist: Annotated[
        bool,
        typer.Option("--checklist", help="Also list every rule and how it came out.", rich_help_panel=ABOUT_REPORT),
    ] = False,
    considered: Annotated[
        bool,
        typer.Option(
            "--considered",
            help="In text: all that was matched and spared, and why, not the first alone.",
            rich_help_panel=ABOUT_REPORT,
        ),
    ] = False,
    fail_on: options.FailOnOption = options.FailOn.MINOR,
    quiet: Annotated[
        bool,
        typer.Option("--quiet", "-q", help="In text: one line a label, the verdict.", rich_help_panel=ABOUT_REPORT),
    ] = False,
) -> None:
    """Check labels against the rules.

    Ends with 0 (nothing at or above --fail-on), 1 (findings), 2 (wrong usage), 3 (rules unusable) or 4 (some input
    unreadable; the rest is still reported).
    """
    if report_format and not matrix:
        options.one_of("--format", report_format, FORMATS)
    chosen = targets(None if matrix else report_format, output or ())
    panels = tuple(name.strip().lower() for name in (shows or "").split(",") if name.strip())
    kind = options.product_type(product_type)
    checker = options.load_checker(
        jurisdictions=jurisdiction,
        as_of=as_of,
        rules=rules,
        no_builtin=no_builtin_rules,
        select=select,
        ignore=ignore,
        experimental=experimental,
        checklist=needs_checklist(chosen, asked=checklist),
        waivers=waivers,
        baseline=baseline,
        context=context,
    )
    from labelwarden.catalog.inputs import read_inputs

    labels = read_inputs(paths, one_label=one_label, product_type=kind, shows=panels, engine=engine.value)
    if explain is not None:
        from labelwarden.cli.explanation import explain_labels

        raise typer.Exit(explain_labels(explain, labels, checker, output[0] if output else None))
    if matrix:
        from labelwarden.cli.matrix_report import write_matrix

        raise typer.Exit(write_matrix(labels, checker, report_format, output[0] if output else None))
    code = EXIT_OK
    settings = options.given(context, without=("paths", "report_format", "output"))
    style = Style(checklist, considered, quiet, settings, engine.value)
    with reports_to(chosen, checker, style) as report:
        for result, places in _checked(checker, labels):
            report.add(result, places)
            if result.error is not None:
                code = EXIT_UNREADABLE
            elif code == EXIT_OK and any(
                options.reaches(finding, fail_on, experimental=experimental) for finding in result.findings
            ):
                code = EXIT_FINDINGS
        report.finish()
    raise typer.Exit(code)


def _checked(checker: Checker, labels: Iterable[Labeling | Unreadable]) -> Iterator[tuple[LabelResult, Places]]:
    """Each result with the jurisdictions that it holds for."""
    from labelwarden.catalog.inputs import Unreadable
    from labelwarden.checker import unreadable
    from labelwarden.rules.rulebook import expand_jurisdictions

    for label in labels:
        if isinstance(label, Unreadable):
            yield unreadable(label.source, label.error), ()
        else:
            asked = checker.jurisdictions or label.jurisdictions
            yield checker.check(label), tuple(sorted(expand_jurisdictions(asked, checker.rulebook.jurisdictions)))
