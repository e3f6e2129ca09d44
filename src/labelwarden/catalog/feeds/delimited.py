"""CSV and TSV, one record a row and in constant memory, where a broken row costs that row only.

A quote that never closes would swallow every row behind it. So a row that runs over several lines and does not have
the columns of the header is taken for broken at its first line, and reading goes on at the second.
"""

from __future__ import annotations

import codecs
import csv
import io
import zlib
from collections import deque
from collections.abc import Callable, Iterator
from dataclasses import dataclass
from typing import BinaryIO

from labelwarden.catalog.decoding import marked
from labelwarden.catalog.feeds.record import Record
from labelwarden.errors import Fault, LabelError

MAX_ROW = 64_000_000
"""Characters of one row."""

_LATIN_1 = "the row is not UTF-8 and was read as Latin-1; some letters may be wrong"


@dataclass(slots=True)
class Table:
    """The rows of a table as records of cells by column, the columns of its header, and how much of it is read."""

    columns: tuple[str, ...]
    records: Iterator[Record]
    share: Callable[[], float | None] = lambda: None


def read_table(file: io.BufferedReader, source: str) -> Table:
    """The table in `file`, whose first row names the columns.

    Raises:
        LabelError: there is no header.
    """
    csv.field_size_limit(MAX_ROW)
    lines = _Lines(file)
    delimiter = delimiter_of(lines.first)
    header = next((cells for cells, _ in _rows(lines, delimiter, 0) if isinstance(cells, list)), [])
    columns = _named(header)
    if not columns:
        message = "expected a first row that names the columns, found none"
        raise LabelError((Fault(source, 1, 1, message, "Export the table with its header."),))
    return Table(columns, _records(lines, delimiter, columns))


def delimiter_of(line: str) -> str:
    r"""What parts the columns of a header.

    >>> delimiter_of("id\ttitle, short"), delimiter_of('id;"name";text')
    ('\t', ';')
    """
    # The first of those that stand there most often.
    return max("\t,;|", key=line.count) if line.count("\t") + line.count(";") + line.count("|") else ","


def _named(header: list[str]) -> tuple[str, ...]:
    """The columns; one that stands twice or has no name is told by its number."""
    names: dict[str, None] = {}
    for number, cell in enumerate(header, 1):
        name = cell.strip().removeprefix("\ufeff")
        names[name if name and name not in names else f"{name or 'column'} ({number})"] = None
    return tuple(names) if any(cell.strip() for cell in header) else ()


def _records(lines: _Lines, delimiter: str, columns: tuple[str, ...]) -> Iterator[Record]:
    width = len(columns)
    for number, (cells, notes) in enumerate(_rows(lines, delimiter, width), 1):
        if isinstance(cells, str):
            yield Record(number, error=cells)
        elif len(cells) == width:
            yield Record(number, dict(zip(columns, cells, strict=True)), None, notes)
        elif len(cells) > width and any(cells[width:]):
            yield Record(number, error=f"expected {width} columns, found {len(cells)}: a quote or a comma is misplaced")
        else:
            # Spreadsheets leave out cells at the end that are empty.
            padded = [*cells, *[""] * (width - len(cells))]
            yield Record(number, dict(zip(columns, padded, strict=False)), None, notes)


def _rows(lines: _Lines, delimiter: str, width: int) -> Iterator[tuple[list[str] | str, tuple[str, ...]]]:
    """The cells of each row, or what is wrong with it, with remarks. With `width` 0 any number of cells will do."""
    reader = csv.reader(lines, delimiter=delimiter, strict=True)
    while True:
        lines.begin()
        cells: list[str] | None = None
        try:
            cells = next(reader)
        except StopIteration:
            if not lines.taken:
                return
        except csv.Error:
            # A quote that stands wrong, or is open at the end of the file; what it spoiled is read anew.
            reader = csv.reader(lines, delimiter=delimiter, strict=True)
        notes = lines.notes
        if lines.broken is not None:
            reader = csv.reader(lines, delimiter=delimiter, strict=True)
            yield lines.broken, notes
        elif cells is not None and (lines.taken == 1 or not width or len(cells) == width):
            if cells:
                yield cells, notes
        else:
            lines.back_to_second()
            yield _single(lines.text, delimiter, width), notes


