"""A picture read: its text in reading order, other readings of it, and where each word stands."""

from __future__ import annotations

from collections.abc import Sequence
from concurrent.futures import ThreadPoolExecutor
from dataclasses import dataclass
from itertools import groupby
from pathlib import Path

from PIL import Image

from labelwarden.errors import OcrError
from labelwarden.ocr.engine import Engine, SeenWord
from labelwarden.ocr.ink import SHRINK, covered, ink_mask
from labelwarden.ocr.passes import Sheet, likely, merged, read_regions, read_whole
from labelwarden.ocr.picture import open_picture
from labelwarden.ocr.reading_order import by_blocks, by_regions, by_rows
from labelwarden.ocr.regions import find_regions
from labelwarden.ocr.view import Block, PlacedWord, View, written_out
from labelwarden.text.span import Box


@dataclass(frozen=True, slots=True)
class Barcode:
    """A bar or matrix code that was decoded."""

    kind: str
    text: str
    box: Box


@dataclass(frozen=True, slots=True)
class Page:
    """One page or frame. `main` is the reading to show, `views` are the others of the same page.

    `turned` says by how many degrees clockwise the picture was turned to read it; boxes are of the unturned one.
    """

    page: int
    width: int
    height: int
    main: View
    views: tuple[View, ...] = ()
    coverage: float = 1.0
    turned: int = 0
    barcodes: tuple[Barcode, ...] = ()

    @property
    def text(self) -> str:
        return self.main.text

    @property
    def words(self) -> tuple[PlacedWord, ...]:
        return self.main.words


@dataclass(frozen=True, slots=True)
class Reading:
    """What was read from one file, and by which engines. `notes` says what was left out."""

    source: str
    engines: tuple[str, ...]
    pages: tuple[Page, ...]
    notes: tuple[str, ...] = ()

    @property
    def is_empty(self) -> bool:
        """Whether no word was read on any page."""
        return not any(page.words for page in self.pages)


def read_picture(path: Path, engine: Engine) -> Reading:
    """What `engine` reads on the picture at `path`.

    Raises:
        OcrError: The picture cannot be opened, or the engine broke down on it.
    """
    picture = open_picture(path)
    try:
        page = read_page(picture.image, engine)
    except OcrError as error:
        raise OcrError(f"{path}: {error}") from error
    return Reading(str(path), (engine.name,), (page,), (picture.note,) if picture.note else ())


def read_page(image: Image.Image, engine: Engine, number: int = 1) -> Page:
    """What `engine` reads on `image` in two passes: over the whole of it, and over each region by itself."""
    sheet = Sheet.of(image)
    # Side by side: Tesseract leaves the interpreter free while it works.
    with ThreadPoolExecutor(1) as beside:
        reading_whole = beside.submit(read_whole, sheet, engine)
        ink = ink_mask(sheet.grey)
        parts = read_regions(sheet, engine, find_regions(ink))
        whole = reading_whole.result()
    words = likely(merged(whole, parts))
    orders = (by_regions(words), by_blocks(words), by_rows(words), _as_seen(whole), _as_seen(parts))
    main, *others = (written_out(order) for order in orders)
    return Page(
        page=number,
        width=image.width,
        height=image.height,
        main=main,
        views=_distinct(main, others),
        coverage=covered(ink, (word.box for word in words), SHRINK * sheet.scale),
    )


def _as_seen(words: Sequence[SeenWord]) -> list[Block]:
    """The engine's own lines and blocks."""
    return [
        [list(line) for _, line in groupby(block, key=lambda word: word.line)]
        for _, block in groupby(words, key=lambda word: word.block)
    ]


def _distinct(main: View, others: Sequence[View]) -> tuple[View, ...]:
    """`others` without those that are empty or say the same as one before."""
    known = {main.text, ""}
    views = []
    for view in others:
        if view.text not in known:
            known.add(view.text)
            views.append(view)
    return tuple(views)
