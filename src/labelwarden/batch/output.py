"""Where rows go: JSON Lines as they come, and other kinds of file made of them once all are there."""

from __future__ import annotations

import os
from datetime import date
from pathlib import Path
from typing import Protocol

from labelwarden.batch import csv_file, parquet_file, workbook_file
from labelwarden.batch.line import Form
from labelwarden.batch.tally import Tally
from labelwarden.errors import UsageError

LINES = (".jsonl", ".ndjson")


class Write(Protocol):
    """Makes a file of the rows in a file of lines."""

    def __call__(self, lines: Path, path: Path, tally: Tally, as_of: date, form: Form) -> None: ...


KINDS: dict[str, Write] = {
    ".csv": csv_file.write,
    ".parquet": parquet_file.write,
    ".xlsx": workbook_file.write,
}


def target_of(out: str) -> Path:
    """The file that `out` names.

    Raises:
        UsageError: its suffix is none that is written, or it is a folder or in none.
    """
    if not out.lower().endswith((*LINES, *KINDS)):
        kinds = ", ".join((*LINES, *KINDS))
        raise UsageError(f"--out {out}: expected a name that ends in {kinds}, or - for standard output")
    target = Path(out).resolve()
    if target.is_dir():
        raise UsageError(f"cannot write {out}: it is a folder; name a file in it")
    if not target.parent.is_dir():
        raise UsageError(f"cannot write {out}: there is no such folder")
    return target


def put_in_place(part: Path, target: Path, tally: Tally, as_of: date, form: Form) -> None:
    """Makes the output of the rows in `part`; it appears under its name when it is whole.

    Raises:
        UsageError: the place cannot be written to.
    """
    write = KINDS.get(target.suffix.lower())
    made = part
    try:
        if write is not None:
            made = part.with_suffix(".made")
            write(part, made, tally, as_of, form)
        made.chmod(_mode_of(target))
        made.replace(target)
    except OSError as error:
        raise UsageError(f"cannot write {target}: {error.strerror}") from error
    finally:
        if made is not part:
            made.unlink(missing_ok=True)


def is_table(target: Path) -> bool:
    """Whether the output is made of the lines, and is not the lines themselves."""
    return target.suffix.lower() in KINDS


def _mode_of(target: Path) -> int:
    """The rights that the file has, or that a new one gets."""
    if target.exists():
        return target.stat().st_mode & 0o777
    mask = os.umask(0)
    os.umask(mask)
    return 0o666 & ~mask
