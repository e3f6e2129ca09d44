"""A part of a picture read by itself, as a person asked for it."""

from __future__ import annotations

from dataclasses import dataclass
from functools import cache
from statistics import median
from typing import TYPE_CHECKING, cast

from labelwarden.errors import OcrError
from labelwarden.label.panel import Word
from labelwarden.text.span import Box
from labelwarden.web.reading import Given

if TYPE_CHECKING:
    from PIL import Image

    from labelwarden.ocr.engine import Engine, EngineName

LEAST_SIDE = 8
"""Pixels. Less holds no letter."""

_SHEET = 1000
"""Pixels of the longer side of what the engine is given at least: it enlarges a sheet to 3000, and a line that fills
one would have letters larger than any that engines are made for."""

_HEADLINE = 90
"""Pixels: a region that was read badly is made as low as that and read again, as a headline of one line."""

_SURE = 0.8

_MARGIN = 24


@dataclass(frozen=True, slots=True)
class Seen:
    """What was read there; boxes count in pixels of the whole picture."""

    text: str = ""
    words: tuple[Word, ...] = ()
    error: str = ""


def read_part(file: Given, page: int, box: Box, engine: str) -> Seen:
    """What stands in `box` of a page, or why it cannot be read. Runs in a process of its own."""
    try:
        return read_region(file, page, box, _engine(engine))
    except OcrError as error:
        return Seen(error=str(error).replace(str(file.path), file.name))
    except OSError as error:
        return Seen(error=f"its file can no longer be opened ({error.strerror}); hand it in again")


@cache
def _engine(name: str) -> Engine:
    """Loaded once in a process."""
    from labelwarden.ocr.engine import load_engine

    return load_engine(cast("EngineName", name))


def read_region(file: Given, page: int, box: Box, engine: Engine) -> Seen:
    """What stands in `box` of a page.

    Raises:
        OcrError: the picture cannot be opened, or the engine broke down on it.
    """
    from PIL.Image import Resampling

    from labelwarden.ocr.source_pages import page_at

    part = page_at(file.path, page).convert("RGB").crop((box.x, box.y, box.right, box.bottom))
    seen = _read(part, 1.0, _SHEET, box, engine)
    if part.height > _HEADLINE and _sureness(seen) < _SURE:
        factor = _HEADLINE / part.height
        small = part.resize((max(1, round(part.width * factor)), _HEADLINE), Resampling.LANCZOS)
        seen = max(seen, _read(small, factor, 3 * _SHEET, box, engine), key=_sureness)
    return seen


def _read(part: Image.Image, factor: float, sheet: int, box: Box, engine: Engine) -> Seen:
    """`part` is what stands in `box`, made smaller by `factor`."""
    # Imported here: the server itself reads no picture.
    from PIL import ImageOps

    from labelwarden.ocr.engine import PageEngine, SeenWord
    from labelwarden.ocr.page_reading import read_page
    from labelwarden.ocr.reading_order import rows_of
    from labelwarden.ocr.view import written_out

    room = max(_MARGIN, (sheet - max(part.size)) // 2)
    view = read_page(ImageOps.expand(part, room, _ground(part)), engine).main
    if isinstance(engine, PageEngine):
        # It takes wide spaces of large print for gaps between columns. A region that a person drew has one column.
        words = [SeenWord(word.text, word.box, word.confidence, 0, 0) for word in view.words]
        view = written_out([rows_of(words)])
    placed = [
        Word(word.start, word.end, inside, word.confidence)
        for word in view.words
        if (inside := _moved(word.box, room, factor, box)) is not None
    ]
    return Seen(view.text, tuple(placed))


def _sureness(seen: Seen) -> float:
    """The mean confidence of a character."""
    length = sum(word.end - word.start for word in seen.words)
    return sum(word.confidence * (word.end - word.start) for word in seen.words) / length if length else 0.0


def clipped(box: Box, width: int, height: int) -> Box:
    """The part of `box` that lies on a picture of that size.

    Raises:
        ValueError: there is too little of it.
    """
    left, top = max(0, box.x), max(0, box.y)
    inside = Box(left, top, min(width, box.right) - left, min(height, box.bottom) - top)
    if min(inside.width, inside.height) < LEAST_SIDE:
        raise ValueError(f"Expected a region of {LEAST_SIDE} pixels or more each way, on the picture.")
    return inside


def _moved(word: Box, room: int, factor: float, box: Box) -> Box | None:
    """A box on what the engine was given as one on the picture; None where it lies on the margin."""
    sides = (word.x - room, word.y - room, word.right - room, word.bottom - room)
    left, top, right, bottom = (round(side / factor) for side in sides)
    left, top, right, bottom = max(0, left), max(0, top), min(box.width, right), min(box.height, bottom)
    if right <= left or bottom <= top:
        return None
    return Box(box.x + left, box.y + top, right - left, bottom - top)


def _ground(part: Image.Image) -> tuple[int, int, int]:
    """The colour around the edge, so that what is added around it shows no edge."""
    edge = [
        cast("tuple[int, int, int]", part.getpixel((x, y))) for x in range(part.width) for y in (0, part.height - 1)
    ]
    red, green, blue = (round(median(channel)) for channel in zip(*edge, strict=True))
    return red, green, blue
