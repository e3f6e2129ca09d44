"""What the message of a rule may name in braces, and how it is filled in."""

from __future__ import annotations

from collections.abc import Mapping

PLACEHOLDERS = frozenset(
    {"quote", "product", "about", "how", "amount", "limit", "age", "minimum", "missing", "wanted", "field", "names"}
)

_UNKNOWN = dict.fromkeys(PLACEHOLDERS, "")


def fill(message: str, values: Mapping[str, str]) -> str:
    """The message with its placeholders filled; the text of a label is put in as it is, never read as a template.

    >>> fill("{quote} is no {about}", {"quote": "{about}", "about": "drug"})
    '{about} is no drug'
    """
    known = {**_UNKNOWN, **values}
    return message.format_map({name: " ".join(value.split()) for name, value in known.items()})
