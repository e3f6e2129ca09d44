"""How large words are printed on a picture: between what and what, as far as it can be told, and what is missing."""

from __future__ import annotations

import re
from collections.abc import Iterable
from dataclasses import dataclass
from functools import cache, reduce
from statistics import median

from labelwarden.facts.panel_facts import PanelFacts
from labelwarden.label.panel import Panel
from labelwarden.text.span import Box, Span

CAPITAL, SMALL = 0.72, 0.53
"""The height of capitals and of small letters, of the size of their type, in Arial and its like."""

_OFF = 0.1
"""By how much of itself a size may be measured wrong."""

_MARGINS = 1.6
"""How much larger than its words the field may be in which a statement stands."""


@dataclass(frozen=True, slots=True)
class Between:
    """A length or share that is `low` at least and `high` at most; `how` says what tells it."""

    low: float
    high: float
    how: str = ""
    sure: bool = True

    def said(self, unit: str) -> str:
        """As a person says it: "1.2 to 2 mm"."""
        low, high = f"{self.low:.1f}".removesuffix(".0"), f"{self.high:.1f}".removesuffix(".0")
        return f"{low} {unit}" if low == high else f"{low} to {high} {unit}"


def type_in_pixels(panel: Panel, span: Span) -> float | None:
    """The size of the type of a stretch, in pixels; None where it was not measured."""
    sizes = [word.type_size for word in panel.words_in(span) if word.type_size is not None]
    return median(sizes) if sizes else None


def letters_in_millimetres(panel: Panel, span: Span) -> Between | None:
    """How high the letters of a stretch are: the small ones at least, the capitals at most."""
    size = type_in_pixels(panel, span)
    if size is None or panel.scale is None:
        return None
    smallest = CAPITAL if panel.text.quote(span).isupper() else SMALL
    low, high = panel.scale.millimetres(size * smallest * (1 - _OFF), size * CAPITAL * (1 + _OFF))
    return Between(low, high, panel.scale.how, panel.scale.sure)


def type_in_millimetres(panel: Panel, span: Span) -> Between | None:
    """The size of the type of a stretch, as printers count it."""
    size = type_in_pixels(panel, span)
    if size is None or panel.scale is None:
        return None
    low, high = panel.scale.millimetres(size * (1 - _OFF), size * (1 + _OFF))
    return Between(low, high, panel.scale.how, panel.scale.sure)


def share_of_panel(panel: Panel, span: Span) -> Between | None:
    """How much of the panel a statement takes, in per cent.

    The panel is no larger than the picture. On a picture of one panel alone it is no smaller than all of its print.
    """
    boxes = [word.box for word in panel.words_in(span)]
    if not boxes or panel.size is None:
        return None
    field = reduce(Box.joined, boxes).area
    print_of_all = reduce(Box.joined, (word.box for word in panel.words)).area
    is_one = {part.kind for part in panel.parts} <= {"front", "warnings"}
    most = min(100 * _MARGINS * field / print_of_all, 100.0) if is_one else 100.0
    least = 100 * field / (panel.size[0] * panel.size[1])
    return Between(min(least, most), most, "its place on the picture")


_FEWEST_LETTERS = 3
"""Of a word that counts as the largest print: a sign or a lone letter may be a drawing."""


def share_of_largest(panel: Panel, span: Span) -> Between | None:
    """How large the type of a stretch is, in per cent of that of the largest print on the picture."""
    size = type_in_pixels(panel, span)
    printed = panel.text.printed
    largest = max(
        (
            word.type_size
            for word in panel.words
            if word.type_size is not None and sum(map(str.isalpha, printed[word.start : word.end])) >= _FEWEST_LETTERS
        ),
        default=None,
    )
    if size is None or largest is None:
        return None
    share = 100 * size / largest
    return Between(share * (1 - _OFF), min(share * (1 + _OFF), 100.0), "the heights of the letters")


def contrast_of(panel: Panel, span: Span) -> float | None:
    """The contrast of the words against their ground, from 1 to 21; None where it was not measured."""
    found = [word.contrast for word in panel.words_in(span) if word.contrast is not None]
    return median(found) if found else None


_MILLILITRES = {
    "ml": 1.0,
    "milliliter": 1.0,
    "millilitre": 1.0,
    "cl": 10.0,
    "l": 1000.0,
    "liter": 1000.0,
    "litre": 1000.0,
    "fl oz": 29.5735,
    "fluid ounce": 29.5735,
    "pint": 473.176,
    "quart": 946.353,
    "gallon": 3785.41,
}


@cache
def _volume() -> re.Pattern[str]:
    units = "|".join(sorted((unit.replace(" ", r"\.? ?") for unit in _MILLILITRES), key=len, reverse=True))
    # The European sign of an estimated quantity, "℮", is read as a letter at the number.
    return re.compile(rf"(?<![\w.,/])e?(\d{{1,4}}(?:\.\d{{1,3}})?)\s?({units})s?(?![a-z0-9])")


def millilitres(panels: Iterable[PanelFacts]) -> list[float]:
    """Every volume that the label states, the smallest first.

    >>> [round(float(n) * _MILLILITRES[u]) for n, u in _volume().findall("12 fl oz (355 ml), 1.5 l, e750 ml, fe12 l")]
    [355, 355, 1500, 750]
    """
    return sorted(
        float(number) * _MILLILITRES[re.sub(r"\.? ?oz", " oz", unit)]
        for panel in panels
        for number, unit in _volume().findall(panel.panel.text.folded)
    )
