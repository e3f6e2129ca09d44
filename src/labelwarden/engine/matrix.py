"""Where one product may be sold: how it stands in each place, and what its label lacks there.

A place is judged by its own rules; the law of the country is a place beside its states. Of a state none of whose rules
speaks of the product nothing is known, and that is not the same as lawful.
"""

from __future__ import annotations

from collections.abc import Collection, Iterable
from dataclasses import dataclass, replace
from datetime import date, timedelta
from enum import StrEnum

from labelwarden.checks.age_restriction import AgeRestriction
from labelwarden.engine.check_label import observe
from labelwarden.engine.findings_of import findings_of
from labelwarden.facts.facts import Facts
from labelwarden.findings.finding import Finding
from labelwarden.findings.observation import Observation
from labelwarden.findings.scales import Category, Outcome, Severity, Status
from labelwarden.findings.verdict import is_sure
from labelwarden.label.labeling import Labeling
from labelwarden.rules.places import STATES
from labelwarden.rules.rule import Rule
from labelwarden.rules.rulebook import Rulebook, expand_jurisdictions


class Standing(StrEnum):
    """How a product stands in a place."""

    LAWFUL = "lawful"
    WITH_ITEMS = "lawful with label items"
    NOT_LAWFUL = "not lawful"
    UNKNOWN = "unknown"


@dataclass(frozen=True, slots=True)
class PlaceStanding:
    """One place: the standing on the day, and the first day on which law that is known already changes it."""

    place: str
    standing: Standing
    minimum_age: int | None
    barred_by: tuple[Finding, ...]
    """What the product itself violates: no change of its label helps."""
    items: tuple[Finding, ...]
    """What its label has to show, or must no longer say."""
    questions: tuple[str, ...]
    """What has to be known before anybody can say."""
    changes_on: date | None = None
    becomes: Standing | None = None


def matrix_of(
    labeling: Labeling,
    rulebook: Rulebook,
    places: Collection[str],
    as_of: date,
    *,
    experimental: bool = False,
    select: Collection[str] = (),
    ignore: Collection[str] = (),
) -> tuple[PlaceStanding, ...]:
    """The standing in each place that is asked for, as `check` takes them; `US-*` is every state, with rules or not.

    `select` and `ignore` narrow the rules as `check` does. Without `experimental` a bar whose law is not confirmed
    leaves the standing unknown.
    """
    facts = Facts(labeling, rulebook.matcher)
    wanted = set(expand_jurisdictions(places, rulebook.jurisdictions))
    if "US-*" in places:
        wanted.update(f"US-{state}" for state in STATES)
    standings = []
    for place in sorted(wanted):
        rules = [rule for rule in rulebook.of(place) if _is_asked(rule, select, ignore)]
        asked = (_answer(rule, facts, rulebook, experimental) for rule in rules)
        answers = [answer for answer in asked if answer is not None]
        standings.append(_with_change(place, answers, as_of))
    return tuple(standings)


def _is_asked(rule: Rule, select: Collection[str], ignore: Collection[str]) -> bool:
    return (not select or any(map(rule.matches, select))) and not any(map(rule.matches, ignore))


@dataclass(frozen=True, slots=True)
class _Answer:
    """What one rule says of the product: a bar, a missing item, a question, or none of these."""

    rule: Rule
    bar: Finding | None = None
    item: Finding | None = None
    question: str | None = None


def _answer(rule: Rule, facts: Facts, rulebook: Rulebook, experimental: bool) -> _Answer | None:
    unsure_law = rule.status is Status.EXPERIMENTAL
    # A note counts for nothing, but for one of a bar that may have come into force.
    if rule.status is Status.DEPRECATED or (rule.severity is Severity.NOTE and not unsure_law):
        return None
    observation = observe(rule, facts)
    if not _speaks(rule, observation, facts):
        return None
    if observation.outcome is Outcome.MET:
        return _Answer(rule)
    found = list(findings_of(rule, observation, facts, rulebook.counsel))
    sure = [finding for finding in found if is_sure(finding, experimental=True)]
    if not sure:
        return _Answer(rule, question=f"{rule.title}? {observation.reason or 'A person has to look.'}")
    if unsure_law and not (experimental and rule.severity is not Severity.NOTE):
        return _Answer(rule, question=f"{rule.title}: the law is not confirmed")
    return _Answer(rule, bar=sure[0]) if rule.category in _OF_THE_PRODUCT else _Answer(rule, item=sure[0])


_OF_THE_PRODUCT = frozenset({Category.INGREDIENT, Category.AMOUNT})
_SILENT = frozenset({Outcome.MET, Outcome.NOT_VISIBLE})
_PROHIBITIONS = _OF_THE_PRODUCT | {Category.CLAIM}


def _speaks(rule: Rule, observation: Observation, facts: Facts) -> bool:
    """Whether the rule says anything of this product.

    A ban or a limit is silent on a product that holds neither what it is about nor what it was written for.
    """
    if observation.outcome is Outcome.NOT_APPLICABLE:
        return False
    if observation.outcome in _SILENT and rule.category in _PROHIBITIONS:
        about = {*rule.check.groups(), *(group for scope in rule.when for group in scope.contains)}
        return not facts.contained.isdisjoint(about)
    return True


def _with_change(place: str, answers: list[_Answer], as_of: date) -> PlaceStanding:
    now = _on(place, answers, as_of)
    for day in _days_of_change((answer.rule for answer in answers), as_of):
        later = _on(place, answers, day)
        if later.standing is not now.standing:
            return replace(now, changes_on=day, becomes=later.standing)
    return now


def _on(place: str, answers: list[_Answer], day: date) -> PlaceStanding:
    holding = [answer for answer in answers if answer.rule.in_force(day)]
    barred = tuple(answer.bar for answer in holding if answer.bar is not None)
    items = tuple(answer.item for answer in holding if answer.item is not None)
    questions = tuple(answer.question for answer in holding if answer.question is not None)
    ages = (answer.rule.check.minimum for answer in holding if isinstance(answer.rule.check, AgeRestriction))
    if barred:
        standing = Standing.NOT_LAWFUL
    elif questions or not holding:
        standing = Standing.UNKNOWN
    else:
        standing = Standing.WITH_ITEMS if items else Standing.LAWFUL
    return PlaceStanding(place, standing, max(ages, default=None), barred, items, questions)


def _days_of_change(rules: Iterable[Rule], as_of: date) -> list[date]:
    days = set()
    for rule in rules:
        if rule.effective_from is not None:
            days.add(rule.effective_from)
        if rule.effective_to is not None:
            days.add(rule.effective_to + timedelta(days=1))
    return sorted(day for day in days if day > as_of)
