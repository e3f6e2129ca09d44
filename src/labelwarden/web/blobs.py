"""Contents of files, each kept under its own hash: what people call a file never becomes a path."""

from __future__ import annotations

import hashlib
import os
import re
import tempfile
from dataclasses import dataclass
from pathlib import Path

_HASH = re.compile(r"[0-9a-f]{64}")


@dataclass(frozen=True, slots=True)
class Blobs:
    """A folder of contents."""

    folder: Path

    def put(self, data: bytes) -> str:
        """Keeps `data` and gives its SHA-256. What is there already is not written again."""
        digest = hashlib.sha256(data).hexdigest()
        path = self.path(digest)
        if not path.exists():
            path.parent.mkdir(parents=True, exist_ok=True)
            # Written beside and moved: a reader finds all of it or nothing.
            handle, name = tempfile.mkstemp(dir=path.parent)
            with os.fdopen(handle, "wb") as file:
                file.write(data)
            Path(name).replace(path)
        return digest

    def path(self, digest: str) -> Path:
        """Where the content of that hash lies, or would lie.

        Raises:
            ValueError: it is no hash.
        """
        if not _HASH.fullmatch(digest):
            raise ValueError("expected a SHA-256 in hexadecimal")
        return self.folder / digest[:2] / digest

    def has(self, digest: str) -> bool:
        """Whether that content is kept."""
        return self.path(digest).is_file()

    def remove(self, digest: str) -> None:
        """Forgets a content; one that is gone already is no fault."""
        self.path(digest).unlink(missing_ok=True)
