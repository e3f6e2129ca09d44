"""The check `linked-statement`: a statement has to stand beside what it is about, or be linked to it by a symbol."""

from __future__ import annotations

import re
from bisect import bisect_left
from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from functools import cached_property
from typing import ClassVar, Literal

from pydantic import Field

from labelwarden.checks.base import Check
from labelwarden.facts.claims import Claim
from labelwarden.facts.facts import Facts
from labelwarden.facts.panel_facts import PanelFacts
from labelwarden.findings.observation import Ground, Observation
from labelwarden.findings.scales import Category, Confidence, Outcome
from labelwarden.matching.statement import Print, Statement, find_statement

_SYMBOL = re.compile(r"[*†‡§¶^°∆Δ◊+#]|[¹²³]")
"""What links a claim to a note."""

_AHEAD = 4
"""Characters before a statement in which its own symbol stands."""

_FIELDS = frozenset({"claims", "warnings", "directions", "ingredients"})
"""Fields that are filled in, and do not tell where on the label their words stand."""


@dataclass(frozen=True, slots=True)
class _Place:
    """Where the statement stands on a panel (tokens, half-open), and the symbol that is printed with it."""

    panel: PanelFacts
    start: int
    end: int
    symbol: str | None


class LinkedStatement(Check):
    """Each claim of `relations` must be linked to one of the wordings of `verbatim`.

    It is where the symbol that stands with the wording follows the claim, on the same line at the latest; or where
    the two stand together with nothing but such claims between them. Where and how big it is printed beyond that, and
    whether a box is around it, the text does not tell. A label without the wording is for a required statement.
    """

    category: ClassVar[Category] = Category.PRESENTATION

    kind: Literal["linked-statement"]
    verbatim: tuple[str, ...] = Field(min_length=1)
    relations: tuple[str, ...] = Field(min_length=1)

    @cached_property
    def statements(self) -> tuple[Statement, ...]:
        """The wordings as words."""
        return tuple(Statement.parse(wording) for wording in self.verbatim)

    def relation_ids(self) -> Iterable[str]:
        return self.relations

    def wordings(self) -> Iterable[str]:
        return self.verbatim

    def run(self, facts: Facts) -> Observation:
        places = list(self._places(facts))
        if not places:
            return Observation(Outcome.NOT_APPLICABLE, "the statement is not printed")
        claims = [
            claim
            for claim in facts.claims
            if claim.spared is None and claim.relation in self.relations and claim.panel.panel.view_of is None
        ]
        laid_out = [claim for claim in claims if claim.panel.panel.kind not in _FIELDS]
        if not claims:
            return Observation(Outcome.NOT_APPLICABLE, "no such claim")
        if not laid_out or all(place.panel.panel.kind in _FIELDS for place in places):
            return Observation(Outcome.NOT_VISIBLE, "fields do not tell how a label is laid out")
        loose = _without_link(laid_out, places)
        if not loose:
            return Observation(Outcome.MET, "each claim is linked to the statement, or stands beside it")
        first = loose[0]
        evidence = first.panel.evidence(first.joined.start, first.joined.end)
        values = {"quote": evidence.quote or "", "missing": next((p.symbol for p in places if p.symbol), "*")}
        more = f" So it is with {len(loose) - 1} more." if len(loose) > 1 else ""
        ground = Ground((evidence,), Confidence.MEDIUM, values, more.strip())
        if first.panel.panel.words:
            reason = "no symbol was read behind the claim; look for a small one"
            return Observation(Outcome.UNDETERMINED, reason, grounds=(ground,))
        return Observation(Outcome.VIOLATED, grounds=(ground,))

    def _places(self, facts: Facts) -> Iterator[_Place]:
        for panel in facts.first_readings:
            for statement in self.statements:
                found = find_statement(panel.word_line, statement, tolerant=False)
                if found.how is Print.PRESENT:
                    span = panel.panel.text.span(found.start, found.end)
                    printed = panel.panel.text.printed
                    ahead = printed[max(0, span.start - _AHEAD) : span.start]
                    symbols = _SYMBOL.findall(ahead) or _SYMBOL.findall(printed[span.end : span.end + _AHEAD])
                    yield _Place(panel, found.start, found.end, symbols[-1] if symbols else None)
                    break


def _without_link(claims: list[Claim], places: list[_Place]) -> list[Claim]:
    """The first claim of each clause that neither has a symbol nor stands beside the statement."""
    symbols = {place.symbol for place in places if place.symbol}
    # A reader of pictures loses the small mark before the statement; the one behind a claim then leads to it.
    lost = any(place.symbol is None and place.panel.panel.words for place in places)
    of_clause: dict[tuple[int, int], Claim] = {}
    for claim in claims:
        of_clause.setdefault((id(claim.panel), claim.clause), claim)
    beside = {
        (id(place.panel), clause)
        for place in places
        for clause in _clauses_beside(place, {clause for panel, clause in of_clause if panel == id(place.panel)})
    }
    return [
        claim
        for key, claim in of_clause.items()
        if key not in beside and not _is_linked(_symbols_after(claim, places), symbols, any_will_do=lost)
    ]


def _is_linked(behind: list[str], symbols: set[str], *, any_will_do: bool) -> bool:
    return bool(behind) if any_will_do else not symbols.isdisjoint(behind)


def _clauses_beside(place: _Place, claiming: set[int]) -> Iterator[int]:
    """The clauses with claims that lead up to the statement, or follow it, without anything between."""
    breaks = place.panel.hits.breaks
    for clause, step in ((bisect_left(breaks, place.start), -1), (bisect_left(breaks, place.end), 1)):
        at = clause + step if clause not in claiming else clause
        while at in claiming or _is_bare(place.panel, at):
            if at in claiming:
                yield at
            at += step


def _is_bare(panel: PanelFacts, clause: int) -> bool:
    """Whether a clause has no word: two breaks stand together."""
    breaks = panel.hits.breaks
    if not 0 <= clause < len(breaks):
        return False
    return breaks[clause] - (breaks[clause - 1] + 1 if clause else 0) <= 0


def _symbols_after(claim: Claim, places: list[_Place]) -> list[str]:
    """The symbols that are printed behind a claim, up to the end of its line or to the statement's own symbol."""
    text = claim.panel.panel.text
    end = text.span(claim.joined.start, claim.joined.end).end
    starts = (text.span(place.start, place.end).start for place in places if place.panel is claim.panel)
    stop = min((start - _AHEAD for start in starts if start >= end), default=len(text.printed))
    return _SYMBOL.findall(text.printed[end:stop].partition("\n")[0])
