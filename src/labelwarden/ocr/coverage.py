"""How much of what looks like print was read: what an engine overlooked shows in no confidence of its words."""

from __future__ import annotations

from collections.abc import Iterable

from PIL import Image, ImageChops, ImageDraw, ImageFilter

from labelwarden.text.span import Box

_LONG_SIDE = 1000
_CONTRAST = 48
_GROUND = 9
_PADDING = 0.25


def coverage(image: Image.Image, boxes: Iterable[Box]) -> float:
    """The share of sharp-edged pixels that lie in (slightly widened) word boxes; 1 where there are none.

    A pixel counts when it differs from the median of its surroundings by 48 of 255 levels, on a copy reduced to 1000
    pixels. Pictures, logos and bar codes have such pixels too, so that a label that was read whole seldom reaches 1.
    """
    factor = min(_LONG_SIDE / max(image.size), 1.0)
    size = max(1, round(image.width * factor)), max(1, round(image.height * factor))
    small = image.convert("L").resize(size, Image.Resampling.BOX)
    ground = small.filter(ImageFilter.MedianFilter(_GROUND))
    ink = ImageChops.difference(small, ground).point(lambda level: 255 * (level >= _CONTRAST))
    read = Image.new("L", size, 0)
    draw = ImageDraw.Draw(read)
    for box in boxes:
        pad = _PADDING * box.height
        corners = (box.x - pad, box.y - pad, box.right + pad, box.bottom + pad)
        draw.rectangle(tuple(corner * factor for corner in corners), fill=255)
    total = ink.histogram()[255]
    return ImageChops.multiply(ink, read).histogram()[255] / total if total else 1.0
