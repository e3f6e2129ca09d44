"""The reports `json` and `jsonl` of `check`."""

from __future__ import annotations

from labelwarden.checker import Checker
from labelwarden.cli.output import Write
from labelwarden.findings.finding import LabelResult
from labelwarden.reports.json_v1 import label_json, line_text, report_json, report_text
from labelwarden.reports.run_info import run_info


class JsonReport:
    """One document, written when all labels are through."""

    def __init__(self, checker: Checker, write: Write, *, checklist: bool) -> None:
        self._checker = checker
        self._write = write
        self._checklist = checklist
        self._results: list[LabelResult] = []
        self._places: set[str] = set()

    def add(self, result: LabelResult, places: tuple[str, ...]) -> None:
        self._results.append(result)
        self._places.update(places)

    def finish(self) -> None:
        run = run_info(self._checker, self._places or self._checker.places())
        self._write(report_text(report_json(self._results, run, checklist=self._checklist)))


class JsonLinesReport:
    """One line for each label, as soon as it is checked."""

    def __init__(self, _checker: Checker, write: Write, *, checklist: bool) -> None:
        self._write = write
        self._checklist = checklist

    def add(self, result: LabelResult, _places: tuple[str, ...]) -> None:
        self._write(line_text(label_json(result, checklist=self._checklist)))

    def finish(self) -> None:
        """Nothing is left to write."""
