"""A text made of words that were seen, with the place of each word in it."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass

from labelwarden.ocr.engine import SeenWord
from labelwarden.ocr.seen_line import Corners
from labelwarden.text.span import Box

Line = list[SeenWord]
Block = list[Line]


@dataclass(frozen=True, slots=True)
class PlacedWord:
    """A word of a view: `view.text[start:end] == text`; `box` is in pixels of the picture.

    `type_size` is that of its type in pixels, `contrast` that of its ink against the ground (1 to 21, as in WCAG); None
    where they were not measured. `corners` are those of a word that is not level on the picture.
    """

    text: str
    box: Box
    confidence: float
    start: int
    end: int
    type_size: float | None = None
    contrast: float | None = None
    corners: Corners | None = None


@dataclass(frozen=True, slots=True)
class View:
    """One way to read a page."""

    text: str
    words: tuple[PlacedWord, ...]


def written_out(blocks: Iterable[Block]) -> View:
    """Words parted by spaces, lines by line ends, blocks by blank lines."""
    pieces: list[str] = []
    words: list[PlacedWord] = []
    length = 0
    for block in blocks:
        between = "\n\n" if pieces else ""
        for line in block:
            for word in line:
                pieces += between, word.text
                start = length + len(between)
                length = start + len(word.text)
                words.append(PlacedWord(word.text, word.box, word.confidence, start, length, corners=word.corners))
                between = " "
            between = "\n"
    return View("".join(pieces), tuple(words))
