"""The check `claimed-content`: words on how much of a nutrient is in it have to agree with the facts panel."""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator
from functools import cached_property
from typing import ClassVar, Literal

from pydantic import BaseModel, ConfigDict, Field, model_validator

from labelwarden.checks.base import Check
from labelwarden.checks.phrase_field import NumberField, PhraseField
from labelwarden.facts.facts import Facts
from labelwarden.facts.panel_facts import PanelFacts
from labelwarden.findings.observation import Evidence, Ground, Observation
from labelwarden.findings.scales import Category, Confidence, Outcome
from labelwarden.matching.contexts import Effect, Target
from labelwarden.matching.facts_line import find_lines
from labelwarden.matching.nutrient_amounts import UNITS, find_nutrient
from labelwarden.matching.phrases import find_phrase
from labelwarden.matching.term import Form

_NAMED_WITHIN = 60
"""Characters behind the words in which the nutrient is named: "excellent source of vitamins C and E"."""

_NO_CLAIM = frozenset({"ingredients", "facts"})
"""Kinds of panel on which such words are part of a name: "low fat milk"."""


class Content(BaseModel):
    """What the claim asks of one nutrient, per serving; one bound."""

    model_config = ConfigDict(frozen=True, extra="forbid", defer_build=True)

    of: tuple[str, ...] = Field(min_length=1)
    """Names of the nutrient on facts panels, in lower case."""
    at_least_percent: NumberField | None = None
    """Per cent of the Daily Value."""
    at_most: NumberField | None = None
    less_than: NumberField | None = None
    unit: Literal["mcg", "mg", "g", "kcal"] | None = None
    """Of `at_most` and `less_than`."""

    @model_validator(mode="after")
    def _has_one_bound(self) -> Content:
        bounds = [self.at_least_percent, self.at_most, self.less_than]
        if sum(bound is not None for bound in bounds) != 1:
            raise ValueError("expected one of `at_least_percent`, `at_most` and `less_than`")
        if (self.unit is None) != (self.at_least_percent is not None):
            raise ValueError("`at_most` and `less_than` have a `unit`, and `at_least_percent` has none")
        return self

    @property
    def bound(self) -> str:
        """The bound in words."""
        if self.at_least_percent is not None:
            return f"at least {self.at_least_percent:f} % of the Daily Value"
        if self.at_most is not None:
            return f"at most {self.at_most:f} {self.unit}"
        return f"less than {self.less_than:f} {self.unit}"


class Claimed(BaseModel):
    """Words, and what they promise. With `named` the nutrient has to be named behind the words."""

    model_config = ConfigDict(frozen=True, extra="forbid", arbitrary_types_allowed=True, defer_build=True)

    says: tuple[PhraseField, ...] = Field(min_length=1)
    contents: tuple[Content, ...] = Field(min_length=1)
    named: bool = False


