"""Where a line of print runs on a picture: between four corners, and how far it is bowed."""

from __future__ import annotations

import math
from dataclasses import dataclass

from labelwarden.ocr.seen_line import Corners, Point, around, between
from labelwarden.text.span import Box

_BETWEEN = (0.25, 0.5, 0.75)
"""Where along a line the points of its outline lie."""


@dataclass(frozen=True, slots=True)
class FoundLine:
    """A line that was found and not yet read.

    `bow` tells how far its middle hangs below the straight line between its ends, seen by who reads it, in pixels.
    """

    corners: Corners
    bow: float = 0.0

    @property
    def upside_down(self) -> FoundLine:
        """The same place, read from the other end."""
        first, second, third, fourth = self.corners
        return FoundLine((third, fourth, first, second), -self.bow)

    @property
    def height(self) -> float:
        """Of the line with the room around it, in pixels."""
        return max(math.dist(self.corners[0], self.corners[3]), math.dist(self.corners[1], self.corners[2]))

    @property
    def length(self) -> float:
        """From its beginning to its end, in pixels."""
        return math.dist(self.corners[0], self.corners[1])

    @property
    def box(self) -> Box:
        """The upright box around its corners."""
        return around(self.corners)

    @property
    def outline(self) -> list[Point]:
        """Its corners and, between them, points of its bow."""
        one, two, three, four = self.corners
        x, y = (two[0] - one[0]) / (self.length or 1.0), (two[1] - one[1]) / (self.length or 1.0)
        hanging = [(share, 4 * share * (1 - share) * self.bow) for share in _BETWEEN]
        above = [(between(one, two, share), depth) for share, depth in hanging]
        below = [(between(three, four, share), depth) for share, depth in hanging]
        bowed = [[(place[0] - y * depth, place[1] + x * depth) for place, depth in side] for side in (above, below)]
        return [one, *bowed[0], two, three, *bowed[1], four]

    @property
    def runs_across(self) -> bool:
        """Whether it is read from the left or from the right, and not up or down."""
        (x, y), (end_x, end_y) = self.corners[:2]
        return abs(end_x - x) >= abs(end_y - y)

    def scaled(self, scale: float) -> FoundLine:
        """The same line on a picture that is so many times as large."""
        one, two, three, four = ((x * scale, y * scale) for x, y in self.corners)
        return FoundLine((one, two, three, four), self.bow * scale)

    def tighter(self, share: float) -> FoundLine:
        """The same line without this share of its height, half of it above and half below."""
        one, two, three, four = self.corners
        inner = (
            between(one, four, share / 2),
            between(two, three, share / 2),
            between(three, two, share / 2),
            between(four, one, share / 2),
        )
        return FoundLine(inner, self.bow)
