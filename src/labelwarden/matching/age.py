"""Age statements: the youngest age to which a label says the product is sold or for whom it is meant."""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass
from functools import cache


@dataclass(frozen=True, slots=True)
class AgeStatement:
    """The age in years that a statement names, or 18 where it names minors; its place in the folded text."""

    years: int
    start: int
    end: int


_AGE = r"(?P<{}>1[68]|19|2[01])"
_PATTERNS = (
    # 21+, 21 +, ages 21+, 21 and over, 21 years of age or older, adults 21 and up, 18 & over
    r"(?<![\w.$-])" + _AGE.format("a") + r"(?:\s?\+|(?: years?| yrs?)?(?: of age| old)?,? (?:and|or|&) "
    r"(?:over|older|up|above))",
    # must be 21, must be at least 21, at least 21 years, over 21, over the age of 21, minimum age 21
    r"\b(?:must be(?: at least| over)?|at least|over(?: the age of)?|minimum age:?(?: of)?|age limit:?|"
    r"older than|above(?: the age of)?)\s" + _AGE.format("b") + r"(?![\d.,%]|\s?(?:mg|g|mcg|ml|oz|count|ct)\b)",
    # not for (sale to|use by) anyone under 21, keep away from persons under the age of 18, if under 21 years
    r"\b(?:under|below|younger than)(?: the age of)?\s" + _AGE.format("c") + r"\b(?!\s?(?:mg|g|%|ml))",
    # individuals who are under twenty-one
    r"\b(?:under|least|be|over)(?: the age of)? twenty[- ](?P<one>one)\b(?: years)?",
    # not for sale to minors, not for minors, no sale to minors, adults only
    r"\b(?:not (?:intended )?for(?: sale to| use by)?|no sales? to|sales? to|keep away from) (?P<minors>minors)\b",
)


@cache
def _compiled() -> tuple[re.Pattern[str], ...]:
    # On first use: most runs put no rule on age.
    return tuple(map(re.compile, _PATTERNS))


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
            elif "minors" in groups:
                years = _ADULT
            else:
                years = int(next(value for value in groups.values() if value))
            yield AgeStatement(years, match.start(), match.end())
