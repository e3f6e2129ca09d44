"""JSON Lines: one record a line, in constant memory."""

from __future__ import annotations

import zlib
from collections.abc import Iterator
from typing import BinaryIO

from labelwarden.catalog.feeds.record import Record

MAX_LINE = 64_000_000
"""Bytes of one line. The longest product page we know of has 2 MB."""

_PIECE = 1 << 20


def read_lines(file: BinaryIO) -> Iterator[Record]:
    """Every line that is not blank, as its bytes; a last one with an error where a packed file breaks off."""
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
                yield Record(number, error=f"expected a line of at most {MAX_LINE // 1_000_000} MB, found a longer one")
            else:
                yield Record(number, data)
    except (EOFError, OSError, zlib.error) as error:
        message = f"the file breaks off here ({error}): expected more rows; copy or pack it again"
        yield Record(number + 1, error=message)


def _skip_rest(file: BinaryIO, data: bytes) -> None:
    while data and not data.endswith(b"\n"):
        data = file.readline(_PIECE)
