"""Where a line of print runs on a picture: between four corners, and how far it is bowed."""

from __future__ import annotations

import math
from dataclasses import dataclass

from labelwarden.ocr.seen_line import Corners


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

    def scaled(self, scale: float) -> FoundLine:
        """The same line on a picture that is so many times as large."""
        one, two, three, four = ((x * scale, y * scale) for x, y in self.corners)
        return FoundLine((one, two, three, four), self.bow * scale)
