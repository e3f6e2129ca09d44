"""Boxes and numbers over a picture, as shapes for a page."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from functools import partial
from typing import Any

from labelwarden.label.panel import Panel
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


def overlay_of(picture: StoredPicture, label: dict[str, Any], panels: Sequence[Panel] = ()) -> Overlay:
    """The spots of the findings of a label of a JSON report that stand on this picture; numbers avoid its words."""
    marks = marks_on(label, picture.file, picture.page, first=False)
    size = picture.width, picture.height
    stroke = max(2, max(size) // 600)
    # The picture is not opened for each page view: print is where words were read.
    words = [
        word.box for panel in panels if (panel.file, panel.page) == (picture.file, picture.page) for word in panel.words
    ]
    badges = place_badges(marks, size, partial(_printed, words), stroke)
    places = [(mark, lines) for mark in marks for lines in mark.places]
    spots = tuple(
        Spot(mark.number, mark.severity, mark.title, tuple(map(_box, lines)), _box(badge.place), badge.leader)
        for badge, (mark, lines) in zip(badges, places, strict=True)
    )
    margin = margin_of(badges)
    return Overlay(picture, f"{-margin} 0 {picture.width + margin} {picture.height}", stroke, text_height(*size), spots)


def _printed(words: Sequence[Box], place: Rectangle) -> float:
    """The share of a place that words take; those of several readings count once."""
    left, top, right, bottom = place
    area = max(1, (right - left) * (bottom - top))
    shares = (
        max(0, min(word.right, right) - max(word.x, left)) * max(0, min(word.bottom, bottom) - max(word.y, top)) / area
        for word in words
    )
    return max(shares, default=0.0)


def _box(rectangle: Rectangle) -> Box:
    left, top, right, bottom = rectangle
    return Box(left, top, right - left, bottom - top)
