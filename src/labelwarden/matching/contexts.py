"""Stretches of a text in which a term does not mean what it says: disclaimers, warnings, denials, qualifiers.

A context begins at a cue and has a scope: so many tokens before or after it, up to the end of the clause, or the whole
clause; or it is a whole panel of a given kind. What lies in a scope is spared with the context's reason, or made less
sure. The scopes of one context are kept sorted and joined, so that looking a term up stays logarithmic on any text.
"""

from __future__ import annotations

from bisect import bisect_left, bisect_right
from collections import defaultdict
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from enum import StrEnum
from typing import TypeAlias

from labelwarden.matching.hits import Hits
from labelwarden.matching.relations import Joined
from labelwarden.matching.term import Hit

WHOLE = 1 << 30
"""More tokens than any text has: a scope that goes to the end of the clause."""


class Target(StrEnum):
    """What a context can spare."""

    CLAIM = "claim"
    PHRASE = "phrase"
    SUBSTANCE = "substance"


class Effect(StrEnum):
    """What a context does to what lies in its scope."""

    SPARE = "spare"
    LOWER = "lower"
    LOWEST = "lowest"


class Part(StrEnum):
    """Which part of a relation has to lie in the scope."""

    FOCUS = "focus"
    COMPANION = "companion"


@dataclass(frozen=True, slots=True)
class Context:
    """One reason why a term is not held against the label.

    `before` and `after` are tokens of the cue's own clause; with `clauses` the scope goes on over as many clauses
    behind it. A scope ends early at a term of `until`. The context does not hold where a term of `unless` stands in
    its clause, between the ends of the scope; with `needs` it holds only where a term of those groups stands in the
    clause, too. With `about` it spares only terms of those groups, with `relations` only those relations. `panels` are
    kinds of panel that it covers whole. `yields_to_verbs`: a verb in the third person up to that many tokens before its
    focus wins over the context.
    """

    id: str
    reason: str
    cue: tuple[str, ...] = ()
    before: int = 0
    after: int = 0
    clauses: int = 0
    until: tuple[str, ...] = ()
    unless: tuple[str, ...] = ()
    needs: tuple[str, ...] = ()
    part: Part = Part.FOCUS
    targets: frozenset[Target] = frozenset({Target.CLAIM})
    about: frozenset[str] = frozenset()
    relations: frozenset[str] = frozenset()
    panels: tuple[str, ...] = ()
    effect: Effect = Effect.SPARE
    yields_to_verbs: int = 0


Kinds: TypeAlias = Sequence[tuple[str, int, int]]
"""The kinds of panel that a text is or holds, each with its tokens (half-open)."""

_OfPanel: TypeAlias = tuple[Context, int, int]


class Scopes:
    """Where each of some contexts holds in one text, which may be a clause alone.

    Those of a kind of panel come first, then the others as they are listed.
    """

    def __init__(self, of_panels: Iterable[_OfPanel], cued: Iterable[Context], hits: Hits) -> None:
        self._held: dict[Target, list[tuple[Context, list[int], list[int]]]] = defaultdict(list)
        for context, start, end in of_panels:
            self._add(context, [start], [end])
        for context in cued:
            starts, ends = _scopes_of(context, hits)
            if starts:
                self._add(context, starts, ends)

    def _add(self, context: Context, starts: list[int], ends: list[int]) -> None:
        for target in context.targets:
            self._held[target].append((context, starts, ends))

    def over_claim(self, joined: Joined) -> list[Context]:
        """The contexts that hold over a relation, in their listed order."""
        groups = joined.focus.term.groups
        relation = joined.relation.id
        held = []
        for context, starts, ends in self._held.get(Target.CLAIM, ()):
            if context.relations and relation not in context.relations:
                continue
            if context.about and context.about.isdisjoint(groups):
                continue
            part = joined.companion if context.part is Part.COMPANION else joined.focus
            if part is None or not _covers(starts, ends, part):
                continue
            if context.yields_to_verbs and _asserted(joined, context.yields_to_verbs):
                continue
            held.append(context)
        return held

    def over(self, target: Target, hit: Hit) -> list[Context]:
        """The contexts that hold over a single term, in their listed order."""
        return [
            context
            for context, starts, ends in self._held.get(target, ())
            if _covers(starts, ends, hit) and (not context.about or not context.about.isdisjoint(hit.term.groups))
        ]


