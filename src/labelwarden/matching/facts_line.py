"""The lines of a facts panel that state a percentage: "Vitamin C (as ascorbic acid) 90 mg 100 %".

A line is read from its numbers back to its name: an amount that a percentage follows, with nothing between them but
what lines of panels have there, and the words before it. What cannot be told is left out: an invented line is worse
than none.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass

MILLIGRAMS = {"mcg": 0.001, "ug": 0.001, "mg": 1.0, "g": 1000.0}
"""Milligrams of each unit. A percentage is rounded, so that exact numbers would be no truer here."""

# Between amount and percentage stand units of activity, another measure in brackets, marks and filling dots. The name
# of added sugars stands behind their amount: "Includes 10 g Added Sugars 20 %".
# The first digit stands first, as the search for it is fast, and what may not stand before it is looked at behind it.
_LINE = re.compile(
    r"(?P<amount>\d(?<![\w.,]\d)(?:\d{0,2}(?:,\d{3})+(?:\.\d{1,3})?|\d{0,5}(?:\.\d{1,4})?))\s?"
    r"(?P<unit>mcg|ug|mg|g)(?![a-z])"
    r"(?P<between>(?:\s{1,3}|[.,*|:;_-]|\([^()|]{0,40}\)|rae\b|dfe\b|ne\b|alpha-?tocopherol\b|added sugars?\b){0,12})"
    r"(?P<under>\(?<\s?)?\(?(?P<percent>\d{1,3}(?:,\d{3})+|\d{1,6})(?:\.\d{1,2})?\s?%"
)
_IN_BRACKETS = re.compile(r"\([^()]*\)")
_MARKS = ("|", "%", ";", "*")
"""What ends the line before; a folded line break is a "|"."""

_SENTENCE_END = re.compile(r"(?<=\d)[.,]\s|[.]\s")

_WORDS = 4
"""Words of the longest name."""

_LONGEST_NAME = 120
"""Characters before an amount in which its name is looked for."""


@dataclass(frozen=True, slots=True)
class FactsLine:
    """What one line states: milligrams and per cent.

    `words` are the last ones before the amount, of which the name is the end: "Total Fat" of "Calories 120 Total Fat".
    They stand between `start` and `amount`, offsets into the folded text; `end` is behind the percentage.
    """

    words: tuple[str, ...]
    milligrams: float
    percent: float
    step: float
    """The milligrams of one in the last digit printed: the amount is rounded to it."""
    start: int
    amount: int
    end: int


def find_lines(folded: str) -> Iterator[FactsLine]:
    """Every line of a panel that states an amount and its percentage, in its order.

    >>> [(" ".join(line.words), str(line.milligrams), str(line.percent)) for line in find_lines("zinc 11 mg 100%")]
    [('zinc', '11.0', '100.0')]
    """
    last = 0
    if "%" not in folded:
        return
    for match in _LINE.finditer(folded):
        before, last = last, match.end()
        at = match.start()
        if match["under"] or folded[max(0, at - 2) : at].rstrip().endswith("<"):
            continue
        if "added sugar" in match["between"]:
            start, words = at, ["added", "sugars"]
        else:
            start, words = _name(folded, max(before, at - _LONGEST_NAME), at)
        if not words:
            continue
        scale = MILLIGRAMS[match["unit"]]
        digits = match["amount"].replace(",", "")
        yield FactsLine(
            tuple(words[-_WORDS:]),
            float(digits) * scale,
            float(match["percent"].replace(",", "")),
            scale / 10.0 ** len(digits.partition(".")[2]),
            start,
            at,
            last,
        )


def _name(folded: str, start: int, end: int) -> tuple[int, list[str]]:
    """The words between two offsets, and from where on; up to the line before.

    What stands in brackets is no part of a name: "Vitamin C (as ascorbic acid)".
    """
    bare = folded[start:end].rstrip(" .:_|-")
    if ")" in bare:
        bare = _IN_BRACKETS.sub(_blank, _IN_BRACKETS.sub(_blank, bare)).rstrip(" .:_|-")
    cut = max(map(bare.rfind, _MARKS)) + 1
    for sentence_end in _SENTENCE_END.finditer(bare, cut):
        cut = sentence_end.end()
    line = bare[cut:]
    if "(" in line or ")" in line:
        return start, []
    return start + cut, line.replace("-", "").split()


def _blank(found: re.Match[str]) -> str:
    return " " * len(found[0])
