"""A picture of a label for a page: as a data URI, with the places of boxes and numbers over it."""

from __future__ import annotations

import base64
from collections.abc import Sequence
from dataclasses import dataclass, field
from typing import TYPE_CHECKING

from labelwarden.errors import OcrError
from labelwarden.reports.marks import text_height
from labelwarden.reports.pages import PicturePage, ink_of, open_page
from labelwarden.reports.shown_copy import shown_copy
from labelwarden.reports.spots import Spot, spots_of
from labelwarden.reports.visible import visible

if TYPE_CHECKING:
    from PIL import Image

MAX_SIDE = 2000
"""Pixels of the copy in a report. Boxes keep the pixels of the original."""


@dataclass(frozen=True, slots=True)
class Drawing:
    """A picture with its spots, counted in pixels of the original; without `data` it could not be opened any more."""

    number: int
    file: str
    missing: tuple[int, ...]
    fault: str = ""
    data: str = field(default="", repr=False)
    view_box: str = ""
    width: int = 0
    picture_width: int = 0
    picture_height: int = 0
    stroke: int = 2
    text_height: int = 12
    spots: tuple[Spot, ...] = ()

    def anchor(self, spot: Spot) -> str:
        """What tells a spot from all others of a label."""
        return f"{spot.number}-{self.number}-{spot.nth}"


def drawings_of(pages: Sequence[PicturePage]) -> tuple[Drawing, ...]:
    """A drawing of every picture of a label."""
    return tuple(_drawing(page, number) for number, page in enumerate(pages, start=1))


def data_uri(image: Image.Image) -> str:
    """A copy of the picture of at most `MAX_SIDE` pixels, in whichever of PNG and JPEG is shorter."""
    kind, data = shown_copy(image, MAX_SIDE)
    return f"data:image/{kind};base64,{base64.b64encode(data).decode('ascii')}"


def _drawing(page: PicturePage, number: int) -> Drawing:
    missing = tuple(mark.number for mark in page.missing)
    name = visible(page.file) + (f", page {page.page}" if page.page and page.page > 1 else "")
    try:
        image = open_page(page)
    except OcrError as error:
        return Drawing(number, name, missing, fault=visible(str(error)))
    stroke = max(2, max(image.size) // 400)
    spots, margin = spots_of(page.marks, image.size, ink_of(image), stroke)
    return Drawing(
        number=number,
        file=name,
        missing=missing,
        data=data_uri(image),
        view_box=f"{-margin} 0 {image.width + margin} {image.height}",
        width=image.width + margin,
        picture_width=image.width,
        picture_height=image.height,
        stroke=stroke,
        text_height=text_height(*image.size),
        spots=spots,
    )
