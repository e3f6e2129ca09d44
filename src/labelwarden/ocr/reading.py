"""A picture read: its text in reading order, other readings of it, and where each word stands."""

from __future__ import annotations

from dataclasses import dataclass
from pathlib import Path

from labelwarden.errors import OcrError
from labelwarden.ocr.engine import Engine, names_of
from labelwarden.ocr.page import Page
from labelwarden.ocr.page_reading import read_page
from labelwarden.ocr.picture import open_picture


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
    """What `engine` reads on the picture at `path`.

    Raises:
        OcrError: The picture cannot be opened, or the engine broke down on it.
    """
    picture = open_picture(path)
    try:
        page = read_page(picture.image, engine)
    except OcrError as error:
        raise OcrError(f"{path}: {error}") from error
    return Reading(str(path), names_of(engine), (page,), (picture.note,) if picture.note else ())
