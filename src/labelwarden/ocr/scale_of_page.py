"""How large the label on a page is: by the page of a PDF, by the bar code, or by what the file says."""

from __future__ import annotations

from labelwarden.label.scale import Scale, by_bar_code
from labelwarden.ocr.page import Page
from labelwarden.ocr.source_pages import SourcePage

_OF_ARTICLES = ("EAN-13", "UPC-A")


def scale_of(source: SourcePage, page: Page) -> Scale | None:
    """What tells it; what the file says counts only where the bar code, if there is one, could be of that size."""
    bars = [
        by_bar_code(max(code.box.width, code.box.height))
        for code in page.barcodes
        if code.kind in _OF_ARTICLES and not code.fault
    ]
    if not bars:
        return source.scale
    told = source.scale
    return told if told is not None and bars[0].low <= told.low <= bars[0].high else bars[0]
