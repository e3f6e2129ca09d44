"""Letters told by their size alone, and the lines in which they stand, whichever way these slant or bow.

What surrounds the print does not matter: a frame, the edge of a bottle or a drawing that runs into several lines is too
large to be a letter. (Chains of connected parts, as in Neumann and Matas 2012, without their classifier.)
"""

from __future__ import annotations

from bisect import bisect_right
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass, replace
from statistics import median

from PIL import Image, ImageChops, ImageFilter

from labelwarden.ocr.connected import Groups, connected_parts
from labelwarden.ocr.found_line import FoundLine
from labelwarden.text.span import Box

_GROUND = 14
"""Pixels around one whose mean is its ground."""

_CONTRAST = 18

_LOWEST, _HIGHEST = 5, 44
_WIDEST = 8
"""Times its height: letters that touch are one."""

_FAINTEST, _FULLEST = 0.15, 0.9
"""Share of its box that is ink: less is a scratch, more a rule."""

# In heights of the higher of two letters.
_GAP = 1.1
_LIKE_SIZES = 2.2
_SHARED_HEIGHT = 0.55
"""Of the lower one's."""

_FEWEST = 3
_SHORTEST = 1.6
_LONG_ENOUGH = 3.0
_BAR = 0.22
"""In heights: what is narrower are the bars of a code or the ridges of a lid."""

_SLANT_SHOWS = 4.0
_STEEPEST = 0.3
_BOW_SHOWS = 0.15
_MANY = 8
_ROOM = 0.25


@dataclass(frozen=True, slots=True)
class LetterLine:
    """A line of letters of that height, `light` or dark on their ground; `number` of them were told apart."""

    place: FoundLine
    height: float
    light: bool
    number: int

    def scaled(self, scale: float) -> LetterLine:
        """The same line on a picture that is so many times as large."""
        return replace(self, place=self.place.scaled(scale), height=self.height * scale)

    @property
    def upside_down(self) -> LetterLine:
        """The same line, read from the other end."""
        return replace(self, place=self.place.upside_down)

    @property
    def runs_down(self) -> bool:
        """Whether it runs up or down the picture."""
        return not self.place.runs_across


@dataclass(frozen=True, slots=True)
class Parts:
    """The connected parts of what stands out on a picture `height` pixels high: each with how many pixels it has."""

    height: int
    dark: Sequence[tuple[Box, int]]
    light: Sequence[tuple[Box, int]]

    @classmethod
    def of(cls, grey: Image.Image) -> Parts:
        ground = grey.filter(ImageFilter.BoxBlur(_GROUND))
        dark, light = (
            connected_parts(outstanding.point(lambda level: 255 * (level >= _CONTRAST)))
            for outstanding in (ImageChops.subtract(ground, grey), ImageChops.subtract(grey, ground))
        )
        return cls(grey.height, dark, light)

    def turned(self, width: int) -> Parts:
        """Those of the picture, which is that wide, turned clockwise by a quarter."""
        dark, light = (
            [(Box(self.height - box.bottom, box.x, box.height, box.width), inked) for box, inked in parts]
            for parts in (self.dark, self.light)
        )
        return Parts(width, dark, light)


def letter_lines(parts: Parts) -> list[LetterLine]:
    """The lines of letters of 5 to 44 pixels among `parts`."""
    return [*_lines_of(parts.dark, light=False), *_lines_of(parts.light, light=True)]


def _lines_of(parts: Iterable[tuple[Box, int]], light: bool) -> Iterator[LetterLine]:
    for chain in _chains(sorted(_letters(parts), key=lambda box: box.x)):
        if (found := _place_of(chain)) is not None:
            yield LetterLine(*found, light, len(chain))


def _letters(parts: Iterable[tuple[Box, int]]) -> Iterator[Box]:
    for box, inked in parts:
        if _LOWEST <= box.height <= _HIGHEST and box.width <= _WIDEST * box.height:
            full = inked / (box.width * box.height)
            if full >= _FAINTEST and (full <= _FULLEST or box.width <= _SHORTEST * box.height):
                yield box


