"""The pages of a file, one after the other: frames of a picture, or pages of a PDF."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path

from PIL import Image

from labelwarden.errors import OcrError
from labelwarden.label.scale import Scale, by_resolution
from labelwarden.ocr.picture import Picture, file_head, open_picture
from labelwarden.ocr.seen_line import SeenLine

MOST_PAGES = 50
"""More are no label. What is left out is noted."""


@dataclass(frozen=True, slots=True)
class SourcePage:
    """What there is to read: a picture, and for a PDF the lines of text that it holds as text.

    `scale` is how large the label is, where the file says it; `per_point` the pixels to a point of the page of a PDF.
    """

    image: Image.Image
    typed: tuple[SeenLine, ...] = ()
    note: str | None = None
    scale: Scale | None = None
    per_point: float | None = None


def pages_of(path: Path) -> Iterator[SourcePage]:
    """The pages of the file at `path`, each opened when it is asked for.

    Raises:
        OcrError: The file or one of its pages cannot be opened; says why.
    """
    if b"%PDF-" in file_head(path):
        from labelwarden.ocr.pdf import pdf_pages

        yield from pdf_pages(path, MOST_PAGES)
        return
    first = open_picture(path)
    note = note_on_pages(first.frames) if first.frames > MOST_PAGES else first.note
    yield SourcePage(first.image, note=note, scale=_scale_of(first))
    for frame in range(1, min(first.frames, MOST_PAGES)):
        further = open_picture(path, frame)
        yield SourcePage(further.image, scale=_scale_of(further))


_LEAST_DOTS = 150
"""An inch. Files that were never meant to be printed say 72 or 96, whatever they show."""


def _scale_of(picture: Picture) -> Scale | None:
    """What the file says; of a photograph it speaks of the camera and not of the label."""
    if picture.dots_per_inch is None or picture.dots_per_inch < _LEAST_DOTS or picture.is_photograph:
        return None
    how = f"the {picture.dots_per_inch:.0f} dots an inch that its file gives"
    return by_resolution(picture.dots_per_inch, how, sure=False)


def note_on_pages(count: int) -> str:
    """What is said of a file of more pages than are read."""
    return f"{count} pages: only the first {MOST_PAGES} were read"


def page_at(path: Path, number: int) -> Image.Image:
    """The picture of one page, the first being 1.

    Raises:
        OcrError: It cannot be opened, or there are not so many pages.
    """
    for count, page in enumerate(pages_of(path), start=1):
        if count == number:
            return page.image
    raise OcrError(f"{path}: expected {number} pages or more, found fewer; was the file changed since it was read?")
