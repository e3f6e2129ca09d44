"""The lines of a catalogue, packed or not, one at a time and in constant memory."""

from __future__ import annotations

import gzip
import io
import sys
import zlib
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path
from typing import BinaryIO, cast

from labelwarden.errors import Fault, LabelError, UsageError

SUFFIXES = (".jsonl", ".ndjson")
LATER = (".csv", ".tsv", ".parquet", ".xlsx", ".xml")

MAX_LINE = 64_000_000
"""Bytes of one line. The longest product page we know of has 2 MB."""

_GZIP = b"\x1f\x8b"
_PIECE = 1 << 20


@dataclass(frozen=True, slots=True)
class Line:
    """One line of the source, or why there is none. `number` counts from 1, without blank lines."""

    number: int
    data: bytes = b""
    error: str | None = None


@contextmanager
def open_source(source: str) -> Iterator[BinaryIO]:
    """The unpacked bytes of the file, or of standard input for `-`.

    Raises:
        UsageError: not a kind of file that is read here.
        LabelError: the file cannot be opened.
    """
    if source == "-":
        yield _unpacked(sys.stdin.buffer)
        return
    _refuse_other_kinds(source)
    try:
        file = Path(source).open("rb")  # noqa: SIM115 - closed below; only opening is guarded
    except FileNotFoundError as error:
        raise LabelError((Fault(source, 0, 0, "there is no such file", "Check the path."),)) from error
    except OSError as error:
        message = f"cannot be opened ({error.strerror})"
        raise LabelError((Fault(source, 0, 0, message, "Name a file that you may read."),)) from error
    with file:
        yield _unpacked(file)


def read_lines(file: BinaryIO) -> Iterator[Line]:
    """Every line that is not blank; a last one with an error where a packed file breaks off."""
    number = 0
    try:
        while data := file.readline(MAX_LINE + 1):
            if not number:
                data = data.removeprefix(b"\xef\xbb\xbf")
            if not data.strip():
                continue
            number += 1
            if len(data) > MAX_LINE:
                _skip_rest(file, data)
                yield Line(number, error=f"expected a line of at most {MAX_LINE // 1_000_000} MB, found a longer one")
            else:
                yield Line(number, data)
    except (EOFError, OSError, zlib.error) as error:
        message = f"the file breaks off here ({error}): expected more rows; copy or pack it again"
        yield Line(number + 1, error=message)


def _unpacked(file: BinaryIO) -> BinaryIO:
    buffered = file if isinstance(file, io.BufferedReader) else io.BufferedReader(cast(io.RawIOBase, file))
    if buffered.peek(2)[:2] == _GZIP:
        return cast(BinaryIO, gzip.GzipFile(fileobj=buffered))
    return buffered


def _skip_rest(file: BinaryIO, data: bytes) -> None:
    while data and not data.endswith(b"\n"):
        data = file.readline(_PIECE)


def _refuse_other_kinds(source: str) -> None:
    name = Path(source).name.lower().removesuffix(".gz")
    if name.endswith(SUFFIXES):
        return
    accepted = "batch reads JSON Lines: .jsonl or .ndjson, packed as .gz or not, or - for standard input"
    if name.endswith(LATER):
        raise UsageError(f"{source}: tables come with a later version; {accepted}")
    if name.endswith((".json", ".yaml", ".yml")):
        raise UsageError(f"{source}: {accepted}; one label is checked by `labelwarden check {source}`")
    raise UsageError(f"{source}: {accepted}")
