"""A rule taken apart for people: its law, its life, its parts as its file would say them, and where it is looked up."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Mapping, Sequence
from decimal import Decimal
from typing import Any

import yaml
from pydantic import BaseModel

from labelwarden.engine.examples import EXPECTED
from labelwarden.matching.phrases import Phrase
from labelwarden.rules.rule import Rule

EXAMPLE_TITLES = {
    "violated": "Flagged",
    "met": "Not flagged",
    "near_miss": "Looks like it, and must not be flagged",
    "undetermined": "Cannot be judged",
    "not_visible": "Not visible on what is given",
}
"""How the kinds of example are called in print."""

SURFACES = {"both": "labels and listings", "label": "labels only", "listing": "listings only"}


def facts_of(rule: Rule) -> list[tuple[str, str]]:
    """What is said of the rule in a word or two each."""
    pack = rule.pack
    facts = [
        ("severity", rule.severity.value),
        ("category", rule.category.value),
        ("market", rule.jurisdiction),
        ("enforced by", pack.authority),
        ("holds for", SURFACES[rule.surface]),
        ("status", rule.status.value),
        ("law is", rule.source.value),
        ("pack", f"{pack.id} {pack.version}"),
    ]
    days = (("in force from", rule.effective_from), ("until", rule.effective_to), ("look again by", rule.review_by))
    facts += [(word, day.isoformat()) for word, day in days if day is not None]
    facts += [(word, ", ".join(names)) for word, names in (("tags", rule.tags), ("was", rule.replaces)) if names]
    facts += [] if rule.heir is None else [("heir", rule.heir)]
    return facts


def logic_of(rule: Rule) -> str:
    """Scope and check as YAML, without what is left at its default."""
    parts = {"when": rule.when, "unless": rule.unless, "check": rule.check}
    return as_yaml({name: part for name, part in parts.items() if part})


def examples_of(rule: Rule) -> list[tuple[str, str]]:
    """The examples of each kind as YAML, below the title of the kind."""
    kinds = ((kind, getattr(rule.examples, kind)) for kind in EXPECTED)
    return [(EXAMPLE_TITLES[kind], as_yaml(examples)) for kind, examples in kinds if examples]


def as_yaml(value: Any) -> str:
    """A value as a rule file would say it."""
    # The C dumper is ten times faster, and the pages of all rules are written on every check of the repository.
    dumper = getattr(yaml, "CSafeDumper", yaml.SafeDumper)
    return str(yaml.dump(plain(value), Dumper=dumper, sort_keys=False, allow_unicode=True, width=96))


def plain(value: Any) -> Any:
    """A value as maps, lists, text and numbers; the fields of a model without those at their default."""
    if isinstance(value, Phrase):
        return value.written
    if isinstance(value, BaseModel):
        fields = type(value).model_fields
        given = {name: getattr(value, name) for name in fields}
        return {name: plain(part) for name, part in given.items() if part is not None and part != fields[name].default}
    if isinstance(value, Mapping):
        return {name: plain(part) for name, part in value.items()}
    if isinstance(value, (tuple, list)):
        return [plain(part) for part in value]
    if isinstance(value, frozenset):
        return [plain(part) for part in sorted(value)]
    if isinstance(value, Decimal):
        return int(value) if value == value.to_integral_value() else float(value)
    return value if isinstance(value, (bool, int, float)) else str(value)


def by_law(rules: Iterable[Rule]) -> dict[str, list[Rule]]:
    """The rules below each place in the law, in the order of the places."""
    return _grouped(rules, lambda rule: [basis.cite for basis in rule.basis])


def by_product(rules: Iterable[Rule]) -> dict[str, list[Rule]]:
    """The rules below each class of product that they name; those that name none stand below "any product"."""
    return _grouped(
        rules,
        lambda rule: [kind.replace("_", " ") for scope in rule.when for kind in scope.type] or ["any product"],
    )


def by_market(rules: Iterable[Rule]) -> dict[str, list[Rule]]:
    """The rules below each jurisdiction."""
    return _grouped(rules, lambda rule: [rule.jurisdiction])


def _grouped(rules: Iterable[Rule], names: Callable[[Rule], Sequence[str]]) -> dict[str, list[Rule]]:
    groups: dict[str, list[Rule]] = {}
    for rule in rules:
        for name in dict.fromkeys(names(rule)):
            groups.setdefault(name, []).append(rule)
    return dict(sorted(groups.items()))
