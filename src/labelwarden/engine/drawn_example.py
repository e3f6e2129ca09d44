"""Examples of rules on how words are printed: panels with the size of each line, as if they were read from a picture.

drawn:
  - panel: back
    mm: [80, 60]                                   # of the picture; without it the scale is not known
    lines: [[24, Amber Ale], [6, "GOVERNMENT WARNING: ..."]]     # points, and words that wrap
"""

from __future__ import annotations

from collections.abc import Iterator
from typing import Annotated, Any

from pydantic import BaseModel, ConfigDict, Field, TypeAdapter

from labelwarden.label.panel import Panel, Word
from labelwarden.label.scale import MM_PER_POINT, Scale
from labelwarden.text.printed import Text
from labelwarden.text.span import Box

DRAWN = "drawn"
"""The key of an example that is not one of a label."""

_DOTS = 10
"""Pixels a millimetre."""

_USUAL_WIDTH = 80.0
_LETTER, _LEADING = 0.5, 1.2
"""Of the size of a type: the width of a letter, and the distance of lines."""

Size = Annotated[float, Field(gt=0, le=1000)]


class DrawnPanel(BaseModel):
    """A panel as it is printed."""

    model_config = ConfigDict(frozen=True, extra="forbid")

    panel: str = Field("picture", min_length=1)
    mm: tuple[Size, Size] | None = None
    lines: tuple[tuple[Size, str], ...] = Field(min_length=1)

    def read(self) -> Panel:
        """The panel as a reader would give it who makes no mistake."""
        words: list[Word] = []
        text, lowest = "", 0
        for size, placed in self._set():
            text += "\n\n" if text else ""
            for printed, box in placed:
                text += " " if text and not text.endswith("\n") else ""
                words.append(Word(len(text), len(text) + len(printed), box, 1.0, size, 21.0))
                text += printed
                lowest = max(lowest, box.bottom)
        width, height = (round(_DOTS * side) for side in self.mm or (_USUAL_WIDTH, lowest / _DOTS))
        return Panel(
            name=self.panel,
            text=Text(text, wrapped=True),
            file=f"{self.panel}.png",
            page=1,
            words=tuple(words),
            coverage=1.0,
            size=(width, height),
            scale=None if self.mm is None else Scale(_DOTS, _DOTS, "the size of its page"),
        )

    def _set(self) -> Iterator[tuple[float, list[tuple[str, Box]]]]:
        """Of each line the size of its type in pixels, and the place of each word."""
        right = round(_DOTS * (self.mm[0] if self.mm else _USUAL_WIDTH))
        top = 0.0
        for points, line in self.lines:
            size = points * MM_PER_POINT * _DOTS
            left = 0.0
            placed = []
            for word in line.split():
                width = len(word) * _LETTER * size
                if left and left + width > right:
                    left, top = 0.0, top + _LEADING * size
                placed.append((word, Box(round(left), round(top), max(round(width), 1), max(round(size), 1))))
                left += width + _LETTER * size
            top += _LEADING * size
            yield size, placed


_PANELS = TypeAdapter(tuple[DrawnPanel, ...])


def drawn_panels(given: Any) -> tuple[Panel, ...]:
    """The panels of an example.

    Raises:
        ValidationError: it is none.
    """
    return tuple(panel.read() for panel in _PANELS.validate_python(given))
