"""The JSON Schema of rule files, made from their models: what an editor completes, explains and underlines."""

from __future__ import annotations

import ast
import inspect
import textwrap
from collections.abc import Iterable
from itertools import pairwise
from typing import Any, TypeAlias

from pydantic import BaseModel
from pydantic.json_schema import models_json_schema

from labelwarden.rules.kinds import KINDS

Schema: TypeAlias = dict[str, Any]

DIALECT = "https://json-schema.org/draft/2020-12/schema"

TITLE = "A rule file of Labelwarden"


def schema_of(kind: str) -> Schema:
    """The schema of one kind of file."""
    schema = {"$schema": DIALECT, **KINDS[kind].model_json_schema()}
    return _tidy(schema, [KINDS[kind]])


def schema_of_all() -> Schema:
    """The schema of any rule file; its top key tells which kind it is."""
    models = list(KINDS.values())
    references, schema = models_json_schema([(model, "validation") for model in models])
    by_kind = {kind: references[model, "validation"] for kind, model in KINDS.items()}
    chosen: Schema = {
        # With nothing written yet, the first keys are what can come.
        "type": "object",
        "properties": {kind: schema["$defs"][model.__name__]["properties"][kind] for kind, model in KINDS.items()},
        "anyOf": [{"required": [kind]} for kind in KINDS],
    }
    for kind, reference in reversed(by_kind.items()):
        chosen = {"if": {"required": [kind]}, "then": reference, "else": chosen}
    top = {"$schema": DIALECT, "title": TITLE, "type": "object", **chosen}
    return _tidy({**top, "$defs": schema["$defs"]}, models)


def _tidy(schema: Schema, models: Iterable[type[BaseModel]]) -> Schema:
    """The schema with the docstrings of fields as descriptions, and each choice of a kind as a chain of ifs."""
    docs = {model.__name__: field_docs(model) for model in _with_parts(models)}
    defs = schema.get("$defs", {})
    for name, part in (*defs.items(), (schema["title"], schema)):
        for field, described in part.get("properties", {}).items():
            if text := docs.get(name, {}).get(field):
                described.setdefault("description", text)
    tidied: Schema = _without_choices(schema, defs)
    return tidied


def _without_choices(value: Any, defs: Schema) -> Any:
    """`oneOf` with a discriminator as ifs: an editor then names the one fault instead of those of every branch."""
    if isinstance(value, list):
        return [_without_choices(item, defs) for item in value]
    if not isinstance(value, dict):
        return value
    # The titles that pydantic makes ("Any Of", "RuleModel") say no more than the key, and an editor shows them.
    value = {
        key: _without_choices(item, defs)
        for key, item in value.items()
        if not (key == "title" and isinstance(item, str) and item != TITLE)
    }
    if "discriminator" not in value:
        return value
    key, mapping = value["discriminator"]["propertyName"], value["discriminator"]["mapping"]
    kinds = [
        {"const": kind, "description": defs[reference.rpartition("/")[2]].get("description", "")}
        for kind, reference in mapping.items()
    ]
    rest = {name: item for name, item in value.items() if name not in {"discriminator", "oneOf"}}
    ifs = [
        {"if": {"properties": {key: {"const": kind}}, "required": [key]}, "then": {"$ref": reference}}
        for kind, reference in mapping.items()
    ]
    return {
        **rest,
        "type": "object",
        "required": [key],
        "properties": {key: {"anyOf": kinds, "description": "Which kind of check it is."}},
        "allOf": ifs,
    }


def _with_parts(models: Iterable[type[BaseModel]]) -> set[type[BaseModel]]:
    """The models and every model that stands in a field of them."""
    found: set[type[BaseModel]] = set()
    left = list(models)
    while left:
        model = left.pop()
        if model in found:
            continue
        found.add(model)
        for field in model.model_fields.values():
            left += _models_in(field.annotation)
            for item in field.metadata:
                left += _models_in(item)
    return found


def _models_in(annotation: Any) -> list[type[BaseModel]]:
    if isinstance(annotation, type) and issubclass(annotation, BaseModel):
        return [annotation]
    return [model for part in getattr(annotation, "__args__", ()) for model in _models_in(part)]


def field_docs(model: type[BaseModel]) -> dict[str, str]:
    """What is said of each field: its description, or the docstring below it in the source."""
    docs: dict[str, str] = {}
    for owner in reversed(model.__mro__):
        if owner is BaseModel or not issubclass(owner, BaseModel):
            continue
        (tree,) = ast.parse(textwrap.dedent(inspect.getsource(owner))).body
        body = tree.body if isinstance(tree, ast.ClassDef) else []
        for field, below in pairwise(body):
            if not (isinstance(field, ast.AnnAssign) and isinstance(field.target, ast.Name)):
                continue
            if isinstance(below, ast.Expr) and isinstance(below.value, ast.Constant):
                docs[field.target.id] = inspect.cleandoc(str(below.value.value))
    described = {name: field.description for name, field in model.model_fields.items()}
    return docs | {name: text for name, text in described.items() if text}
