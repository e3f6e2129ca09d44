"""Pages that were read before, kept in the user's cache folder: one JSON file each, named by pixels and settings.

Beside them lies for each file that was read which pages it has, so that one that comes again is not even opened.
"""

from __future__ import annotations

import hashlib
from collections.abc import Sequence
from contextlib import suppress
from dataclasses import dataclass, replace
from pathlib import Path
from tempfile import NamedTemporaryFile
from typing import TypeVar

from pydantic import TypeAdapter, ValidationError

from labelwarden.cache_folder import cache_folder
from labelwarden.ocr.page import Page
from labelwarden.ocr.source_pages import SourcePage
from labelwarden.version import VERSION

T = TypeVar("T")

MOST_PAGES_KEPT = 10_000
"""Half of them are files, which say what pages they have."""

_READER = 18
"""Goes up with each change of what a page is read as."""

Kept = list[tuple[str, tuple[str, ...]]]
"""The pages of a file: the key of each, and what was noted of it."""

_PAGE = TypeAdapter(Page)
_KEPT = TypeAdapter[Kept](Kept)


@dataclass(frozen=True, slots=True)
class PageCache:
    """The pages in a folder. What cannot be read there or written there is as if it were not kept."""

    folder: Path

    @classmethod
    def of_user(cls) -> PageCache | None:
        """The cache of the user; none where it is switched off."""
        folder = cache_folder()
        return None if folder is None else cls(folder / "pages")

    def key(self, source: SourcePage, engines: Sequence[str]) -> str:
        """What tells pages apart: the pixels, the text that a PDF holds, the engines and the version."""
        settings = (VERSION, _READER, *engines, source.image.mode, source.image.size, source.typed, source.scale)
        digest = hashlib.sha256(repr(settings).encode())
        digest.update(source.image.tobytes())
        return digest.hexdigest()

    def get(self, key: str) -> Page | None:
        """The page of that key, if it was kept and is whole."""
        return self._read(key, _PAGE)

    def keep(self, key: str, page: Page) -> None:
        """Keeps the page under that key."""
        self._write(key, _PAGE.dump_json(page))

    def file(self, path: Path, engines: Sequence[str]) -> list[tuple[Page, tuple[str, ...]]] | None:
        """The pages of a file of that content with what was noted, if all of them were kept."""
        key = _key_of_file(path, engines)
        kept = self._read(key, _KEPT) if key else None
        if not kept:
            return None
        pages = []
        for number, (of_page, notes) in enumerate(kept, start=1):
            page = self.get(of_page)
            if page is None:
                return None
            pages.append((replace(page, page=number), notes))
        return pages

    def keep_file(self, path: Path, engines: Sequence[str], kept: Kept) -> None:
        """Keeps which pages the file has."""
        if key := _key_of_file(path, engines):
            self._write(key, _KEPT.dump_json(kept))

    def _read(self, key: str, adapter: TypeAdapter[T]) -> T | None:
        try:
            return adapter.validate_json(self._file(key).read_bytes())
        except (OSError, ValidationError):
            return None

    def _write(self, key: str, data: bytes) -> None:
        """Writes aside and moves to its place, so that nobody ever sees half of it."""
        file = self._file(key)
        with suppress(OSError):
            file.parent.mkdir(parents=True, exist_ok=True)
            with NamedTemporaryFile(dir=file.parent, suffix=".part", delete=False) as part:
                part.write(data)
            Path(part.name).replace(file)
            self._drop_oldest(file.parent)

    def _drop_oldest(self, folder: Path) -> None:
        """Keeps the share of a folder of pages that begin alike; each holds about as many."""
        kept = sorted(folder.iterdir(), key=lambda file: file.stat().st_mtime)
        for file in kept[: -(MOST_PAGES_KEPT // 256)]:
            file.unlink(missing_ok=True)

    def _file(self, key: str) -> Path:
        return self.folder / key[:2] / f"{key[2:]}.json"


def _key_of_file(path: Path, engines: Sequence[str]) -> str | None:
    """What tells files apart: their bytes, the engines and the version; None for what cannot be read twice."""
    try:
        if not path.is_file():
            return None
        with path.open("rb") as data:
            content = hashlib.file_digest(data, "sha256").hexdigest()
    except OSError:
        return None
    return hashlib.sha256(repr((VERSION, _READER, "file", *engines, content)).encode()).hexdigest()
