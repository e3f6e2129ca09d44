"""Rows as CSV. What a spreadsheet would take for a formula is made text.

https://owasp.org/www-community/attacks/CSV_Injection
"""

from __future__ import annotations

import csv
from collections.abc import Iterator
from datetime import date
from pathlib import Path

from labelwarden.batch.row import COLUMNS, Row, columns_of, findings_text
from labelwarden.batch.tally import Tally

FORMULA = ("=", "+", "-", "@", "\t", "\r", "\n", "＝", "＋", "－", "＠")
"""What a formula can begin with in some spreadsheet."""


def write(rows: Iterator[Row], path: Path, tally: Tally, as_of: date, *, compared: bool) -> None:  # noqa: ARG001 - as all kinds
    """Writes the columns of the contract, and what is fixed where rows were compared with earlier ones."""
    with path.open("w", encoding="utf-8", errors="backslashreplace", newline="") as file:
        writer = csv.writer(file, lineterminator="\r\n")
        writer.writerow((*COLUMNS, "fixed") if compared else COLUMNS)
        for row in rows:
            cells = [*cells_of(row), *(["; ".join(said["rule"] for said in row["fixed"])] if compared else [])]
            writer.writerow([harmless(cell) if isinstance(cell, str) else cell for cell in cells])


def cells_of(row: Row) -> list[str | int | None]:
    """The cells of a row, with the findings as JSON."""
    columns = {**columns_of(row), "findings": findings_text(row)}
    return [columns[name] for name in COLUMNS]


def harmless(cell: str) -> str:
    """The cell, with an apostrophe before what a spreadsheet would run.

    >>> harmless("=1+1"), harmless("Oats")
    ("'=1+1", 'Oats')
    """
    return f"'{cell}" if cell.startswith(FORMULA) else cell
