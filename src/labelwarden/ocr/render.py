"""A reading as plain data (schema `labelwarden.reading/1`) and as plain text."""

from __future__ import annotations

from labelwarden.ocr.page import Barcode, Page
from labelwarden.ocr.reading import Reading
from labelwarden.ocr.view import PlacedWord
from labelwarden.text.span import Box

SCHEMA = "labelwarden.reading/1"


def as_json(reading: Reading) -> dict[str, object]:
    """`reading` as it is written to JSON."""
    return {
        "schema": SCHEMA,
        "source": reading.source,
        "engines": list(reading.engines),
        "notes": list(reading.notes),
        "pages": [_page(page) for page in reading.pages],
    }


def as_text(reading: Reading) -> str:
    """The text of all pages, parted by form feeds."""
    return "\n\f\n".join(page.text for page in reading.pages)


def _page(page: Page) -> dict[str, object]:
    return {
        "page": page.page,
        "width": page.width,
        "height": page.height,
        "turned": page.turned,
        "text": page.text,
        "views": [view.text for view in page.views],
        "coverage": round(page.coverage, 4),
        "unread": [_box(box) for box in page.unread],
        "words": [_word(word) for word in page.words],
        "barcodes": [_barcode(code) for code in page.barcodes],
    }


def _word(word: PlacedWord) -> dict[str, object]:
    return {"text": word.text, "box": _box(word.box), "confidence": round(word.confidence, 4)}


def _barcode(code: Barcode) -> dict[str, object]:
    return {"kind": code.kind, "text": code.text, "box": _box(code.box), "gtin": code.gtin, "fault": code.fault}


def _box(box: Box) -> list[int]:
    return [box.x, box.y, box.width, box.height]
