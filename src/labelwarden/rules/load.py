"""Cross-checking rule files: a rulebook, or every fault of every file at once."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence
from pathlib import Path
from typing import Any

from pydantic import BaseModel

from labelwarden.errors import Fault, RuleError
from labelwarden.findings.finding import Basis, Precedent
from labelwarden.matching.contexts import WHOLE, Context
from labelwarden.matching.matcher import Matcher
from labelwarden.matching.relations import Relation
from labelwarden.rules.counsel import Belonging, Counsel, Criterion, Letter, Rewording, Tables, index_letters
from labelwarden.rules.counsel_model import CriteriaModel, LettersModel, RewordingsModel
from labelwarden.rules.files import Source, digest_of, find_sources, is_pack
from labelwarden.rules.model import (
    ContextModel,
    ContextsModel,
    ExamplesModel,
    PackModel,
    RelationModel,
    RelationsModel,
    RuleModel,
)
from labelwarden.rules.names import RuleFile, unknown_names
from labelwarden.rules.read import Reader
from labelwarden.rules.rule import Examples, Pack, Rule
from labelwarden.rules.rulebook import Rulebook
from labelwarden.rules.sense import senseless
from labelwarden.rules.uncollected import uncollected
from labelwarden.yamlfile.faults import fault_at


def load_rulebook(paths: Sequence[Path] = (), *, builtin: bool = True) -> Rulebook:
    """All rules of the built-in packs and of `paths` (files or folders), compiled from their files.

    Raises:
        RuleError: with every fault of every file, if there is any.
    """
    return compile_rulebook(find_sources(paths, builtin=builtin))


def compile_rulebook(sources: Sequence[Source], reader: Reader | None = None) -> Rulebook:
    """All rules of these files. A reader that has read most of them before saves half of the work.

    Raises:
        RuleError: with every fault of every file, if there is any.
    """
    with uncollected():
        return _compiled(sources, reader or Reader())


def _compiled(sources: Sequence[Source], reader: Reader) -> Rulebook:
    faults: list[Fault] = []
    read = reader.read(sources, faults)
    files = [each.file for each in read]
    forms = [form for each in read for form in each.forms]
    relations = _relations(files)
    contexts = _contexts(files)
    faults += _taken(files)
    rules = _rules(files, faults)
    refused = {source.path for source in sources} - {file.path for file in files}
    # Names that a refused file defines would be reported as unknown all over; a pack defines ids of rules alone.
    if all(is_pack(source) for source in sources if source.path in refused):
        faults += unknown_names(files, forms, relations)
    if not refused:
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
