"""The findings on a picture as shapes for a page: the boxes of each quote, and the number that belongs to them."""

from __future__ import annotations

from collections import Counter
from collections.abc import Sequence
from dataclasses import dataclass

from labelwarden.reports.marks import Ink, Line, Mark, Rectangle, margin_of, place_badges
from labelwarden.reports.outline import outline
from labelwarden.reports.visible import visible
from labelwarden.text.span import Box


@dataclass(frozen=True, slots=True)
class Spot:
    """One quote of a finding: `number` is that of the finding, `nth` tells its quotes on this picture apart.

    `boxes` are one a line of the quote, `badge` is the place of the number, `leader` the line from it to the first box
    where it found no room there. All in pixels of the picture.
    """

    number: int
    nth: int
    severity: str
    title: str
    boxes: tuple[Box, ...]
    badge: Box
    leader: Line | None

    def outline(self, by: float) -> str:
        """The path around all boxes, so many pixels outside of them."""
        return outline([(box.x, box.y, box.right, box.bottom) for box in self.boxes], by)


def spots_of(marks: Sequence[Mark], size: tuple[int, int], ink: Ink, stroke: int) -> tuple[tuple[Spot, ...], int]:
    """The spots of `marks`, and how much room their numbers need to the left of the picture."""
    badges = place_badges(marks, size, ink, stroke)
    places = [(mark, lines) for mark in marks for lines in mark.places]
    spots = []
    seen: Counter[int] = Counter()
    for badge, (mark, lines) in zip(badges, places, strict=True):
        seen[mark.number] += 1
        boxes = tuple(map(_box, lines))
        title = visible(mark.title)
        spots.append(Spot(mark.number, seen[mark.number], mark.severity, title, boxes, _box(badge.place), badge.leader))
    return tuple(spots), margin_of(badges)


def _box(rectangle: Rectangle) -> Box:
    left, top, right, bottom = rectangle
    return Box(left, top, right - left, bottom - top)
