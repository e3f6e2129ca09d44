"""What an engine is given of one label, and how the words of several passes become one set.

Measured on label pictures with Tesseract 5.5: a long side of 3000 pixels reads 7 to 15 % more phrases than the picture
as it is; Otsu, CLAHE and adaptive thresholds lose against it. Tesseract 5.5 finds light letters on dark ground by
itself, so that an inverted second pass adds 1 % of the phrases; reading each region by itself adds 12 %.
"""

from __future__ import annotations

import math
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, replace
from functools import reduce
from itertools import groupby

from PIL import Image, ImageStat

from labelwarden.ocr.engine import PageEngine, SeenWord
from labelwarden.ocr.ink import SHRINK
from labelwarden.ocr.levelled import levelled
from labelwarden.ocr.seen_line import LineWord
from labelwarden.ocr.zero_or_o import told_apart
from labelwarden.text.span import Box

LONG_SIDE = 3000
_MOST_ENLARGED = 8
"""Beyond this an icon would be blown up for nothing: its letters have too few pixels to tell apart."""

_MARGIN = 16
"""Around a region: Tesseract overlooks letters at the very edge."""

_GREY_PREFERRED = 1.15
_SAME_PLACE = 0.3

_SURE_MARK = 0.6
_SURE_WORD = 0.85


@dataclass(frozen=True, slots=True)
class Sheet:
    """A picture and its copy in the size that an engine reads best. `scale` pixels of it make one of the copy."""

    image: Image.Image
    grey: Image.Image
    scale: float

    @classmethod
    def of(cls, image: Image.Image) -> Sheet:
        factor = min(LONG_SIDE / max(image.size), _MOST_ENLARGED)
        return cls(image, _scaled(image.convert("L"), factor), 1 / factor)

    def region(self, box: Box) -> tuple[Box, Image.Image]:
        """What lies in `box` (of the copy) with a margin, in the colour channel in which it stands out most."""
        left, top = max(box.x - _MARGIN, 0), max(box.y - _MARGIN, 0)
        right, bottom = min(box.right + _MARGIN, self.grey.width), min(box.bottom + _MARGIN, self.grey.height)
        corners = [round(corner * self.scale) for corner in (left, top, right, bottom)]
        part = _clearest_channel(self.image.crop((corners[0], corners[1], corners[2], corners[3])))
        return Box(left, top, right - left, bottom - top), _scaled(part, 1 / self.scale)

    def fitted(self, words: Sequence[SeenWord]) -> list[SeenWord]:
        """`words` with boxes in pixels of the picture, without those that have no letters or lie outside."""
        fitted = (
            replace(word, text=told_apart(" ".join(word.text.split())), box=self._unscaled(word.box)) for word in words
        )
        return [
            replace(word, confidence=share(word.confidence))
            for word in fitted
            if word.text and word.box.width > 0 and word.box.height > 0
        ]

    def _unscaled(self, box: Box) -> Box:
        left, right = (min(max(round(x * self.scale), 0), self.image.width) for x in (box.x, box.right))
        top, bottom = (min(max(round(y * self.scale), 0), self.image.height) for y in (box.y, box.bottom))
        return Box(left, top, right - left, bottom - top)


def read_whole(sheet: Sheet, engine: PageEngine) -> list[SeenWord]:
    """The words that `engine` finds by its own page layout."""
    return sheet.fitted(engine.read(sheet.grey))


def read_regions(sheet: Sheet, engine: PageEngine, regions: Mapping[int, Box], level: bool = False) -> list[SeenWord]:
    """The words that `engine` finds in each of `regions` (of the ink mask), each a block of its number.

    With `level` the print is shown dark on white.
    """
    cuttings = [sheet.region(Box(*(SHRINK * side for side in _sides(region)))) for region in regions.values()]
    shown = [levelled(part) if level else part for _, part in cuttings]
    words: list[SeenWord] = []
    lines = 0
    if not regions:
        return words
    for number, found, (place, _) in zip(regions, engine.read_blocks(shown), cuttings, strict=True):
        for word in found:
            box = replace(word.box, x=word.box.x + place.x, y=word.box.y + place.y)
            words.append(replace(word, box=box, block=number, line=lines + word.line))
        lines += 1 + max((word.line for word in found), default=0)
    return sheet.fitted(words)


