"""Age statements: the youngest age to which a label says the product is sold or for whom it is meant."""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass
from functools import cache


@dataclass(frozen=True, slots=True)
class AgeStatement:
    """The age in years that a statement names, or 18 where it names minors or adults; its place in the folded text."""

    years: int
    start: int
    end: int


_AGE = r"(?P<{}>1[68]|19|2[01])"
# "At least 20 minutes", "over 21 grams", "under 18 months" count something other than years of a person.
_NO_COUNT = (
    r"(?![\d%]|[.,]\d|[\s-]{0,2}(?:%|(?:mg|mcg|ug|g|kg|ml|oz|lbs?|iu|ppm|cfu|ct|pcs?|sec|min|hr|hrs)\b)|[\s-]{1,2}"
    r"(?:milli|micro|kilo|gram|ounce|pound|percent|count|cap|tab|gumm|soft|piece|pack|stick|shot|serving|dose|calorie|"
    r"kcal|second|minute|hour|day|week|month|degree|different|botanical|herb|ingredient|alkaloid|vitamin|mineral|"
    r"nutrient|amino|strain|flavou?r|billion|million|thousand|times|years? (?:in|of (?!age)|after)))"
)
# After "must be" and "the age of" an age follows; after "over" and "at least" alone it has to look like one.
_ENDS_AGE = (
    r"(?=\s*(?:$|[.,;:!?|)\]*]|(?:years?|yrs?|y/?o|or|who|with|only|at|when|may|should|can|before)\b|"
    r"(?:and|to) (?!\d)))"
)
_PATTERNS = (
    # 21+, 21 +, ages 21+, 21 and over, 21 years of age or older, adults 21 and up, 18 & over
    r"(?<![\w.$-])" + _AGE.format("a") + r"(?:\s?\+" + _NO_COUNT + r"|(?: years?| yrs?\.?)?(?: of age| old)?,? "
    r"(?:and|or|&) (?:over|older|up|above)\b(?![\s-]the[\s-]counter))",
    # must be 21, must be over 21, must be at least 21, over the age of 21, minimum age 21
    r"\b(?:must be(?: at least| over)?(?: the age of)?|(?:over|above) the (?:legal )?age of|minimum age:?(?: of)?|"
    r"age limit:?) " + _AGE.format("b") + _NO_COUNT,
    # at least 21 years, over 21
    r"\b(?:at least|over|older than|above) " + _AGE.format("c") + _NO_COUNT + _ENDS_AGE,
    # not for (sale to|use by) anyone under 21, keep away from persons under the age of 18, if under 21 years
    r"\b(?:under|below|younger than)(?: the (?:legal )?age of)? " + _AGE.format("d") + _NO_COUNT,
    # individuals who are under twenty-one, must be at least eighteen
    r"\b(?:under|least|be|over)(?: the (?:legal )?age of)? (?:(?P<one>twenty[\s-]one)|(?P<eighteen>eighteen))\b"
    + _NO_COUNT,
    # not for sale to minors, not for minors, no sale to minors
    r"\b(?:not (?:intended )?for(?: sale to| use by)?|no sales? to|sales? to|keep away from) (?P<minors>minors)\b",
    r"\b(?P<adults>adults only|for adult use only)\b",
)


@cache
def _compiled() -> tuple[re.Pattern[str], ...]:
    # On first use: most runs put no rule on age.
    # Capitals wrap anywhere ("21 AND / OVER"), and folded line breaks before capitals are "|".
    return tuple(re.compile(pattern.replace(" ", "[ |]")) for pattern in _PATTERNS)


_TWENTY_ONE = 21
_ADULT = 18


def find_ages(folded: str) -> Iterator[AgeStatement]:
    """Every age statement of a folded text, pattern by pattern.

    >>> [s.years for s in find_ages("must be 21 or older. not for sale to minors")]
    [21, 18]
    """
    seen: set[tuple[int, int]] = set()
    for pattern in _compiled():
        for match in pattern.finditer(folded):
            groups = match.groupdict()
            if any(start < match.end() and match.start() < end for start, end in seen):
                continue
            seen.add(match.span())
            if groups.get("one"):
                years = _TWENTY_ONE
            elif groups.get("eighteen") or "minors" in groups or "adults" in groups:
                years = _ADULT
            else:
                years = int(next(value for value in groups.values() if value))
            yield AgeStatement(years, match.start(), match.end())
