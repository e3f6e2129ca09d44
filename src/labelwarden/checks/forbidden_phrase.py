"""The check `forbidden-phrase`: certain words must not be used."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from collections.abc import Set as AbstractSet
from functools import cached_property
from typing import ClassVar, Literal

from pydantic import model_validator

from labelwarden.checks.base import Check
from labelwarden.checks.phrase_field import GroupField, PhraseField
from labelwarden.facts.facts import Facts
from labelwarden.facts.panel_facts import PanelFacts
from labelwarden.findings.observation import Evidence, Ground, Observation, Spared
from labelwarden.findings.scales import Category, Confidence, Outcome
from labelwarden.matching.contexts import Context, Effect, Target
from labelwarden.matching.pattern import Pattern, compile_pattern
from labelwarden.matching.phrases import find_phrase
from labelwarden.matching.term import Form
from labelwarden.text.span import Span


class ForbiddenPhrase(Check):
    """None of the phrases `any_of`, terms of the groups `terms`, or matches of `pattern` may be used.

    `except_in` lists phrases around which the words are harmless ("not FDA approved"). `pattern` is a regular
    expression over lower-case text, for what phrases cannot say; it needs `literal`, letters that stand in every match.
    """

    category: ClassVar[Category] = Category.CLAIM

    kind: Literal["forbidden-phrase"]
    any_of: tuple[PhraseField, ...] = ()
    terms: tuple[GroupField, ...] = ()
    pattern: str | None = None
    literal: str | None = None
    except_in: tuple[PhraseField, ...] = ()
    panels: tuple[str, ...] = ()
    """Kinds of panel that are looked at; all, when left out."""
    confidence: Confidence = Confidence.HIGH
    counts_as: Literal["claim", "ingredient"] = "claim"
    """`ingredient`, where the words name what the product is and not what is said of it: no other words would help."""

    @property
    def found_as(self) -> Category:
        return Category(self.counts_as)

    @model_validator(mode="after")
    def _has_something_to_find(self) -> ForbiddenPhrase:
        if not (self.any_of or self.terms or self.pattern):
            raise ValueError("expected `any_of`, `terms` or `pattern`")
        if self.pattern is not None:
            _ = self.compiled  # refused here, so that the loader can show where it stands
        elif self.literal is not None:
            raise ValueError("`literal` belongs to `pattern`, which is missing")
        return self

    @cached_property
    def compiled(self) -> Pattern | None:
        """The compiled pattern, if the check has one."""
        return None if self.pattern is None else compile_pattern(self.pattern, self.literal or "")

    @cached_property
    def _beginnings(self) -> frozenset[str]:
        return frozenset([*(phrase.parts[0][0] for phrase in self.any_of), *self.terms])

    def forms(self) -> Iterable[Form]:
        return (form for phrase in (*self.any_of, *self.except_in) for form in phrase.forms)

    def groups(self) -> Iterable[str]:
        inside = (group for phrase in (*self.any_of, *self.except_in) for group, _ in phrase.parts)
        return (*self.terms, *(group for group in inside if not group.startswith("=")))

    def triggers(self) -> frozenset[str] | None:
        return self._beginnings if self.pattern is None else None

    def can_find(self, facts: Facts) -> bool:
        if self._may_stand(facts.present):
            return True
        literal = self.literal
        return literal is not None and any(literal in panel.panel.text.folded for panel in facts.panels)

    def _may_stand(self, present: AbstractSet[str]) -> bool:
        """Whether all parts of some phrase, or a term, are there."""
        if self._beginnings.isdisjoint(present):
            return False
        return not self._terms.isdisjoint(present) or any(phrase.groups <= present for phrase in self.any_of)

    @cached_property
    def _terms(self) -> frozenset[str]:
        return frozenset(self.terms)

    def run(self, facts: Facts) -> Observation:
        if not self.can_find(facts):
            return _NOT_SAID
        grounds: list[Ground] = []
        spared: list[Spared] = []
        flagged: set[tuple[str | None, int | None]] = set()
        for panel in facts.panels:
            if self.panels and panel.panel.kind not in self.panels and not panel.panel.parts:
                continue
            if self.compiled is None and not self._may_stand(panel.hits.groups):
                continue  # nothing that the check looks for is anywhere on the panel
            page = (panel.panel.file, panel.panel.page)
            if panel.panel.view_of is not None and page in flagged:
                continue  # another reading of a picture on which the words were found already
            for evidence, held in self._found(panel):
                if self.panels and not panel.panel.is_on(self.panels, Span(evidence.start or 0, evidence.end or 0)):
                    continue
                excuse = next((context for context in held if context.effect is Effect.SPARE), None)
                if excuse is not None:
                    spared.append(Spared(evidence, excuse.reason))
                    continue
                grounds.append(Ground((evidence,), self._confidence(held), {"quote": evidence.quote or ""}))
                flagged.add(page)
        if grounds:
            return Observation(Outcome.VIOLATED, grounds=tuple(grounds), spared=tuple(spared))
        return Observation(Outcome.MET, "no such words", spared=tuple(spared)) if spared else _NOT_SAID

    def _confidence(self, held: Iterable[Context]) -> Confidence:
        confidence = self.confidence
        for context in held:
            confidence = Confidence.LOW if context.effect is Effect.LOWEST else confidence.lowered()
        return confidence

    def _found(self, panel: PanelFacts) -> Iterator[tuple[Evidence, list[Context]]]:
        """Each place found, widest first and none inside another, with the contexts over it."""
        hits = panel.hits
        places = [(first, last, hit) for phrase in self.any_of for first, last, hit in find_phrase(hits, phrase)] + [
            (hit.start, hit.end, hit) for group in self.terms for hit in hits.of(group)
        ]
        harmless = [(first, last) for phrase in self.except_in for first, last, _ in find_phrase(hits, phrase)]
        end = -1
        for first, last, hit in sorted(places, key=lambda place: (place[0], -place[1])):
            if last <= end or any(start <= first < stop for start, stop in harmless):
                continue
            end = last
            yield panel.evidence(first, last), panel.scopes.over(Target.PHRASE, hit)
        if self.compiled is not None:
            text = panel.panel.text
            for start, stop in self.compiled.find(text.folded):
                yield panel.evidence_at(_whole_words(text.printed, text.folded_span(start, stop))), []


_NOT_SAID = Observation(Outcome.MET, "no such words")


def _whole_words(printed: str, span: Span) -> Span:
    """The span with the words that it cuts into, as far as words go; a match may be of marks alone."""
    start, end = span.start, span.end
    first, last = max(0, start - _LONGEST_WORD), min(len(printed), end + _LONGEST_WORD)
    while first < start < end and printed[start].isalnum() and printed[start - 1].isalnum():
        start -= 1
    while start < end < last and printed[end - 1].isalnum() and printed[end].isalnum():
        end += 1
    return Span(start, end)


_LONGEST_WORD = 40
