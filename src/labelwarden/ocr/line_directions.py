"""Which way each line that was found is read: along its length, and from which end."""

from __future__ import annotations

import math
from collections.abc import Sequence

from labelwarden.ocr.found_line import FoundLine
from labelwarden.ocr.seen_line import Corners, Point

_ELONGATED = 1.5
"""A line this many times as long as high shows its direction; a shorter one takes that of the picture."""


def along_their_length(quads: Sequence[Corners]) -> list[Corners]:
    """`quads`, which begin at their top left, so that they begin where they are read, from the left or from above."""
    tall = sum(_height(quad) - _width(quad) for quad in quads if not _is_short(quad)) > 0
    return [_from_above(quad) if _runs_down(quad, tall) else quad for quad in quads]


def ways_to_read(lines: Sequence[FoundLine], flipped: Sequence[bool]) -> list[tuple[FoundLine, ...]]:
    """For each line the ends from which it is to be tried, the likelier first.

    `flipped` says which of them seem to be upside down. What is told of one line is right for nine of ten: a line that
    runs with most of the print has one end, any other has two.
    """
    seen = [line.upside_down if over else line for line, over in zip(lines, flipped, strict=True)]
    total = [sum(line.corners[1][axis] - line.corners[0][axis] for line in seen) for axis in (0, 1)]
    main = _sign(*total)
    return [(line,) if _sign(*_top(line.corners)) == main else (line, line.upside_down) for line in seen]


def _from_above(quad: Corners) -> Corners:
    return quad[1], quad[2], quad[3], quad[0]


def _runs_down(quad: Corners, tall: bool) -> bool:
    return tall if _is_short(quad) else _height(quad) > _width(quad)


def _is_short(quad: Corners) -> bool:
    width, height = _width(quad), _height(quad)
    return max(width, height) < _ELONGATED * min(width, height)


def _sign(x: float, y: float) -> tuple[int, int]:
    """The quarter in which a direction points: right, down, left or up."""
    return (int(math.copysign(1, x)), 0) if abs(x) >= abs(y) else (0, int(math.copysign(1, y)))


def _top(line: Corners) -> Point:
    return line[1][0] - line[0][0], line[1][1] - line[0][1]


def _width(quad: Corners) -> float:
    return max(math.dist(quad[0], quad[1]), math.dist(quad[2], quad[3]))


def _height(quad: Corners) -> float:
    return max(math.dist(quad[0], quad[3]), math.dist(quad[1], quad[2]))
