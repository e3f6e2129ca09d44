"""Compiled rules kept between runs, so that a single check does not pay for compiling all packs.

The cache is a pickle, and a pickle can run code when it is read. So it is read only where nobody but this user can
have written it: in a folder of mode 0700 that belongs to the user, from a file that belongs to the user and that no
one else may write. The name holds a hash of the rules' contents, of Labelwarden's own sources and of Python's version.
Rules themselves never are pickles. A cache that cannot be used is no error.
"""

from __future__ import annotations

import hashlib
import os
import pickle
import stat
import sys
import zlib
from contextlib import suppress
from pathlib import Path

from labelwarden.cache_folder import cache_folder
from labelwarden.rules.rulebook import Rulebook
from labelwarden.rules.uncollected import uncollected
from labelwarden.version import VERSION

_SUM = 4
"""Bytes of the check sum that stands before the pickle: a damaged disk must not change a rule."""

_KEPT = 4
"""Compiled rule sets that stay in the cache; the least recently used go."""


def load(digest: str) -> Rulebook | None:
    """The compiled rules of that digest, or None where there are none that can be trusted."""
    folder = _folder()
    if folder is None:
        return None
    try:
        handle = os.open(folder / _name(digest), os.O_RDONLY | getattr(os, "O_NOFOLLOW", 0))
    except OSError:
        return None
    with os.fdopen(handle, "rb") as file:
        if not _is_ours(os.fstat(file.fileno())):
            return None
        data = memoryview(file.read())
        if len(data) < _SUM or zlib.crc32(data[_SUM:]).to_bytes(_SUM, "big") != data[:_SUM]:
            return None  # cut short or damaged
        with suppress(OSError):
            os.utime(file.fileno())  # the least recently used go
        try:
            with uncollected():
                book = pickle.loads(data[_SUM:])  # noqa: S301 - only what this user alone can have written
        except (pickle.UnpicklingError, AttributeError, ImportError, TypeError, ValueError):
            return None  # written by other code; it is compiled anew
    return book if isinstance(book, Rulebook) and book.digest == digest else None


def save(book: Rulebook) -> None:
    """Keeps compiled rules for the next run; where that is not possible, the next run compiles again."""
    folder = _folder()
    if folder is None:
        return
    target = folder / _name(book.digest)
    part = folder / f"{target.name}.{os.getpid()}"
    try:
        handle = os.open(part, os.O_WRONLY | os.O_CREAT | os.O_EXCL, 0o600)
        with os.fdopen(handle, "wb") as file:
            data = pickle.dumps(book, protocol=pickle.HIGHEST_PROTOCOL)
            file.write(zlib.crc32(data).to_bytes(_SUM, "big"))
            file.write(data)
        part.replace(target)
        for old in sorted(folder.glob("rules-*.pickle"), key=lambda path: -path.stat().st_mtime)[_KEPT:]:
            old.unlink(missing_ok=True)
    except OSError:
        part.unlink(missing_ok=True)


def _folder() -> Path | None:
    """The folder of compiled rules, made on first use; None where there is to be none, or it cannot be trusted."""
    if not hasattr(os, "getuid"):
        return None
    try:
        base = cache_folder()
        if base is None:
            return None
        base.mkdir(mode=0o700, parents=True, exist_ok=True)
        folder = base / "rules"
        folder.mkdir(mode=0o700, exist_ok=True)
        found = folder.lstat()
    except (OSError, RuntimeError):
        return None
    return folder if stat.S_ISDIR(found.st_mode) and _is_ours(found) and not found.st_mode & 0o077 else None


def _is_ours(found: os.stat_result) -> bool:
    return found.st_uid == os.getuid() and not found.st_mode & 0o022


def _name(digest: str) -> str:
    key = f"{digest} {VERSION} {_sources()} {sys.version} {sys.byteorder}"
    return f"rules-{hashlib.sha256(key.encode()).hexdigest()[:32]}.pickle"


def _sources() -> str:
    """Changes whenever code that is inside a compiled rulebook does."""
    package = Path(__file__).resolve().parent.parent
    marks = []
    for part in ("text", "matching", "facts", "findings", "checks", "rules"):
        for path in sorted((package / part).glob("*.py")):
            found = path.stat()
            marks.append(f"{path.name}{found.st_size}{found.st_mtime_ns}")
    return " ".join(marks)
