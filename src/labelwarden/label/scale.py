"""How large a picture shows the print: pixels a millimetre, as far as that can be told."""

from __future__ import annotations

from dataclasses import dataclass

MM_PER_INCH = 25.4
MM_PER_POINT = MM_PER_INCH / 72


@dataclass(frozen=True, slots=True)
class Scale:
    """Between `low` and `high` pixels make a millimetre of the label; `how` says what tells it.

    What a file says of its resolution is not `sure`: programs write 300 dots an inch into pictures of anything.
    """

    low: float
    high: float
    how: str
    sure: bool = True

    def millimetres(self, low: float, high: float) -> tuple[float, float]:
        """The least and the most that lengths from `low` to `high` pixels may be."""
        return low / self.high, high / self.low


def by_resolution(dots_per_inch: float, how: str, *, sure: bool = True) -> Scale:
    """The scale of a picture of so many pixels an inch of the label.

    >>> by_resolution(254, "its file").millimetres(10, 20)
    (1.0, 2.0)
    """
    dots = dots_per_inch / MM_PER_INCH
    return Scale(dots, dots, how, sure)


_MODULES = 95
_NARROWEST, _WIDEST = 0.264, 0.66
"""Millimetres of the thinnest bar: 80 to 200 % of 0.33, as GS1 allows for what is sold in shops."""


def by_bar_code(width: float) -> Scale:
    """The scale of a picture on which the bars of an EAN-13 or UPC-A are so many pixels wide."""
    bar = width / _MODULES
    return Scale(bar / _WIDEST, bar / _NARROWEST, "the width of its bar code, which may be 80 to 200 % of the usual")