class ClaimedContent(Check):
    """Each of `claims` that the label makes is compared with the amounts on its facts panel.

    The law counts by the amount customarily eaten; the serving of the label stands for it. A label that states no
    amount leaves it open. Words inside a longer phrase of `except_in` are no claim.
    """

    category: ClassVar[Category] = Category.CLAIM

    kind: Literal["claimed-content"]
    claims: tuple[Claimed, ...] = Field(min_length=1)
    except_in: tuple[PhraseField, ...] = ()

    def forms(self) -> Iterable[Form]:
        phrases = (*(phrase for claimed in self.claims for phrase in claimed.says), *self.except_in)
        return (form for phrase in phrases for form in phrase.forms)

    def groups(self) -> Iterable[str]:
        phrases = (*(phrase for claimed in self.claims for phrase in claimed.says), *self.except_in)
        return (group for phrase in phrases for group, _ in phrase.parts if not group.startswith("="))

    @cached_property
    def _beginnings(self) -> frozenset[str]:
        return frozenset(phrase.parts[0][0] for claimed in self.claims for phrase in claimed.says)

    def triggers(self) -> frozenset[str]:
        return self._beginnings

    def run(self, facts: Facts) -> Observation:
        if self._beginnings.isdisjoint(facts.present):
            return Observation(Outcome.NOT_APPLICABLE, "no such words")
        grounds: list[Ground] = []
        compared = made = 0
        for claimed in self.claims:
            for panel, evidence, behind in self._made(facts, claimed):
                made += 1
                for content in claimed.contents:
                    if claimed.named and not _is_named(behind, content.of):
                        continue
                    stated = _stated(facts, content)
                    if stated is None:
                        continue
                    compared += 1
                    amount, shown = stated
                    if not _keeps(content, amount):
                        grounds.append(_ground(panel, evidence, content, shown))
        if grounds:
            return Observation(Outcome.VIOLATED, grounds=_once(grounds))
        if not made:
            return Observation(Outcome.NOT_APPLICABLE, "no such words")
        if not compared:
            return Observation(Outcome.NOT_VISIBLE, "no amount of the nutrient was found")
        return Observation(Outcome.MET, "the words agree with the facts panel")

    def _made(self, facts: Facts, claimed: Claimed) -> Iterator[tuple[PanelFacts, Evidence, str]]:
        """Each place where the words stand, with what follows them in the folded text."""
        for panel in facts.first_readings:
            if panel.panel.kind in _NO_CLAIM:
                continue
            hits, text = panel.hits, panel.panel.text
            harmless: list[tuple[int, int]] | None = None
            for phrase in claimed.says:
                for first, last, hit in find_phrase(hits, phrase):
                    if harmless is None:
                        harmless = [(a, b) for longer in self.except_in for a, b, _ in find_phrase(hits, longer)]
                    if any(a <= first and last <= b for a, b in harmless):
                        continue
                    if any(c.effect is Effect.SPARE for c in panel.scopes.over(Target.PHRASE, hit)):
                        continue
                    evidence = panel.evidence(first, last)
                    printed = text.printed[evidence.end : (evidence.end or 0) + _NAMED_WITHIN]
                    yield panel, evidence, re.split(r"[.!?;\n]", printed.lower(), maxsplit=1)[0]


def _is_named(behind: str, names: Iterable[str]) -> bool:
    """Whether a nutrient is named in a list: "vitamins C and E" names vitamin E."""
    spelled = behind.replace("vitamins", "vitamin")
    for name in names:
        if re.search(rf"(?<![a-z]){re.escape(name)}(?![a-z0-9])", spelled):
            return True
        letter = name.removeprefix("vitamin ")
        if letter != name and re.search(rf"vitamin [a-z0-9, &]+?(?:,|and|&) ?{re.escape(letter)}(?![a-z0-9])", spelled):
            return True
    return False


def _stated(facts: Facts, content: Content) -> tuple[tuple[float, bool], tuple[PanelFacts, int, int]] | None:
    """The first amount that the label states of the nutrient, and where."""
    for panel in facts.first_readings:
        folded = panel.panel.text.folded
        if content.at_least_percent is not None:
            for line in find_lines(folded):
                if any(line.words[-len(name) :] == name for name in (tuple(name.split()) for name in content.of)):
                    return (line.percent, False), (panel, line.start, line.end)
        else:
            for amount in find_nutrient(folded, content.of):
                return (amount.value, amount.below), (panel, amount.start, amount.end)
    return None


def _keeps(content: Content, amount: tuple[float, bool]) -> bool:
    value, below = amount
    if content.at_least_percent is not None:
        return value >= float(content.at_least_percent)
    scale = UNITS[content.unit or ""]
    if content.at_most is not None:
        return value <= float(content.at_most) * scale
    most = float(content.less_than or 0) * scale
    return value <= most if below else value < most


def _ground(panel: PanelFacts, evidence: Evidence, content: Content, shown: tuple[PanelFacts, int, int]) -> Ground:
    of_panel, start, end = shown
    beside = of_panel.evidence_at(of_panel.panel.text.folded_span(start, end))
    values = {
        "quote": evidence.quote or "",
        "about": content.of[0],
        "amount": " ".join((beside.quote or "").split()),
        "limit": content.bound,
    }
    # Digits are what a reader of pictures mistakes most.
    read = bool(panel.panel.words or of_panel.panel.words)
    return Ground((evidence, beside), Confidence.LOW if read else Confidence.HIGH, values)


def _once(grounds: list[Ground]) -> tuple[Ground, ...]:
    """One ground for each claim on each nutrient, wherever it is repeated."""
    kept: dict[tuple[str, str], Ground] = {}
    for ground in grounds:
        kept.setdefault((ground.values["quote"].lower(), ground.values["about"]), ground)
    return tuple(kept.values())
