"""Pages that were read before, kept in the user's cache folder: one JSON file each, named by pixels and settings."""

from __future__ import annotations

import hashlib
import os
import sys
from collections.abc import Sequence
from contextlib import suppress
from dataclasses import dataclass
from pathlib import Path
from tempfile import NamedTemporaryFile

from pydantic import TypeAdapter, ValidationError

from labelwarden.ocr.page import Page
from labelwarden.ocr.source_pages import SourcePage
from labelwarden.version import VERSION

VARIABLE = "LABELWARDEN_CACHE"
"""Names another folder; `off` keeps nothing and asks nothing."""

MOST_PAGES_KEPT = 5000
_READER = 7
"""Goes up with each change of what a page is read as."""

_PAGE = TypeAdapter(Page)


@dataclass(frozen=True, slots=True)
class PageCache:
    """The pages in a folder. What cannot be read there or written there is as if it were not kept."""

    folder: Path

    @classmethod
    def of_user(cls) -> PageCache | None:
        """The cache that the environment names, or that of the user; none where it is switched off."""
        named = os.environ.get(VARIABLE)
        if named == "off":
            return None
        return cls(Path(named) if named else _user_folder() / "labelwarden" / "pages")

    def key(self, source: SourcePage, engines: Sequence[str]) -> str:
        """What tells pages apart: the pixels, the text that a PDF holds, the engines and the version."""
        settings = (VERSION, _READER, *engines, source.image.mode, source.image.size, source.typed, source.scale)
        digest = hashlib.sha256(repr(settings).encode())
        digest.update(source.image.tobytes())
        return digest.hexdigest()

    def get(self, key: str) -> Page | None:
        """The page of that key, if it was kept and is whole."""
        try:
            return _PAGE.validate_json(self._file(key).read_bytes())
        except (OSError, ValidationError):
            return None

    def keep(self, key: str, page: Page) -> None:
        """Writes the page aside and moves it to its place, so that nobody ever sees half of it."""
        file = self._file(key)
        with suppress(OSError):
            file.parent.mkdir(parents=True, exist_ok=True)
            with NamedTemporaryFile(dir=file.parent, suffix=".part", delete=False) as part:
                part.write(_PAGE.dump_json(page))
            Path(part.name).replace(file)
            self._drop_oldest(file.parent)

    def _drop_oldest(self, folder: Path) -> None:
        """Keeps the share of a folder of pages that begin alike; each holds about as many."""
        kept = sorted(folder.iterdir(), key=lambda file: file.stat().st_mtime)
        for file in kept[: -(MOST_PAGES_KEPT // 256)]:
            file.unlink(missing_ok=True)

    def _file(self, key: str) -> Path:
        return self.folder / key[:2] / f"{key[2:]}.json"


def _user_folder() -> Path:
    """Where programs of this user keep what they can make again."""
    if sys.platform == "win32":
        return Path(os.environ.get("LOCALAPPDATA") or Path.home() / "AppData" / "Local")
    if sys.platform == "darwin":
        return Path.home() / "Library" / "Caches"
    return Path(os.environ.get("XDG_CACHE_HOME") or Path.home() / ".cache")
