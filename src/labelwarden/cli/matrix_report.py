"""The option `--matrix` of `check`: instead of findings, where each product may be sold."""

from __future__ import annotations

import json
import shutil
from collections.abc import Iterable
from pathlib import Path
from typing import TYPE_CHECKING

from labelwarden.cli.options import one_of
from labelwarden.cli.output import results_to, tell_unreadable
from labelwarden.cli.text_report import has_colours
from labelwarden.engine.matrix import matrix_of
from labelwarden.errors import EXIT_OK, EXIT_UNREADABLE
from labelwarden.reports.layout import as_text, coloured, fitting
from labelwarden.reports.matrix import matrix_json, matrix_lines

if TYPE_CHECKING:
    from labelwarden.catalog.inputs import Unreadable
    from labelwarden.checker import Checker
    from labelwarden.label.labeling import Labeling

EVERY_STATE = ("US-*",)


def write_matrix(
    labels: Iterable[Labeling | Unreadable], checker: Checker, report_format: str | None, output: Path | None
) -> int:
    """Writes one table for each label, or one JSON document; the exit code.

    Raises:
        UsageError: there is no such form of it.
    """
    from labelwarden.catalog.inputs import Unreadable

    as_json = output is not None and output.suffix == ".json"
    if report_format is not None:
        as_json = one_of("--format, with --matrix", report_format, ("text", "json")) == "json"
    show = coloured if output is None and has_colours() else as_text
    width = fitting(shutil.get_terminal_size((100, 24)).columns)
    code = EXIT_OK
    documents = []
    with results_to(output) as write:
        for label in labels:
            if isinstance(label, Unreadable):
                tell_unreadable(label.source, label.error)
                code = EXIT_UNREADABLE
                continue
            places = checker.jurisdictions or label.jurisdictions or EVERY_STATE
            standings = matrix_of(
                label,
                checker.rulebook,
                places,
                checker.as_of,
                experimental=checker.settings.experimental,
                select=checker.selected,
                ignore=checker.ignored,
            )
            if as_json:
                documents.append(matrix_json(label, standings, checker.as_of))
            else:
                write("".join(map(show, matrix_lines(label, standings, checker.as_of, width))))
        if as_json:
            write(json.dumps({"labels": documents}, ensure_ascii=False, indent=2) + "\n")
    return code
