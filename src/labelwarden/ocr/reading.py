"""A picture read: its text in reading order, other readings of it, and where each word stands."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass, replace
from pathlib import Path

from labelwarden.errors import OcrError
from labelwarden.label.panel import READ_WELL
from labelwarden.ocr.digits_below import with_numbers
from labelwarden.ocr.engine import Engine, names_of
from labelwarden.ocr.memory import give_back
from labelwarden.ocr.page import Page
from labelwarden.ocr.page_cache import PageCache
from labelwarden.ocr.page_reading import read_page
from labelwarden.ocr.scale_of_page import scale_of
from labelwarden.ocr.source_pages import SourcePage, pages_of
from labelwarden.ocr.type_size import with_type
from labelwarden.ocr.unread import unread_on


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


def read_picture(path: Path, engine: Engine, cache: PageCache | None = None) -> Reading:
    """What `engine` reads on the pages of the picture or PDF at `path`; pages that `cache` knows are not read again.

    Raises:
        OcrError: The file cannot be opened, or the engine broke down on it.
    """
    read = list(pages_read(path, engine, cache))
    notes = tuple(note for _, remarks in read for note in remarks)
    return Reading(str(path), names_of(engine), tuple(page for page, _ in read), notes)


def pages_read(path: Path, engine: Engine, cache: PageCache | None = None) -> Iterator[tuple[Page, tuple[str, ...]]]:
    """Each page as soon as it is read, and what was left out.

    Raises:
        OcrError: The file cannot be opened, or the engine broke down on it.
    """
    names = names_of(engine)
    if cache and (known := cache.file(path, names)) is not None:
        yield from known
        return
    kept: list[tuple[str, tuple[str, ...]]] = []
    for number, source in enumerate(pages_of(path), start=1):
        key = cache.key(source, names) if cache else ""
        try:
            page = _page(source, engine, number, cache, key)
        except OcrError as error:
            raise OcrError(f"{path}: {error}") from error
        notes = (source.note,) if source.note else ()
        kept.append((key, notes))
        yield page, notes
    if cache:
        cache.keep_file(path, names, kept)


def _page(source: SourcePage, engine: Engine, number: int, cache: PageCache | None, key: str) -> Page:
    page = cache.get(key) if cache else None
    if page is None:
        page = with_numbers(with_type(read_page(source.image, engine, number, source.typed), source.image))
        unread = unread_on(page, source.image) if page.coverage < READ_WELL else ()
        page = replace(page, scale=scale_of(source, page), unread=unread, per_point=source.per_point)
        if cache:
            cache.keep(key, page)
        give_back()
    return replace(page, page=number)
