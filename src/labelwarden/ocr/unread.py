"""Where on a picture something seems to be printed that nobody read: where a person has to look."""

from __future__ import annotations

from collections.abc import Collection, Iterator

from PIL import Image, ImageChops, ImageDraw

from labelwarden.ocr.ink import SHRINK, ink_mask
from labelwarden.ocr.page import Page
from labelwarden.ocr.passes import Sheet
from labelwarden.text.span import Box

MOST = 5
"""Places that are told; the others have less ink than these."""

_CELL = 24
"""Pixels of the ink mask: a picture is looked at in squares of this size."""

_STROKE = 2
_DENSE = 0.16
"""Share of a square where ink begins or ends, if something is printed there."""

_PADDING = 0.3


def unread_on(page: Page, image: Image.Image) -> tuple[Box, ...]:
    """The places with ink outside all words of all readings, those with most ink first. Drawings are ink, too."""
    sheet = Sheet.of(image)
    ink = ink_mask(sheet.grey)
    left = ImageChops.subtract(ink, _read(page, ink.size, SHRINK * sheet.scale))
    # Letters change between ink and ground all along a line; the edge of a bottle does so once.
    strokes = ImageChops.difference(left, ImageChops.offset(left, _STROKE, 0))
    columns, rows = -(-left.width // _CELL), -(-left.height // _CELL)
    # Squares at the edge are filled up, so that all have one size.
    filled = strokes.crop((0, 0, columns * _CELL, rows * _CELL))
    squares = filled.resize((columns, rows), Image.Resampling.BOX).tobytes()
    inked = {(n % columns, n // columns): share for n, share in enumerate(squares) if share >= 255 * _DENSE}
    places = sorted(groups(inked), key=lambda group: -sum(inked[cell] for cell in group))
    return tuple(_on_picture(group, _CELL * SHRINK * sheet.scale, image.size) for group in places[:MOST])


def groups(cells: Collection[tuple[int, int]]) -> Iterator[list[tuple[int, int]]]:
    """The squares in groups of neighbours."""
    free = set(cells)
    while free:
        group = [free.pop()]
        for column, row in group:
            beside = {(column - 1, row), (column + 1, row), (column, row - 1), (column, row + 1)} & free
            free -= beside
            group += sorted(beside)
        yield group


def _read(page: Page, size: tuple[int, int], scale: float) -> Image.Image:
    read = Image.new("L", size, 0)
    draw = ImageDraw.Draw(read)
    boxes = [word.box for view in (page.main, *page.views) for word in view.words]
    for box in (*boxes, *(code.box for code in page.barcodes)):
        pad = _PADDING * min(box.width, box.height)
        corners = (box.x - pad, box.y - pad, box.right + pad, box.bottom + pad)
        draw.rectangle([corner / scale for corner in corners], fill=255)
    return read


def _on_picture(group: Collection[tuple[int, int]], side: float, size: tuple[int, int]) -> Box:
    """The box around squares of that side."""
    columns, rows = [column for column, _ in group], [row for _, row in group]
    left, top = round(min(columns) * side), round(min(rows) * side)
    right, bottom = min(round((max(columns) + 1) * side), size[0]), min(round((max(rows) + 1) * side), size[1])
    return Box(left, top, max(right - left, 1), max(bottom - top, 1))
