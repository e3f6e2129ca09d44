"""Rows as an Excel workbook: a sheet of findings that can be filtered, and a summary.

A sheet ends at 1,048,576 rows and a cell at 32,767 characters (Excel's limits:
https://support.microsoft.com/office/1672b34d-7043-467e-8e27-269d656771c3): rows go on on a further sheet, and a longer
text is cut in its cell and stands whole, in pieces, on the sheet "Long texts".
"""

from __future__ import annotations

import datetime as dt
from collections.abc import Iterator
from datetime import date
from pathlib import Path
from typing import Any

from labelwarden.batch.csv_file import FORMULA, cells_of
from labelwarden.batch.row import COLUMNS, Row
from labelwarden.batch.tally import Tally
from labelwarden.errors import MissingExtra

SHEET_ROWS = 1_048_576
CELL = 32_767

_WIDTHS = {"row": 8, "id": 18, "product": 40, "verdict": 10, "error": 30, "worst_severity": 14, "n_findings": 10}
_COLOURS = {"fail": "#F4B6B6", "review": "#FBE3A6", "pass": "#C9E7C3", "error": "#D9D9D9"}
_LONG = "Long texts"


def write(rows: Iterator[Row], path: Path, tally: Tally, as_of: date, *, compared: bool) -> None:
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
        _Book(book, compared=compared).fill(rows, tally)


class _Book:
    def __init__(self, book: Any, *, compared: bool) -> None:
        self._book = book
        self._bold = book.add_format({"bold": True, "bottom": 1})
        # Shown as it stands, also after somebody edits the cell.
        self._quoted = book.add_format()
        self._quoted.set_quote_prefix()
        self._colours = {name: book.add_format({"bg_color": colour}) for name, colour in _COLOURS.items()}
        self._columns = (*COLUMNS, "fixed") if compared else COLUMNS
        self._long: Any = None
        self._long_row = 0

    def fill(self, rows: Iterator[Row], tally: Tally) -> None:
        sheet = self._new_sheet("Findings")
        self._summarise(self._book.add_worksheet("Summary"), tally)
        number, at = 1, 1
        for row in rows:
            if at == SHEET_ROWS:
                self._finish(sheet, at)
                number += 1
                sheet, at = self._new_sheet(f"Findings {number}"), 1
            cells = cells_of(row)
            if len(self._columns) > len(COLUMNS):
                cells.append("; ".join(said["rule"] for said in row["fixed"]))
            for column, cell in enumerate(cells):
                self._put(sheet, at, column, cell, str(row["row"]))
            at += 1
        self._finish(sheet, at)

    def _put(self, sheet: Any, at: int, column: int, cell: str | int | None, row: str) -> None:
        if cell is None or cell == "":
            return
        if isinstance(cell, int):
            sheet.write_number(at, column, cell)
            return
        cell = cell.encode("utf-8", "backslashreplace").decode()
        if len(cell) > CELL:
            cell = self._cut(cell, row, self._columns[column])
        colour = self._colours.get(cell) if self._columns[column] == "verdict" else None
        sheet.write_string(at, column, cell, colour or (self._quoted if cell.startswith(FORMULA) else None))

    def _cut(self, cell: str, row: str, column: str) -> str:
        if self._long is None:
            self._long = self._book.add_worksheet(_LONG)
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
        pointer = f' … [cut; whole on the sheet "{_LONG}" from row {first + 1}]'
        return cell[: CELL - len(pointer)] + pointer

    def _new_sheet(self, name: str) -> Any:
        sheet = self._book.add_worksheet(name)
        sheet.freeze_panes(1, 0)
        for column, title in enumerate(self._columns):
            sheet.set_column(column, column, _WIDTHS.get(title, 50))
        for column, title in enumerate(self._columns):
            sheet.write_string(0, column, title, self._bold)
        return sheet

    def _finish(self, sheet: Any, rows: int) -> None:
        sheet.autofilter(0, 0, max(rows - 1, 1), len(self._columns) - 1)

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
