"""One page of a reading."""

from __future__ import annotations

from dataclasses import dataclass

from labelwarden.ocr.view import PlacedWord, View
from labelwarden.text.span import Box


@dataclass(frozen=True, slots=True)
class Barcode:
    """A bar or matrix code that was decoded."""

    kind: str
    text: str
    box: Box


@dataclass(frozen=True, slots=True)
class Page:
    """One page or frame. `main` is the reading to show, `views` are the others of the same page.

    `turned` says by how many degrees clockwise the picture was turned to read it; boxes are of the unturned one.
    """

    page: int
    width: int
    height: int
    main: View
    views: tuple[View, ...] = ()
    coverage: float = 1.0
    turned: int = 0
    barcodes: tuple[Barcode, ...] = ()

    @property
    def text(self) -> str:
        return self.main.text

    @property
    def words(self) -> tuple[PlacedWord, ...]:
        return self.main.words
