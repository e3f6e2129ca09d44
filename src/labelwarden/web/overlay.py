"""Boxes and numbers over a picture, as shapes for a page."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from typing import Any

from labelwarden.label.panel import Panel
from labelwarden.reports.marks import Ink, Rectangle, marks_on, text_height
from labelwarden.reports.spots import Spot, spots_of
from labelwarden.text.span import Box
from labelwarden.web.store.items import StoredPicture

_COARSE = 600
"""Cells of the longer side of a picture, of which each is printed on or not."""


@dataclass(frozen=True, slots=True)
class Overlay:
    """A picture with its spots, counted in pixels of the original."""

    picture: StoredPicture
    view_box: str
    stroke: int
    text_height: int
    spots: tuple[Spot, ...]


def overlay_of(picture: StoredPicture, label: dict[str, Any], panels: Sequence[Panel] = ()) -> Overlay:
    """The spots of the findings of a label of a JSON report that stand on this picture; numbers avoid its words."""
    marks = marks_on(label, picture.file, picture.page, first=False)
    size = picture.width, picture.height
    stroke = max(2, max(size) // 600)
    # The picture is not opened for each page view: print is where words were read.
    words = (
        word.box for panel in panels if (panel.file, panel.page) == (picture.file, picture.page) for word in panel.words
    )
    spots, margin = spots_of(marks, size, _print_of(words, size), stroke)
    return Overlay(picture, f"{-margin} 0 {picture.width + margin} {picture.height}", stroke, text_height(*size), spots)


def _print_of(words: Iterable[Box], size: tuple[int, int]) -> Ink:
    """How much of a place is printed on, from 0 to 1, as far as words were read there."""
    from PIL import Image, ImageDraw

    coarse = max(1, max(size) // _COARSE)
    mask = Image.new("L", (size[0] // coarse + 1, size[1] // coarse + 1))
    draw = ImageDraw.Draw(mask)
    for word in words:
        draw.rectangle([side // coarse for side in (word.x, word.y, word.right, word.bottom)], fill=255)

    def ink(place: Rectangle) -> float:
        left, top, right, bottom = (side // coarse for side in place)
        part = mask.crop((left, top, max(left + 1, right), max(top + 1, bottom)))
        return float(part.resize((1, 1), Image.Resampling.BOX).tobytes()[0]) / 255

    return ink
