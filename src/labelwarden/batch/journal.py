"""What a run has done so far, beside its output, so that a run that was killed can go on where it was.

The output grows in a part file of JSON Lines; after each chunk the journal gains one line that says how far it is good.
A line that was cut off by the end of the process counts for nothing, and what stands in the part file behind the last
good line is cut off. So whenever a process ends, the next one continues exactly there.
"""

from __future__ import annotations

import json
import os
from dataclasses import dataclass
from pathlib import Path
from typing import Any, BinaryIO

from labelwarden.batch.tally import Tally
from labelwarden.errors import UsageError
from labelwarden.version import VERSION

if os.name == "posix":
    import fcntl


@dataclass(slots=True)
class Progress:
    """How far a run is: records done, bytes of the part file that are good, and the counts over them."""

    records: int = 0
    size: int = 0
    done: bool = False


class Journal:
    """The journal and part file of one output. One run at a time holds them."""

    def __init__(self, target: Path) -> None:
        self.part = target.with_name(f".{target.name}.part")
        self.path = target.with_name(f".{target.name}.journal")
        self.tally = Tally()
        self.progress = Progress()
        self._file: BinaryIO | None = None
        self._rows: BinaryIO | None = None

    def open(self, identity: dict[str, Any], *, resume: bool) -> None:
        """Begins anew, or goes on where the last run of the same kind was.

        Raises:
            UsageError: another run writes here, the last one was of another kind, or the place cannot be written to.
        """
        identity = {"labelwarden": VERSION, **identity}
        try:
            self._file = self.path.open("a+b")
            self._lock()
            self._file.seek(0)
            known = _good_lines(self._file.read()) if resume else []
            if known:
                self._take_up(known, identity)
            else:
                self._file.truncate(0)
                self._rows = self.part.open("wb")
                self._write(identity)
        except OSError as error:
            self.close()
            raise UsageError(f"cannot write {self.path.parent}: {error.strerror}") from error

    def add(self, records: int, lines: bytes, tally: Tally) -> None:
        """Writes the lines of one chunk, and then that they are there."""
        assert self._rows is not None  # noqa: S101 - opened before
        self._rows.write(lines)
        self._rows.flush()
        self.progress.records += records
        self.progress.size += len(lines)
        self.tally.add(tally)
        self._write({"records": self.progress.records, "size": self.progress.size, "tally": tally.as_json()})

    def finish(self) -> None:
        """All rows are written, down to the disk."""
        if self._rows is not None:
            os.fsync(self._rows.fileno())
            self._rows.close()
            self._rows = None
        if not self.progress.done:
            self.progress.done = True
            self._write({"done": True})

    def close(self) -> None:
        """Lets go of the files, and leaves them for a later run if there is anything to go on from."""
        for file in (self._rows, self._file):
            if file is not None:
                file.close()
        self._rows = self._file = None
        if not self.progress.records:
            self.discard()

    def discard(self) -> None:
        """Removes both files."""
        for file in (self._rows, self._file):
            if file is not None:
                file.close()
        self._rows = self._file = None
        self.part.unlink(missing_ok=True)
        self.path.unlink(missing_ok=True)

    def _take_up(self, known: list[dict[str, Any]], identity: dict[str, Any]) -> None:
        assert self._file is not None  # noqa: S101 - opened before
        changed = [name for name, value in identity.items() if known[0].get(name) != value]
        if changed:
            self._file.close()
            self._file = None
            self.progress.records = -1  # there is something to go on from, for a call that fits it
            raise UsageError(
                f"--resume: the unfinished run in {self.path.name} was made with another {' and '.join(changed)}. "
                "Give it what it was begun with, or begin anew without --resume"
            )
        for line in known[1:]:
            if "done" in line:
                self.progress.done = True
                continue
            self.progress.records, self.progress.size = line["records"], line["size"]
            self.tally.add(Tally.from_json(line["tally"]))
        if self.progress.done and not self.part.exists():
            return  # the last run ended when its output was in place already
        size = self.part.stat().st_size if self.part.exists() else 0
        if size < self.progress.size:
            raise UsageError(
                f"--resume: {self.part.name} is shorter than {self.path.name} says; begin anew without --resume"
            )
        self._rows = self.part.open("r+b")
        self._rows.truncate(self.progress.size)
        self._rows.seek(0, os.SEEK_END)
        # The journal may end in half a line.
        self._file.truncate(sum(len(_line(line)) for line in known))

    def _write(self, entry: dict[str, Any]) -> None:
        assert self._file is not None  # noqa: S101 - opened before
        self._file.write(_line(entry))
        self._file.flush()

    def _lock(self) -> None:
        if os.name != "posix" or self._file is None:
            return
        try:
            fcntl.flock(self._file, fcntl.LOCK_EX | fcntl.LOCK_NB)
        except BlockingIOError as error:
            self._file.close()
            self._file = None
            self.progress.records = -1  # they are the other run's
            raise UsageError(
                f"another run is writing here ({self.path.name}); wait for it, or name another --out"
            ) from error


def _line(entry: dict[str, Any]) -> bytes:
    return json.dumps(entry).encode() + b"\n"


def _good_lines(data: bytes) -> list[dict[str, Any]]:
    """The entries up to the first that is not whole."""
    entries = []
    for line in data.splitlines(keepends=True):
        try:
            entry = json.loads(line) if line.endswith(b"\n") else None
        except ValueError:
            entry = None
        if not isinstance(entry, dict):
            break
        entries.append(entry)
    return entries