def unsure_blocks(words: Sequence[SeenWord], numbers: Iterable[int]) -> set[int]:
    """Those of the blocks of these `numbers` in which a word was read unsurely, or none at all."""
    surest = dict.fromkeys(numbers, 0.0)
    for word in words:
        if any(map(str.isalnum, word.text)):
            least = surest.get(word.block, 0.0)
            surest[word.block] = min(least, word.confidence) if least else word.confidence
    return {number for number, confidence in surest.items() if confidence < _SURE_WORD}


def merged(whole: Sequence[SeenWord], parts: Sequence[SeenWord]) -> list[SeenWord]:
    """The words of `parts`, with each line of `whole` that was overlooked there or was read better.

    Whole lines are chosen, since words of two readings mixed make a line that nobody has seen; but a line that runs
    across several regions is parted between them. Outside of all regions, `block` is a new one.
    """
    words = list(parts)
    regions = _extents(parts)
    block = 1 + max(regions, default=0)
    line = 1 + max((word.line for word in parts), default=0)
    for (_, _, around), run in groupby(whole, key=lambda word: (word.block, word.line, _region_of(word, regions))):
        found = [replace(word, block=around or block + word.block, line=line) for word in run]
        line += 1
        extent = reduce(Box.joined, (word.box for word in found))
        near = [other for other in words if extent.meets(other.box)]
        under = [other for other in near if any(word.box.lies_on(other.box, _SAME_PLACE) for word in found)]
        if not under or sure_letters(found) > sure_letters(under):
            words = [other for other in words if other not in under] + found
    return words


def likely(words: Sequence[SeenWord]) -> list[SeenWord]:
    """`words` without the specks and lines that an engine takes for unsure punctuation.

    Unsure letters stay: dropping short words below 0.5 and others below 0.2 lost 1 % of the phrases.
    """
    return [word for word in words if word.confidence >= _SURE_MARK or any(map(str.isalnum, word.text))]


def _extents(words: Sequence[SeenWord]) -> dict[int, Box]:
    extents: dict[int, Box] = {}
    for word in words:
        extents[word.block] = extents[word.block].joined(word.box) if word.block in extents else word.box
    return extents


def _region_of(word: SeenWord, regions: dict[int, Box]) -> int | None:
    """The first of `regions` in which the middle of `word` lies."""
    x, y = word.box.x + word.box.width // 2, word.box.y + word.box.height // 2
    return next((n for n, box in regions.items() if box.x <= x < box.right and box.y <= y < box.bottom), None)


def sure_letters(words: Iterable[SeenWord | LineWord]) -> float:
    """Letters and digits that were read, each counted by how sure it is."""
    return sum(word.confidence * sum(map(str.isalnum, word.text)) for word in words)


def share(confidence: float) -> float:
    """`confidence` within 0 and 1; 0 for what is no number."""
    return min(max(confidence, 0.0), 1.0) if math.isfinite(confidence) else 0.0


def _sides(box: Box) -> tuple[int, int, int, int]:
    return box.x, box.y, box.width, box.height


def _scaled(image: Image.Image, factor: float) -> Image.Image:
    size = max(1, round(image.width * factor)), max(1, round(image.height * factor))
    return image.resize(size, Image.Resampling.LANCZOS if factor < 1 else Image.Resampling.BICUBIC)


def _clearest_channel(image: Image.Image) -> Image.Image:
    """Red, green or blue where the levels spread clearly more in it than in grey: red letters on green have no grey."""
    grey = image.convert("L")
    channels = image.split()
    spreads = [ImageStat.Stat(channel).stddev[0] for channel in channels]
    widest = max(spreads)
    return channels[spreads.index(widest)] if widest > _GREY_PREFERRED * ImageStat.Stat(grey).stddev[0] else grey
