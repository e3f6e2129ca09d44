"""The lines of a facts panel that state a percentage: "Vitamin C (as ascorbic acid) 90 mg 100 %".

A line is read from its numbers back to its name: an amount that a percentage follows, with nothing between them but
what lines of panels have there, and the words before it. What cannot be told is left out: an invented line is worse
than none.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass
from decimal import Decimal

_MILLIGRAMS = {
    "mcg": Decimal("0.001"),
    "ug": Decimal("0.001"),
    "mg": Decimal(1),
    "g": Decimal(1000),
}

# Between amount and percentage stand units of activity, another measure in brackets, marks and filling dots. The name
# of added sugars stands behind their amount: "Includes 10 g Added Sugars 20 %".
_LINE = re.compile(
    r"(?<![\w.,])(?P<less><\s?)?(?P<amount>\d{1,3}(?:,\d{3})+(?:\.\d{1,3})?|\d{1,6}(?:\.\d{1,4})?)\s?"
    r"(?P<unit>mcg|ug|mg|g)(?![a-z])"
    r"(?P<between>(?:\s{1,3}|[.*|:;_-]|\([^()|]{0,40}\)|rae\b|dfe\b|ne\b|alpha-?tocopherol\b|added sugars?\b){0,12})"
    r"(?P<under>\(?<\s?)?\(?(?P<percent>\d{1,3}(?:,\d{3})+|\d{1,6})(?:\.\d{1,2})?\s?%"
)
_IN_BRACKETS = re.compile(r"\([^()]*\)")
_BOUNDARY = re.compile(r"[;|%*]|(?<=\d)[.,]\s|[.]\s")
_WORD = re.compile(r"[a-z][a-z0-9-]*|\d+")

_WORDS = 4
"""Words of the longest name."""

_LONGEST_NAME = 120
"""Characters before an amount in which its name is looked for."""


@dataclass(frozen=True, slots=True)
class FactsLine:
    """What one line states: milligrams and per cent. `end` is its offset in the folded text.

    `words` are the last ones before the amount, of which the name is the end: "Total Fat" of "Calories 120 Total Fat".
    """

    words: tuple[str, ...]
    starts: tuple[int, ...]
    """Where each of the words begins in the folded text."""
    milligrams: Decimal
    percent: Decimal
    step: Decimal
    """The milligrams of one in the last digit printed: the amount is rounded to it."""
    end: int


def find_lines(folded: str) -> Iterator[FactsLine]:
    """Every line of a panel that states an amount and its percentage, in its order.

    >>> [(" ".join(line.words), str(line.milligrams), str(line.percent)) for line in find_lines("zinc 11 mg 100%")]
    [('zinc', '11', '100')]
    """
    last = 0
    if "%" not in folded:
        return
    for match in _LINE.finditer(folded):
        before, last = last, match.end()
        if match["less"] or match["under"]:
            continue
        if "added sugar" in match["between"]:
            words, starts = ("added", "sugars"), (match.start(), match.start("between"))
        else:
            words, starts = _name(folded, max(before, match.start() - _LONGEST_NAME), match.start())
        if not words:
            continue
        scale = _MILLIGRAMS[match["unit"]]
        digits = match["amount"].replace(",", "")
        places = len(digits.partition(".")[2])
        yield FactsLine(
            words,
            starts,
            Decimal(digits) * scale,
            Decimal(match["percent"].replace(",", "")),
            scale.scaleb(-places),
            match.end(),
        )


def _name(folded: str, start: int, end: int) -> tuple[tuple[str, ...], tuple[int, ...]]:
    """The last words between two offsets, and where each begins; up to a mark, of which a folded line break is one.

    What stands in brackets is no part of a name: "Vitamin C (as ascorbic acid)".
    """
    bare = _IN_BRACKETS.sub(_blank, _IN_BRACKETS.sub(_blank, folded[start:end])).rstrip(" .:_|-")
    first = max((boundary.end() for boundary in _BOUNDARY.finditer(bare)), default=0)
    if "(" in bare[first:] or ")" in bare[first:]:
        return (), ()
    found = [(word[0].replace("-", ""), start + word.start()) for word in _WORD.finditer(bare, first)][-_WORDS:]
    return tuple(word for word, _ in found), tuple(place for _, place in found)


def _blank(found: re.Match[str]) -> str:
    return " " * len(found[0])
