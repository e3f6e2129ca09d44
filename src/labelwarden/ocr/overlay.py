"""A picture of what was read: a box around each word, in a colour for how sure it is, and around what was not read."""

from __future__ import annotations

import io
from pathlib import Path

from PIL import Image, ImageDraw, ImageFont

from labelwarden.ocr.page import Page
from labelwarden.ocr.reading import Reading
from labelwarden.ocr.source_pages import pages_of

_SURE, _FAIR = 0.9, 0.6
_COLOURS = {"sure": "#1a7f37", "fair": "#b35900", "unsure": "#cf222e"}
_CODE = "#0550ae"
_UNREAD = "#8250df"
_GAP = 20


def as_png(reading: Reading) -> bytes:
    """The pages of `reading` below each other, as a PNG: the words of their first views, codes, and what was not read.

    Raises:
        OcrError: The file can no longer be opened.
    """
    drawn = [
        _marked(source.image, page) for source, page in zip(pages_of(Path(reading.source)), reading.pages, strict=False)
    ]
    sheet = Image.new("RGB", (max(i.width for i in drawn), sum(i.height + _GAP for i in drawn) - _GAP), "white")
    top = 0
    for image in drawn:
        sheet.paste(image, (0, top))
        top += image.height + _GAP
    data = io.BytesIO()
    sheet.save(data, "PNG")
    return data.getvalue()


def _marked(image: Image.Image, page: Page) -> Image.Image:
    marked = image.copy()
    draw = ImageDraw.Draw(marked)
    width = max(1, round(max(image.size) / 1000))
    boxes = [(word.box, _COLOURS[_sureness(word.confidence)]) for word in page.words]
    for box, colour in (*boxes, *((code.box, _CODE) for code in page.barcodes)):
        draw.rectangle((box.x, box.y, box.right, box.bottom), outline=colour, width=width)
    font = ImageFont.load_default(max(12, max(image.size) // 80))
    for box in page.unread:
        draw.rectangle((box.x, box.y, box.right, box.bottom), outline=_UNREAD, width=3 * width)
        draw.text(
            (box.x + 4 * width, box.y + 4 * width), "not read", _UNREAD, font, stroke_width=width, stroke_fill="white"
        )
    return marked


def _sureness(confidence: float) -> str:
    return "sure" if confidence >= _SURE else "fair" if confidence >= _FAIR else "unsure"
