"""The number that is printed below bars which could not be decoded, as an engine read it.

It is told to a person and names no article: nothing but its own check digit has proved it.
"""

from __future__ import annotations

from dataclasses import replace

from labelwarden.label.gtin import is_right
from labelwarden.ocr.page import BARS, Barcode, Page
from labelwarden.ocr.view import View
from labelwarden.text.span import Box

_LENGTHS = (12, 13)
"""Digits of an article's number below its bars; of eight digits too many stand on labels."""

_AROUND = 0.25
"""Of the length of the bars: so far from them their first and last digit may stand."""


def with_numbers(page: Page) -> Page:
    """The page with the number of each code that was not decoded, where one is read beside its bars."""
    if all(code.kind != BARS for code in page.barcodes):
        return page
    return replace(page, barcodes=tuple(_numbered(code, page) for code in page.barcodes))


def _numbered(code: Barcode, page: Page) -> Barcode:
    if code.kind != BARS:
        return code
    read = {number for view in (page.main, *page.views) if (number := _number_in(view, code.box))}
    if len(read) != 1:
        return code
    return replace(code, text=read.pop(), fault=f"{code.fault}: this is what stands below them")


def _number_in(view: View, bars: Box) -> str | None:
    """The digits of the words around the bars, if they are a number that checks."""
    room = _AROUND * max(bars.width, bars.height)
    near = [
        word.text
        for word in view.words
        if bars.x - room <= word.box.x + word.box.width / 2 <= bars.right + room
        and bars.y - room <= word.box.y + word.box.height / 2 <= bars.bottom + room
    ]
    runs = "".join(text if text.isdecimal() else "/" for text in near).split("/")
    return next((run for run in runs if len(run) in _LENGTHS and is_right(run)), None)
