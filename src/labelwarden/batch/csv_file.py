"""Rows as CSV. What a spreadsheet would take for a formula is made text.

https://owasp.org/www-community/attacks/CSV_Injection
"""

from __future__ import annotations

import csv
from datetime import date
from pathlib import Path

from labelwarden.batch.line import Form
from labelwarden.batch.row import columns_of, table_row
from labelwarden.batch.standings import standings_text
from labelwarden.batch.tally import Tally

FORMULA = ("=", "+", "-", "@", "\t", "\r", "\n", "＝", "＋", "－", "＠")
"""What a formula can begin with in some spreadsheet."""


def write(lines: Path, path: Path, tally: Tally, as_of: date, form: Form) -> None:  # noqa: ARG001 - as all kinds
    """Writes the columns of the contract, and those that the form adds."""
    columns = columns_of(form)
    with lines.open("rb") as rows, path.open("w", encoding="utf-8", errors="backslashreplace", newline="") as file:
        writer = csv.writer(file, lineterminator="\r\n")
        writer.writerow(columns)
        for line in rows:
            row = table_row(line, form)
            if form.matrix:
                row["matrix"] = standings_text(row["matrix"])
            cells = [row[name] for name in columns]
            writer.writerow([harmless(cell) if isinstance(cell, str) else cell for cell in cells])


def harmless(cell: str) -> str:
    """The cell, with an apostrophe before what a spreadsheet would run.

    >>> harmless("=1+1"), harmless("Oats")
    ("'=1+1", 'Oats')
    """
    return f"'{cell}" if cell.startswith(FORMULA) else cell


def as_it_was(cell: str) -> str:
    """What `harmless` was given.

    >>> as_it_was("'=1+1"), as_it_was("'s Oats")
    ('=1+1', "'s Oats")
    """
    return cell[1:] if cell.startswith("'") and cell[1:].startswith(FORMULA) else cell
