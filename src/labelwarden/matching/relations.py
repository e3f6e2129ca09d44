"""Relations between terms inside one clause: an action on a condition, relief of it, a marker that is moved.

A relation has a focus (what it is about), at most one companion within a window, and at most one further term in the
same clause. Every term carries a bit mask of the relations it can be the focus of and of those it can accompany, so
that two neighbouring terms are tested against all relations by one `&`. Each term looks only at the terms inside the
widest window behind it, which keeps the join linear on any text.
"""

from __future__ import annotations

from bisect import bisect_left
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from enum import StrEnum
from operator import attrgetter
from typing import NamedTuple

from labelwarden.findings.scales import Confidence
from labelwarden.matching.hits import Scanned
from labelwarden.matching.term import Entry, Hit, Term, paths_above


class Side(StrEnum):
    """Where the companion stands, seen from the focus."""

    BEFORE = "before"
    AFTER = "after"
    EITHER = "either"


@dataclass(frozen=True, slots=True)
class Relation:
    """One way in which a text makes a claim.

    `about` and `companion` are groups, any of which will do. `within` counts the tokens between the two. A relation
    without companion holds of its focus alone. `also` groups must occur in the same clause. `confidence` is how sure
    this relation makes a reader that the text claims something.
    """

    id: str
    title: str
    about: tuple[str, ...]
    confidence: Confidence
    companion: tuple[str, ...] = ()
    side: Side = Side.EITHER
    within: int = 0
    also: tuple[str, ...] = ()


class Joined(NamedTuple):
    """A relation found: its focus, the nearest companion, and the further term, where the relation has one."""

    relation: Relation
    focus: Hit
    companion: Hit | None
    also: Hit | None

    @property
    def start(self) -> int:
        return min(hit.start for hit in (self.focus, self.companion, self.also) if hit is not None)

    @property
    def end(self) -> int:
        return max(hit.end for hit in (self.focus, self.companion, self.also) if hit is not None)

    def moved(self, offset: int, clause: int) -> Joined:
        """As `Hit.moved`."""
        return Joined(
            self.relation,
            self.focus.moved(offset, clause),
            None if self.companion is None else self.companion.moved(offset, clause),
            None if self.also is None else self.also.moved(offset, clause),
        )


class Relations:
    """The relations of all packs, and the masks of the terms that take part in them."""

    def __init__(self, relations: Iterable[Relation]) -> None:
        self.relations = tuple(relations)
        self._before = self._after = self._alone = 0
        for bit, relation in enumerate(self.relations):
            if not relation.companion:
                self._alone |= 1 << bit
            if relation.side is not Side.AFTER:
                self._before |= 1 << bit
            if relation.side is not Side.BEFORE:
                self._after |= 1 << bit
        self._reach = max((relation.within for relation in self.relations), default=0)
        self._focus = _bits(relation.about for relation in self.relations)
        self._companion = _bits(relation.companion for relation in self.relations)

    def term_of(self, entry: Entry) -> Term:
        """The term behind an entry, with the masks of the relations that it can take part in."""
        groups = tuple(sorted({group for path in entry.paths for group in paths_above(path)}))
        focus = companion = 0
        for group in groups:
            focus |= self._focus.get(group, 0)
            companion |= self._companion.get(group, 0)
        return Term(
            words=entry.words,
            paths=entry.paths,
            plane=entry.plane,
            groups=groups,
            upper=entry.upper,
            only_with=entry.only_with,
            finite=entry.finite,
            focus=focus,
            companion=companion,
        )

    def join(self, hits: Scanned) -> list[Joined]:
        """Every relation that holds in the text, one for each focus and relation, with the nearest companion."""
        taking_part = [hit for hit in hits.content if hit.term.focus or hit.term.companion]
        cues = [hit for hit in hits.cues if hit.term.focus or hit.term.companion]
        if cues:
            taking_part = sorted(taking_part + cues, key=_START)
        found: dict[tuple[int, int], tuple[int, Hit, Hit | None]] = {}
        reach, before, after, alone = self._reach, self._before, self._after, self._alone
        count = len(taking_part)
        for n, hit in enumerate(taking_part):
            focus, companion = hit.term.focus, hit.term.companion
            if single := focus & alone:
                self._keep(found, single, 0, hit, None)
            last, clause = hit.end + reach, hit.clause
            m = n + 1
            while m < count:
                other = taking_part[m]
                if other.start > last or other.clause != clause:
                    break
                m += 1
                if (bits := companion & other.term.focus & before) and other.start >= hit.end:
                    self._keep(found, bits, other.start - hit.end, other, hit)
                if (bits := focus & other.term.companion & after) and other.start >= hit.end:
                    self._keep(found, bits, other.start - hit.end, hit, other)
        return list(self._with_third(hits, found))

    def _keep(
        self,
        found: dict[tuple[int, int], tuple[int, Hit, Hit | None]],
        bits: int,
        gap: int,
        focus: Hit,
        companion: Hit | None,
    ) -> None:
        while bits:
            bit = (bits & -bits).bit_length() - 1
            bits &= bits - 1
            if gap > self.relations[bit].within:
                continue
            key = (focus.start, bit)
            known = found.get(key)
            if known is None or gap < known[0]:
                found[key] = (gap, focus, companion)

    def _with_third(self, hits: Scanned, found: dict[tuple[int, int], tuple[int, Hit, Hit | None]]) -> Iterable[Joined]:
        for (_, bit), (_, focus, companion) in sorted(found.items(), key=lambda item: item[0]):
            relation = self.relations[bit]
            if not relation.also:
                yield Joined(relation, focus, companion, None)
                continue
            third = _nearest(hits, relation.also, focus, companion)
            if third is not None:
                yield Joined(relation, focus, companion, third)


_START = attrgetter("start")
_CLAUSE = attrgetter("clause")


def _nearest(hits: Scanned, groups: Sequence[str], focus: Hit, companion: Hit | None) -> Hit | None:
    """The term of `groups` in the clause of `focus` that stands nearest to it and is not one of the two."""
    best: Hit | None = None
    for group in groups:
        of_group = hits.of(group)
        place = bisect_left(of_group, focus.start, key=_START)
        # Two on either side are enough: at most two of them are the focus and the companion themselves.
        for hit in of_group[max(0, place - 2) : place + 3]:
            if hit.clause != focus.clause or hit.term is focus.term or hit == companion:
                continue
            if best is None or abs(hit.start - focus.start) < abs(best.start - focus.start):
                best = hit
    return best


def _bits(groups_of: Iterable[Sequence[str]]) -> dict[str, int]:
    bits: dict[str, int] = {}
    for bit, groups in enumerate(groups_of):
        for group in groups:
            bits[group] = bits.get(group, 0) | 1 << bit
    return bits
