"""A JSON document with products somewhere in it: at the top, under a key of any name, or under GraphQL's edges."""

from __future__ import annotations

import json
from collections.abc import Callable, Iterator
from typing import Any, BinaryIO

from labelwarden.catalog.decoding import decode_strictly
from labelwarden.catalog.feeds.record import Record
from labelwarden.errors import Fault, LabelError

MAX_BYTES = 1_000_000_000
"""Such a document is held in memory whole."""

_DEPTH = 8


def read_document(file: BinaryIO, source: str, is_product: Callable[[dict[str, Any]], bool]) -> Iterator[Record]:
    """Every object for which `is_product` holds, in the order of the document; what is in them is part of them.

    Raises:
        LabelError: it is no JSON, too large, or there is no product in it.
    """
    data = file.read(MAX_BYTES + 1)
    if len(data) > MAX_BYTES:
        message = f"expected a JSON document of at most {MAX_BYTES // 1_000_000} MB, found more"
        raise LabelError((Fault(source, 0, 0, message, "Write one product a line (.jsonl)."),))
    text = decode_strictly(data, source)
    try:
        value = json.loads(text, parse_int=str, parse_float=str, parse_constant=str)
    except json.JSONDecodeError as error:
        raise LabelError((Fault(source, error.lineno, error.colno, f"not JSON: {error.msg}"),)) from error
    except RecursionError as error:
        raise LabelError((Fault(source, 1, 1, "nested too deeply to be a catalogue"),)) from error
    schema = isinstance(value, dict) and "$schema" in value
    found = [] if schema else list(_products(value, is_product, _DEPTH))
    if not found:
        raise LabelError((Fault(source, 0, 0, f"expected products, found {_described(value)}", _HELP),))
    return (Record(number, product) for number, product in enumerate(found, 1))


_HELP = "If these are products, write one a line (.jsonl) and say --map text=KEY."


def _products(value: Any, is_product: Callable[[dict[str, Any]], bool], depth: int) -> Iterator[dict[str, Any]]:
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
