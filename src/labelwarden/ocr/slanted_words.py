"""Words of slanted lines that an engine of level pages saw: their boxes are level, and climb or fall along the line."""

from __future__ import annotations

import math
from collections.abc import Sequence
from dataclasses import replace
from itertools import pairwise

from labelwarden.ocr.seen_line import Corners
from labelwarden.ocr.view import PlacedWord, View
from labelwarden.text.span import Box

_FEWEST = 3
_LONG = 6.0
"""Heights of its words that a line is long at least: on shorter ones letters that hang look like a slant."""

_SLANTED, _STEEP = 2.0, 30.0
"""Degrees: below, a box is as high as its letters; above, nothing level reads them."""

_ROOM = 1.25
"""Letters reach less far into the corners of a box than a slanted rectangle would."""

_NEAR = 0.25
"""Heights by which the middles of words may lie off the line."""


def with_corners(view: View) -> View:
    """The view with the corners of each word whose line is slanted, where they were not known."""
    words: list[PlacedWord] = []
    for line in _lines(view):
        slope = _slope_of(line)
        words += line if slope is None else [replace(word, corners=_inside(word.box, slope)) for word in line]
    return View(view.text, tuple(words))


def _lines(view: View) -> list[list[PlacedWord]]:
    lines: list[list[PlacedWord]] = [list(view.words[:1])]
    for before, word in pairwise(view.words):
        if "\n" in view.text[before.end : word.start]:
            lines.append([])
        lines[-1].append(word)
    return lines


def _slope_of(line: Sequence[PlacedWord]) -> float | None:
    """By how much a line falls from left to right, if all of its words do; None where it is level or no line."""
    if len(line) < _FEWEST or any(word.corners for word in line):
        return None
    middles = [(word.box.x + word.box.width / 2, word.box.y + word.box.height / 2) for word in line]
    height = sorted(word.box.height for word in line)[len(line) // 2]
    mean_x, mean_y = (sum(values) / len(line) for values in zip(*middles, strict=True))
    spread = sum((x - mean_x) ** 2 for x, _ in middles)
    if middles[-1][0] - middles[0][0] < _LONG * height or not spread:
        return None
    slope = sum((x - mean_x) * (y - mean_y) for x, y in middles) / spread
    straight = all(abs(y - mean_y - slope * (x - mean_x)) <= _NEAR * height for x, y in middles)
    return slope if straight and _SLANTED <= abs(math.degrees(math.atan(slope))) <= _STEEP else None


def _inside(box: Box, slope: float) -> Corners:
    """The corners of a slanted word whose upright box is known."""
    angle = math.atan(slope)
    cos, sin = math.cos(angle), abs(math.sin(angle))
    turned = math.cos(2 * angle)
    width = max((box.width * cos - box.height * sin) / turned, 1.0)
    height = max(_ROOM * (box.height * cos - box.width * sin) / turned, 1.0)
    x, y = box.x + box.width / 2, box.y + box.height / 2
    across = width / 2 * cos, width / 2 * math.sin(angle)
    down = -height / 2 * math.sin(angle), height / 2 * cos
    return (
        (x - across[0] - down[0], y - across[1] - down[1]),
        (x + across[0] - down[0], y + across[1] - down[1]),
        (x + across[0] + down[0], y + across[1] + down[1]),
        (x - across[0] + down[0], y - across[1] + down[1]),
    )
