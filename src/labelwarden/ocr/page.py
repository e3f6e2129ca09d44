"""One page of a reading."""

from __future__ import annotations

import re
from dataclasses import dataclass

from labelwarden.label.gtin import gtin_in
from labelwarden.label.scale import Scale
from labelwarden.ocr.view import PlacedWord, View
from labelwarden.text.span import Box

BARS = "bars"
"""The kind of a code whose bars could not be decoded; its text is the number printed below, where it was read."""


@dataclass(frozen=True, slots=True)
class Barcode:
    """A bar or matrix code; `fault` says what is wrong with it."""

    kind: str
    text: str
    box: Box
    fault: str | None = None

    @property
    def gtin(self) -> str | None:
        """The number of the article, where it holds one."""
        return gtin_in(self.kind, self.text)

    @property
    def link(self) -> str | None:
        """Where it leads, if it is a link."""
        return self.text if _LINK.match(self.text) else None


_LINK = re.compile(r"(?:https?://|www\.)\S+$", re.IGNORECASE)


@dataclass(frozen=True, slots=True)
class Page:
    """One page or frame. `main` is the reading to show, `views` are the others of the same page.

    `turned` says by how many degrees clockwise the picture was turned to read it; boxes are of the unturned one.
    `scale` is how large the label is, where that can be told. `unread` is where print seems to stand that was not read;
    it is looked for where the coverage is low. `per_point` is how many pixels make a point of the page of a PDF.
    """

    page: int
    width: int
    height: int
    main: View
    views: tuple[View, ...] = ()
    coverage: float = 1.0
    turned: int = 0
    barcodes: tuple[Barcode, ...] = ()
    scale: Scale | None = None
    unread: tuple[Box, ...] = ()
    per_point: float | None = None

    @property
    def text(self) -> str:
        return self.main.text

    @property
    def words(self) -> tuple[PlacedWord, ...]:
        return self.main.words
