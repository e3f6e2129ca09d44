"""A JSON document with products somewhere in it: at the top, under a key of any name, or under GraphQL's edges.

A document is read whole where it is small. Of a large one only what is not larger than that is ever decoded at once:
lists and objects that are larger are walked through, item by item, so that memory stays the same for any size.
"""

from __future__ import annotations

import codecs
import json
import zlib
from collections.abc import Callable, Iterator
from itertools import chain
from typing import Any, BinaryIO, TypeAlias

from labelwarden.catalog.decoding import decode_strictly, marked
from labelwarden.catalog.feeds.record import Record
from labelwarden.errors import Fault, LabelError

WHOLE = 8_000_000
"""Characters that are decoded at once. The largest product page we know of has 2 MB."""

_DEPTH = 8
_PIECE = 1 << 20
_SPACE = " \t\n\r"

IsProduct: TypeAlias = Callable[[dict[str, Any]], bool]


def read_document(file: BinaryIO, source: str, is_product: IsProduct) -> Iterator[Record]:
    """Every object for which `is_product` holds, in the order of the document; what is in them is part of them.

    Where a large document is broken, the last record says so.

    Raises:
        LabelError: it is no JSON, or there is no product in it.
    """
    try:
        head = _at_most(file, WHOLE)
        if len(head) < WHOLE:
            return _of_value(decode_strictly(head, source), source, is_product)
        text = _Text(head, file)
    except UnicodeDecodeError as error:
        raise LabelError((Fault(source, 0, 0, f"expected UTF-8 ({error})", "Save the file as UTF-8."),)) from error
    except (EOFError, OSError, zlib.error) as error:
        raise LabelError((Fault(source, 0, 0, f"the file breaks off ({error})", "Copy or pack it again."),)) from error
    records = _walked(text, is_product)
    first = next(records, None)
    if first is None:
        raise LabelError((Fault(source, 0, 0, "expected products, found a document without one in it", _HELP),))
    return chain((first,), records)


_HELP = "If these are products, write one a line (.jsonl) and say --map text=KEY."
_decoder = json.JSONDecoder(parse_int=str, parse_float=str, parse_constant=str)
"""Numbers stay text, so that identifiers keep their digits."""


def _at_most(file: BinaryIO, size: int) -> bytes:
    """The beginning of a file, which may come in pieces."""
    pieces = []
    while size and (piece := file.read(min(size, _PIECE))):
        pieces.append(piece)
        size -= len(piece)
    return b"".join(pieces)


def _of_value(text: str, source: str, is_product: IsProduct) -> Iterator[Record]:
    try:
        value = _decoder.decode(text)
    except json.JSONDecodeError as error:
        raise LabelError((Fault(source, error.lineno, error.colno, f"not JSON: {error.msg}"),)) from error
    except RecursionError as error:
        raise LabelError((Fault(source, 1, 1, "nested too deeply to be a catalogue"),)) from error
    schema = isinstance(value, dict) and "$schema" in value
    found = [] if schema else list(_products(value, is_product, _DEPTH))
    if not found:
        raise LabelError((Fault(source, 0, 0, f"expected products, found {_described(value)}", _HELP),))
    return (Record(number, product) for number, product in enumerate(found, 1))


def _products(value: Any, is_product: IsProduct, depth: int) -> Iterator[dict[str, Any]]:
    if isinstance(value, list):
        for item in value:
            if depth and isinstance(item, (list, dict)):
                yield from _products(item, is_product, depth - 1)
    elif isinstance(value, dict):
        if is_product(value):
            yield value
        elif depth:
            for item in value.values():
                yield from _products(item, is_product, depth - 1)


def _described(value: Any) -> str:
    if isinstance(value, dict):
        kind = "a JSON Schema, which describes products," if "$schema" in value else "an object"
        return f"{kind} with the keys {', '.join(list(value)[:8]) or '(none)'}"
    if isinstance(value, list):
        return f"a list of {len(value)} without one in it"
    return "a single value"


