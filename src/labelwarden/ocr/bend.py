"""How print sags that goes around a bottle, and a picture with its columns shifted so that it does not.

Seen from above or below, each printed line is a bow. Its slope changes evenly from one side of the label to the other,
which neither a slant (the same everywhere) nor perspective (changing from top to bottom) does.
"""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass

from PIL import Image

from labelwarden.ocr.seen_line import Point, SeenLine

_FEWEST = 5
_LONG = 2.0
_SLIGHTEST = 0.04
"""Difference in slope between the middle and the edge; below it lines are found and ordered as they are."""

_FITS = 0.7
"""Share of the differences in slope that one bend explains: 0.97 and more on bent labels, below 0.35 on others."""

_STRIP = 8


@dataclass(frozen=True, slots=True)
class Bend:
    """A bow `tilt * u + bow * u * u` pixels low, where `u` counts from the middle of a picture `width` pixels wide."""

    width: int
    height: int
    tilt: float
    bow: float

    @property
    def size(self) -> tuple[int, int]:
        """Of the picture with room for what is shifted."""
        return self.width, self.height + round(max(self._edges) - min(self._edges))

    def flattened(self, image: Image.Image) -> Image.Image:
        """`image` with each column shifted, on white."""
        room = Image.new(image.mode, self.size, "white")
        top = round(self._room)
        room.paste(image, (0, top))
        strips = []
        for left in range(0, self.width, _STRIP):
            right = min(left + _STRIP, self.width)
            low, high = self.low_at(left), self.low_at(right)
            end = self.size[1]
            strips.append(
                (
                    (left, 0, right, end),
                    (left, low, left, end + low, right, end + high, right, high),
                )
            )
        return room.transform(
            self.size, Image.Transform.MESH, strips, resample=Image.Resampling.BICUBIC, fillcolor=_white(image)
        )

    def there(self, point: Point) -> Point:
        """Where a point of the picture lies in the flattened one."""
        return point[0], point[1] + round(self._room) - self.low_at(point[0])

    def back(self, point: Point) -> Point:
        """Where a point of the flattened picture lies in the picture."""
        return point[0], point[1] - round(self._room) + self.low_at(point[0])

    def low_at(self, x: float) -> float:
        """By how many pixels print at `x` hangs below that in the middle."""
        u = x - self.width / 2
        return self.tilt * u + self.bow * u * u

    @property
    def _edges(self) -> tuple[float, ...]:
        """By how much print hangs at both sides, in the middle, and where the bow turns."""
        turn = self.width / 2 - self.tilt / (2 * self.bow) if self.bow else 0.0
        return self.low_at(0), 0.0, self.low_at(self.width), self.low_at(min(max(turn, 0.0), self.width))

    @property
    def _room(self) -> float:
        """Above, for what is shifted up."""
        return max(0.0, *self._edges)


def bend_of(lines: Iterable[SeenLine], size: tuple[int, int]) -> Bend | None:
    """The bend that explains how differently `lines` slope on a picture of that size; none where no bend does."""
    slopes = []
    for line in lines:
        across, along = line.direction
        if across > _LONG * line.height and abs(along) < across:
            slopes.append((sum(x for x, _ in line.corners) / 4 - size[0] / 2, along / across, across))
    if len(slopes) < _FEWEST:
        return None
    total = sum(weight for _, _, weight in slopes)
    mean_u = sum(u * weight for u, _, weight in slopes) / total
    mean_slope = sum(slope * weight for _, slope, weight in slopes) / total
    spread = sum(weight * (u - mean_u) ** 2 for u, _, weight in slopes)
    both = sum(weight * (u - mean_u) * (slope - mean_slope) for u, slope, weight in slopes)
    differences = sum(weight * (slope - mean_slope) ** 2 for _, slope, weight in slopes)
    if not spread or not differences:
        return None
    change = both / spread
    if abs(change) * size[0] / 2 < _SLIGHTEST or change * both < _FITS * differences:
        return None
    return Bend(*size, mean_slope - change * mean_u, change / 2)


def _white(image: Image.Image) -> int | tuple[int, int, int]:
    return 255 if image.mode == "L" else (255, 255, 255)
