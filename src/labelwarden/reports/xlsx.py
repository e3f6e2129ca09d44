"""Results as a workbook: findings, labels, the checklist, what was spared or waived, and how it was made."""

from __future__ import annotations

import io
from collections.abc import Iterable, Iterator, Sequence
from typing import Any

from labelwarden.errors import MissingExtra
from labelwarden.reports.checked import Checked
from labelwarden.reports.gaps import gaps_of
from labelwarden.reports.run_info import RunInfo, input_files, python_version
from labelwarden.reports.source_lines import first_evidence
from labelwarden.reports.table import COLUMNS, Row, harmless, rows
from labelwarden.reports.wording import CHECKLIST, CLOSING, NOT_CHECKED, headline
from labelwarden.version import VERSION

_WIDTHS = {
    "quote": 45,
    "message": 55,
    "remedy": 55,
    "law": 40,
    "title": 40,
    "rule": 30,
    "source": 30,
    "seen": 45,
    "reason": 45,
}
_WIDTH = 14

_SPARED = ("source", "product", "rule", "panel", "quote", "reason")
_WAIVED = ("source", "product", "rule", "title", "severity", "quote", "reason", "fingerprint")

# Text stays text, whatever it looks like.
_OPTIONS = {"in_memory": True, "strings_to_formulas": False, "strings_to_urls": False, "strings_to_numbers": False}


def xlsx_report(checked: Sequence[Checked], run: RunInfo) -> bytes:
    """The workbook.

    Raises:
        MissingExtra: XlsxWriter is not installed.
    """
    try:
        import xlsxwriter
    except ImportError as error:
        raise MissingExtra("a report as .xlsx", "reports") from error
    buffer = io.BytesIO()
    with xlsxwriter.Workbook(buffer, _OPTIONS) as book:
        head = book.add_format({"bold": True, "bottom": 1, "text_wrap": True, "valign": "top"})
        cell = book.add_format({"text_wrap": True, "valign": "top"})
        _sheet(book, "Findings", COLUMNS, rows(checked), head, cell)
        _sheet(book, "Labels", ("source", "product", "verdict", "found", "places"), _labels(checked), head, cell)
        _sheet(
            book, "Checklist", ("source", "rule", "title", "outcome", "reason", "seen"), _duties(checked), head, cell
        )
        _sheet(book, "Considered, not flagged", _SPARED, _spared(checked), head, cell)
        if any(item.result.waived for item in checked):
            _sheet(book, "Waived", _WAIVED, _waived(checked), head, cell)
        _sheet(book, "How it was made", ("what", "value"), _made(checked, run), head, cell)
    return buffer.getvalue()


def _sheet(book: Any, name: str, columns: Sequence[str], lines: Iterable[Row], head: Any, cell: Any) -> None:
    sheet = book.add_worksheet(name)
    for number, column in enumerate(columns):
        sheet.write_string(0, number, column, head)
        sheet.set_column(number, number, _WIDTHS.get(column, _WIDTH))
    last = 0
    for last, line in enumerate(lines, start=1):
        for number, text in enumerate(line):
            sheet.write_string(last, number, text, cell)
    sheet.freeze_panes(1, 0)
    sheet.autofilter(0, 0, last, len(columns) - 1)


def _labels(checked: Iterable[Checked]) -> Iterator[Row]:
    for item in checked:
        result = item.result
        said = result.error or headline(result)
        line = (result.source, result.product or "", result.verdict.value, said, ", ".join(item.places))
        yield tuple(map(harmless, line))


def _duties(checked: Iterable[Checked]) -> Iterator[Row]:
    for item in checked:
        for duty in item.result.duties:
            seen = " · ".join(evidence.quote for evidence in duty.evidence if evidence.quote)
            line = (item.result.source, duty.rule, duty.title, CHECKLIST[duty.outcome], duty.reason, seen)
            yield tuple(map(harmless, line))
        if item.result.error is None:
            for gap in gaps_of(item):
                yield tuple(map(harmless, (item.result.source, "", "", NOT_CHECKED, gap, "")))


def _spared(checked: Iterable[Checked]) -> Iterator[Row]:
    for item in checked:
        for spared in item.result.considered:
            head = (item.result.source, item.result.product or "")
            yield tuple(map(harmless, (*head, spared.rule, spared.panel, spared.quote, spared.reason)))


def _waived(checked: Iterable[Checked]) -> Iterator[Row]:
    for item in checked:
        for waived in item.result.waived:
            finding = waived.finding
            seen = first_evidence(finding)
            quote = (seen.quote if seen else None) or ""
            head = (item.result.source, item.result.product or "", finding.rule, finding.title)
            line = (*head, finding.severity.value, quote, waived.reason, finding.fingerprint)
            yield tuple(map(harmless, line))


def _made(checked: Iterable[Checked], run: RunInfo) -> Iterator[Row]:
    lines = [
        ("program", f"Labelwarden {VERSION}, {python_version()}"),
        ("rules in force on", run.as_of.isoformat()),
        ("jurisdictions", ", ".join(run.jurisdictions)),
        ("rules", str(run.rule_count)),
        ("SHA-256 of the rule files", run.digest),
        *(("pack", f"{id} {version} SHA-256 {run.pack_digests.get(id, 'unknown')}") for id, version in run.packs),
        *(("engine", engine) for engine in run.engines),
        *(("setting", f"{name} {value}".strip()) for name, value in run.settings),
    ]
    lines += [(file.name, f"SHA-256 {file.sha256}") for item in checked for file in input_files(item.result)]
    lines += [("limit or remark", f"{item.result.source}: {note}") for item in checked for note in item.result.notes]
    lines.append(("note", CLOSING))
    for what, value in lines:
        # Options begin with a dash; in a sheet of our own they are no formulas, but copied from it they might be.
        yield harmless(what), harmless(value)
