"""The amounts that a label states of its substances: which number belongs to which name.

Labels put names first ("7-OH 15 mg") or amounts first ("15 mg of 7-OH"), list several of them in one line, and put
amounts of other things between ("with 10 g sugar"). A number that stands too far from any name is nobody's.
"""

from __future__ import annotations

import re
from bisect import bisect_left
from collections.abc import Iterable, Iterator
from dataclasses import dataclass

from labelwarden.facts.substances import Mention
from labelwarden.matching.quantity import Quantity
from labelwarden.text.printed import Text
from labelwarden.text.tokens import PUNCTUATION

_BEFORE = 6
"""The most words between a name and its amount: "7-OH content in each of the tablets: 15 mg"."""

_AFTER = 3
"""The most words between an amount and its name: "15 mg of pure extracted 7-OH"."""

_JOINING = frozenset({b"and", b"or", b"total"})
"""Words between two amounts of one name: "15 mg per tablet and 450 mg per bottle"."""

_BARRIERS = frozenset(",;:()[]\n\r•·|")
"""Marks between an amount and a name behind it which say that it is not of that name: "Kratom 100 mg, 7-OH 15 mg"."""

_LISTED = frozenset(",;\n\r•·|")


_SENTENCE_END = re.compile(r"[.!?;,]\s")


@dataclass(frozen=True, slots=True)
class Amount:
    """An amount stated of a substance, on one panel."""

    mention: Mention
    quantity: Quantity


@dataclass(frozen=True, slots=True)
class _Stated:
    """An amount with its tokens (half-open) and its clause."""

    quantity: Quantity
    start: int
    end: int
    clause: int


def find_amounts(mentions: Iterable[Mention]) -> Iterator[Amount]:
    """Each amount with the substance it is stated of, in the order of the label."""
    by_panel: dict[int, list[Mention]] = {}
    for mention in mentions:
        by_panel.setdefault(id(mention.panel), []).append(mention)
    for of_panel in by_panel.values():
        yield from _Pairing(of_panel).amounts()


class _Pairing:
    """Names and amounts of one panel."""

    def __init__(self, mentions: list[Mention]) -> None:
        panel = mentions[0].panel
        self._text: Text = panel.panel.text
        self._mentions = mentions
        self._starts = [mention.hit.start for mention in mentions]
        self._stated = [_stated(self._text, quantity, panel.hits.breaks) for quantity in panel.quantities]

    def amounts(self) -> Iterator[Amount]:
        owner: Mention | None = None
        amounts_first = -1  # the clause in which amounts stand before their names
        for number, stated in enumerate(self._stated):
            at = bisect_left(self._starts, stated.start)
            left = self._mentions[at - 1] if at else None
            right = self._mentions[at] if at < len(self._mentions) else None
            names_first = stated.clause != amounts_first and not self._row_begins_with_amount(stated)
            before = names_first and left is not None and self._follows(number, left, owner)
            after = right is not None and self._precedes(number, right)
            if before and after and left is not None and right is not None:
                before = not self._nearer(stated, left, right)
            elif after:
                amounts_first = stated.clause
            owner = left if before else None
            if before and left is not None:
                yield Amount(left, stated.quantity)
            elif after and right is not None:
                yield Amount(right, stated.quantity)

    def _follows(self, number: int, left: Mention, owner: Mention | None) -> bool:
        """Whether an amount can belong to the name before it; `owner` is whose the amount before it is."""
        stated, previous = self._stated[number], self._stated[number - 1] if number else None
        if previous is not None and previous.start >= left.hit.end:
            between = self._words(previous.end, stated.start)
            return owner is left and stated.clause == previous.clause and _JOINING.issuperset(between)
        between = self._words(left.hit.end, stated.start)
        if left.hit.clause == stated.clause:
            return len(between) <= _BEFORE
        # "7-OH ..... 15 mg", or the amount on a line of its own below the name.
        alone = not self._words(stated.end, stated.end + 1)
        return alone and not between

    def _precedes(self, number: int, right: Mention) -> bool:
        """Whether an amount can belong to the name behind it."""
        stated = self._stated[number]
        if right.hit.clause != stated.clause or len(self._words(stated.end, right.hit.start)) > _AFTER:
            return False
        if number + 1 < len(self._stated) and self._stated[number + 1].start < right.hit.start:
            return False
        place = self._text.span(right.hit.start, right.hit.end)
        between = self._text.printed[self._end_of(stated) : place.start]
        marks = _BARRIERS.intersection(between.replace(". ", "|"))  # "10 g. 7-OH": no sentence ends after one letter
        in_brackets = marks <= {"(", ")"} and self._text.printed[place.end : place.end + 1] == ")"
        return not marks or in_brackets

    def _row_begins_with_amount(self, stated: _Stated) -> bool:
        """Whether the row that an amount stands in begins with another: "25 mg CBD · CBG 5 mg THC".

        Dots and bars part the cells of such a row, but a sentence that ends before it leaves it to itself.
        """
        place = self._text.folded_span(stated.quantity.start, stated.quantity.end)
        row = self._text.printed[: place.start].rpartition("\n")[2]
        if _SENTENCE_END.search(row):
            return False
        start = self._text.token_at(place.start - len(row))
        return any(other.start == start for other in self._stated if other is not stated)

    def _nearer(self, stated: _Stated, left: Mention, right: Mention) -> bool:
        """Whether the name behind an amount is nearer to it than the one before."""
        printed = self._text.printed[
            self._text.span(left.hit.start, left.hit.end).end : self._text.span(stated.start, stated.end).start
        ]
        if _LISTED.intersection(printed):
            return True
        return len(self._words(stated.end, right.hit.start)) < len(self._words(left.hit.end, stated.start))

    def _end_of(self, stated: _Stated) -> int:
        return self._text.folded_span(stated.quantity.start, stated.quantity.end).end

    def _words(self, start: int, end: int) -> list[bytes]:
        return [token for token in self._text.tokens[start:end] if token not in PUNCTUATION]


def _stated(text: Text, quantity: Quantity, breaks: list[int]) -> _Stated:
    span = text.folded_span(quantity.start, quantity.end)
    start, end = text.token_at(span.start), text.token_at(span.end - 1) + 1
    return _Stated(quantity, start, end, bisect_left(breaks, start))
