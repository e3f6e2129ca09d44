"""Tables as CSV that no spreadsheet runs."""

from __future__ import annotations

import csv
import io
from collections.abc import Iterable

_FORMULA = ("=", "+", "-", "@", "\t", "\r")


def csv_text(head: Iterable[str], rows: Iterable[Iterable[object]]) -> str:
    r"""The table with its head.

    >>> csv_text(["who"], [["=1+1"]])
    "who\r\n'=1+1\r\n"
    """
    buffer = io.StringIO()
    writer = csv.writer(buffer)
    writer.writerow(head)
    # A cell that begins like a formula would be run by whoever opens the file in a spreadsheet.
    writer.writerows([_cell(value) for value in row] for row in rows)
    return buffer.getvalue()


def _cell(value: object) -> object:
    return f"'{value}" if isinstance(value, str) and value.startswith(_FORMULA) else value
