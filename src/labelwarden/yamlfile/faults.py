"""From what a model refuses to a fault with file, line, column and what to do."""

from __future__ import annotations

import re
from collections.abc import Iterable, Mapping, Sequence
from difflib import get_close_matches
from typing import Any

from pydantic import BaseModel, ValidationError

from labelwarden.errors import Fault
from labelwarden.yamlfile.reader import locate

HELP = " => "
"""In the message of a validator: what to do comes behind it."""


def faults_of(error: ValidationError, model: type[BaseModel], data: Any, text: str, file: str) -> tuple[Fault, ...]:
    """Every fault that `model` found in `data`, which was read from `text`."""
    faults = []
    for item in error.errors(include_url=False):
        path, extra = _path_in(data, item["loc"])
        if item["type"] == "too_short" and _length(data, path) >= item["ctx"]["min_length"]:
            continue  # entries that are faulty themselves were not counted
        path = _nearer(path, item)
        place = locate(text, path, key=item["type"] == "extra_forbidden" or item["loc"][-1:] == ("[key]",))
        message, help = _words(item, extra if item["type"] == "missing" else path, model)
        faults.append(place.fault(file, message, help))
    return tuple(dict.fromkeys(faults))


def fault_at(text: str, file: str, path: Sequence[str | int], message: str, help: str = "") -> Fault:
    """A fault of the value at `path`."""
    return locate(text, path).fault(file, message, help)


def did_you_mean(word: str, known: Iterable[str]) -> str:
    """A suggestion for a misspelt name, or nothing."""
    near = get_close_matches(word, list(known), n=5, cutoff=0.6)
    # Of names about as near, the one with the same letters: two of them changed places.
    best = next((name for name in near if sorted(name) == sorted(word)), near[0] if near else None)
    return f"Did you mean {best}?" if best else ""


def _path_in(data: Any, loc: Sequence[str | int]) -> tuple[tuple[str | int, ...], tuple[str | int, ...]]:
    """The part of pydantic's location that exists in the data, and with it the missing last key.

    A location also names the branch of a union that was tried ("forbidden-claim"); that is no part of the path.
    """
    path: list[str | int] = []
    value = data
    for n, step in enumerate(loc):
        if _has(value, step):
            value = value[step]
            path.append(step)
        elif n == len(loc) - 1:
            return tuple(path), (*path, step)
    return tuple(path), ()


def _nearer(path: tuple[str | int, ...], item: Any) -> tuple[str | int, ...]:
    """The path to the key that a fault of a whole map is about: the first that its message names."""
    value = item.get("input")
    if item["type"] in ("union_tag_invalid", "union_tag_not_found") and isinstance(value, dict) and "kind" in value:
        return (*path, "kind")
    if item["type"] != "value_error" or not isinstance(value, dict):
        return path
    words = re.findall(r"\w+", str(item["msg"]))
    named = [word for word in words if word in value]
    return (*path, named[0]) if named else path


def _length(data: Any, path: Sequence[str | int]) -> int:
    for step in path:
        data = data[step]
    return len(data)


def _named(path: Sequence[str | int]) -> str:
    """The last key of a path, with the number of the entry below it: rules[2]."""
    keys = [step for step in path if isinstance(step, str)]
    if path and isinstance(path[-1], int):
        return f"{keys[-1] if keys else ''}[{path[-1]}]"
    return keys[-1] if keys else ""


def _has(value: Any, step: str | int) -> bool:
    if isinstance(value, dict):
        return step in value
    return isinstance(value, list) and isinstance(step, int) and step < len(value)


