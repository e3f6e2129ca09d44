"""A labeling as JSON and back, so that a label that was read once can be checked again when rules or words change."""

from __future__ import annotations

import json
from dataclasses import astuple
from typing import Any

from labelwarden.label.labeling import Labeling, Surface
from labelwarden.label.panel import Panel, Word
from labelwarden.label.scale import Scale
from labelwarden.text.printed import Text
from labelwarden.text.span import Box

_PLAIN = ("source", "product", "brand", "type", "form", "sku", "gtin")


def to_json(labeling: Labeling) -> str:
    """All of it; words as lists of nine numbers, since a label may have thousands."""
    data: dict[str, Any] = {name: getattr(labeling, name) for name in _PLAIN}
    data["surface"] = labeling.surface.value
    data["shows"] = None if labeling.shows is None else sorted(labeling.shows)
    data["jurisdictions"] = list(labeling.jurisdictions)
    data["notes"] = list(labeling.notes)
    data["panels"] = [_panel_json(panel) for panel in labeling.panels]
    return json.dumps(data, ensure_ascii=False)


def from_json(text: str) -> Labeling:
    """The labeling that `to_json` wrote.

    >>> labeling = Labeling("a.txt", (Panel("web", Text("Cures gout")),), surface=Surface.LISTING)
    >>> from_json(to_json(labeling)) == labeling
    True
    """
    data = json.loads(text)
    shows = data["shows"]
    return Labeling(
        **{name: data[name] for name in _PLAIN},
        panels=tuple(_panel(panel) for panel in data["panels"]),
        surface=Surface(data["surface"]),
        shows=None if shows is None else frozenset(shows),
        jurisdictions=tuple(data["jurisdictions"]),
        notes=tuple(data["notes"]),
    )


def _panel_json(panel: Panel) -> dict[str, Any]:
    return {
        "name": panel.name,
        "text": panel.text.printed,
        "wrapped": panel.text.wrapped,
        "file": panel.file,
        "page": panel.page,
        "coverage": panel.coverage,
        "view_of": panel.view_of,
        "words": [
            (*(word.start, word.end), *_sides(word.box), *(word.confidence, word.type_size, word.contrast))
            for word in panel.words
        ],
        "size": panel.size,
        "per_point": panel.per_point,
        "unread": [_sides(box) for box in panel.unread],
        "scale": None if panel.scale is None else astuple(panel.scale),
    }


def _panel(data: dict[str, Any]) -> Panel:
    return Panel(
        name=data["name"],
        text=Text(data["text"], wrapped=data["wrapped"]),
        file=data["file"],
        page=data["page"],
        words=tuple(
            # Labels that were read by an older version have no more than the confidence.
            Word(start, end, Box(x, y, width, height), *more)
            for start, end, x, y, width, height, *more in data["words"]
        ),
        coverage=data["coverage"],
        view_of=data["view_of"],
        size=tuple(data["size"]) if data.get("size") else None,
        per_point=data.get("per_point"),
        unread=tuple(Box(*sides) for sides in data.get("unread", ())),
        scale=Scale(*data["scale"]) if data.get("scale") else None,
    )


def _sides(box: Box) -> tuple[int, int, int, int]:
    return box.x, box.y, box.width, box.height
