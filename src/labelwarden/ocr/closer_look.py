"""Where a picture is worth another look, after lines were found on a smaller copy of it.

The finder was trained on level print of usual size. It finds print that runs up or down in pieces, so that such strips
are looked at turned by a quarter. Fine print of a large photograph is looked at in its own size, and places full of
strokes in which nothing was found, as the small letters of a seal, enlarged.
"""

from __future__ import annotations

import math
from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass
from typing import Any

import cv2
import numpy as np
import numpy.typing as npt

from labelwarden.ocr.found_line import FoundLine
from labelwarden.ocr.seen_line import Point
from labelwarden.text.span import Box

Array = npt.NDArray[Any]
Finder = Callable[[Array], list[FoundLine]]
"""From a picture to the lines on it, in its pixels."""

_GRID = 8
"""Pixels of the copy: places are put together in squares of this size."""

_UPENDED = 2.5
"""A line this many times as long as high shows that print runs up or down."""

_STRIP_ROOM = 10.0
"""Heights of a line: what stands so close to upended print is looked at with it."""

_STRIP_ENLARGED = 1.5
"""In the size of the copy, long lines of a narrow strip are overlooked."""

_LARGE_STRIP = 1_000_000
"""Pixels that a strip is enlarged to at most: a page that lies on its side is one strip."""

_FINE = 18.0
"""Height of a line with its room, in pixels of the copy; below it letters of a larger picture are blurred there."""

_FINE_ROOM = 2.0
_MOST_FINE = 4_000_000
"""Pixels that are looked at for fine print."""

_STROKE = 40
"""Difference of levels between neighbours at the edge of a stroke."""

_RULE = 40
"""Pixels: an edge as long as this is that of a rule or a frame."""

_DENSE = 0.3
"""Share of a square that lies at the edge of strokes, if something is printed there."""

_FEWEST_SQUARES = 5
_FILLED = 0.15
"""Share of its squares that are dense in a place with print; less is an outline."""

_MARGIN = 16
_ENLARGED = 3.0
_MOST_ENLARGED = 1_000_000
"""Pixels that are looked at for what was overlooked, small places first: large ones are drawings more often."""

_EDGE = 2.0
"""Pixels of the picture: what comes as close to the edge of a look is cut by it."""


@dataclass(frozen=True, slots=True)
class Look:
    """A part of a picture that is shown `scale` times as large, and maybe turned by a quarter against the clock."""

    part: Box
    scale: float
    turned: bool = False

    @property
    def cost(self) -> float:
        """Pixels that are looked at."""
        return self.part.width * self.part.height * self.scale**2

    def lines(self, picture: Array, finder: Finder) -> list[FoundLine]:
        """What `finder` sees in this look at `picture`, in pixels of that; without what runs out of it.

        Of a turned look only print that runs up or down on the picture.
        """
        part = picture[self.part.y : self.part.bottom, self.part.x : self.part.right]
        shown = np.ascontiguousarray(np.rot90(part) if self.turned else part)
        if self.scale != 1:
            size = max(1, round(shown.shape[1] * self.scale)), max(1, round(shown.shape[0] * self.scale))
            way = cv2.INTER_AREA if self.scale < 1 else cv2.INTER_CUBIC
            shown = np.asarray(cv2.resize(shown, size, interpolation=way))
        found = [self._on_picture(line) for line in finder(shown) if line.runs_across or not self.turned]
        return [line for line in found if not self._cuts(line, picture)]

    def _on_picture(self, line: FoundLine) -> FoundLine:
        one, two, three, four = (self._place(point) for point in line.corners)
        return FoundLine((one, two, three, four), line.bow / self.scale)

    def _place(self, point: Point) -> Point:
        x, y = point[0] / self.scale, point[1] / self.scale
        return (self.part.right - y, self.part.y + x) if self.turned else (self.part.x + x, self.part.y + y)

    def _cuts(self, line: FoundLine, picture: Array) -> bool:
        """Whether the line runs out of the look, where that is not the edge of the picture."""
        (xs, ys), (height, width) = zip(*line.corners, strict=True), picture.shape[:2]
        return (
            0 < self.part.x > min(xs) - _EDGE
            or width > self.part.right < max(xs) + _EDGE
            or 0 < self.part.y > min(ys) - _EDGE
            or height > self.part.bottom < max(ys) + _EDGE
        )


def at_upended(lines: Sequence[FoundLine], copy: Array, scale: float) -> list[Look]:
    """The strips in which print runs up or down; `scale` pixels of the picture make one of `copy`."""
    strips = [
        _grown(line.box, _STRIP_ROOM * line.height)
        for line in lines
        if not line.runs_across and line.length > _UPENDED * line.height
    ]
    return [Look(_scaled(place, scale), _enlarged(place) / scale, turned=True) for place in _together(strips, copy)]


