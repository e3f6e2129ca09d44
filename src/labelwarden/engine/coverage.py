"""Which parts of a rule its examples exercise: a phrase that no example shows may as well be misspelt."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from typing import Any, TypeAlias

from labelwarden.checks.amount_limit import AmountLimit
from labelwarden.checks.base import Check
from labelwarden.checks.forbidden_claim import ForbiddenClaim
from labelwarden.checks.forbidden_phrase import ForbiddenPhrase
from labelwarden.checks.forbidden_substance import ForbiddenSubstance
from labelwarden.checks.net_impression import NetImpression
from labelwarden.checks.required_field import RequiredField
from labelwarden.checks.required_statement import RequiredStatement
from labelwarden.engine.examples import examples_of, run_example
from labelwarden.facts.facts import Facts
from labelwarden.findings.scales import Outcome
from labelwarden.matching.matcher import Matcher
from labelwarden.matching.phrases import Phrase, find_phrase
from labelwarden.rules.rule import Rule

Part: TypeAlias = tuple[str, str]
"""Where a part stands in the rule, and the part as written."""


def coverage_of(rule: Rule, matcher: Matcher) -> dict[Part, bool]:
    """Every part of the rule, and whether some example comes out by it."""
    ran = [run_example(case, matcher) for case in examples_of(rule)]
    facts = {kind: [r.facts for r in ran if r.facts is not None and r.case.kind == kind] for kind in _KINDS}
    everything = [one for of_kind in facts.values() for one in of_kind]
    covered: dict[Part, bool] = {}
    for name, narrowed in _flagging(rule.check):
        covered[name] = any(narrowed.run(one).outcome is Outcome.VIOLATED for one in facts["violated"])
    for name, narrowed in _meeting(rule.check):
        covered[name] = any(narrowed.run(one).outcome is Outcome.MET for one in everything)
    if isinstance(rule.check, ForbiddenPhrase):
        for phrase in rule.check.except_in:
            covered["except_in", phrase.written] = any(_says(one, phrase) for one in everything)
    for key, scopes, kinds in (("when", rule.when, facts["violated"]), ("unless", rule.unless, everything)):
        for number, scope in enumerate(scopes):
            covered[f"{key}[{number}]", ""] = any(scope.unmet(one) is None for one in kinds)
    return covered


_KINDS = ("violated", "met", "near_miss", "undetermined", "not_visible")


def _says(facts: Facts, phrase: Phrase) -> bool:
    return any(find_phrase(panel.hits, phrase) for panel in facts.panels)


def _flagging(check: Check) -> Iterator[tuple[Part, Check]]:
    """The check with one part alone of those by which it flags."""
    if isinstance(check, ForbiddenPhrase):
        yield from _each(check, "any_of", terms=(), pattern=None, literal=None)
        yield from _each(check, "terms", any_of=(), pattern=None, literal=None)
        if check.pattern is not None:
            yield ("pattern", check.pattern), _with(check, any_of=(), terms=())
    elif isinstance(check, ForbiddenClaim):
        yield from _each(check, "about")
        yield from _each(check, "relations")
    elif isinstance(check, NetImpression):
        yield from _each(check, "claims")
        yield from _each(check, "beside")
    elif isinstance(check, ForbiddenSubstance):
        yield from _each(check, "any_of")
    elif isinstance(check, AmountLimit):
        for limit in check.limits:
            per = f" per {' or '.join(limit.per)}" if limit.per else ""
            yield ("limits", f"{limit.at_most} {limit.unit}{per}"), _with(check, limits=(limit,))


def _meeting(check: Check) -> Iterator[tuple[Part, Check]]:
    """The check with one part alone of those by which a label meets it."""
    if isinstance(check, RequiredStatement):
        yield from _each(check, "verbatim", accept=())
        for wording in check.accept:
            yield ("accept", wording), _with(check, verbatim=(wording,), accept=())
        for number, phrases in enumerate(check.all_of):
            for phrase in phrases:
                alone = (*check.all_of[:number], (phrase,), *check.all_of[number + 1 :])
                yield (f"all_of[{number}]", phrase.written), _with(check, all_of=alone)
    elif isinstance(check, RequiredField):
        without: dict[str, Any] = {"amounts_of": (), "pattern": None, "literal": ""}
        yield from _each(check, "shown_by", panels=(), **without)
        yield from _each(check, "panels", shown_by=(), **without)
        if check.pattern is not None:
            yield ("pattern", check.pattern), _with(check, shown_by=(), panels=(), amounts_of=())


def _each(check: Check, field: str, **without: Any) -> Iterable[tuple[Part, Check]]:
    for part in getattr(check, field):
        written = part.written if isinstance(part, Phrase) else str(part)
        yield (field, written), _with(check, **without, **{field: (part,)})


def _with(check: Check, **changes: Any) -> Check:
    # Built anew and not copied: a copy would keep what the check worked out from its old parts.
    kept = {name: getattr(check, name) for name in type(check).model_fields}
    return type(check)(**{**kept, **changes})
