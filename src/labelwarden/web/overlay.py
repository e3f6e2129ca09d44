"""Boxes and numbers over a picture, as shapes for a page."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Any

from labelwarden.reports.marks import Rectangle, margin_of, marks_on, place_badges, text_height
from labelwarden.text.span import Box
from labelwarden.web.store.items import StoredPicture


@dataclass(frozen=True, slots=True)
class Spot:
    """The boxes of one quote, one a line, and the place of its number."""

    number: int
    severity: str
    title: str
    boxes: tuple[Box, ...]
    badge: Box
    leader: tuple[int, int, int, int] | None


@dataclass(frozen=True, slots=True)
class Overlay:
    """A picture with its spots, counted in pixels of the original."""

    picture: StoredPicture
    view_box: str
    stroke: int
    text_height: int
    spots: tuple[Spot, ...]


def overlay_of(picture: StoredPicture, label: dict[str, Any]) -> Overlay:
    """The spots of the findings of a label of a JSON report that stand on this picture."""
    marks = marks_on(label, picture.file, picture.page, first=False)
    size = picture.width, picture.height
    stroke = max(2, max(size) // 600)
    # The picture is not opened for each page view, so numbers avoid boxes and each other, and not print.
    badges = place_badges(marks, size, lambda _: 0.0, stroke)
    places = [(mark, lines) for mark in marks for lines in mark.places]
    spots = tuple(
        Spot(mark.number, mark.severity, mark.title, tuple(map(_box, lines)), _box(badge.place), badge.leader)
        for badge, (mark, lines) in zip(badges, places, strict=True)
    )
    margin = margin_of(badges)
    return Overlay(picture, f"{-margin} 0 {picture.width + margin} {picture.height}", stroke, text_height(*size), spots)


def _box(rectangle: Rectangle) -> Box:
    left, top, right, bottom = rectangle
    return Box(left, top, right - left, bottom - top)
