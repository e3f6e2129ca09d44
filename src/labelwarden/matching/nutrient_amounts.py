"""The amount of a nutrient on a facts panel, with its percentage or without: "Total Sugars 0g", "Calories 35".

The name stands right before its amount; of two columns the first is read, which is the serving.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from functools import lru_cache
from typing import Final

from labelwarden.matching.facts_line import MILLIGRAMS

UNITS: Final = {**MILLIGRAMS, "kcal": 1.0, "": 1.0}
"""What a unit is brought to: milligrams, and calories as they are."""

_AMOUNT = (
    r"(?:\s?\([^()|]{0,60}\))?[\s.:|]{1,3}(?P<below><\s?|less than )?"
    r"(?P<number>\d{1,3}(?:,\d{3})+|\d{1,6}(?:\.\d{1,3})?)\s?(?P<unit>mcg|ug|mg|g|kcal)?(?![a-z0-9%])(?!\s?%)"
)


@dataclass(frozen=True, slots=True)
class NutrientAmount:
    """What a panel states of one nutrient, in milligrams or calories, with its place in the folded text.

    `below` is true of "less than 1 g".
    """

    value: float
    below: bool
    start: int
    end: int


def find_nutrient(folded: str, names: Iterable[str]) -> Iterator[NutrientAmount]:
    """Every amount that is stated right behind one of `names`.

    >>> [amount.value for amount in find_nutrient("sodium 140mg 6% total sugars 0g", ("sodium",))]
    [140.0]
    """
    for match in _pattern(tuple(names)).finditer(folded):
        unit = match["unit"] or ""
        yield NutrientAmount(
            float(match["number"].replace(",", "")) * UNITS[unit],
            match["below"] is not None,
            match.start(),
            match.end(),
        )


@lru_cache(maxsize=256)
def _pattern(names: tuple[str, ...]) -> re.Pattern[str]:
    # Our own names and a pattern without nested repeats: linear on any text.
    listed = "|".join(re.escape(name) for name in sorted(names, key=len, reverse=True))
    return re.compile(rf"(?<![a-z0-9])(?:{listed}){_AMOUNT}")
