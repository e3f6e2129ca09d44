"""A picture of a label for a page: as a data URI, with the places of boxes and numbers over it."""

from __future__ import annotations

import base64
import io
from collections.abc import Sequence
from dataclasses import dataclass, field
from typing import TYPE_CHECKING

from labelwarden.errors import OcrError
from labelwarden.reports.marks import Mark, Rectangle, margin_of, place_badges, text_height
from labelwarden.reports.pages import PicturePage, ink_of, open_page
from labelwarden.reports.visible import visible
from labelwarden.text.span import Box

if TYPE_CHECKING:
    from PIL import Image

MAX_SIDE = 2000
"""Pixels of the copy in a report. Boxes keep the pixels of the original."""


@dataclass(frozen=True, slots=True)
class Spot:
    """The boxes of one quote and its number; `id` is unique on the label."""

    id: str
    number: int
    severity: str
    title: str
    boxes: tuple[Box, ...]
    badge: Box
    leader: tuple[int, int, int, int] | None


@dataclass(frozen=True, slots=True)
class Drawing:
    """A picture with its spots, counted in pixels of the original; without `data` it could not be opened any more."""

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


def drawings_of(pages: Sequence[PicturePage]) -> tuple[Drawing, ...]:
    """A drawing of every picture of a label."""
    return tuple(_drawing(page, number) for number, page in enumerate(pages, start=1))


def data_uri(image: Image.Image) -> str:
    """A copy of the picture of at most `MAX_SIDE` pixels, in whichever of PNG and JPEG is shorter."""
    from PIL import Image

    copy = image.convert("RGB")
    copy.thumbnail((MAX_SIDE, MAX_SIDE), Image.Resampling.LANCZOS)
    kinds = []
    for kind, options in (("png", {"optimize": True}), ("jpeg", {"quality": 85})):
        buffer = io.BytesIO()
        copy.save(buffer, kind, **options)
        kinds.append((len(buffer.getvalue()), kind, buffer.getvalue()))
    _, kind, data = min(kinds)
    return f"data:image/{kind};base64,{base64.b64encode(data).decode('ascii')}"


def _drawing(page: PicturePage, number: int) -> Drawing:
    missing = tuple(mark.number for mark in page.missing)
    name = visible(page.file) + (f", page {page.page}" if page.page and page.page > 1 else "")
    try:
        image = open_page(page)
    except OcrError as error:
        return Drawing(name, missing, fault=visible(str(error)))
    stroke = max(2, max(image.size) // 400)
    spots, margin = _spots(page.marks, image, stroke, number)
    return Drawing(
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


def _spots(marks: Sequence[Mark], image: Image.Image, stroke: int, page: int) -> tuple[tuple[Spot, ...], int]:
    badges = place_badges(marks, image.size, ink_of(image), stroke)
    places = [(mark, lines) for mark in marks for lines in mark.places]
    spots = []
    seen: dict[int, int] = {}
    for badge, (mark, lines) in zip(badges, places, strict=True):
        seen[mark.number] = seen.get(mark.number, 0) + 1
        spots.append(
            Spot(
                f"{mark.number}-{page}-{seen[mark.number]}",
                mark.number,
                mark.severity,
                visible(mark.title),
                tuple(map(_box, lines)),
                _box(badge.place),
                badge.leader,
            )
        )
    return tuple(spots), margin_of(badges)


def _box(rectangle: Rectangle) -> Box:
    left, top, right, bottom = rectangle
    return Box(left, top, right - left, bottom - top)
