"""Amounts with their unit, and what they are counted by: "15 mg per tablet", "2 % of alkaloids", "0.05 %".

Values are exact (`Decimal`). Micrograms, milligrams and grams are brought to milligrams, ppm to per cent; what is
counted by litres, kilograms or 100 ml to one gram or millilitre.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass
from decimal import Decimal
from enum import StrEnum
from functools import cache


class Unit(StrEnum):
    """The units that amounts are compared in."""

    MG = "mg"
    PERCENT = "%"


class Per(StrEnum):
    """What an amount is counted by."""

    UNIT = "unit"
    SERVING = "serving"
    PACKAGE = "package"
    GRAM = "gram"
    UNSAID = "unsaid"


@dataclass(frozen=True, slots=True)
class Quantity:
    """An amount and its place in the folded text. `below` is true for "less than" and "not detected" amounts."""

    value: Decimal
    unit: Unit
    per: Per
    start: int
    end: int
    below: bool = False


_SCALE = {
    "mg": (Unit.MG, Decimal(1)),
    "mgs": (Unit.MG, Decimal(1)),
    "milligram": (Unit.MG, Decimal(1)),
    "milligrams": (Unit.MG, Decimal(1)),
    "mcg": (Unit.MG, Decimal("0.001")),
    "ug": (Unit.MG, Decimal("0.001")),
    "microgram": (Unit.MG, Decimal("0.001")),
    "micrograms": (Unit.MG, Decimal("0.001")),
    "g": (Unit.MG, Decimal(1000)),
    "gram": (Unit.MG, Decimal(1000)),
    "grams": (Unit.MG, Decimal(1000)),
    "%": (Unit.PERCENT, Decimal(1)),
    "percent": (Unit.PERCENT, Decimal(1)),
    "ppm": (Unit.PERCENT, Decimal("0.0001")),
}
_COUNTED_BY = (
    (Per.GRAM, "g gram ml milliliter millilitre dl kg kilogram l liter litre"),
    (Per.SERVING, "serving dose scoop packet stick"),
    (Per.UNIT, "tablet tab capsule cap gummy gummie chew lozenge strip pill softgel piece unit each shot bottle can"),
    (Per.PACKAGE, "package pack container bag pouch box jar"),
)
_PER = {word: per for per, words in _COUNTED_BY for word in words.split()}
_GRAMS = {"dl": 100, **dict.fromkeys(("kg", "kilogram", "l", "liter", "litre"), 1000)}
"""How many grams or millilitres are in a larger measure; a millilitre counts as a gram."""

# One number, one unit, and what follows "per", "/", "each" or "in each". A number may not be part of a word
# ("B12 mg" is none), of a fraction ("1/2 mg") or of a longer number ("0,5 mg", "12 000 mg"), and "7-OH" is a name. A
# number that cannot be told is left out: a wrong amount is worse than none.
_QUANTITY = (
    r"(?P<below>(?:<|less than|under|below|up to|no more than|not more than|max(?:imum)?\.? ?(?:of )?)\s{0,3})?"
    r"(?<![\w.,])(?<!\d/)(?!(?<=\d )00)"
    r"(?P<number>\d{1,3}(?:,\d{3}){1,3}(?:\.\d{1,6})?|\d{1,9}(?:\.\d{1,6})?|\.\d{1,6})\s{0,2}-?"
    r"(?P<unit>milligrams?|micrograms?|grams?|percent|ppm|mcg|mgs?|ug|g|%)(?![a-z0-9])"
    r"(?:\s{0,3}(?:(?:of )?[a-z0-9-]{1,30}(?: [a-z0-9-]{1,30})?\s{1,3})?"
    r"(?:/|(?:\(?per|each|in each|in every|a)\b)\s{0,3}(?:(?P<count>\d{1,4}|one|two|three|four)\s{0,2})?(?:chewable\s)?"
    r"(?P<per>[a-z]{1,12})|\s{0,3}(?P<each>each)\b)?"
)


@cache
def _pattern() -> re.Pattern[str]:
    # Compiled on first use: most labels name no substance whose amount is asked for.
    return re.compile(_QUANTITY)


def find_quantities(folded: str, start: int = 0, end: int | None = None) -> Iterator[Quantity]:
    """Every amount between two offsets of a folded text, in its order.

    >>> [(str(q.value), q.unit.value, q.per.value) for q in find_quantities("7-oh 15 mg per tablet, 400 ppm")]
    [('15', 'mg', 'unit'), ('0.0400', '%', 'unsaid')]
    """
    stop = len(folded) if end is None else end
    for match in _pattern().finditer(folded, start, stop):
        unit, scale = _SCALE[match["unit"]]
        per = _counted_by(match)
        value = Decimal(match["number"].replace(",", "")) * scale
        yield Quantity(
            value / _grams(match) if per is Per.GRAM else value,
            unit,
            per,
            match.start("number"),
            match.end("unit") if per is Per.UNSAID else match.end(),
            below=_is_below(match["below"]),
        )


_HEADING = re.compile(r"\bamounts? (?:per|in (?:each|one|a)) (?P<per>[a-z]{1,12})\b[^|.;]*\Z")
"""Before amounts of one line: "Amount per container: mitragynine 3,400 mg"."""

_LINE = 160
"""Characters before an amount in which its heading is looked for."""


def _counted_by(match: re.Match[str]) -> Per:
    if match["each"]:
        return Per.UNIT
    word = match["per"] or ""
    if not word:
        before = match.string[max(0, match.start() - _LINE) : match.start()]
        if "amount" in before and (heading := _HEADING.search(before)):
            word = heading["per"]
    per = _PER.get(word) or _PER.get(word.rstrip("s"), Per.UNSAID)
    # "15 mg per 2 tablets" is the amount of a serving.
    return Per.SERVING if per is Per.UNIT and match["count"] not in {None, "1", "one"} else per


def _grams(match: re.Match[str]) -> int:
    """Of how many grams or millilitres it is the amount: 100 in "32 mg/100 ml"."""
    count = match["count"] or "1"
    return (int(count) if count.isdecimal() else 1) * _GRAMS.get((match["per"] or "").rstrip("s"), 1) or 1


def _is_below(words: str | None) -> bool:
    return words is not None and words.strip() in {"<", "less than", "below", "under"}
