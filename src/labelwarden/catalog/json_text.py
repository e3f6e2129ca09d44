"""JSON read so that what is wrong in it can be shown with line and column."""

from __future__ import annotations

import json
import re
from typing import Any

from labelwarden.errors import Fault, LabelError

_ESCAPE = re.compile(r"\\.", re.DOTALL)


def read_json(text: str, file: str) -> Any:
    """The value in `text`. Numbers stay text, as in YAML, so that a GTIN keeps its zeros and 0.10 its digits.

    Raises:
        LabelError: what is not JSON, with its place; a key that stands twice; nesting without end.
    """
    try:
        return json.loads(text, parse_int=str, parse_float=str, parse_constant=str, object_pairs_hook=_without_repeats)
    except json.JSONDecodeError as error:
        message = f"not JSON: {error.msg}"
        raise LabelError((Fault(file, error.lineno, error.colno, message),)) from error
    except _RepeatedKeyError as error:
        line, column = _place_of_second(text, error.key)
        message = f'key "{error.key}" stands here a second time'
        raise LabelError((Fault(file, line, column, message, "Keep one of the two."),)) from error
    except RecursionError as error:
        raise LabelError((Fault(file, 1, 1, "nested too deeply: a label needs three levels"),)) from error


def as_yaml(text: str) -> str:
    r"""The same JSON with every value at the same line and column, in a form that a YAML reader takes.

    YAML knows neither tabs between values nor all escapes of JSON.

    >>> as_yaml(r'{"a\/b": 1}')
    '{"axxb": 1}'
    """
    return _ESCAPE.sub("xx", text).replace("\t", " ")


class _RepeatedKeyError(ValueError):
    def __init__(self, key: str) -> None:
        super().__init__(key)
        self.key = key


def _without_repeats(pairs: list[tuple[str, Any]]) -> dict[str, Any]:
    items: dict[str, Any] = {}
    for key, value in pairs:
        if key in items:
            raise _RepeatedKeyError(key)
        items[key] = value
    return items


def _place_of_second(text: str, key: str) -> tuple[int, int]:
    """Where the key stands for the second time; the first line when it is written with escapes."""
    places = [match.start() for match in re.finditer(re.escape(json.dumps(key, ensure_ascii=False)) + r"\s*:", text)]
    if len(places) < 2:
        return 1, 1
    before = text[: places[1]]
    return before.count("\n") + 1, len(before) - (before.rfind("\n") + 1) + 1
