"""The report `text` of `check`: in colour on a terminal, plain elsewhere."""

from __future__ import annotations

import os
import shutil
import sys
from collections.abc import Iterable

from labelwarden.checker import Checker
from labelwarden.cli.output import Write
from labelwarden.findings.finding import LabelResult
from labelwarden.reports.checked import Checked
from labelwarden.reports.layout import Line, as_text, coloured, fitting
from labelwarden.reports.run_info import left_out
from labelwarden.reports.text import TextOptions, closing_lines, label_lines, verdict_line


class TextReport:
    """Writes each label when it is checked."""

    def __init__(
        self, checker: Checker, write: Write, *, to_file: bool, checklist: bool, considered: bool, quiet: bool
    ) -> None:
        self._checker = checker
        self._write = write
        self._quiet = quiet
        self._colours = not to_file and has_colours()
        width = fitting(shutil.get_terminal_size((100, 24)).columns)
        self._options = TextOptions(width, marks=not self._colours, checklist=checklist, considered=considered)
        self._results: list[LabelResult] = []

    def add(self, result: LabelResult, places: tuple[str, ...]) -> None:
        self._results.append(result)
        if self._quiet:
            self._put([verdict_line(result)])
            return
        left = left_out(self._checker, places) if self._options.checklist else ()
        self._put(label_lines(Checked(result, places, left), self._options))

    def finish(self) -> None:
        if not self._quiet:
            self._put(closing_lines(self._results, self._options))

    def _put(self, lines: Iterable[Line]) -> None:
        self._write("".join(map(coloured if self._colours else as_text, lines)))


def has_colours() -> bool:
    """Whether standard output is a terminal that shows colours, and nobody asked it not to (https://no-color.org)."""
    return sys.stdout.isatty() and not os.environ.get("NO_COLOR") and os.environ.get("TERM") != "dumb"
