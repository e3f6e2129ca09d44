"""The check `forbidden-claim`: a claim about certain things must not be made."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence
from functools import cached_property
from itertools import groupby
from typing import ClassVar, Literal

from pydantic import Field

from labelwarden.checks.base import Check
from labelwarden.checks.phrase_field import GroupField
from labelwarden.facts.claims import Claim
from labelwarden.facts.facts import Facts
from labelwarden.findings.observation import Ground, Observation, Spared, Subject
from labelwarden.findings.scales import Category, Confidence, Outcome
from labelwarden.matching.term import paths_above


class ForbiddenClaim(Check):
    """No claim about any of `about` may be made, in any of the ways that `relations` lists (all, when left out).

    The claims of one clause are one finding: the surest gives the quote and the confidence, and the message names
    everything it is about. What a context spares (a disclaimer, a warning, a denial) is shown as considered.
    """

    category: ClassVar[Category] = Category.CLAIM

    kind: Literal["forbidden-claim"]
    about: tuple[GroupField, ...] = Field(min_length=1)
    not_about: tuple[GroupField, ...] = ()
    relations: tuple[str, ...] = ()
    confidence: Confidence | None = None
    """The most that a finding may be sure of."""

    def groups(self) -> Iterable[str]:
        return (*self.about, *self.not_about)

    def relation_ids(self) -> Iterable[str]:
        return self.relations

    def triggers(self) -> frozenset[str]:
        return self._about

    def can_find(self, facts: Facts) -> bool:
        claimed = facts.claimed
        return not self._about.isdisjoint(claimed) and (not self.relations or not self._relations.isdisjoint(claimed))

    @cached_property
    def _relations(self) -> frozenset[str]:
        return frozenset(self.relations)

    @cached_property
    def _about(self) -> frozenset[str]:
        return frozenset(self.about)

    @cached_property
    def _not_about(self) -> frozenset[str]:
        return frozenset(self.not_about)

    def run(self, facts: Facts) -> Observation:
        claims = [claim for claim in facts.claims_about(self._about) if self._concerns(claim)]
        standing = [claim for claim in claims if claim.spared is None]
        excused = _first_of_clause(claims) if facts.explains else ()
        spared = tuple(_spared(claim) for claim in excused if claim.spared is not None)
        if not standing:
            return Observation(Outcome.MET, "no such claim", spared=spared)
        grounds = tuple(
            self._ground(list(of_clause))
            for _, of_clause in groupby(standing, key=lambda claim: (id(claim.panel), claim.clause))
        )
        return Observation(Outcome.VIOLATED, grounds=grounds, spared=spared)

    def _concerns(self, claim: Claim) -> bool:
        if self.relations and claim.relation not in self._relations:
            return False
        return self._not_about.isdisjoint(claim.about)

    def _ground(self, claims: Sequence[Claim]) -> Ground:
        surest = min(claim.confidence.rank for claim in claims)
        best = [claim for claim in claims if claim.confidence.rank == surest]
        evidence = tuple(best[0].panel.evidence(first, last) for first, last in _stretches(best))
        confidence = best[0].confidence
        if self.confidence is not None:
            confidence = confidence.capped(self.confidence)
        subjects = dict.fromkeys(claim.term.form for claim in claims)
        values = {
            "quote": " ... ".join(piece.quote or "" for piece in evidence),
            "about": ", ".join(subjects),
            "how": "; ".join(dict.fromkeys(claim.placed.judged.joined.relation.title for claim in best)),
        }
        return Ground(evidence, confidence, values, subjects=tuple(dict.fromkeys(self._subjects(claims))))

    def _subjects(self, claims: Iterable[Claim]) -> Iterator[Subject]:
        for claim in claims:
            term = claim.term
            asked = [path for path in term.paths if not self._about.isdisjoint(paths_above(path))]
            for path in asked:
                yield Subject(path, term.form, claim.relation)


_APART = 2
"""Tokens between two claims that are still one stretch: a comma and an "and"."""


def _stretches(claims: Iterable[Claim]) -> list[tuple[int, int]]:
    """The fewest tokens that carry the claims: of each thing claimed the shortest relation, neighbours joined."""
    shortest: dict[int, tuple[int, int]] = {}
    for claim in claims:
        joined = claim.joined
        found = joined.start, joined.end
        known = shortest.get(joined.focus.start)
        if known is None or found[1] - found[0] < known[1] - known[0]:
            shortest[joined.focus.start] = found
    stretches: list[tuple[int, int]] = []
    for start, end in sorted(shortest.values()):
        if stretches and start <= stretches[-1][1] + _APART:
            stretches[-1] = stretches[-1][0], max(end, stretches[-1][1])
        else:
            stretches.append((start, end))
    return stretches


def _first_of_clause(claims: Iterable[Claim]) -> list[Claim]:
    """One spared claim for each clause and reason is enough to explain the silence."""
    seen: set[tuple[int, int, str]] = set()
    first = []
    for claim in claims:
        key = (id(claim.panel), claim.clause, claim.spared.id if claim.spared else "")
        if key not in seen:
            seen.add(key)
            first.append(claim)
    return first


def _spared(claim: Claim) -> Spared:
    reason = claim.spared.reason if claim.spared else ""
    return Spared(claim.panel.evidence(claim.joined.start, claim.joined.end), reason)
