"""What the message of a rule may name in braces, and how it is filled in."""

from __future__ import annotations

from collections.abc import Mapping

PLACEHOLDERS = frozenset(
    {"quote", "product", "about", "how", "amount", "limit", "age", "minimum", "missing", "wanted", "field", "names"}
)


class _Values(dict[str, str]):
    """What is not known of a finding is left out."""

    def __missing__(self, name: str) -> str:
        if name in PLACEHOLDERS:
            return ""
        raise KeyError(name)


def fill(message: str, values: Mapping[str, str]) -> str:
    """The message with its placeholders filled; the text of a label is put in as it is, never read as a template.

    >>> fill("{quote} is no {about}", {"quote": "{about}", "about": "drug"})
    '{about} is no drug'
    """
    return message.format_map(_Values({name: " ".join(value.split()) for name, value in values.items()}))