def at_fine(lines: Sequence[FoundLine], copy: Array, scale: float) -> list[Look]:
    """The places where print is small on the copy, and larger on the picture."""
    small = [_grown(line.box, _FINE_ROOM * line.height) for line in lines if line.height < _FINE and line.runs_across]
    return _as_may_be([Look(_scaled(place, scale), 1.0) for place in _together(small, copy)], _MOST_FINE)


def at_overlooked(lines: Sequence[FoundLine], copy: Array, scale: float) -> list[Look]:
    """The places with strokes outside of all `lines`."""
    if scale < 1:  # enlarged print has no sharp edges
        shrunk = np.asarray(cv2.resize(copy, None, fx=scale, fy=scale, interpolation=cv2.INTER_AREA))
        return at_overlooked([line.scaled(scale) for line in lines], shrunk, 1.0)
    dense = _dense_squares(_strokes(lines, copy))
    _, labels, found, _ = cv2.connectedComponentsWithStats(cv2.dilate(dense, np.ones((3, 3), np.uint8)))
    inked = np.bincount(labels[dense > 0], minlength=len(found))
    looks = [
        Look(_scaled(_within(_grown(_box_of(stats), _MARGIN), copy), scale), _ENLARGED / scale)
        for stats, count in zip(found[1:].tolist(), inked[1:].tolist(), strict=True)
        if count >= max(_FEWEST_SQUARES, _FILLED * stats[cv2.CC_STAT_WIDTH] * stats[cv2.CC_STAT_HEIGHT])
    ]
    return _as_may_be(looks, _MOST_ENLARGED)


def _enlarged(strip: Box) -> float:
    """How many times as large as on the copy a strip is looked at."""
    return min(_STRIP_ENLARGED, max(1.0, math.sqrt(_LARGE_STRIP / (strip.width * strip.height))))


def _strokes(lines: Sequence[FoundLine], copy: Array) -> Array:
    """1 where a stroke begins or ends that is on none of `lines`."""
    grey = cv2.cvtColor(copy, cv2.COLOR_BGR2GRAY)
    change = cv2.morphologyEx(grey, cv2.MORPH_GRADIENT, np.ones((3, 3), np.uint8))
    edges: Array = (change > _STROKE).astype(np.uint8)
    for line in lines:
        cv2.fillPoly(edges, [np.array(line.outline, np.int32)], 0)
    for shape in ((_RULE, 1), (1, _RULE)):
        edges = cv2.subtract(edges, cv2.morphologyEx(edges, cv2.MORPH_OPEN, np.ones(shape, np.uint8)))
    return np.asarray(edges)


def _dense_squares(edges: Array) -> Array:
    """1 for each square of the grid that is full of strokes."""
    filled = np.pad(edges * np.float32(1), [(0, -side % _GRID) for side in edges.shape])
    size = filled.shape[1] // _GRID, filled.shape[0] // _GRID
    return (cv2.resize(filled, size, interpolation=cv2.INTER_AREA) >= _DENSE).astype(np.uint8)


def _as_may_be(looks: Sequence[Look], most: int) -> list[Look]:
    """The smallest of `looks` that together cost no more than `most`."""
    taken: list[Look] = []
    for look in sorted(looks, key=lambda look: look.cost):
        most -= round(look.cost)
        if most < 0:
            break
        taken.append(look)
    return taken


def _together(boxes: Sequence[Box], copy: Array) -> Iterator[Box]:
    """The boxes around those of `boxes` that touch, within the copy."""
    mask = np.zeros([-(-side // _GRID) for side in copy.shape[:2]], np.uint8)
    for box in boxes:
        inside = _within(box, copy)
        mask[inside.y // _GRID : -(-inside.bottom // _GRID), inside.x // _GRID : -(-inside.right // _GRID)] = 1
    _, _, found, _ = cv2.connectedComponentsWithStats(mask)
    for stats in found[1:].tolist():
        yield _within(_box_of(stats), copy)


def _box_of(stats: Sequence[int]) -> Box:
    """The box around a component of the grid, in pixels of the copy."""
    x, y, width, height = (side * _GRID for side in stats[:4])
    return Box(x, y, width, height)


def _grown(box: Box, room: float) -> Box:
    pad = round(room)
    return Box(box.x - pad, box.y - pad, box.width + 2 * pad, box.height + 2 * pad)


def _within(box: Box, copy: Array) -> Box:
    """What of `box` lies on the copy, of one pixel at least."""
    height, width = copy.shape[:2]
    left, top = min(max(box.x, 0), width - 1), min(max(box.y, 0), height - 1)
    return Box(left, top, max(min(box.right, width) - left, 1), max(min(box.bottom, height) - top, 1))


def _scaled(box: Box, scale: float) -> Box:
    x, y = round(box.x * scale), round(box.y * scale)
    return Box(x, y, max(round(box.right * scale) - x, 1), max(round(box.bottom * scale) - y, 1))
