"""Finding, reading and cross-checking rule files: a rulebook, or every fault of every file at once."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence
from pathlib import Path
from typing import Any

from pydantic import BaseModel, ValidationError

from labelwarden.errors import Fault, FaultyFileError, RuleError
from labelwarden.findings.finding import Basis, Precedent
from labelwarden.matching.contexts import WHOLE, Context
from labelwarden.matching.matcher import Matcher
from labelwarden.matching.relations import Relation
from labelwarden.rules.counsel import Belonging, Counsel, Criterion, Letter, Rewording, Tables, index_letters
from labelwarden.rules.counsel_model import CriteriaModel, LettersModel, RewordingsModel
from labelwarden.rules.files import Source, digest_of, find_sources
from labelwarden.rules.model import (
    ContextModel,
    ContextsModel,
    ExamplesModel,
    PackModel,
    RelationModel,
    RelationsModel,
    RuleModel,
    VocabularyModel,
)
from labelwarden.rules.names import RuleFile, unknown_names
from labelwarden.rules.rule import Examples, Pack, Rule
from labelwarden.rules.rulebook import Rulebook
from labelwarden.rules.sense import senseless
from labelwarden.rules.vocabulary import expand
from labelwarden.yamlfile.faults import fault_at, faults_of
from labelwarden.yamlfile.reader import read_yaml

_MODELS: dict[str, type[BaseModel]] = {
    "pack": PackModel,
    "vocabulary": VocabularyModel,
    "relations": RelationsModel,
    "contexts": ContextsModel,
    "letters": LettersModel,
    "rewordings": RewordingsModel,
    "criteria": CriteriaModel,
}
"""Which model a file follows, by the key that only this kind of file has."""


def load_rulebook(paths: Sequence[Path] = (), *, builtin: bool = True) -> Rulebook:
    """All rules of the built-in packs and of `paths` (files or folders), compiled from their files.

    Raises:
        RuleError: with every fault of every file, if there is any.
    """
    sources = find_sources(paths, builtin=builtin)
    faults: list[Fault] = []
    files = [file for source in sources if (file := _read(source, faults)) is not None]
    forms = [form for file in files if isinstance(file.model, VocabularyModel) for form in expand(file.model)]
    relations = _relations(files)
    contexts = _contexts(files)
    faults += _taken(files)
    rules = _rules(files, faults)
    if len(files) == len(sources):
        # Where a file was refused, names that it defines would be reported as unknown all over.
        faults += unknown_names(files, forms, relations)
        faults += senseless(files, forms, relations)
    if faults:
        raise RuleError(tuple(faults))
    own = [form for rule in rules for form in rule.check.forms()]
    own += [form for rule in rules for scope in (*rule.when, *rule.unless) for form in scope.forms()]
    wordings = [wording for rule in rules for wording in rule.check.wordings()]
    return Rulebook(
        rules=rules,
        matcher=Matcher.build([*forms, *dict.fromkeys(own)], relations, contexts, wordings),
        digest=digest_of(sources),
        counsel=_counsel([file.model for file in files]),
    )


def _read(source: Source, faults: list[Fault]) -> RuleFile | None:
    shown = str(source.path)
    try:
        text = source.content.decode("utf-8-sig")
    except UnicodeDecodeError as error:
        faults.append(Fault(shown, 0, 0, f"not UTF-8 text (byte {error.start})", "Save the file as UTF-8."))
        return None
    readable = len(faults)
    try:
        data = read_yaml(text, shown, faults)
    except FaultyFileError as error:
        faults.extend(error.faults)
        return None
    kind = next((key for key in _MODELS if isinstance(data, dict) and key in data), None)
    if kind is None:
        expected = ", ".join(f"`{key}:`" for key in _MODELS)
        found = ", found an empty file" if data is None else ""
        message = f"expected one of {expected} at the top of the file{found}"
        faults.append(Fault(shown, 1, 1, message, "Begin one with `labelwarden rules new`."))
        return None
    model = _MODELS[kind]
    try:
        checked = model.model_validate(data)
    except ValidationError as error:
        faults.extend(faults_of(error, model, data, text, shown))
        return None
    if len(faults) > readable:
        return None
    file = RuleFile(source.path, shown, text, data, checked)
    if isinstance(checked, PackModel):
        _check_place(file, checked, source.folder, faults)
    return file


def _check_place(file: RuleFile, pack: PackModel, folder: Path, faults: list[Fault]) -> None:
    """A pack is named as its file lies: rules/us-ny/kratom.yaml holds us-ny.kratom."""
    if folder.is_dir():
        expected = ".".join(file.path.relative_to(folder).with_suffix("").parts)
        if pack.pack != expected:
            message = f'pack "{pack.pack}" lies in a file for "{expected}"'
            faults.append(fault_at(file.text, file.shown, ("pack",), message, f"Write `pack: {expected}`."))
    for number, rule in enumerate(pack.rules):
        if rule.id.rpartition(".")[0] != pack.pack:
            message = f'rule id "{rule.id}" does not begin with the pack\'s name'
            help = f"Write `id: {pack.pack}.{rule.id.rpartition('.')[2]}`."
            faults.append(fault_at(file.text, file.shown, ("rules", number, "id"), message, help))


def _rules(files: Iterable[RuleFile], faults: list[Fault]) -> list[Rule]:
    rules: list[Rule] = []
    seen: dict[str, str] = {}
    for file in files:
        if not isinstance(file.model, PackModel):
            continue
        for number, model in enumerate(file.model.rules):
            for name in (model.id, *model.replaces):
                if name in seen:
                    message = f'rule id "{name}" is taken by {seen[name]}'
                    path = ("rules", number, "id")
                    faults.append(fault_at(file.text, file.shown, path, message, "Ids are unique, old ones too."))
                seen[name] = file.shown
            rules.append(_rule_of(model, file.model, file.shown))
    return rules


def _taken(files: Iterable[RuleFile]) -> Iterator[Fault]:
    """A fault for each relation and context whose id another one has."""
    seen: dict[tuple[str, str], str] = {}
    for file in files:
        for kind in ("relations", "contexts"):
            for number, model in enumerate(getattr(file.model, kind, ())):
                if (kind, model.id) in seen:
                    message = f'the id "{model.id}" is taken by another of the {kind} in {seen[kind, model.id]}'
                    yield fault_at(file.text, file.shown, (kind, number, "id"), message, "Ids are unique.")
                seen.setdefault((kind, model.id), file.shown)


def _relations(files: Iterable[RuleFile]) -> list[Relation]:
    models = [model for file in files if isinstance(file.model, RelationsModel) for model in file.model.relations]
    return [Relation(**{name: getattr(model, name) for name in RelationModel.model_fields}) for model in models]


def _contexts(files: Iterable[RuleFile]) -> list[Context]:
    models = [model for file in files if isinstance(file.model, ContextsModel) for model in file.model.contexts]
    contexts = []
    for model in models:
        fields = {name: getattr(model, name) for name in ContextModel.model_fields}
        for side in ("before", "after"):
            if fields[side] == "clause":
                fields[side] = WHOLE
        for name in ("about", "relations"):
            fields[name] = frozenset(fields[name])
        contexts.append(Context(**fields))
    return contexts


def _counsel(models: Sequence[BaseModel]) -> Counsel:
    rewordings = [model for model in models if isinstance(model, RewordingsModel)]
    belongs: dict[str, tuple[Belonging, ...]] = {}
    for belonging in (belonging for model in rewordings for belonging in model.belongs):
        for group in belonging.about:
            belongs[group] = (*belongs.get(group, ()), Belonging(belonging.to, belonging.starts))
    return Counsel(
        Tables(
            letters=index_letters(
                letter for model in models if isinstance(model, LettersModel) for letter in _letters(model)
            ),
            rewordings={
                group: Rewording(dict(rewording.instead.items()), rewording.advice, rewording.never)
                for model in rewordings
                for rewording in model.rewordings
                for group in rewording.about
            },
            belongs=belongs,
            types={type: why for model in rewordings for type, why in model.types.items()},
            substances={group: why for model in rewordings for group, why in model.substances.items()},
            criteria=tuple(
                Criterion(criterion.id, criterion.about, criterion.relations, criterion.panels)
                for model in models
                if isinstance(model, CriteriaModel)
                for criterion in model.criteria
            ),
        )
    )


def _letters(model: LettersModel) -> Iterator[Letter]:
    for letter in model.letters:
        about = tuple(dict.fromkeys(group for name in letter.about for group in model.conditions[name]))
        url = None if letter.url is None else model.base + letter.url
        yield Letter(model.jurisdiction, letter.type, about, Precedent(letter.to, letter.date, url, letter.cites))


def _rule_of(model: RuleModel, pack: PackModel, file: str) -> Rule:
    """The rule that a model describes."""
    fields: dict[str, Any] = {
        name: getattr(model, name) for name in RuleModel.model_fields if name not in {"basis", "precedents", "examples"}
    }
    return Rule(
        pack=Pack(pack.pack, pack.title, pack.version, pack.jurisdiction, pack.authority, file),
        basis=tuple(Basis(b.cite, b.url, b.source, b.as_of) for b in model.basis),
        precedents=tuple(Precedent(p.recipient, p.date, p.url) for p in model.precedents),
        examples=Examples(**{name: getattr(model.examples, name) for name in ExamplesModel.model_fields}),
        **fields,
    )
