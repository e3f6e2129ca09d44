"""The check `net-impression`: statements that are lawful apart and unlawful together."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from functools import cached_property
from typing import ClassVar, Literal

from pydantic import Field

from labelwarden.checks.base import Check
from labelwarden.checks.phrase_field import GroupField
from labelwarden.facts.claims import Claim
from labelwarden.facts.facts import Facts
from labelwarden.facts.panel_facts import PanelFacts
from labelwarden.findings.observation import Ground, Observation, Subject
from labelwarden.findings.scales import Category, Confidence, Outcome
from labelwarden.matching.compounds import HASH
from labelwarden.matching.contexts import Effect, Target
from labelwarden.matching.term import Hit, paths_above

Place = Literal["name", "tag", "heading", "text"]

_PANELS = {
    **dict.fromkeys(("product", "brand", "title"), "name"),
    **dict.fromkeys(("tags", "categories", "meta", "seo", "alt", "metafields"), "tag"),
}
"""Kinds of panel that are a place as a whole."""

_HEADING = 5
"""Tokens of the longest clause that reads as a heading."""

_CLOSES = (".", "!")
"""What ends a sentence, and no heading."""


@dataclass(frozen=True, slots=True)
class _Mention:
    panel: PanelFacts
    hit: Hit
    tagged: bool
    confidence: Confidence


class NetImpression(Check):
    """A claim about any of `claims`, lawful by itself, may not stand beside a term of `beside` in one of `places`.

    `name` is the product, its brand or the title of its page; `tag` its tags, categories, texts for search engines and
    hashtags; `heading` a few words that no full stop ends; `text` any other clause. The two make one finding, which
    shows both.
    """

    category: ClassVar[Category] = Category.CLAIM

    kind: Literal["net-impression"]
    claims: tuple[GroupField, ...] = Field(min_length=1)
    relations: tuple[str, ...] = ()
    """The ways in which the lawful claim is made; all, when left out."""
    beside: tuple[GroupField, ...] = Field(min_length=1)
    places: tuple[Place, ...] = ("name", "tag", "heading")
    confidence: Confidence = Confidence.MEDIUM
    """Of the two on one panel, or with a name or tag; one step less where they stand on different panels."""

    def groups(self) -> Iterable[str]:
        return (*self.claims, *self.beside)

    def relation_ids(self) -> Iterable[str]:
        return self.relations

    def triggers(self) -> frozenset[str]:
        return self._beside

    def can_find(self, facts: Facts) -> bool:
        return not self._claims.isdisjoint(facts.present)

    @cached_property
    def _claims(self) -> frozenset[str]:
        return frozenset(self.claims)

    @cached_property
    def _beside(self) -> frozenset[str]:
        return frozenset(self.beside)

    def run(self, facts: Facts) -> Observation:
        claims = [
            claim
            for claim in facts.claims_about(self._claims)
            if claim.spared is None and (not self.relations or claim.relation in self.relations)
        ]
        if not claims:
            return Observation(Outcome.MET, "no such claim")
        clauses = {(id(claim.panel), claim.clause) for claim in claims}
        for mention in self._mentions(facts):
            # Where all claims share a clause with it, looking at each of them would be the square of a long text.
            if clauses == {(id(mention.panel), mention.hit.clause)} and not mention.tagged:
                continue
            beside = [claim for claim in claims if not _is_part_of(mention, claim)]
            if beside:
                return Observation(Outcome.VIOLATED, grounds=(self._ground(mention, _nearest(mention, beside)),))
        return Observation(Outcome.MET, "nothing beside it changes what it says")

    def _mentions(self, facts: Facts) -> Iterator[_Mention]:
        """What stands beside the claim, the surest places first."""
        found = [(place, mention) for panel in facts.panels for place, mention in self._on(panel)]
        for wanted in self.places:
            yield from (mention for place, mention in found if place == wanted)

    def _on(self, panel: PanelFacts) -> Iterator[tuple[Place, _Mention]]:
        tokens = panel.panel.text.tokens
        hits = {hit.start: hit for group in self.beside for hit in panel.hits.of(group)}
        for start in sorted(hits):
            tagged = start > 0 and tokens[start - 1] == HASH
            held = panel.scopes.over(Target.CLAIM, hits[start])
            if any(context.effect is Effect.SPARE for context in held):
                continue
            confidence = self.confidence
            for context in held:
                confidence = Confidence.LOW if context.effect is Effect.LOWEST else confidence.lowered()
            yield (
                _place(panel, hits[start], tagged=tagged),
                _Mention(panel, hits[start], tagged, confidence),
            )

    def _ground(self, mention: _Mention, claim: Claim) -> Ground:
        pieces = (
            mention.panel.evidence(mention.hit.start, mention.hit.end),
            claim.panel.evidence(claim.joined.start, claim.joined.end),
        )
        apart = mention.panel is not claim.panel and mention.panel.panel.kind not in _PANELS
        values = {
            "quote": pieces[1].quote or "",
            "about": pieces[0].quote or "",
            "how": claim.joined.relation.title,
        }
        term = mention.hit.term
        asked = [path for path in term.paths if not set(self.beside).isdisjoint(paths_above(path))]
        return Ground(
            pieces,
            mention.confidence.lowered() if apart else mention.confidence,
            values,
            subjects=tuple(Subject(path, term.form, claim.relation) for path in asked),
        )


def _place(panel: PanelFacts, hit: Hit, *, tagged: bool) -> Place:
    whole = _PANELS.get(panel.panel.kind)
    if whole == "name":
        return "name"
    if whole == "tag" or tagged:
        return "tag"
    breaks = panel.hits.breaks
    start = breaks[hit.clause - 1] + 1 if hit.clause else 0
    end = breaks[hit.clause] if hit.clause < len(breaks) else len(panel.panel.text.tokens)
    text = panel.panel.text
    closed = text.printed.startswith(_CLOSES, text.span(start, end).end)
    return "heading" if end - start <= _HEADING and not closed else "text"


def _is_part_of(mention: _Mention, claim: Claim) -> bool:
    """Whether the two are one statement, of which other rules judge."""
    joined = claim.joined
    if mention.panel is not claim.panel or mention.hit.clause != claim.clause:
        return False
    return not mention.tagged or (joined.start < mention.hit.end and mention.hit.start < joined.end)


def _nearest(mention: _Mention, claims: Iterable[Claim]) -> Claim:
    """The claim on the same panel that is nearest, else the first on any other."""
    return min(
        claims,
        key=lambda claim: (
            claim.panel is not mention.panel,
            abs(claim.joined.start - mention.hit.start) if claim.panel is mention.panel else 0,
        ),
    )