class Contexts:
    """All contexts, by the groups that cue them.

    Most end with the clause of their cue, so that what they spare can be told from the clause alone. The `wide` ones go
    on behind it.
    """

    def __init__(self, contexts: Iterable[Context]) -> None:
        self.contexts = tuple(contexts)
        self._rank = {context.id: number for number, context in enumerate(self.contexts)}
        self._of_clause: dict[str, list[int]] = defaultdict(list)
        self._wide: dict[str, list[int]] = defaultdict(list)
        self._by_panel: dict[str, list[Context]] = defaultdict(list)
        for number, context in enumerate(self.contexts):
            for group in context.cue:
                (self._wide if context.clauses else self._of_clause)[group].append(number)
            for kind in context.panels:
                self._by_panel[kind].append(context)
        self._cues = frozenset(self._of_clause)
        self._wide_cues = frozenset(self._wide)

    def all_over(self, hits: Hits, kinds: Kinds) -> Scopes:
        """Every context in a text, and those of its kinds of panel."""
        numbers = {*self._cued_inside(hits), *self._cued_across(hits)}
        return Scopes(self._of_panels(kinds), [self.contexts[n] for n in sorted(numbers)], hits)

    def inside(self, clause: Hits) -> Scopes:
        """The contexts that end with the clause that cues them."""
        return Scopes((), [self.contexts[n] for n in sorted(self._cued_inside(clause))], clause)

    def across(self, hits: Hits, kinds: Kinds) -> Scopes | None:
        """All others, which go on over several clauses or are those of a panel; None where there is none."""
        of_panels = self._of_panels(kinds)
        cued = sorted(self._cued_across(hits))
        return Scopes(of_panels, [self.contexts[n] for n in cued], hits) if of_panels or cued else None

    def in_order(self, held: Iterable[Context], kinds: Kinds) -> list[Context]:
        """Contexts in the order in which `all_over` names them."""
        names = {kind for kind, _, _ in kinds}
        return sorted(held, key=lambda context: (names.isdisjoint(context.panels), self._rank[context.id]))

    def _of_panels(self, kinds: Kinds) -> list[_OfPanel]:
        by_panel = self._by_panel
        return [(context, start, end) for kind, start, end in kinds for context in by_panel.get(kind, ())]

    def _cued_inside(self, hits: Hits) -> set[int]:
        return {number for group in self._cues.intersection(hits.groups) for number in self._of_clause[group]}

    def _cued_across(self, hits: Hits) -> set[int]:
        return {number for group in self._wide_cues.intersection(hits.groups) for number in self._wide[group]}


def _scopes_of(context: Context, hits: Hits) -> tuple[list[int], list[int]]:
    """The scopes of one context as two sorted lists, overlapping ones joined."""
    if len(context.cue) == 1:
        cues = hits.of(context.cue[0])
    else:
        cues = sorted((hit for group in context.cue for hit in hits.of(group)), key=lambda hit: hit.start)
    starts: list[int] = []
    ends: list[int] = []
    breaks, size = hits.breaks, hits.size
    for cue in cues:
        clause_start = breaks[cue.clause - 1] + 1 if cue.clause else 0
        clause_end = breaks[cue.clause] if cue.clause < len(breaks) else size
        # A scope that looks ahead does not hold over its own cue: "no" denies what follows, not "no side effects".
        start = max(clause_start, cue.start - context.before) if context.before else cue.end
        end = min(clause_end, cue.end + context.after)
        if context.clauses:
            last = cue.clause + context.clauses
            end = breaks[last] if last < len(breaks) else size
        if context.until:
            end = min(end, _first_of(hits, context.until, cue.end, end))
        if context.unless and _first_of(hits, context.unless, start, end) < end:
            continue
        if context.needs and _first_of(hits, context.needs, clause_start, clause_end) == clause_end:
            continue
        if starts and start <= ends[-1]:
            ends[-1] = max(ends[-1], end)
        else:
            starts.append(start)
            ends.append(end)
    return starts, ends


def _first_of(hits: Hits, groups: tuple[str, ...], start: int, end: int) -> int:
    """Where the first term of `groups` begins between `start` and `end`; `end` where there is none."""
    first = end
    for group in groups:
        of_group = hits.of(group)
        place = bisect_left(of_group, start, key=lambda hit: hit.start)
        if place < len(of_group):
            first = min(first, of_group[place].start)
    return first


def _covers(starts: list[int], ends: list[int], hit: Hit) -> bool:
    place = bisect_right(starts, hit.start) - 1
    return place >= 0 and hit.end <= ends[place]


def _asserted(joined: Joined, reach: int) -> bool:
    verb = joined.companion
    return verb is not None and verb.term.finite and 0 <= joined.focus.start - verb.end <= reach
