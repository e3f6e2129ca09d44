"""The pictures that an engine is given of one label, and how the words of several passes become one set.

Measured on label pictures with Tesseract 5.5: a long side of 3000 pixels reads 7 to 15 % more phrases than the picture
as it is; Otsu, CLAHE and adaptive thresholds lose against it. Tesseract 5.5 finds light letters on dark ground by
itself, so that an inverted second pass adds 1 % of the phrases, and a levelled one 7 %.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, replace

from PIL import Image, ImageChops, ImageFilter, ImageOps

from labelwarden.ocr.engine import SeenWord
from labelwarden.text.span import Box

LONG_SIDE = 3000
_MOST_ENLARGED = 8
"""Beyond this an icon would be blown up for nothing: its letters have too few pixels to tell apart."""

_GROUND_SHRINK = 8
_GROUND_WINDOW = 15
"""In shrunken pixels: strokes of up to half of this are letters, anything wider is ground."""

_SAME_PLACE = 0.3


def scaled(image: Image.Image) -> Image.Image:
    """`image` in grey with the long side that the engine reads best."""
    factor = min(LONG_SIDE / max(image.size), _MOST_ENLARGED)
    size = max(1, round(image.width * factor)), max(1, round(image.height * factor))
    way = Image.Resampling.LANCZOS if factor < 1 else Image.Resampling.BICUBIC
    return image.convert("L").resize(size, way)


def levelled(grey: Image.Image) -> Image.Image:
    """Each pixel's distance from the ground around it, dark on white, whether the letters are dark or light."""
    small = max(1, grey.width // _GROUND_SHRINK), max(1, grey.height // _GROUND_SHRINK)
    ground = grey.resize(small, Image.Resampling.BOX).filter(ImageFilter.MedianFilter(_GROUND_WINDOW))
    distance = ImageChops.difference(grey, ground.resize(grey.size, Image.Resampling.BILINEAR))
    return ImageOps.invert(ImageOps.autocontrast(distance, cutoff=(0, 1)))


@dataclass(frozen=True, slots=True)
class Frame:
    """The picture that the boxes of a pass have to fit: its size, and how many of its pixels make one of the pass."""

    width: int
    height: int
    scale: float

    def fitted(self, words: Sequence[SeenWord]) -> list[SeenWord]:
        """`words` with boxes in pixels of the picture, without those that have no letters or lie outside."""
        fitted = (replace(word, text=" ".join(word.text.split()), box=self._box(word.box)) for word in words)
        return [
            replace(word, confidence=min(max(word.confidence, 0.0), 1.0))
            for word in fitted
            if word.text and word.box.width > 0 and word.box.height > 0
        ]

    def _box(self, box: Box) -> Box:
        left, right = (min(max(round(x * self.scale), 0), self.width) for x in (box.x, box.right))
        top, bottom = (min(max(round(y * self.scale), 0), self.height) for y in (box.y, box.bottom))
        return Box(left, top, right - left, bottom - top)


def merged(first: Sequence[SeenWord], second: Sequence[SeenWord]) -> list[SeenWord]:
    """The words of `first`, with those of `second` that lie on none of them or are surer than all that they lie on."""
    words = list(first)
    for word in second:
        under = [other for other in words if _same_place(word.box, other.box)]
        if all(word.confidence > other.confidence for other in under):
            words = [other for other in words if other not in under]
            words.append(word)
    return words


def _same_place(one: Box, other: Box) -> bool:
    width = min(one.right, other.right) - max(one.x, other.x)
    height = min(one.bottom, other.bottom) - max(one.y, other.y)
    smaller = min(one.width * one.height, other.width * other.height)
    return width > 0 and height > 0 and width * height > _SAME_PLACE * smaller
