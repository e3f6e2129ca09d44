"""The reference of rule files in Markdown: every key of every kind of file, from the same models that read them."""

from __future__ import annotations

import json
import re
from collections.abc import Iterator
from typing import Any

from labelwarden.rules.kinds import KINDS
from labelwarden.rules.schema import Schema, schema_of_all

_SKIPPED = {"Form", "Phrase"}
"""Parts of the schema that no file writes out."""


def reference_page() -> str:
    """The whole page."""
    parts = schema_of_all()["$defs"]
    roots = {model.__name__: key for key, model in KINDS.items()}
    blocks = [
        "# Keys of rule files",
        "Written from the models that read the files; `labelwarden rules schema` has them for editors.",
    ]
    for name, key in roots.items():
        blocks += [f"## A file with `{key}:`", *_part(parts[name])]
    blocks.append("## Parts of files")
    for name, part in sorted(parts.items()):
        if name not in roots and name not in _SKIPPED:
            blocks += [f"### {_title(name, part)}", *_part(part)]
    return "\n\n".join(blocks) + "\n"


def _title(name: str, part: Schema) -> str:
    kind = part.get("properties", {}).get("kind", {}).get("const")
    return f"check `{kind}`" if kind else _spoken(name)


def _spoken(name: str) -> str:
    """RuleModel -> rule."""
    return re.sub(r"(?<=[a-z])(?=[A-Z])", " ", name.removesuffix("Model")).lower()


def _part(part: Schema) -> Iterator[str]:
    if "description" in part:
        yield _text(part["description"])
    if "enum" in part:
        yield "One of " + ", ".join(f"`{value}`" for value in part["enum"]) + "."
    rows = [
        f"| `{key}` | {_kind(field)} | {_need(key, field, part)} | {_text(field.get('description', ''))} |"
        for key, field in part.get("properties", {}).items()
    ]
    if rows:
        yield "\n".join(["| key | takes | when left out | |", "| --- | --- | --- | --- |", *rows])


def _need(key: str, field: Schema, part: Schema) -> str:
    if key in part.get("required", ()):
        return "required"
    default = field.get("default")
    return "" if default in (None, [], "") else f"`{json.dumps(default).strip(chr(34))}`"


def _kind(field: Any) -> str:
    """What a key takes, in words."""
    if "$ref" in field:
        return _spoken(field["$ref"].rpartition("/")[2])
    if "const" in field or "enum" in field:
        return " ".join(f"`{value}`" for value in field.get("enum", [field.get("const")]))
    if "allOf" in field and "properties" in field:
        return "a check: `kind` and what it takes"
    if "anyOf" in field:
        kinds = dict.fromkeys(_kind(choice) for choice in field["anyOf"] if choice.get("type") != "null")
        return " or ".join(kinds)
    if field.get("type") in ("array", "object"):
        of_list = field["type"] == "array"
        inner = field.get("items" if of_list else "additionalProperties")
        word, joined = ("list", "of") if of_list else ("map", "to")
        return f"{word} {joined} {_kind(inner)}" if isinstance(inner, dict) and inner else word
    return "date" if field.get("format") == "date" else _PLAIN.get(str(field.get("type")), "anything")


_PLAIN = {"string": "text", "integer": "whole number", "number": "number", "boolean": "true or false"}


def _text(text: str) -> str:
    """One line that Markdown shows as it is; what stands in backticks stays so."""
    pieces = re.split(r"(`[^`]*`)", " ".join(text.split()))
    return "".join(p if p.startswith("`") else re.sub(r"([*_<>\[\]|])", r"\\\1", p) for p in pieces)
