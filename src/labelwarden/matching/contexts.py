"""Stretches of a text in which a term does not mean what it says: disclaimers, warnings, denials, qualifiers.

A context begins at a cue and has a scope: so many tokens before or after it, up to the end of the clause, or the whole
clause; or it is a whole panel of a given kind. What lies in a scope is spared with the context's reason, or made less
sure. The scopes of one context are kept sorted and joined, so that looking a term up stays logarithmic on any text.
"""

from __future__ import annotations

from bisect import bisect_left, bisect_right
from collections import defaultdict
from collections.abc import Iterable
from dataclasses import dataclass
from enum import StrEnum

from labelwarden.matching.lexicon import Hits
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
    about: tuple[str, ...] = ()
    relations: tuple[str, ...] = ()
    panels: tuple[str, ...] = ()
    effect: Effect = Effect.SPARE
    yields_to_verbs: int = 0


class Scopes:
    """Where each context holds in one text."""

    def __init__(self, contexts: Contexts, hits: Hits, panels: Iterable[tuple[str, int, int]], size: int) -> None:
        self._held: dict[Target, list[tuple[Context, list[int], list[int]]]] = defaultdict(list)
        for kind, start, end in panels:
            for context in contexts.of_panel(kind):
                self._add(context, [start], [end])
        for context in contexts.cued_by(hits):
            starts, ends = _scopes_of(context, hits, size)
            if starts:
                self._add(context, starts, ends)

    def _add(self, context: Context, starts: list[int], ends: list[int]) -> None:
        for target in context.targets:
            self._held[target].append((context, starts, ends))

    def over_claim(self, joined: Joined) -> list[Context]:
        """The contexts that hold over a relation, in their listed order."""
        groups = joined.focus.term.groups
        held = []
        for context, starts, ends in self._held.get(Target.CLAIM, ()):
            if context.relations and joined.relation.id not in context.relations:
                continue
            if context.about and not any(group in groups for group in context.about):
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
            if _covers(starts, ends, hit)
            and (not context.about or any(group in hit.term.groups for group in context.about))
        ]


class Contexts:
    """All contexts, by the groups that cue them."""

    def __init__(self, contexts: Iterable[Context]) -> None:
        self.contexts = tuple(contexts)
        self._by_cue: dict[str, list[int]] = defaultdict(list)
        self._by_panel: dict[str, list[Context]] = defaultdict(list)
        for number, context in enumerate(self.contexts):
            for group in context.cue:
                self._by_cue[group].append(number)
            for kind in context.panels:
                self._by_panel[kind].append(context)

    def of_panel(self, kind: str) -> list[Context]:
        """The contexts that cover a whole panel of this kind."""
        return self._by_panel.get(kind, [])

    def cued_by(self, hits: Hits) -> list[Context]:
        """The contexts that some term of the text cues, in their listed order."""
        by_cue = self._by_cue
        return [self.contexts[n] for n in sorted({n for group in hits.by_group for n in by_cue.get(group, ())})]


def _scopes_of(context: Context, hits: Hits, size: int) -> tuple[list[int], list[int]]:
    """The scopes of one context as two sorted lists, overlapping ones joined."""
    if len(context.cue) == 1:
        cues = hits.of(context.cue[0])
    else:
        cues = sorted((hit for group in context.cue for hit in hits.of(group)), key=lambda hit: hit.start)
    starts: list[int] = []
    ends: list[int] = []
    breaks = hits.breaks
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
