"""Rows as an Excel workbook: sheets that can be filtered of products, of single findings, of what is waived, a summary.

A sheet ends at 1,048,576 rows and a cell at 32,767 characters (Excel's limits:
https://support.microsoft.com/office/1672b34d-7043-467e-8e27-269d656771c3): rows go on on a further sheet, and a longer
text is cut in its cell and stands whole, in pieces, on the sheet "Long texts".
"""

from __future__ import annotations

import datetime as dt
import json
from datetime import date
from pathlib import Path
from typing import Any

from labelwarden.batch.csv_file import FORMULA
from labelwarden.batch.line import Form
from labelwarden.batch.row import Row, columns_of, table_row
from labelwarden.batch.standings import standings_text
from labelwarden.batch.tally import Tally
from labelwarden.errors import MissingExtra

SHEET_ROWS = 1_048_576
CELL = 32_767

LONG = "Long texts"

_WIDTHS = {
    "row": 8,
    "id": 18,
    "product": 40,
    "verdict": 10,
    "error": 30,
    "worst_severity": 14,
    "n_findings": 10,
    "severity": 10,
    "confidence": 11,
    "law": 30,
    "category": 12,
    "state": 8,
    "by": 10,
    "digest": 4,
}
_PLACE_WIDTH = 11
_COLOURS = {
    "fail": "#F4B6B6",
    "review": "#FBE3A6",
    "pass": "#C9E7C3",
    "error": "#D9D9D9",
    "not lawful": "#F4B6B6",
    "lawful with label items": "#FBE3A6",
    "lawful": "#C9E7C3",
}
_UNCOLOURED = frozenset({"id", "product", "error", "says", "finding", "remedy", "reason"})
"""Columns in which these words mean nothing."""
_DETAILS = ("row", "id", "product", "severity", "confidence", "says", "finding", "remedy", "law", "category", "rule")
"""The columns of a single finding."""

_WAIVED = (*_DETAILS, "by", "reason")


def write(lines: Path, path: Path, tally: Tally, as_of: date, form: Form) -> None:
    """Writes the sheets.

    Raises:
        MissingExtra: the writer of workbooks is not installed.
    """
    try:
        import xlsxwriter
    except ImportError as error:
        raise MissingExtra("writing .xlsx files", "batch") from error
    options = {
        "constant_memory": True,
        "strings_to_numbers": False,
        "strings_to_formulas": False,
        "strings_to_urls": False,
        "in_memory": False,
    }
    with xlsxwriter.Workbook(str(path), options) as book:
        # The day of the rules, not that of the run: the same input gives the same bytes.
        book.set_properties({"created": dt.datetime.combine(as_of, dt.time())})
        _Book(book, form).fill(lines, tally)


class _Sheets:
    """A sheet, and those on which its rows go on where it is full."""

    def __init__(self, book: _Book, name: str, columns: tuple[str, ...], width: int = 50) -> None:
        self._book, self._name, self.columns, self._width = book, name, columns, width
        self._number = 1
        self.at = 1
        self.sheet = book.new_sheet(name, columns, width)

    def next_row(self) -> None:
        """Goes on to the next row."""
        if self.at == SHEET_ROWS:
            self.finish()
            self._number += 1
            self.sheet, self.at = self._book.new_sheet(f"{self._name} {self._number}", self.columns, self._width), 1

    def finish(self) -> None:
        """All rows are there."""
        self.sheet.autofilter(0, 0, max(self.at - 1, 1), len(self.columns) - 1)


