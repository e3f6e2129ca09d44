"""A picture read: its text in reading order, other readings of it, and where each word stands."""

from __future__ import annotations

from dataclasses import dataclass
from pathlib import Path

from labelwarden.errors import OcrError
from labelwarden.ocr.engine import Engine, names_of
from labelwarden.ocr.page import Page
from labelwarden.ocr.page_reading import read_page
from labelwarden.ocr.source_pages import pages_of


@dataclass(frozen=True, slots=True)
class Reading:
    """What was read from one file, and by which engines. `notes` says what was left out."""

    source: str
    engines: tuple[str, ...]
    pages: tuple[Page, ...]
    notes: tuple[str, ...] = ()

    @property
    def is_empty(self) -> bool:
        """Whether no word was read on any page."""
        return not any(page.words for page in self.pages)


def read_picture(path: Path, engine: Engine) -> Reading:
    """What `engine` reads on the pages of the picture or PDF at `path`.

    Raises:
        OcrError: The file cannot be opened, or the engine broke down on it.
    """
    pages: list[Page] = []
    notes: list[str] = []
    for number, source in enumerate(pages_of(path), start=1):
        notes += [source.note] if source.note else []
        try:
            pages.append(read_page(source.image, engine, number, source.typed))
        except OcrError as error:
            raise OcrError(f"{path}: {error}") from error
    return Reading(str(path), names_of(engine), tuple(pages), tuple(notes))
