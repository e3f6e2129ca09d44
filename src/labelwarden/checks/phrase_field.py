"""How phrases, groups and exact numbers are written in a rule file."""

from __future__ import annotations

import re
from decimal import Decimal
from typing import Annotated, Any

from pydantic import BeforeValidator, PlainValidator, StringConstraints, WithJsonSchema

from labelwarden.matching.phrases import Phrase


def _phrase(value: Any) -> Phrase:
    if isinstance(value, Phrase):
        return value
    if not isinstance(value, str):
        raise ValueError(f"a phrase is text; put it in quotes (found {value!r})")
    return Phrase.parse(value)


def _refuse_other_notations(value: Any) -> Any:
    """021 is 17 to one reader of YAML and 21 to another, and 1_000 is text to a third."""
    if isinstance(value, str) and re.fullmatch(r"[+-]?0\d+(\.\d*)?|[+-]?\d[\d_]*_[\d_.]*", value):
        plain = value.replace("_", "").lstrip("+").lstrip("0") or "0"
        raise ValueError(f"expected a number in plain digits, found {value!r} => Write {plain}.")
    return value


def _number(value: Any) -> Decimal:
    """YAML reads every scalar as text here, so that 0.10 keeps its digits."""
    _refuse_other_notations(value)
    try:
        number = Decimal(str(value))
    except ArithmeticError as error:
        raise ValueError(f"expected a number, found {value!r}") from error
    if not number.is_finite() or number < 0:
        raise ValueError(f"expected a number of at least 0, found {value!r}")
    return number


PhraseField = Annotated[
    Phrase,
    PlainValidator(_phrase),
    WithJsonSchema(
        {
            "type": "string",
            "description": 'Words to find; "..." stands for up to 8 words, {group} for any term of a vocabulary group.',
        }
    ),
]
"""A phrase such as `keep ... out of reach of children` or `instead of {drug-name}`."""

GroupField = Annotated[str, StringConstraints(pattern=r"^[a-z0-9_]+(?:[.-][a-z0-9_]+)*$")]
"""A group of the vocabulary, such as `condition.pain`; `condition` means everything below it."""

WholeField = Annotated[int, BeforeValidator(_refuse_other_notations)]
"""A whole number."""

NumberField = Annotated[Decimal, BeforeValidator(_number), WithJsonSchema({"type": "number", "minimum": 0})]
"""An exact number."""
