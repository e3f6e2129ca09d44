"""A line of print as an engine saw it, in whatever direction it runs."""

from __future__ import annotations

import math
from collections.abc import Sequence
from dataclasses import dataclass, replace
from functools import reduce

from labelwarden.ocr.zero_or_o import told_apart
from labelwarden.text.span import Box

Point = tuple[float, float]
Corners = tuple[Point, Point, Point, Point]
"""From the top of the first letter on, clockwise for who reads the line."""


@dataclass(frozen=True, slots=True)
class LineWord:
    """A word of a line; `start` and `end` tell where along the line it stands, from 0 to 1."""

    text: str
    confidence: float
    start: float
    end: float


@dataclass(frozen=True, slots=True)
class SeenLine:
    """A line and its words. `corners` are in pixels of the picture that the engine was given.

    `bow` tells how far its middle hangs below the straight line between its ends, seen by who reads it.
    """

    corners: Corners
    words: tuple[LineWord, ...]
    bow: float = 0.0

    @property
    def text(self) -> str:
        return " ".join(word.text for word in self.words)

    @property
    def box(self) -> Box:
        """The upright box around the line."""
        return around(self.corners) if not self.bow else self._box_between(0.0, 1.0)

    @property
    def direction(self) -> Point:
        """From its beginning to its end, in pixels."""
        (top_x, top_y), (right_x, right_y), (end_x, end_y), (low_x, low_y) = self.corners
        return (right_x + end_x - top_x - low_x) / 2, (right_y + end_y - top_y - low_y) / 2

    @property
    def height(self) -> float:
        """Of its first letter, in pixels."""
        return math.dist(self.corners[0], self.corners[3])

    def box_of(self, word: LineWord) -> Box:
        """The upright box around one of its words."""
        return self._box_between(word.start, word.end)

    def corners_of(self, word: LineWord) -> Corners | None:
        """The corners of one of its words, where the line is not level there."""
        top_start, top_end, low_end, low_start = self.corners
        start, end = ((share, *self._hanging(share)) for share in (word.start, word.end))
        one, two, three, four = (
            (x + across, y + down)
            for left, right, (share, across, down) in (
                (top_start, top_end, start),
                (top_start, top_end, end),
                (low_start, low_end, end),
                (low_start, low_end, start),
            )
            for x, y in (between(left, right, share),)
        )
        return None if is_level((one, two, three, four)) else (one, two, three, four)

    def _box_between(self, start: float, end: float) -> Box:
        """The upright box around a stretch of the line, which is bowed between its ends."""
        top_start, top_end, low_end, low_start = self.corners
        points = []
        for share in (start, (start + end) / 2, end) if self.bow else (start, end):
            across, down = self._hanging(share)
            for x, y in (between(top_start, top_end, share), between(low_start, low_end, share)):
                points.append((x + across, y + down))
        return around(points)

    def _hanging(self, share: float) -> Point:
        """By how much the bow moves a place of the line, in pixels."""
        x, y = self.direction
        length = math.hypot(x, y) or 1.0
        depth = 4 * self.bow * share * (1 - share)
        return -y / length * depth, x / length * depth

    def moved(self, corners: Corners) -> SeenLine:
        """The same line seen at another place."""
        return replace(self, corners=corners)


_LEVEL = 1.0
"""Degrees: of print that slants by less the upright box is as high as the letters."""


def is_level(corners: Corners) -> bool:
    """Whether print with these corners runs from left to right.

    >>> is_level(((0, 0), (100, 1), (100, 11), (0, 10))), is_level(((0, 0), (100, 9), (99, 19), (-1, 10)))
    (True, False)
    """
    (left, top), (right, beside), *_ = corners
    return right > left and abs(beside - top) <= math.tan(math.radians(_LEVEL)) * (right - left)


def around(points: Sequence[Point]) -> Box:
    """The upright box around `points`, of one pixel at least."""
    left, right = min(x for x, _ in points), max(x for x, _ in points)
    top, bottom = min(y for _, y in points), max(y for _, y in points)
    x, y = round(left), round(top)
    return Box(x, y, max(1, round(right) - x), max(1, round(bottom) - y))


def of_box(box: Box) -> Corners:
    """The corners of an upright box."""
    left, top, right, low = float(box.x), float(box.y), float(box.right), float(box.bottom)
    return (left, top), (right, top), (right, low), (left, low)


def level_line(words: Sequence[tuple[str, Box, float]]) -> SeenLine:
    """The line of words that stand beside each other, each with its box and how sure it is."""
    box = reduce(Box.joined, (box for _, box, _ in words))
    return SeenLine(
        of_box(box),
        tuple(
            LineWord(text, confidence, (place.x - box.x) / box.width, (place.right - box.x) / box.width)
            for text, place, confidence in words
        ),
    )


def words_along(letters: str, confidences: Sequence[float], columns: Sequence[float], length: float) -> list[LineWord]:
    """The words of `letters`, each from the columns of its own letters out of `length`; spaces part them.

    A letter is told by the column of its middle; a word begins one column before that of its first.

    >>> [(word.text, word.start, word.end) for word in words_along("a bc", [0.9] * 4, [0, 2, 6, 7], 8)]
    [('a', 0.0, 0.125), ('bc', 0.625, 1.0)]
    """
    words: list[LineWord] = []
    start = 0
    for end in range(len(letters) + 1):
        if end < len(letters) and not letters[end].isspace():
            continue
        if end > start:
            words.append(
                LineWord(
                    text=told_apart(letters[start:end], words[-1].text if words else ""),
                    confidence=min(confidences[start:end]),
                    start=min(max(columns[start] - 1, 0) / length, 1.0),
                    end=min((columns[end - 1] + 1) / length, 1.0),
                )
            )
        start = end + 1
    return words


def between(one: Point, other: Point, share: float) -> Point:
    """The point that lies this share of the way from one to the other."""
    return one[0] + share * (other[0] - one[0]), one[1] + share * (other[1] - one[1])