class _Text:
    """The text of a file, of which only a window is held."""

    def __init__(self, head: bytes, file: BinaryIO) -> None:
        encoding, _ = marked(head)
        self._decoder = codecs.getincrementaldecoder(encoding or "utf-8")("strict")
        self._file = file
        self.window = self._decoder.decode(head).removeprefix("\ufeff")
        self.at = 0
        self._before = 0
        self.ended = False

    @property
    def place(self) -> int:
        """The number of the character that comes next, from 1."""
        return self._before + self.at + 1

    def look_ahead(self) -> None:
        """Sees to it that as much is held of what comes next as is decoded at once, if there is as much."""
        if self.ended or len(self.window) - self.at >= WHOLE:
            return
        pieces = [self.window[self.at :]]
        self._before += self.at
        self.at = 0
        size = len(pieces[0])
        while size < 2 * WHOLE:
            data = self._file.read(_PIECE)
            pieces.append(self._decoder.decode(data, final=not data))
            size += len(pieces[-1])
            if not data:
                self.ended = True
                break
        self.window = "".join(pieces)

    def next(self) -> str:
        """The next character that is no space, which is not yet taken; nothing at the end."""
        self.look_ahead()
        while self.at < len(self.window) and self.window[self.at] in _SPACE:
            self.at += 1
            if self.at == len(self.window):
                self.look_ahead()
        return self.window[self.at : self.at + 1]

    def end(self) -> None:
        """Nothing may follow.

        Raises:
            JSONDecodeError: something does.
        """
        if self.next():
            raise json.JSONDecodeError("Extra data", self.window, self.at)

    def value(self) -> Any:
        """Takes the value that begins here.

        Raises:
            JSONDecodeError: it is none, or is larger than what is decoded at once.
        """
        value, self.at = _decoder.raw_decode(self.window, self.at)
        return value


def _walked(text: _Text, is_product: IsProduct) -> Iterator[Record]:
    """A record for each product, and one more for what is wrong where the document breaks off."""
    number = 0
    try:
        for found in _found(text, is_product, _DEPTH):
            number += 1
            if isinstance(found, str):
                yield Record(number, error=found)
            else:
                yield Record(number, found)
        text.end()
    except (json.JSONDecodeError, UnicodeDecodeError, EOFError, OSError, zlib.error, RecursionError) as error:
        why = error.msg if isinstance(error, json.JSONDecodeError) else str(error)
        message = f"the document breaks off at character {text.place:,} ({why}): expected more JSON; export it again"
        yield Record(number + 1, error=message)


def _found(text: _Text, is_product: IsProduct, depth: int) -> Iterator[dict[str, Any] | str]:
    """The products in the value that begins here."""
    opening = text.next()
    begin = text.at
    try:
        value = text.value()
    except json.JSONDecodeError:
        # Larger than what is decoded at once, or broken; in that case, walking comes to the place.
        if opening not in ("[", "{") or not depth:
            raise
        text.at = begin + 1
        yield from (_in_list if opening == "[" else _in_object)(text, is_product, depth - 1)
    else:
        yield from _products(value, is_product, depth)


def _in_list(text: _Text, is_product: IsProduct, depth: int) -> Iterator[dict[str, Any] | str]:
    if text.next() == "]":
        text.at += 1
        return
    while True:
        yield from _found(text, is_product, depth)
        if _parted(text, "]"):
            return


def _in_object(text: _Text, is_product: IsProduct, depth: int) -> Iterator[dict[str, Any] | str]:
    keys: dict[str, Any] = {}
    if text.next() == "}":
        text.at += 1
        return
    while True:
        if text.next() != '"':
            raise json.JSONDecodeError("Expecting a key", text.window, text.at)
        keys[text.value()] = ""
        if text.next() != ":":
            raise json.JSONDecodeError("Expecting ':'", text.window, text.at)
        text.at += 1
        yield from _found(text, is_product, depth)
        if _parted(text, "}"):
            break
    if is_product(keys):
        yield f"expected a product of at most {WHOLE // 1_000_000} MB, found a larger one"


def _parted(text: _Text, closing: str) -> bool:
    """Takes what stands behind an item, and tells whether it was the last one."""
    char = text.next()
    if char not in (",", closing) or not char:
        raise json.JSONDecodeError(f"Expecting ',' or '{closing}'", text.window, text.at)
    text.at += 1
    return char == closing
