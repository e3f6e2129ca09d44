"""Where rows go: a file that is there whole or not at all, or standard output."""

from __future__ import annotations

import os
import sys
import tempfile
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import TypeAlias

from labelwarden.errors import UsageError

Write: TypeAlias = Callable[[str], None]

LATER = (".csv", ".parquet", ".xlsx")


@contextmanager
def open_output(out: str) -> Iterator[Write]:
    """A function that writes lines to the file `out`, or to standard output for `-`.

    The file appears under its name when all is written; until then, and after a fault, what stood there stays.

    Raises:
        UsageError: the suffix is none that is written here, or the place cannot be written to.
    """
    if out == "-":
        buffer = sys.stdout.buffer
        yield lambda line: _put(buffer.write, line)
        buffer.flush()
        return
    _refuse_other_kinds(out)
    target = Path(out).resolve()
    if target.is_dir():
        raise UsageError(f"cannot write {out}: it is a folder; name a file in it")
    try:
        handle, name = tempfile.mkstemp(prefix=f".{target.name}.", suffix=".part", dir=target.parent)
    except OSError as error:
        raise UsageError(f"cannot write {out}: {error.strerror}") from error
    part = Path(name)
    try:
        with os.fdopen(handle, "wb", buffering=1 << 16) as file:
            yield lambda line: _put(file.write, line)
        part.chmod(_mode_of(target))
        part.replace(target)
    except OSError as error:
        raise UsageError(f"cannot write {out}: {error.strerror}") from error
    finally:
        part.unlink(missing_ok=True)


def _put(write: Callable[[bytes], object], line: str) -> None:
    # A lone half of a surrogate pair has no UTF-8; its escape is the one that JSON knows.
    write(line.encode("utf-8", "backslashreplace"))


def _mode_of(target: Path) -> int:
    """The rights that the file has, or that a new one gets: temporary files are closed to others."""
    if target.exists():
        return target.stat().st_mode & 0o777
    mask = os.umask(0)
    os.umask(mask)
    return 0o666 & ~mask


def _refuse_other_kinds(out: str) -> None:
    name = out.lower()
    if name.endswith((".jsonl", ".ndjson")):
        return
    later = "this kind comes with a later version; " if name.endswith(LATER) else ""
    raise UsageError(f"--out {out}: {later}expected a name that ends in .jsonl, or - for standard output")
