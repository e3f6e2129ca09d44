"""Pages of a PDF: what it holds as text, with the place of each word, and the page as it is printed."""

from __future__ import annotations

import ctypes
import threading
from collections.abc import Iterator
from functools import reduce
from pathlib import Path
from typing import TYPE_CHECKING, Any

from labelwarden.errors import OcrError
from labelwarden.label.scale import by_resolution
from labelwarden.ocr.seen_line import SeenLine, around, level_line
from labelwarden.text.span import Box

if TYPE_CHECKING:
    from PIL import Image

    from labelwarden.ocr.source_pages import SourcePage

_DOTS_PER_INCH = 300
_POINTS_PER_INCH = 72
_LONGEST_SIDE = 6000
"""Pixels: a poster is drawn with fewer dots an inch."""

_WRAPPED = "\x02"
"""What PDFium gives for a hyphen at the end of a line."""

_one_at_a_time = threading.Lock()
"""PDFium is not made for several threads."""


def pdf_pages(path: Path, most: int) -> Iterator[SourcePage]:
    """The first pages of the PDF at `path`, `most` at most.

    Raises:
        OcrError: What opens a PDF is not installed, or it is broken or locked by a password.
    """
    from labelwarden.ocr.source_pages import SourcePage, note_on_pages

    try:
        import pypdfium2
    except ImportError as error:
        message = 'a PDF needs pip install "labelwarden[inputs]"; or save its pages as png'
        raise OcrError(f"{path}: {message}") from error
    try:
        with _one_at_a_time:
            document = pypdfium2.PdfDocument(path)
            count = len(document)
        for number in range(min(count, most)):
            with _one_at_a_time:
                page = document[number]
                image, per_point = _printed(page)
                lines = tuple(_typed(pypdfium2.raw, page, image.size))
                is_artwork = _is_artwork(pypdfium2.raw, page)
                page.close()
            scale = by_resolution(per_point * _POINTS_PER_INCH, "the size of its page", sure=is_artwork)
            note = note_on_pages(count) if number == 0 and count > most else None
            yield SourcePage(image, lines, note, scale, per_point)
        document.close()
    except pypdfium2.PdfiumError as error:
        reason = "it is locked by a password" if "password" in str(error).casefold() else str(error)
        raise OcrError(f"{path}: the PDF cannot be opened ({reason}); export it again without a password") from error
    if not count:
        raise OcrError(f"{path}: the PDF has no pages; export it again")


def _printed(page: Any) -> tuple[Image.Image, float]:
    """The page as it is printed, and how many of its pixels make a point of the page."""
    width, height = page.get_size()
    scale = min(_DOTS_PER_INCH / _POINTS_PER_INCH, _LONGEST_SIDE / max(width, height, 1))
    printed: Image.Image = page.render(scale=scale).to_pil()
    return printed.convert("RGB"), scale


def _is_artwork(raw: Any, page: Any) -> bool:
    """Whether more than pictures is on the page: one with a picture alone is of whatever size a program made it."""
    return any(item.type != raw.FPDF_PAGEOBJ_IMAGE for item in page.get_objects())


def _typed(raw: Any, page: Any, size: tuple[int, int]) -> Iterator[SeenLine]:
    """The lines of text that the page holds, with boxes in pixels of a picture of it of that size."""
    text = page.get_textpage()
    words: list[tuple[str, Box, float]] = []
    letters = ""
    boxes: list[Box] = []
    for index in range(text.count_chars() + 1):
        letter = chr(raw.FPDFText_GetUnicode(text, index)) if index < text.count_chars() else "\n"
        if not letter.isspace() and letter != _WRAPPED:
            letters += letter
            boxes.append(_box_on(raw, page, size, text.get_charbox(index)))
            continue
        if letters:
            words.append((letters + ("-" if letter == _WRAPPED else ""), reduce(Box.joined, boxes), 1.0))
            letters, boxes = "", []
        if words and (letter in "\r\n" or letter == _WRAPPED):
            yield level_line(words)
            words = []
    text.close()


def _box_on(raw: Any, page: Any, size: tuple[int, int], sides: tuple[float, float, float, float]) -> Box:
    """Where a place on the page, in points from its lower left, lies on the picture; PDFium knows how it is turned."""
    left, low, right, top = sides
    points = []
    for x, y in ((left, top), (right, low)):
        across, down = ctypes.c_int(), ctypes.c_int()
        raw.FPDF_PageToDevice(page, 0, 0, *size, 0, x, y, across, down)
        points.append((float(across.value), float(down.value)))
    return around(points)
