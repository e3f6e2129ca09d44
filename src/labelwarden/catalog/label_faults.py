"""What the label model refuses, in words for the person who typed the label, each with its line and column."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any

from pydantic import ValidationError

from labelwarden.errors import Fault, FaultyFileError
from labelwarden.label.model import Ingredient, Label
from labelwarden.yamlfile.faults import did_you_mean
from labelwarden.yamlfile.reader import Place, locate

FIELDS = tuple(
    dict.fromkeys(
        name for key, field in Label.model_fields.items() if key != "source" for name in (key, field.alias) if name
    )
)
"""What a label may say, in the order of the contract; `name` is another word for `product`."""

_ONE_NAME = ("product", "name")
_LISTS = frozenset({"shows", "jurisdictions", "warnings", "directions", "claims", "images"})


def label_faults(error: ValidationError, value: dict[str, Any], text: str, file: str) -> tuple[Fault, ...]:
    """Every fault of the label `value`, which was read from the YAML `text`."""
    faults = []
    for item in error.errors(include_url=False):
        path = tuple(item["loc"])
        message, help = _words(item["type"], path, item.get("input"), item)
        if not path and all(name in value for name in _ONE_NAME):
            path = (max(_ONE_NAME, key=list(value).index),)
        faults.append(place_of(text, path, item["type"]).fault(file, message, help))
    return tuple(dict.fromkeys(faults))


def unknown_key(name: str, text: str, file: str, known: Sequence[str] = FIELDS) -> Fault:
    """The fault of a key that a label does not have."""
    message, help = _unknown(name, known)
    return place_of(text, (name,), "extra_forbidden").fault(file, message, help)


def place_of(text: str, path: Sequence[str | int], kind: str = "") -> Place:
    """Where the value at `path` stands, or its key where that is at fault, or the beginning."""
    try:
        return locate(text, path, key=kind == "extra_forbidden" or len(path) == 1)
    except FaultyFileError:
        # JSON that no YAML reader takes, such as a key of more than 1,024 letters: the fault stays, without its place.
        return Place(0, 0)


def _words(kind: str, path: Sequence[str | int], found: Any, item: Any) -> tuple[str, str]:
    name = _dotted(path)
    if kind == "extra_forbidden":
        return _unknown(str(path[-1]), FIELDS if len(path) == 1 else tuple(Ingredient.model_fields))
    if kind == "missing":
        return f"`{name}` is missing", f"Add `{path[-1]}:`."
    if kind == "literal_error":
        classes = item["ctx"]["expected"].replace("'", "").replace(" or ", ", ")
        near = did_you_mean(str(found), classes.split(", "))
        return f'`{name}`: expected {classes}; found "{found}"', near or "Leave it out to have it inferred."
    if kind == "value_error":
        return str(item["msg"]).removeprefix("Value error, "), ""
    return f"`{name}`: expected {_expected(path)}, found {_found(found)}", ""


def _unknown(name: str, known: Sequence[str]) -> tuple[str, str]:
    near = did_you_mean(name, known)
    return f'unknown key "{name}"', near or f"Remove it; known here: {', '.join(known)}."


def _expected(path: Sequence[str | int]) -> str:
    if len(path) == 1 and path[0] in _LISTS:
        return "text or a list of texts"
    if path[0] == "ingredients" and len(path) < 3:
        return (
            "a list of names, or of `name:` with `amount:`" if len(path) == 1 else "a name, or `name:` with `amount:`"
        )
    if path == ("panels",):
        return "panels by name, as `front: ...`"
    return "text"


def _found(value: Any) -> str:
    if value is None:
        return "nothing"
    if isinstance(value, bool):
        return "true" if value else "false"
    if isinstance(value, (list, tuple)):
        return "a list"
    if isinstance(value, dict):
        return "a map"
    shown = str(value)
    return f'"{shown}"' if len(shown) <= 40 else f'"{shown[:40]}..."'


def _dotted(path: Sequence[str | int]) -> str:
    """The path as the contract writes it: `claims[1]`, `ingredients[0].name`."""
    name = ""
    for step in path:
        name += f"[{step}]" if isinstance(step, int) else f".{step}" if name else step
    return name
