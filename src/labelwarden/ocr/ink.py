"""Where on a picture something is printed: pixels that stand out from the ground around them, dark or light.

All masks are grey pictures of 0 and 255, a quarter of the size of what an engine is given.
"""

from __future__ import annotations

from collections.abc import Iterable

from PIL import Image, ImageChops, ImageDraw, ImageFilter

from labelwarden.text.span import Box

SHRINK = 4
_CONTRAST = 40
_GROUND_WINDOW = 15
"""At half the size of the mask: strokes of up to half of this are ink, anything wider is ground."""

_LINE = 24
"""A stretch as long as this without a gap is a rule or a frame, and no letter."""

_FULL = 235
_PADDING = 0.25


def ink_mask(grey: Image.Image) -> Image.Image:
    """The ink of `grey`, without rules and frames."""
    small = _resized(grey, grey.width // SHRINK, grey.height // SHRINK)
    ground = _resized(small, small.width // 2, small.height // 2).filter(ImageFilter.MedianFilter(_GROUND_WINDOW))
    distance = ImageChops.difference(small, ground.resize(small.size, Image.Resampling.BILINEAR))
    ink = distance.point(lambda level: 255 * (level >= _CONTRAST))
    lines = ImageChops.lighter(_full_cells(ink, _LINE, 1), _full_cells(ink, 1, _LINE))
    return ImageChops.subtract(ink, lines.filter(ImageFilter.MaxFilter(3)))


def covered(ink: Image.Image, boxes: Iterable[Box], scale: float) -> float:
    """The share of `ink` in `boxes`, which are widened by a quarter of their height; 1 where there is no ink.

    `scale` is the number of pixels of the picture of the boxes that make one of `ink`. Drawings, logos and bar codes
    are ink too, so that a label that was read whole seldom reaches 1. What an engine overlooked lowers it, and shows in
    no confidence of the words that it saw. What it misread counts as read, and print too faint to be ink does not:
    low coverage tells of a bad reading, high coverage alone does not tell of a good one.
    """
    read = Image.new("L", ink.size, 0)
    draw = ImageDraw.Draw(read)
    for box in boxes:
        pad = _PADDING * box.height
        corners = (box.x - pad, box.y - pad, box.right + pad, box.bottom + pad)
        draw.rectangle([corner / scale for corner in corners], fill=255)
    total = ink.histogram()[255]
    return ImageChops.multiply(ink, read).histogram()[255] / total if total else 1.0


def _full_cells(ink: Image.Image, width: int, height: int) -> Image.Image:
    """The cells of that size that are ink all over."""
    cells = _resized(ink, ink.width // width, ink.height // height)
    return cells.point(lambda level: 255 * (level >= _FULL)).resize(ink.size, Image.Resampling.NEAREST)


def _resized(image: Image.Image, width: int, height: int) -> Image.Image:
    return image.resize((max(1, width), max(1, height)), Image.Resampling.BOX)
