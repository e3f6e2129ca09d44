"""A picture turned so that its print is level, and the way back to the picture as it is shown."""

from __future__ import annotations

import math
from collections.abc import Iterable
from dataclasses import dataclass, replace

from PIL import Image

from labelwarden.ocr.bend import Bend
from labelwarden.ocr.seen_line import Corners, Point, SeenLine, around, is_level, of_box
from labelwarden.ocr.view import PlacedWord, View

_LEVEL = 0.5
"""Degrees: print that slants by less is left as it is, since turning it would blur it."""

_QUARTERS = {90: Image.Transpose.ROTATE_270, 180: Image.Transpose.ROTATE_180, 270: Image.Transpose.ROTATE_90}


@dataclass(frozen=True, slots=True)
class Frame:
    """A picture of `width` by `height` pixels turned clockwise by `degrees`, with room for all of it.

    With `bend` it is flattened after it was turned.
    """

    width: int
    height: int
    degrees: float
    bend: Bend | None = None

    @classmethod
    def of(cls, image: Image.Image, degrees: float) -> Frame:
        """The frame in which print is level that has to be turned by `degrees`."""
        quarter = round(degrees / 90) * 90
        turn = quarter if abs(degrees - quarter) < _LEVEL else degrees
        return cls(image.width, image.height, turn % 360)

    @property
    def is_picture(self) -> bool:
        """Whether the picture is left as it is."""
        return self.degrees == 0 and self.bend is None

    @property
    def size(self) -> tuple[int, int]:
        """Of the turned picture, before it is flattened."""
        across, along = (abs(part) for part in self._direction)
        return (
            math.ceil(self.width * across + self.height * along - 1e-6),
            math.ceil(self.width * along + self.height * across - 1e-6),
        )

    def turned(self, image: Image.Image) -> Image.Image:
        """`image` as it is seen in this frame, on white."""
        turned = self._turned(image)
        return self.bend.flattened(turned) if self.bend else turned

    def _turned(self, image: Image.Image) -> Image.Image:
        if self.degrees == 0:
            return image
        if self.degrees in _QUARTERS:
            return image.transpose(_QUARTERS[round(self.degrees)])
        corner, right, below = (self._unturned(point) for point in ((0.0, 0.0), (1.0, 0.0), (0.0, 1.0)))
        matrix = (
            *(right[0] - corner[0], below[0] - corner[0], corner[0]),
            *(right[1] - corner[1], below[1] - corner[1], corner[1]),
        )
        white = 255 if image.mode == "L" else (255, 255, 255)
        return image.transform(
            self.size, Image.Transform.AFFINE, matrix, resample=Image.Resampling.BICUBIC, fillcolor=white
        )

    def there(self, point: Point) -> Point:
        """Where a point of the picture lies in the frame."""
        cos, sin = self._direction
        x, y = point[0] - self.width / 2, point[1] - self.height / 2
        turned = x * cos - y * sin + self.size[0] / 2, x * sin + y * cos + self.size[1] / 2
        return self.bend.there(turned) if self.bend else turned

    def back(self, point: Point) -> Point:
        """Where a point of the frame lies in the picture."""
        return self._unturned(self.bend.back(point) if self.bend else point)

    def _unturned(self, point: Point) -> Point:
        cos, sin = self._direction
        x, y = point[0] - self.size[0] / 2, point[1] - self.size[1] / 2
        return x * cos + y * sin + self.width / 2, -x * sin + y * cos + self.height / 2

    def levelled(self, line: SeenLine) -> SeenLine:
        """`line` of the picture as it lies in the frame."""
        one, two, three, four = (self.there(point) for point in line.corners)
        return line.moved((one, two, three, four))

    def on_picture(self, view: View) -> View:
        """`view` of the frame with boxes in pixels of the picture."""
        if self.is_picture:
            return view
        return View(view.text, tuple(map(self._word_back, view.words)))

    def _word_back(self, word: PlacedWord) -> PlacedWord:
        corners = self._back(word.corners or of_box(word.box))
        box = around(corners if word.corners is None else self._back(of_box(word.box)))
        return replace(word, box=box, corners=None if is_level(corners) else corners)

    def _back(self, corners: Corners) -> Corners:
        """The corners on the picture, none of them outside."""
        one, two, three, four = (
            (min(max(x, 0.0), float(self.width)), min(max(y, 0.0), float(self.height)))
            for x, y in map(self.back, corners)
        )
        return one, two, three, four

    @property
    def _direction(self) -> Point:
        """Cosine and sine of the turn, exact for quarters."""
        if self.degrees % 90 == 0:
            return ((1.0, 0.0), (0.0, 1.0), (-1.0, 0.0), (0.0, -1.0))[round(self.degrees) // 90]
        angle = math.radians(self.degrees)
        return math.cos(angle), math.sin(angle)


def turn_of(lines: Iterable[SeenLine]) -> float:
    """By how many degrees clockwise a picture has to be turned so that most of its print is level.

    The quarter in which most print runs, less the middle slant of the lines that run there.
    """
    runs: dict[int, list[tuple[float, float]]] = {}
    for line in lines:
        x, y = line.direction
        angle = math.degrees(math.atan2(y, x))
        quarter = round(angle / 90)
        runs.setdefault(quarter % 4, []).append((angle - 90 * quarter, math.hypot(x, y)))
    if not runs:
        return 0.0
    quarter, main = max(runs.items(), key=lambda run: sum(length for _, length in run[1]))
    return -(90 * quarter + _weighted_median(main))


def _weighted_median(values: list[tuple[float, float]]) -> float:
    half = sum(weight for _, weight in values) / 2
    reached = 0.0
    for value, weight in sorted(values):
        reached += weight
        if reached >= half:
            return value
    return 0.0
