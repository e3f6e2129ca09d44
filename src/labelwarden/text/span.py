"""Places: a stretch of printed text, and a rectangle on a picture."""

from __future__ import annotations

from dataclasses import dataclass


@dataclass(frozen=True, slots=True, order=True)
class Span:
    """Half-open range of character offsets into a printed text."""

    start: int
    end: int


@dataclass(frozen=True, slots=True)
class Box:
    """Rectangle on a picture as a viewer shows it, in pixels from its top left corner."""

    x: int
    y: int
    width: int
    height: int

    @property
    def right(self) -> int:
        return self.x + self.width

    @property
    def bottom(self) -> int:
        return self.y + self.height

    @property
    def area(self) -> int:
        return self.width * self.height

    def joined(self, other: Box) -> Box:
        """The smallest box that holds both."""
        x, y = min(self.x, other.x), min(self.y, other.y)
        return Box(x, y, max(self.right, other.right) - x, max(self.bottom, other.bottom) - y)

    def meets(self, other: Box) -> bool:
        """Whether both share a place, be one of them as thin as a line."""
        return self.x < other.right and other.x < self.right and self.y < other.bottom and other.y < self.bottom

    def shared(self, other: Box) -> int:
        """The area, in square pixels, that both cover."""
        width = min(self.right, other.right) - max(self.x, other.x)
        height = min(self.bottom, other.bottom) - max(self.y, other.y)
        return max(0, width) * max(0, height)

    def lies_on(self, other: Box, share: float) -> bool:
        """Whether more than that share of the smaller one of both is common to them."""
        return self.shared(other) > share * min(self.area, other.area)
