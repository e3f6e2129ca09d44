"""The command `check`: labels in, a report out."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from typing import TYPE_CHECKING, Annotated, Protocol, TypeAlias

import typer

from labelwarden.cli import options
from labelwarden.cli.output import Write, results_to
from labelwarden.errors import EXIT_FINDINGS, EXIT_OK, EXIT_UNREADABLE

if TYPE_CHECKING:
    from labelwarden.catalog.inputs import Unreadable
    from labelwarden.checker import Checker
    from labelwarden.findings.finding import LabelResult
    from labelwarden.label.labeling import Labeling

Places: TypeAlias = tuple[str, ...]


class Report(Protocol):
    """A report in the making: results come one by one, as pictures take their time."""

    def add(self, result: LabelResult, places: Places) -> None:
        """Takes the result for one label, checked for the jurisdictions `places`."""
        ...

    def finish(self) -> None:
        """Writes what could not be written before."""
        ...


_FORMATS = ("text", "json", "jsonl")
_LATER = ("sarif", "junit", "csv", "html", "github")


def check(
    paths: Annotated[
        list[str],
        typer.Argument(metavar="PATH", help="Labels (.yaml, .json), text, pictures, web pages, folders, or -"),
    ],
    *,
    one_label: Annotated[bool, typer.Option("--one-label", help="All paths are panels of one product.")] = False,
    product_type: options.ProductType = None,
    shows: Annotated[
        str | None,
        typer.Option("--shows", metavar="all|PANELS", help="The panels given, as front,back; all: the whole label."),
    ] = None,
    jurisdiction: options.Jurisdictions = None,
    as_of: options.AsOf = None,
    rules: options.RulePaths = None,
    no_builtin_rules: options.NoBuiltin = False,
    select: options.Select = None,
    ignore: options.Ignore = None,
    experimental: options.Experimental = False,
    engine: options.Engine = options.EngineChoice.AUTO,
    report_format: Annotated[
        str, typer.Option("--format", metavar="|".join(_FORMATS), help="Form of the report.")
    ] = "text",
    output: options.Output = None,
    checklist: Annotated[bool, typer.Option("--checklist", help="Also list every rule and how it came out.")] = False,
    fail_on: options.FailOnOption = options.FailOn.MINOR,
    quiet: Annotated[bool, typer.Option("--quiet", "-q", help="In text: one line a label, the verdict.")] = False,
) -> None:
    """Check labels against the rules.

    Ends with 0 (nothing at or above --fail-on), 1 (findings), 2 (wrong usage), 3 (rules unusable) or 4 (some input
    unreadable; the rest is still reported).
    """
    options.one_of("--format", report_format, _FORMATS, _LATER)
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
        # The text names the duties that are not visible.
        checklist=checklist or report_format == "text",
    )
    from labelwarden.catalog.inputs import read_inputs

    labels = read_inputs(paths, one_label=one_label, product_type=kind, shows=panels, engine=engine.value)
    code = EXIT_OK
    with results_to(output) as write:
        report = _report(report_format, checker, write, to_file=output is not None, checklist=checklist, quiet=quiet)
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


def _report(name: str, checker: Checker, write: Write, *, to_file: bool, checklist: bool, quiet: bool) -> Report:
    # Each is imported where it is wanted: JSON needs no layout, text no JSON.
    if name == "text":
        from labelwarden.cli.text_report import TextReport

        return TextReport(write, to_file=to_file, checklist=checklist, quiet=quiet)
    from labelwarden.cli.json_report import JsonLinesReport, JsonReport

    return (JsonReport if name == "json" else JsonLinesReport)(checker, write, checklist=checklist)
