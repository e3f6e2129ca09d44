"""Verdicts over time as columns, one a day, drawn with nothing but numbers: the table beside them says the same."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

from labelwarden.web.store.tallies import Day

WIDTH = 720
HEIGHT = 160
_GAP = 0.25
"""Of the width of a day."""


@dataclass(frozen=True, slots=True)
class Bar:
    """A piece of a column: so many labels of one verdict."""

    kind: str
    x: float
    y: float
    width: float
    height: float


@dataclass(frozen=True, slots=True)
class Chart:
    """The columns, the oldest day first, and what the highest one counts."""

    bars: tuple[Bar, ...]
    highest: int
    first: str
    last: str


def chart_of(days: Sequence[Day]) -> Chart | None:
    """The columns of these days, which come newest first; None where nothing was handed in."""
    highest = max((day.total for day in days), default=0)
    if not highest:
        return None
    step = WIDTH / max(len(days), 20)
    bars = []
    for place, day in enumerate(reversed(days)):
        bottom = float(HEIGHT)
        for kind, count in (("pass", day.passed), ("review", day.review), ("fail", day.failed), ("error", day.unread)):
            height = HEIGHT * count / highest
            bottom -= height
            if count:
                bars.append(Bar(kind, *(round(n, 2) for n in (place * step, bottom, step * (1 - _GAP), height))))
    return Chart(tuple(bars), highest, days[-1].day, days[0].day)
