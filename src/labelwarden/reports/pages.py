"""The pictures that a label was read from, opened as they were read."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from pathlib import Path
from typing import TYPE_CHECKING, Any

from labelwarden.reports.marks import Ink, Mark, marks_on

if TYPE_CHECKING:
    from PIL import Image

PICTURES = frozenset(
    {".png", ".jpg", ".jpeg", ".webp", ".tif", ".tiff", ".bmp", ".gif", ".avif", ".heic", ".heif", ".pdf"}
)


@dataclass(frozen=True, slots=True)
class PicturePage:
    """One picture of a label, or one page of a file of several, with the findings on it."""

    file: str
    page: int | None
    marks: tuple[Mark, ...]

    @property
    def missing(self) -> tuple[Mark, ...]:
        """The findings that stand nowhere on a picture."""
        return tuple(mark for mark in self.marks if not mark.places)


def picture_pages(label: dict[str, Any]) -> tuple[PicturePage, ...]:
    """The pictures of a label of a JSON report, each once, in the order of its panels."""
    seen = dict.fromkeys(
        (panel["file"], panel.get("page"))
        for panel in label["panels"]
        if panel["file"] and Path(panel["file"]).suffix.lower() in PICTURES
    )
    return tuple(
        PicturePage(file, page, marks_on(label, file, page, first=number == 0))
        for number, (file, page) in enumerate(seen)
    )


def open_page(page: PicturePage, beside: Iterable[Path] = ()) -> Image.Image:
    """The picture as a viewer shows it: upright, and on white where it is transparent.

    Raises:
        OcrError: it is gone, or cannot be opened any more.
    """
    from labelwarden.ocr.source_pages import page_at

    places = (Path(page.file), *(folder / page.file for folder in beside))
    return page_at(next((place for place in places if place.is_file()), places[0]), page.page or 1)


def ink_of(image: Image.Image) -> Ink:
    """How much is printed where on the picture: the mean strength of edges, as print is made of them."""
    from PIL import ImageFilter, ImageStat

    edges = image.convert("L").filter(ImageFilter.FIND_EDGES)

    def ink(rectangle: tuple[int, int, int, int]) -> float:
        left, top, right, bottom = rectangle
        seen = edges.crop((max(0, left), max(0, top), min(right, edges.width), min(bottom, edges.height)))
        return ImageStat.Stat(seen).mean[0] if seen.width > 0 and seen.height > 0 else 0.0

    return ink
