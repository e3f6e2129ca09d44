"""The command `diff`: what changed between two versions of a label, and what the rules make of it."""

from __future__ import annotations

import shutil
from typing import TYPE_CHECKING, Annotated

import typer

from labelwarden.cli import options
from labelwarden.cli.output import results_to, tell_unreadable
from labelwarden.errors import EXIT_FINDINGS, EXIT_OK, EXIT_UNREADABLE

if TYPE_CHECKING:
    from labelwarden.label.labeling import Labeling

_FORMATS = ("text", "json")


def diff(
    old: Annotated[str, typer.Argument(metavar="OLD", help="The old version: a label, text, picture, page or folder")],
    new: Annotated[str, typer.Argument(metavar="NEW", help="The new version")],
    *,
    product_type: options.ProductType = None,
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
) -> None:
    """Compare two versions of a label, and what is found on them.

    It tells what was added, removed and reworded, and which findings come and go. A folder of pictures is one label.
    Ends with 0 (the same findings), 1 (findings changed), 2 (wrong usage), 3 (rules unusable) or 4 (a version could not
    be read).
    """
    options.one_of("--format", report_format, _FORMATS)
    kind = options.product_type(product_type)
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
    before, after = (_read(path, kind, engine.value) for path in (old, new))
    if before is None or after is None:
        raise typer.Exit(EXIT_UNREADABLE)
    from labelwarden.diff.label_diff import label_diff
    from labelwarden.diff.report import diff_json, diff_lines

    results = checker.check(before), checker.check(after)
    for result in results:
        if result.error is not None:
            tell_unreadable(result.source, result.error)
            raise typer.Exit(EXIT_UNREADABLE)
    found = label_diff(*results)
    with results_to(output) as write:
        if report_format == "json":
            import json

            write(json.dumps(diff_json(found), ensure_ascii=False, indent=2) + "\n")
        else:
            from labelwarden.cli.text_report import has_colours
            from labelwarden.reports.layout import as_text, coloured, fitting

            width = fitting(shutil.get_terminal_size((100, 24)).columns)
            show = coloured if output is None and has_colours() else as_text
            write("".join(map(show, diff_lines(found, width))))
    raise typer.Exit(EXIT_FINDINGS if found.findings.any else EXIT_OK)


def _read(path: str, kind: str | None, engine: str) -> Labeling | None:
    """The version at `path`, or None, said on standard error, where something of it could not be read."""
    from labelwarden.catalog.inputs import Unreadable, read_inputs

    read = list(read_inputs([path], one_label=True, product_type=kind, engine=engine))
    for item in read:
        if isinstance(item, Unreadable):
            tell_unreadable(item.source, item.error)
    labels = [item for item in read if not isinstance(item, Unreadable)]
    # What could not be read may be the very thing that changed.
    return labels[0] if len(labels) == len(read) == 1 else None
