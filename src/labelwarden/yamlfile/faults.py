"""From what a model refuses to a fault with file, line, column and what to do."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from difflib import get_close_matches
from typing import Any

from pydantic import BaseModel, ValidationError

from labelwarden.errors import Fault
from labelwarden.yamlfile.reader import locate


def faults_of(error: ValidationError, model: type[BaseModel], data: Any, text: str, file: str) -> tuple[Fault, ...]:
    """Every fault that `model` found in `data`, which was read from `text`."""
    faults = []
    items = error.errors(include_url=False)
    for item in items:
        if item["type"] == "too_short" and any(_is_inside(other["loc"], item["loc"]) for other in items):
            continue  # "at least 1 item", where the one there is has a fault itself
        path, extra = _path_in(data, item["loc"])
        if item["type"] == "too_short" and _length(data, path) >= item["ctx"]["min_length"]:
            continue  # entries that are faulty themselves were not counted
        line, column = locate(text, path, key=item["type"] == "extra_forbidden")
        message, help = _words(item, extra if item["type"] == "missing" else path, model)
        faults.append(Fault(file, line, column, message, help))
    return tuple(dict.fromkeys(faults))


def fault_at(text: str, file: str, path: Sequence[str | int], message: str, help: str = "") -> Fault:
    """A fault of the value at `path`."""
    line, column = locate(text, path)
    return Fault(file, line, column, message, help)


def did_you_mean(word: str, known: Iterable[str]) -> str:
    """A suggestion for a misspelt name, or nothing."""
    near = get_close_matches(word, list(known), n=5, cutoff=0.6)
    # Of names about as near, the one with the same letters: two of them changed places.
    best = next((name for name in near if sorted(name) == sorted(word)), near[0] if near else None)
    return f"Did you mean {best}?" if best else ""


def _is_inside(loc: Sequence[str | int], other: Sequence[str | int]) -> bool:
    return len(loc) > len(other) and tuple(loc[: len(other)]) == tuple(other)


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
    name = _named(path)
    kind, context, value = item["type"], item.get("ctx", {}), item.get("input")
    if kind == "missing":
        return f"`{name}` is missing", f"Add `{name}:`."
    if kind == "extra_forbidden":
        fields = _field_names(model)
        near = "" if name in fields else did_you_mean(name, fields)
        return f'unknown key "{name}"', near or "Nothing is called so here: remove it, or see `rules schema`."
    if kind in ("literal_error", "enum"):
        expected = str(context.get("expected", ""))
        names = [part.strip(" '") for part in expected.replace(" or ", ", ").split(",")]
        return f"`{name}`: expected {expected}, found {value!r}", did_you_mean(str(value), names)
    if kind == "union_tag_invalid":
        expected = str(context.get("expected_tags", ""))
        names = [part.strip(" '") for part in expected.split(",")]
        return (
            f"unknown kind of check {context.get('tag')!r}; the kinds are {', '.join(names)}",
            did_you_mean(str(context.get("tag")), names),
        )
    if kind == "union_tag_not_found":
        return "`kind` is missing: a check says which kind it is", "Add `kind: forbidden-claim` or another kind."
    if kind in ("tuple_type", "list_type"):
        return f"`{name}`: expected a list, found {value!r}", 'Begin each entry with "- ".'
    if kind.startswith("date"):
        return f"`{name}`: expected a date such as 2026-11-25, found {value!r}", ""
    message = str(item["msg"]).removeprefix("Value error, ")
    found = f", found {value!r}" if isinstance(value, (str, int, float)) and "found" not in message else ""
    return f"`{name}`: {message}{found}", ""


def _field_names(model: type[BaseModel]) -> set[str]:
    """The names of all fields of a model and of the models inside it."""
    schema = model.model_json_schema()
    names = set(schema.get("properties", ()))
    for part in schema.get("$defs", {}).values():
        names.update(part.get("properties", ()))
    return names