def _single(line: str, delimiter: str, width: int) -> list[str] | str:
    """The cells of a line whose quotes stand wrong, if it has as many as it should, or what is wrong."""
    reader = csv.reader([line], delimiter=delimiter)
    try:
        cells = next(reader, [])
    except csv.Error as error:
        return f"expected a row of cells, found a broken one ({error})"
    if len(cells) == width and not cells[-1].endswith("\n"):
        return cells
    return f"expected {width} columns, found a quote that is not closed in its row"


class _Lines:
    """The lines of a file as text, told apart by row, so that some can be read once more."""

    def __init__(self, file: io.BufferedReader) -> None:
        encoding, _ = marked(file.peek(4)[:4])
        self._decoded = _utf_16_lines(file) if encoding not in (None, "utf-8") else None
        self._file: BinaryIO = file
        self._waiting: deque[str] = deque()
        self._row: list[str] = []
        self._size = 0
        self.notes: tuple[str, ...] = ()
        self.broken: str | None = None
        """What is wrong with the file or line itself."""
        self.at_end = False
        self._over = False
        first = self._next_line()
        self.first = (first or "").removeprefix("\ufeff")
        if first is not None:
            self._waiting.append(self.first)

    def __iter__(self) -> Iterator[str]:
        return self

    def __next__(self) -> str:
        line = self._waiting.popleft() if self._waiting else self._next_line()
        if line is None or self._size + len(line) > MAX_ROW:
            if line is not None:
                self._waiting.appendleft(line)
            self.at_end = True
            raise StopIteration
        self._row.append(line)
        self._size += len(line)
        return line

    def begin(self) -> None:
        """A new row begins."""
        self._row.clear()
        self._size = 0
        self.notes = ()
        self.broken = None
        self.at_end = False

    @property
    def taken(self) -> int:
        return len(self._row) + (self.broken is not None)

    @property
    def text(self) -> str:
        return "".join(self._row)

    def back_to_second(self) -> None:
        """All but the first line of the row are read again."""
        self._waiting.extendleft(reversed(self._row[1:]))
        del self._row[1:]

    def _next_line(self) -> str | None:
        if self._over:
            return None
        line: str | bytes
        try:
            line = next(self._decoded, "") if self._decoded is not None else self._file.readline(MAX_ROW + 1)
            if len(line) > MAX_ROW:
                self._skip_rest(line)
                self.broken = f"expected a row of at most {MAX_ROW // 1_000_000} MB, found a longer one"
                return None
        except (EOFError, OSError, zlib.error) as error:
            self.broken = f"the file breaks off here ({error}): expected more rows; copy or pack it again"
            self._over = True
            return None
        if not line:
            return None
        if isinstance(line, str):
            return line
        try:
            return line.decode("utf-8")
        except UnicodeDecodeError:
            self.notes = (_LATIN_1,)
            return line.decode("cp1252" if not _OPEN.intersection(line) else "latin-1")

    def _skip_rest(self, line: str | bytes) -> None:
        while line and line[-1:] not in ("\n", b"\n"):
            line = next(self._decoded, "") if self._decoded is not None else self._file.readline(1 << 20)


def _utf_16_lines(file: io.BufferedReader) -> Iterator[str]:
    """The lines of a file that says by its mark that it is UTF-16, in pieces where one is too long."""
    decoder = codecs.getincrementaldecoder("utf-16")("replace")
    held = ""
    while data := file.read(_PIECE):
        *lines, held = (held + decoder.decode(data)).split("\n")
        for line in lines:
            yield f"{line}\n"
        if len(held) > MAX_ROW:
            yield held
            held = ""
    if held:
        yield held


_PIECE = 1 << 18

_OPEN = frozenset(b"\x81\x8d\x8f\x90\x9d")
"""Bytes that cp1252, which is what is called Latin-1 in practice, leaves open."""