class _Book:
    def __init__(self, book: Any, form: Form) -> None:
        self._book, self._form = book, form
        self._bold = book.add_format({"bold": True, "bottom": 1})
        # Shown as it stands, also after somebody edits the cell.
        self._quoted = book.add_format()
        self._quoted.set_quote_prefix()
        self._colours = {name: book.add_format({"bg_color": colour}) for name, colour in _COLOURS.items()}
        self._long: Any = None
        self._long_row = 0

    def fill(self, lines: Path, tally: Tally) -> None:
        products = _Sheets(self, "Findings", columns_of(self._form))
        self._summarise(self._book.add_worksheet("Summary"), tally)
        columns = (*_DETAILS, "state") if self._form.compared else _DETAILS
        details = _Sheets(self, "Details", columns)
        waived = _Sheets(self, "Waived", _WAIVED) if self._form.settled else None
        places: _Sheets | None = None
        with lines.open("rb") as rows:
            for line in rows:
                row = table_row(line, self._form)
                standings = row.pop("matrix", None)
                if self._form.matrix:
                    row["matrix"] = standings_text(standings)
                self._write(products, row, str(row["row"]))
                for finding in json.loads(row["findings"]) if row["n_findings"] else ():
                    self._write(details, _detail(row, finding), None)
                if waived is not None and row["waived"] != "[]":
                    for item in json.loads(row["waived"]):
                        self._write(waived, {**item, **_detail(row, item["finding"])}, None)
                if standings:
                    if places is None:
                        names = tuple(standing["place"] for standing in standings)
                        places = _Sheets(self, "Places", ("row", "id", "product", *names), _PLACE_WIDTH)
                    of_place = {standing["place"]: standing["standing"] for standing in standings}
                    self._write(places, {**row, **of_place}, None)
        for sheets in (products, details, *([waived] if waived else []), *([places] if places else [])):
            sheets.finish()

    def _write(self, sheets: _Sheets, row: Row, whole: str | None) -> None:
        sheets.next_row()
        for place, name in enumerate(sheets.columns):
            self._put(sheets.sheet, sheets.at, place, name, row.get(name), whole)
        sheets.at += 1

    def _put(self, sheet: Any, at: int, place: int, name: str, cell: str | int | None, whole: str | None) -> None:
        """Writes a cell. One that is too long goes on on a sheet of its own, under the row `whole`."""
        if cell is None or cell == "":
            return
        if isinstance(cell, int):
            sheet.write_number(at, place, cell)
            return
        cell = cell.encode("utf-8", "backslashreplace").decode()
        if len(cell) > CELL:
            cell = self._cut(cell, whole, name) if whole is not None else f"{cell[: CELL - 2]} …"
        colour = self._colours.get(cell) if name not in _UNCOLOURED else None
        sheet.write_string(at, place, cell, colour or (self._quoted if cell.startswith(FORMULA) else None))

    def _cut(self, cell: str, row: str, column: str) -> str:
        if self._long is None:
            self._long = self._book.add_worksheet(LONG)
            for place, name in enumerate(("row", "column", "part", "text")):
                self._long.write_string(0, place, name, self._bold)
        first = self._long_row + 1
        for part, start in enumerate(range(0, len(cell), CELL - 1), 1):
            self._long_row += 1
            if self._long_row < SHEET_ROWS:
                self._long.write_string(self._long_row, 0, row)
                self._long.write_string(self._long_row, 1, column)
                self._long.write_number(self._long_row, 2, part)
                piece = cell[start : start + CELL - 1]
                self._long.write_string(self._long_row, 3, piece, self._quoted if piece.startswith(FORMULA) else None)
        pointer = f' … [cut; whole on the sheet "{LONG}" from row {first + 1}]'
        return cell[: CELL - len(pointer)] + pointer

    def new_sheet(self, name: str, columns: tuple[str, ...], width: int) -> Any:
        """A sheet with its header, which stays in sight."""
        sheet = self._book.add_worksheet(name)
        sheet.freeze_panes(1, 3)
        for place, title in enumerate(columns):
            sheet.set_column(place, place, _WIDTHS.get(title, width))
        for place, title in enumerate(columns):
            sheet.write_string(0, place, title, self._bold)
        return sheet

    def _summarise(self, sheet: Any, tally: Tally) -> None:
        sheet.set_column(0, 0, 60)
        sheet.set_column(1, 5, 12)
        at = 0

        def line(*cells: str | int, bold: bool = False) -> None:
            nonlocal at
            for column, cell in enumerate(cells):
                if isinstance(cell, int):
                    sheet.write_number(at, column, cell)
                else:
                    quoted = self._quoted if cell.startswith(FORMULA) else None
                    sheet.write_string(at, column, cell[:CELL], self._bold if bold else quoted)
            at += 1

        line("Rows", "Count", bold=True)
        line("rows", tally.rows)
        line("checked", tally.checked)
        line("could not be checked", tally.failed)
        for verdict in ("fail", "review", "pass"):
            line(verdict, tally.verdicts[verdict])
        line("findings", tally.findings)
        for remark in tally.remarks():
            line(remark)
        line("")
        line("Rule", "Findings", "Title", bold=True)
        for rule, count in sorted(tally.rules.items(), key=lambda item: (-item[1], item[0])):
            line(rule, count, tally.titles.get(rule, ""))
        for title, names in (("Supplier", tally.suppliers), ("Category", tally.categories)):
            if names:
                line("")
                line(title, "fail", "review", "pass", "error", bold=True)
                for name, counts in sorted(names.items(), key=lambda item: (-item[1][0], -item[1][1], item[0]))[:1000]:
                    line(name, *counts)


def _detail(row: Row, finding: dict[str, Any]) -> Row:
    """One finding in the words of a person who has to act on it."""
    said = [evidence["quote"] for evidence in finding["evidence"] if evidence["quote"]]
    return {
        **{name: row[name] for name in ("row", "id", "product")},
        **{name: finding[name] for name in ("severity", "confidence", "remedy", "category", "rule")},
        "says": " … ".join(dict.fromkeys(said)),
        "finding": finding["message"],
        "law": "; ".join(basis["cite"] for basis in finding["basis"]),
        "state": finding.get("state"),
    }
