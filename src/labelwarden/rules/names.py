"""Names that files use of each other: every group of terms and every relation that one names has to exist."""

from __future__ import annotations

from collections.abc import Collection, Iterable, Iterator
from dataclasses import dataclass
from pathlib import Path
from typing import Any, TypeAlias

from pydantic import BaseModel

from labelwarden.errors import Fault
from labelwarden.matching.relations import Relation
from labelwarden.matching.term import Form, paths_above
from labelwarden.rules.counsel_model import CriteriaModel, LettersModel, RewordingsModel
from labelwarden.rules.model import ContextsModel, FormModel, PackModel, RelationsModel, VocabularyModel
from labelwarden.yamlfile.faults import did_you_mean, fault_at

_Path: TypeAlias = tuple[str | int, ...]


@dataclass(frozen=True, slots=True)
class RuleFile:
    """A file that was read and follows its model. `shown` is its path as messages print it."""

    path: Path
    shown: str
    text: str
    data: Any
    model: BaseModel


def unknown_names(files: Iterable[RuleFile], forms: Iterable[Form], relations: Iterable[Relation]) -> Iterator[Fault]:
    """A fault for each name of a group or relation that no file defines."""
    groups = {group for form in forms for group in paths_above(form.path)}
    known = {relation.id for relation in relations}
    for file in files:
        for path, name in _groups_named(file.model):
            if name not in groups:
                yield _unknown(file, path, name, groups, "group of terms")
        for path, name in _relations_named(file.model):
            if name not in known:
                yield _unknown(file, path, name, known, "relation")
        for path, name in _claims_named(file.model):
            if name not in groups and name not in known:
                yield _unknown(file, path, name, groups | known, "group or relation")


def _groups_named(model: BaseModel) -> Iterator[tuple[_Path, str]]:
    if isinstance(model, PackModel):
        for number, rule in enumerate(model.rules):
            yield from ((("rules", number, "check"), name) for name in rule.check.groups())
            yield from ((("rules", number, "when"), name) for scope in rule.when for name in scope.groups())
            yield from ((("rules", number, "unless"), name) for scope in rule.unless for name in scope.groups())
    elif isinstance(model, VocabularyModel):
        for group, listed in model.groups.items():
            needing = (form for form in listed.forms if isinstance(form, FormModel))
            yield from ((("groups", group, "forms"), name) for form in needing for name in form.only_with)
    elif isinstance(model, RelationsModel):
        for number, relation in enumerate(model.relations):
            names = (*relation.about, *relation.companion, *relation.also)
            yield from ((("relations", number), name) for name in names)
    elif isinstance(model, ContextsModel):
        for number, context in enumerate(model.contexts):
            names = (*context.cue, *context.until, *context.unless, *context.needs, *context.about)
            yield from ((("contexts", number), name) for name in names)
    else:
        yield from _groups_of_counsel(model)


def _groups_of_counsel(model: BaseModel) -> Iterator[tuple[_Path, str]]:
    if isinstance(model, LettersModel):
        for condition, groups in model.conditions.items():
            yield from ((("conditions", condition), name) for name in groups)
    elif isinstance(model, RewordingsModel):
        for number, rewording in enumerate(model.rewordings):
            yield from ((("rewordings", number), name) for name in rewording.about)
        for number, belonging in enumerate(model.belongs):
            yield from ((("belongs", number), name) for name in (belonging.to, *belonging.about))
        yield from ((("substances", name), name) for name in model.substances)
    elif isinstance(model, CriteriaModel):
        for number, criterion in enumerate(model.criteria):
            yield from ((("criteria", number), name) for name in criterion.about)


def _relations_named(model: BaseModel) -> Iterator[tuple[_Path, str]]:
    if isinstance(model, PackModel):
        for number, rule in enumerate(model.rules):
            yield from ((("rules", number, "check"), name) for name in rule.check.relation_ids())
    elif isinstance(model, ContextsModel):
        for number, context in enumerate(model.contexts):
            yield from ((("contexts", number), name) for name in context.relations)
    elif isinstance(model, CriteriaModel):
        for number, criterion in enumerate(model.criteria):
            yield from ((("criteria", number), name) for name in criterion.relations)


def _claims_named(model: BaseModel) -> Iterator[tuple[_Path, str]]:
    if isinstance(model, PackModel):
        for number, rule in enumerate(model.rules):
            yield from ((("rules", number, "when"), name) for scope in rule.when for name in scope.claims)
            yield from ((("rules", number, "unless"), name) for scope in rule.unless for name in scope.claims)


def _unknown(file: RuleFile, path: _Path, name: str, known: Collection[str], what: str) -> Fault:
    place = find_text(file.data, path, name) or path
    return fault_at(file.text, file.shown, place, f'unknown {what} "{name}"', did_you_mean(name, sorted(known)))


def find_text(data: Any, path: _Path, name: str) -> _Path | None:
    """The path of the text `name` (or of text that holds it in braces) below `path`."""
    value = data
    for step in path:
        value = value[step]
    if isinstance(value, dict):
        children: list[tuple[str | int, Any]] = list(value.items())
    elif isinstance(value, list):
        children = list(enumerate(value))
    else:
        return path if isinstance(value, str) and (value == name or f"{{{name}}}" in value) else None
    for step, _ in children:
        found = find_text(data, (*path, step), name)
        if found is not None:
            return found
    return None
