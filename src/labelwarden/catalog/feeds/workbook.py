"""The first sheet of an Excel workbook as a table. A workbook that unpacks to more than a machine holds is refused."""

from __future__ import annotations

import datetime as dt
import io
import zipfile
from collections.abc import Iterator
from typing import Any

from labelwarden.catalog.feeds.delimited import Table
from labelwarden.catalog.feeds.record import Record
from labelwarden.errors import Fault, LabelError, MissingExtra

MAX_UNPACKED = 600_000_000
"""Bytes of a workbook once unpacked. It is held in memory, and takes about as much there."""

MAX_RATIO = 200
"""How many times smaller packing makes a real workbook at most; beyond 100 MB more is a bomb."""

_PIECE = 1 << 20
_MOST = MAX_UNPACKED // 1_000_000
_HELP = "A workbook is held in memory whole. Export the table as CSV, which may have any size."


def read_workbook(file: io.BufferedReader, source: str) -> Table:
    """The first sheet with rows; its first row names the columns.

    Raises:
        LabelError: it is no workbook, unpacks to too much, or has no header.
        MissingExtra: the reader of workbooks is not installed.
    """
    try:
        from python_calamine import CalamineError, CalamineWorkbook
    except ImportError as error:
        raise MissingExtra("reading .xlsx files", "batch") from error
    packed = file.read(MAX_UNPACKED + 1)
    if len(packed) > MAX_UNPACKED:
        raise LabelError((Fault(source, 0, 0, f"refused: expected at most {_MOST} MB, found more", _HELP),))
    data = io.BytesIO(packed)
    _refuse_bombs(data, source)
    try:
        book = CalamineWorkbook.from_filelike(data)
        for name in book.sheet_names:
            rows = iter(book.get_sheet_by_name(name).iter_rows())
            header = next((row for row in rows if any(cell != "" for cell in row)), None)
            if header is not None:
                columns = _columns(header)
                return Table(columns, _records(columns, rows))
    except CalamineError as error:
        raise _no_workbook(source, str(error)) from error
    raise LabelError((Fault(source, 0, 0, "an empty workbook: expected a sheet whose first row names the columns"),))


def _columns(header: list[Any]) -> tuple[str, ...]:
    names: dict[str, None] = {}
    for number, cell in enumerate(header, 1):
        name = cell_text(cell).strip()
        names[name if name and name not in names else f"{name or 'column'} ({number})"] = None
    return tuple(names)


def _records(columns: tuple[str, ...], rows: Iterator[list[Any]]) -> Iterator[Record]:
    number = 0
    for row in rows:
        cells = [cell_text(cell) for cell in row]
        if any(cells):
            number += 1
            yield Record(number, dict(zip(columns, cells, strict=False)))


def cell_text(cell: Any) -> str:
    """A cell as text; a number without a fraction is an identifier, and has no point.

    >>> cell_text(651074168402.0), cell_text(0.5), cell_text(True)
    ('651074168402', '0.5', 'TRUE')
    """
    if isinstance(cell, str):
        return cell
    if isinstance(cell, bool):
        return "TRUE" if cell else "FALSE"
    if isinstance(cell, float):
        return str(int(cell)) if cell.is_integer() and abs(cell) < 1e15 else repr(cell)
    if isinstance(cell, (dt.datetime, dt.date, dt.time)):
        return cell.isoformat()
    return "" if cell is None else str(cell)


def _refuse_bombs(data: io.BytesIO, source: str) -> None:
    """Unpacks every part piece by piece and counts: what the list of parts says of their size may be a lie."""
    packed = data.getbuffer().nbytes
    unpacked = 0
    try:
        with zipfile.ZipFile(data) as archive:
            for part in archive.infolist():
                with archive.open(part) as opened:
                    while piece := opened.read(_PIECE):
                        unpacked += len(piece)
                        if unpacked > MAX_UNPACKED or (unpacked > 100_000_000 and unpacked > packed * MAX_RATIO):
                            message = (
                                f"refused: expected a workbook of at most {_MOST} MB, found {packed:,} bytes that "
                                f"unpack to more than {unpacked:,}"
                            )
                            raise LabelError((Fault(source, 0, 0, message, _HELP),))
    except (zipfile.BadZipFile, EOFError, NotImplementedError, RuntimeError) as error:
        raise _no_workbook(source, str(error)) from error
    data.seek(0)


def _no_workbook(source: str, why: str) -> LabelError:
    message = f"expected an Excel workbook (.xlsx), found something else ({why})"
    return LabelError((Fault(source, 0, 0, message, "Save it anew as .xlsx, or as CSV."),))
