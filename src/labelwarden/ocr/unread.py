"""Where on a picture something seems to be printed that nobody read: where a person has to look."""

from __future__ import annotations

from PIL import Image, ImageChops, ImageDraw

from labelwarden.ocr.ink import SHRINK, ink_mask
from labelwarden.ocr.page import Page
from labelwarden.ocr.passes import Sheet
from labelwarden.ocr.regions import find_regions
from labelwarden.text.span import Box

MOST = 5
"""Places that are told; the others have less ink than these."""

_LEAST = 0.02
"""Share of the ink of a picture that makes a place worth a look."""

_PADDING = 0.3


def unread_on(page: Page, image: Image.Image) -> tuple[Box, ...]:
    """The regions of ink outside all words of all readings, those with most ink first. Drawings are ink, too."""
    sheet = Sheet.of(image)
    ink = ink_mask(sheet.grey)
    total = ink.histogram()[255]
    scale = SHRINK * sheet.scale
    left = ImageChops.subtract(ink, _read(page, ink.size, scale))
    found = []
    for region in find_regions(left):
        part = left.crop((region.x, region.y, region.right, region.bottom)).histogram()[255]
        if part >= _LEAST * total:
            found.append((part, _on_picture(region, scale, image.size)))
    return tuple(box for _, box in sorted(found, key=lambda pair: -pair[0])[:MOST])


def _read(page: Page, size: tuple[int, int], scale: float) -> Image.Image:
    read = Image.new("L", size, 0)
    draw = ImageDraw.Draw(read)
    for view in (page.main, *page.views):
        for word in view.words:
            pad = _PADDING * min(word.box.width, word.box.height)
            corners = (word.box.x - pad, word.box.y - pad, word.box.right + pad, word.box.bottom + pad)
            draw.rectangle([corner / scale for corner in corners], fill=255)
    return read


def _on_picture(region: Box, scale: float, size: tuple[int, int]) -> Box:
    left, top = max(round(region.x * scale), 0), max(round(region.y * scale), 0)
    right, bottom = min(round(region.right * scale), size[0]), min(round(region.bottom * scale), size[1])
    return Box(left, top, max(right - left, 1), max(bottom - top, 1))
