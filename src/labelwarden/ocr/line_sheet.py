"""Lines of print cut out of a picture and set anew: level, dark on white, all of one size, one below the other.

An engine that lays out pages reads such a sheet as one paragraph, whatever stood around the lines on the picture.
"""

from __future__ import annotations

import math
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from itertools import pairwise

from PIL import Image, ImageOps

from labelwarden.ocr.engine import SeenWord
from labelwarden.ocr.found_line import FoundLine
from labelwarden.ocr.letters import LetterLine
from labelwarden.ocr.passes import share
from labelwarden.ocr.seen_line import Corners, LineWord, Point, SeenLine, between
from labelwarden.ocr.zero_or_o import told_apart

_LETTERS = 30
"""Pixels: the height of capitals that Tesseract reads best; 24 and 40 are read no better."""

_MOST_ENLARGED = 6
_WIDEST = 2600
_MARGIN = 14
_PIECES = 8


@dataclass(frozen=True, slots=True)
class LineSheet:
    """The sheet, and for each line on it the place it was cut from with its left, top, right and bottom there."""

    image: Image.Image
    places: tuple[tuple[FoundLine, tuple[int, int, int, int]], ...]

    @classmethod
    def of(cls, picture: Image.Image, lines: Iterable[LetterLine]) -> LineSheet:
        """The sheet of `lines` (in pixels of `picture`)."""
        cuttings = [(line.place, _cut_out(picture, line)) for line in lines]
        width = 2 * _MARGIN + max((cutting.width for _, cutting in cuttings), default=0)
        height = _MARGIN + sum(cutting.height + _MARGIN for _, cutting in cuttings)
        image = Image.new("L", (width, height), "white")
        places = []
        top = _MARGIN
        for place, cutting in cuttings:
            image.paste(cutting, (_MARGIN, top))
            places.append((place, (_MARGIN, top, _MARGIN + cutting.width, top + cutting.height)))
            top += cutting.height + _MARGIN
        return cls(image, tuple(places))

    def lines(self, words: Sequence[SeenWord]) -> list[SeenLine | None]:
        """What was read of each line of the sheet, in its place on the picture; None where nothing was."""
        found: dict[int, list[SeenWord]] = {}
        for word in words:
            middle = word.box.y + word.box.height / 2
            at = next((n for n, (_, (_, top, _, low)) in enumerate(self.places) if top <= middle < low), None)
            if at is not None and word.text.strip():
                found.setdefault(at, []).append(word)
        return [self._line(at, found[at]) if at in found else None for at in range(len(self.places))]

    def _line(self, number: int, words: Sequence[SeenWord]) -> SeenLine:
        place, (left, _, right, _) = self.places[number]
        width = right - left
        return SeenLine(
            place.corners,
            tuple(
                LineWord(
                    text=told_apart(word.text.strip()),
                    confidence=share(word.confidence),
                    start=min(max((word.box.x - left) / width, 0.0), 1.0),
                    end=min(max((word.box.right - left) / width, 0.0), 1.0),
                )
                for word in sorted(words, key=lambda word: word.box.x)
            ),
            place.bow,
        )


def _cut_out(picture: Image.Image, line: LetterLine) -> Image.Image:
    corners = line.place.corners
    long, high = math.dist(corners[0], corners[1]), math.dist(corners[0], corners[3])
    scale = min(_LETTERS / line.height, _MOST_ENLARGED, _WIDEST / long)
    size = max(1, round(long * scale)), max(1, round(high * scale))
    pieces = _pieces(line.place, size)
    xs, ys = [x for _, quad in pieces for x in quad[::2]], [y for _, quad in pieces for y in quad[1::2]]
    left, top = max(math.floor(min(xs)) - 2, 0), max(math.floor(min(ys)) - 2, 0)
    right, low = min(math.ceil(max(xs)) + 2, picture.width), min(math.ceil(max(ys)) + 2, picture.height)
    part = picture.crop((left, top, max(right, left + 1), max(low, top + 1))).convert("L")
    shrink = max(1, math.floor(1 / scale))
    part = part.reduce(shrink) if shrink > 1 else part
    mesh = [
        (box, tuple((value - (top if index % 2 else left)) / shrink for index, value in enumerate(quad)))
        for box, quad in pieces
    ]
    level = part.transform(size, Image.Transform.MESH, mesh, resample=Image.Resampling.BICUBIC)
    return ImageOps.autocontrast(ImageOps.invert(level) if line.light else level, cutoff=1)


def _pieces(place: FoundLine, size: tuple[int, int]) -> list[tuple[tuple[int, int, int, int], tuple[float, ...]]]:
    """Stretches of the level line, each with the four corners on the picture it is taken from."""
    count = min(_PIECES, size[0]) if place.bow else 1
    edges = [round(size[0] * number / count) for number in range(count + 1)]
    pieces: list[tuple[tuple[int, int, int, int], tuple[float, ...]]] = []
    for start, end in pairwise(edges):
        one, two, three, four = _stretch(place, start / size[0], end / size[0])
        # Pillow's order: top left, bottom left, bottom right, top right.
        pieces.append(((start, 0, end, size[1]), (*one, *four, *three, *two)))
    return pieces


def _stretch(place: FoundLine, start: float, end: float) -> Corners:
    top_start, top_end, low_end, low_start = place.corners
    long = math.dist(top_start, top_end) or 1.0
    across, along = (low_start[1] - low_end[1]) / long, (low_end[0] - low_start[0]) / long

    def hung(one: Point, other: Point, share: float) -> Point:
        x, y = between(one, other, share)
        depth = 4 * place.bow * share * (1 - share)
        return x + across * depth, y + along * depth

    return (
        hung(top_start, top_end, start),
        hung(top_start, top_end, end),
        hung(low_start, low_end, end),
        hung(low_start, low_end, start),
    )