def _words(item: Any, path: Sequence[str | int], model: type[BaseModel]) -> tuple[str, str]:
    """What is wrong, and what to do."""
    name = _named(path)
    kind, context, value = item["type"], item.get("ctx", {}), item.get("input")
    if kind in _EXPECTED:
        wanted, help = _EXPECTED[kind]
        return f"`{name}`: expected {wanted.format(**context)}, found {_short(value)}", help
    if kind in ("missing", "extra_forbidden"):
        return _key_words(kind, name, model)
    if kind in ("literal_error", "enum", "union_tag_invalid", "union_tag_not_found"):
        return _choice_words(kind, name, context, value)
    if kind == "string_pattern_mismatch":
        described = _described(model).get(name, "")
        expected = f"Expected: {described}" if described else f"It has to match {context.get('pattern')}"
        return f"`{name}`: not written as expected, found {value!r}", expected
    if kind.startswith("date"):
        return f"`{name}`: expected a date such as 2026-11-25, found {value!r}", ""
    message, _, help = str(item["msg"]).removeprefix("Value error, ").partition(HELP)
    found = f", found {value!r}" if isinstance(value, (str, int, float)) and "found" not in message else ""
    return f"`{name}`: {message}{found}", help


def _key_words(kind: str, name: str, model: type[BaseModel]) -> tuple[str, str]:
    if kind == "missing":
        return f"`{name}` is missing", f"Add `{name}:`."
    fields = _field_names(model)
    near = "" if name in fields else did_you_mean(name, fields)
    return f'unknown key "{name}"', near or "Nothing is called so here: remove it, or see `rules schema`."


def _choice_words(kind: str, name: str, context: Mapping[str, Any], value: Any) -> tuple[str, str]:
    if kind == "union_tag_not_found":
        return "`kind` is missing: a check says which kind it is", "Add `kind: forbidden-claim` or another kind."
    if kind == "union_tag_invalid":
        expected, found = str(context.get("expected_tags", "")), str(context.get("tag"))
        names = [part.strip(" '") for part in expected.split(",")]
        return f"unknown kind of check {found!r}; the kinds are {', '.join(names)}", did_you_mean(found, names)
    expected = str(context.get("expected", ""))
    names = [part.strip(" '") for part in expected.replace(" or ", ", ").split(",")]
    return f"`{name}`: expected {expected}, found {value!r}", did_you_mean(str(value), names)


_EXPECTED = {
    "tuple_type": ("a list", 'Begin each entry with "- ".'),
    "list_type": ("a list", 'Begin each entry with "- ".'),
    "bool_parsing": ("true or false", ""),
    "bool_type": ("true or false", ""),
    "int_parsing": ("a whole number", "Write it in digits, as 21."),
    "int_type": ("a whole number", "Write it in digits, as 21."),
    "string_type": ("text", "Put it in quotes."),
    "string_too_short": ("at least {min_length} characters", ""),
    "too_short": ("at least {min_length} entry", "Add one, or leave the key out where that is allowed."),
    "dict_type": ("a map of keys and values", "Write `key: value`."),
    "model_type": ("a map of keys and values", "Write `key: value`."),
    "model_attributes_type": ("a map of keys and values", "Write `key: value`."),
}
"""What pydantic asks for, in words for those who write the files."""


def _short(value: Any) -> str:
    """What was found, in a few words."""
    if value is None or (isinstance(value, (list, tuple, dict)) and not value):
        return "none"
    if isinstance(value, dict):
        return "a map"
    if isinstance(value, (list, tuple)):
        return "a list"
    return repr(value)


def _described(model: type[BaseModel]) -> dict[str, str]:
    """What is said of each field of a model and of the models inside it."""
    schema = model.model_json_schema()
    parts = [schema, *schema.get("$defs", {}).values()]
    return {
        name: field["description"]
        for part in parts
        for name, field in part.get("properties", {}).items()
        if "description" in field
    }


def _field_names(model: type[BaseModel]) -> set[str]:
    """The names of all fields of a model and of the models inside it."""
    schema = model.model_json_schema()
    names = set(schema.get("properties", ()))
    for part in schema.get("$defs", {}).values():
        names.update(part.get("properties", ()))
    return names
