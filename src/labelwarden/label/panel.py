"""One surface of a label with its text, and where on a picture each word of it stands."""

from __future__ import annotations

from collections.abc import Collection
from dataclasses import dataclass

from labelwarden.label.scale import Scale
from labelwarden.text.printed import Text
from labelwarden.text.span import Box, Span

READ_WELL = 0.75
"""Least share of ink read at which a picture without a statement is held not to have it."""

LINK = "link"
"""The kind of panel that holds a link: its words are labeling, and it is no surface of the package."""


@dataclass(frozen=True, slots=True)
class Word:
    """A word read from a picture: its place in the panel's printed text and on the picture.

    `confidence` runs from 0 to 1. `type_size` is that of its type in pixels, `contrast` that of its ink (1 to 21).
    """

    start: int
    end: int
    box: Box
    confidence: float
    type_size: float | None = None
    contrast: float | None = None


@dataclass(frozen=True, slots=True)
class Part:
    """A stretch of the print that is a panel of its own, such as the `facts` on a picture of the whole label."""

    kind: str
    start: int
    end: int


@dataclass(frozen=True, slots=True)
class Panel:
    """Text of one surface (`front`, `ingredients`, `claims[1]`, `web` ...).

    `words` is empty for typed text. `coverage` is the share of ink on the picture that lies inside words that
    were read (None for typed text). A second reading of the same picture is a panel of its own whose `view_of`
    names the first. `parts` are the panels that one picture shows beside each other.
    """

    name: str
    text: Text
    file: str | None = None
    page: int | None = None
    words: tuple[Word, ...] = ()
    coverage: float | None = None
    view_of: str | None = None
    parts: tuple[Part, ...] = ()
    size: tuple[int, int] | None = None
    """Width and height of the picture, in pixels."""
    scale: Scale | None = None
    unread: tuple[Box, ...] = ()
    """Where on the picture print seems to stand that was not read."""
    per_point: float | None = None
    """Pixels to a point of the page, if it is one of a PDF."""

    @property
    def kind(self) -> str:
        """The name without its index: the panel `claims[1]` is of kind `claims`."""
        return self.name.partition("[")[0]

    def is_on(self, kinds: Collection[str], span: Span) -> bool:
        """Whether `span` stands on a panel of one of these kinds."""
        return self.kind in kinds or any(
            part.kind in kinds and part.start <= span.start < part.end for part in self.parts
        )

    def words_in(self, span: Span) -> list[Word]:
        """The words that `span` touches, in the order of the text."""
        return [word for word in self.words if word.start < span.end and span.start < word.end]

    def boxes_of(self, span: Span) -> tuple[Box, ...]:
        """One box a line of the stretch `span`; empty for typed text."""
        lines: list[Box] = []
        for word in self.words_in(span):
            box = self._part(word, span)
            if lines and _same_line(lines[-1], box):
                lines[-1] = lines[-1].joined(box)
            else:
                lines.append(box)
        return tuple(lines)

    def _part(self, word: Word, span: Span) -> Box:
        """The box of the letters of a word that lie in `span`: of two words that were read as one, that of one."""
        printed, box = self.text.printed, word.box
        start, end = max(word.start, span.start), min(word.end, span.end)
        # A mark at its end is part of its place; letters are those of another word.
        start = start if start > word.start and printed[start - 1].isalnum() else word.start
        end = end if end < word.end and printed[end].isalnum() else word.end
        if (start, end) == (word.start, word.end) or box.height > box.width:
            return box
        letter = box.width / (word.end - word.start)
        left, right = round((start - word.start) * letter), round((end - word.start) * letter)
        return Box(box.x + left, box.y, max(right - left, 1), box.height)

    def confidence_of(self, span: Span) -> float | None:
        """The worst reading confidence of the words in `span`, or None for typed text."""
        return min((word.confidence for word in self.words_in(span)), default=None)


def _same_line(line: Box, word: Box) -> bool:
    """Words of one line follow each other and share at least half of the lower one's height."""
    overlap = min(line.bottom, word.bottom) - max(line.y, word.y)
    return word.x >= line.x and overlap >= min(line.height, word.height) / 2
