"""A reading of a region that a person asked for and put right, added to what a label says."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass, replace
from datetime import UTC, datetime

from labelwarden.label.labeling import Labeling
from labelwarden.label.panel import Panel, Word
from labelwarden.text.printed import Text
from labelwarden.text.span import Box
from labelwarden.web.correction import without_words_in
from labelwarden.web.region import Seen
from labelwarden.web.store.items import StoredPicture

MOST = 4000
"""Characters of one region."""


@dataclass(frozen=True, slots=True)
class Supplied:
    """What a person says stands in `box` of a picture; `instead` strikes what was read there before."""

    picture: StoredPicture
    box: Box
    text: str
    who: str
    instead: bool = False


def with_reading(labeling: Labeling, supplied: Supplied, seen: Seen) -> Labeling:
    """The labeling with that reading as a panel of its own. A note of it goes into every report.

    Raises:
        ValueError: there are no words.
    """
    lines = [" ".join(line.split()) for line in supplied.text.splitlines()]
    text = "\n".join(line for line in lines if line)
    if not text and not supplied.instead:
        raise ValueError("Expected the words that stand there, found none.")
    picture = supplied.picture
    first = next((p for p in labeling.panels if _shows(p, picture) and p.view_of is None), None)
    panels = labeling.panels
    if supplied.instead:
        panels = tuple(without_words_in(p, supplied.box) if _shows(p, picture) else p for p in panels)
    if text:
        name = _free_name(first.name if first else "picture", {panel.name for panel in panels})
        words = tuple(_placed(text, supplied.box, seen))
        view_of = first.name if first else None
        panels = (*panels, Panel(name, Text(text, wrapped=True), picture.file, picture.page, words, view_of=view_of))
    return replace(labeling, panels=panels, notes=(*labeling.notes, _note(supplied, text, seen)))


def _shows(panel: Panel, picture: StoredPicture) -> bool:
    return bool(panel.words or panel.coverage is not None) and (panel.file, panel.page) == (picture.file, picture.page)


def _free_name(name: str, taken: set[str]) -> str:
    number = 1
    while f"{name}[region {number}]" in taken:
        number += 1
    return f"{name}[region {number}]"


def _note(supplied: Supplied, text: str, seen: Seen) -> str:
    day = datetime.now(UTC).strftime("%Y-%m-%d")
    said = " / ".join(text.splitlines())
    what = f'supplied "{said}"' if text else "struck all that was read there"
    if text and text == seen.text.strip():
        what = f'confirmed "{said}", as it was then read'
    before = "; what was read there before is struck" if supplied.instead and text else ""
    return f"{supplied.who} had a region of {supplied.picture.file} read again and {what}{before} ({day})"


def _placed(text: str, box: Box, seen: Seen) -> Iterator[Word]:
    """Each word with its place: as it was read where a line has as many words as were read, else by its share."""
    lines = text.split("\n")
    read = list(_lines_of(seen))
    start = 0
    for number, line in enumerate(lines):
        tokens = line.split(" ")
        known = read[number] if len(read) == len(lines) else []
        if len(known) == len(tokens):
            boxes = [word.box for word in known]
        else:
            boxes = _shares(tokens, _around(known) or _slice(box, number, len(lines)))
        for token, place in zip(tokens, boxes, strict=True):
            yield Word(start, start + len(token), place, 1.0)
            start += len(token) + 1


def _lines_of(seen: Seen) -> Iterator[list[Word]]:
    start = 0
    for line in seen.text.split("\n"):
        end = start + len(line)
        words = [word for word in seen.words if start <= word.start < end]
        if words:
            yield words
        start = end + 1


def _around(words: list[Word]) -> Box | None:
    box = words[0].box if words else None
    for word in words[1:]:
        box = word.box if box is None else box.joined(word.box)
    return box


def _slice(box: Box, number: int, count: int) -> Box:
    top, bottom = box.height * number // count, box.height * (number + 1) // count
    return Box(box.x, box.y + top, box.width, max(1, bottom - top))


def _shares(tokens: list[str], line: Box) -> list[Box]:
    whole = sum(map(len, tokens)) + len(tokens) - 1
    boxes, at = [], 0
    for token in tokens:
        left, right = line.width * at // whole, line.width * (at + len(token)) // whole
        boxes.append(Box(line.x + left, line.y, max(1, right - left), line.height))
        at += len(token) + 1
    return boxes