def _chains(letters: Sequence[Box]) -> Iterable[list[Box]]:
    """Letters, from left to right, with the nearest one on the right that stands on the same line."""
    groups = Groups(len(letters))
    lefts = [letter.x for letter in letters]
    for index, letter in enumerate(letters):
        reach = bisect_right(lefts, letter.right + _GAP * _LIKE_SIZES * letter.height)
        follower = next((other for other in range(index + 1, reach) if _follows(letter, letters[other])), None)
        if follower is not None:
            groups.join(index, follower)
    chains: dict[int, list[Box]] = {}
    for index, letter in enumerate(letters):
        chains.setdefault(groups.of(index), []).append(letter)
    return chains.values()


def _follows(letter: Box, other: Box) -> bool:
    low, high = sorted((letter.height, other.height))
    shared = min(letter.bottom, other.bottom) - max(letter.y, other.y)
    return (
        high <= _LIKE_SIZES * low
        and other.x - letter.right <= _GAP * high
        and other.right > letter.right
        and shared > _SHARED_HEIGHT * low
    )


def _place_of(chain: Sequence[Box]) -> tuple[FoundLine, float] | None:
    """Where a chain of letters runs, and how high they are; None for what is too short, or no letters."""
    left, right = min(box.x for box in chain), max(box.right for box in chain)
    heights = sorted(box.height for box in chain)
    height = heights[3 * len(heights) // 4]
    if right - left < (_LONG_ENOUGH if len(chain) < _FEWEST else _SHORTEST) * height:
        return None
    if len(chain) > _FEWEST and median(box.width / box.height for box in chain) < _BAR:
        return None
    across, slope, bow = _axis(chain, right - left, height)
    middle, level = across

    def axis(x: float) -> float:
        share = (x - left) / (right - left)
        return level + slope * (x - middle) + 4 * bow * share * (1 - share)

    over = sorted(axis(box.x + box.width / 2) - box.y for box in chain)
    under = sorted(box.bottom - axis(box.x + box.width / 2) for box in chain)
    room = _ROOM * height
    top, low = over[-1 - len(over) // 12] + room, under[-1 - len(under) // 12] + room
    start, end = left - 2 * room, right + 2 * room
    at_start, at_end = level + slope * (start - middle), level + slope * (end - middle)
    corners = (start, at_start - top), (end, at_end - top), (end, at_end + low), (start, at_start + low)
    return FoundLine(corners, bow), height


def _axis(chain: Sequence[Box], length: float, height: float) -> tuple[tuple[float, float], float, float]:
    """A point between the ends of a line, the slope there, and how far the line hangs below it in the middle."""
    spots = [(box.x + box.width / 2, box.y + box.height / 2, box.width) for box in chain]
    total = sum(weight for _, _, weight in spots)
    middle = sum(x * weight for x, _, weight in spots) / total
    level = sum(y * weight for _, y, weight in spots) / total
    spread = sum(weight * (x - middle) ** 2 for x, _, weight in spots)
    slope = sum(weight * (x - middle) * (y - level) for x, y, weight in spots) / spread if spread else 0.0
    if length < _SLANT_SHOWS * height and abs(slope) > _STEEPEST:
        slope = 0.0
    if len(chain) < _MANY:
        return (middle, level), slope, 0.0
    inner: list[float] = []
    outer: list[float] = []
    for x, y, _ in spots:
        (inner if abs(x - middle) < length / 6 else outer).append(y - level - slope * (x - middle))
    # Of a parabola, the middle third lies four ninths of its height below the other two.
    bow = 9 / 4 * (sum(inner) / len(inner) - sum(outer) / len(outer)) if inner and outer else 0.0
    if abs(bow) < _BOW_SHOWS * height or abs(bow) > length / 4:
        return (middle, level), slope, 0.0
    return (middle, level - 2 / 3 * bow), slope, bow
