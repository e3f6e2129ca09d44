"""Reading in a process of its own: a picture that ends it, or takes too long or too much memory, costs no other.

Engines are native code: a picture made to break one can end the process that it runs in. The process is started when
the first picture comes, and anew after one that ended it. Messages are lines of JSON: the path of a picture in; the
engines, each page as it is read, and the remarks out.
"""

from __future__ import annotations

import json
import os
import signal
import subprocess
import sys
import threading
import weakref
from collections.abc import Callable
from contextlib import suppress
from dataclasses import dataclass, field
from pathlib import Path
from queue import Empty, SimpleQueue
from tempfile import TemporaryFile
from typing import IO, cast

from pydantic import TypeAdapter

from labelwarden.errors import OcrError
from labelwarden.ocr.engine import Engine, EngineName, load_engine, names_of
from labelwarden.ocr.page import Page
from labelwarden.ocr.page_cache import PageCache
from labelwarden.ocr.reading import Reading, pages_read

PAGE_SECONDS = 180.0
"""For one page, all passes of all engines together. The slowest of 55 label pictures took 20 s of one core."""

MEMORY_MEGABYTES = 4000
"""Of its own data, as the system counts them; a picture of 24 megapixels takes 1100 with both engines."""


@dataclass(frozen=True, slots=True)
class Told:
    """What the process says: who reads, then each page with remarks; at the end that it is done, or what is wrong."""

    engines: tuple[str, ...] = ()
    page: Page | None = None
    notes: tuple[str, ...] = ()
    error: str | None = None
    done: bool = False


_TOLD = TypeAdapter(Told)

_PROGRAM = "import sys; from labelwarden.ocr.apart import main; main(sys.argv[1], int(sys.argv[2]))"


@dataclass(slots=True, weakref_slot=True)
class ReadingProcess:
    """Reads pictures one after the other, each as `read_picture` would."""

    engine_name: str = "auto"
    seconds: float = PAGE_SECONDS
    megabytes: int = MEMORY_MEGABYTES
    program: str = _PROGRAM
    """What the process runs, given the engine's name and the megabytes."""
    _running: _Running | None = field(default=None, init=False)

    def read(self, path: Path) -> Reading:
        """What is read on the picture or PDF at `path`.

        Raises:
            OcrError: it cannot be opened or read, took too long, or ended the process.
        """
        if self._running is None:
            self._running = _Running.started(self.program, self.engine_name, self.megabytes)
            weakref.finalize(self, self._running.end)
        running = self._running
        running.ask(path)
        engines: tuple[str, ...] = ()
        notes: list[str] = []
        pages: list[Page] = []
        while True:
            answer = running.answer(self.seconds)
            if answer is None:
                self.close()
                raise OcrError(
                    f"{path}: page {len(pages) + 1} was not read within {self.seconds:g} s; make the picture smaller"
                )
            if not answer:
                raise OcrError(f"{path}: {self._ended(running)}")
            told = _TOLD.validate_json(answer)
            if told.error is not None:
                raise OcrError(told.error)
            engines = told.engines or engines
            notes += told.notes
            if told.page is not None:
                pages.append(told.page)
            if told.done:
                return Reading(str(path), engines, tuple(pages), tuple(notes))

    def close(self) -> None:
        """Ends the process; the next picture starts another."""
        if self._running is not None:
            self._running.end()
            self._running = None

    def _ended(self, running: _Running) -> str:
        """Why the process is no longer there."""
        code, remark = running.code(), running.last_words()
        self.close()
        how = f"signal {signal.Signals(-code).name}" if code < 0 else f"exit code {code}"
        why = f"; it said: {remark}" if remark else ""
        return (
            f"the engine broke down on it and its process ended ({how}{why}). It may be broken, or need more than "
            f"{self.megabytes} MB; save it anew as png, or make it smaller"
        )


@dataclass(frozen=True, slots=True)
class _Running:
    """A process at work, with a thread that waits for what it says: pipes alone know of no time-out everywhere."""

    process: subprocess.Popen[bytes]
    answers: SimpleQueue[bytes]
    remarks: IO[bytes] | None

    @classmethod
    def started(cls, program: str, engine_name: str, megabytes: int) -> _Running:
        remarks = _place_for_remarks()
        # -P: a folder of labels is no place to import from. What this process imports from, the other may too.
        process = subprocess.Popen(
            [sys.executable, "-P", "-c", program, engine_name, str(megabytes)],
            stdin=subprocess.PIPE,
            stdout=subprocess.PIPE,
            stderr=subprocess.DEVNULL if remarks is None else remarks,
            env=os.environ | {"PYTHONPATH": os.pathsep.join(filter(None, sys.path))},
        )
        running = cls(process, SimpleQueue(), remarks)
        threading.Thread(target=running._listen, name="reading", daemon=True).start()
        return running

    def ask(self, path: Path) -> None:
        """Of a process that has ended, the answer will tell."""
        with suppress(OSError):
            self._input.write(json.dumps({"path": str(path)}).encode() + b"\n")
            self._input.flush()

    def answer(self, seconds: float) -> bytes | None:
        """The next line; empty when the process has ended, None when there was none in time."""
        try:
            return self.answers.get(timeout=seconds)
        except Empty:
            return None

    def code(self) -> int:
        return self.process.wait()

    def last_words(self) -> str:
        """The last line of its remarks."""
        if self.remarks is None:
            return ""
        self.remarks.seek(0)
        lines = self.remarks.read().decode("utf-8", "replace").split("\n")
        return next((line.strip() for line in reversed(lines) if line.strip()), "")

    def end(self) -> None:
        """Ends it, whatever it is doing."""
        self.process.kill()
        self.process.wait()
        with suppress(OSError):
            self._input.close()
        if self.remarks is not None:
            self.remarks.close()

    @property
    def _input(self) -> IO[bytes]:
        return cast("IO[bytes]", self.process.stdin)

    def _listen(self) -> None:
        with cast("IO[bytes]", self.process.stdout) as output:
            for line in output:
                self.answers.put(line)
        self.answers.put(b"")


def _place_for_remarks() -> IO[bytes] | None:
    """A file for what engines print; none where nothing can be written, as in a locked container."""
    try:
        return cast("IO[bytes]", TemporaryFile())
    except OSError:
        return None


def main(engine_name: str, megabytes: int) -> None:
    """What the process does: it reads what it is asked to read until nobody asks any more."""
    serve(lambda: load_engine(cast("EngineName", engine_name)), megabytes)


def serve(load: Callable[[], Engine], megabytes: int = MEMORY_MEGABYTES) -> None:
    """Answers each line of standard input, by an engine that is loaded when the first picture comes."""
    # The parent alone answers to the keyboard; it ends this process.
    signal.signal(signal.SIGINT, signal.SIG_IGN)
    _limit_memory(megabytes)
    # What engines print goes to standard error, and no line of theirs among the answers.
    answers = os.fdopen(os.dup(sys.stdout.fileno()), "wb")
    os.dup2(sys.stderr.fileno(), sys.stdout.fileno())
    engine: Engine | None = None
    for line in sys.stdin.buffer:
        path = Path(json.loads(line)["path"])
        try:
            engine = engine or load()
            _say(answers, Told(engines=names_of(engine)))
            for page, remarks in pages_read(path, engine, PageCache.of_user()):
                _say(answers, Told(page=page, notes=remarks))
        except OcrError as error:
            _say(answers, Told(error=str(error)))
        except MemoryError:
            _say(answers, Told(error=f"{path}: reading it needs more than {megabytes} MB; make the picture smaller"))
        else:
            _say(answers, Told(done=True))


def _say(answers: IO[bytes], what: Told) -> None:
    answers.write(_TOLD.dump_json(what) + b"\n")
    answers.flush()


def _limit_memory(megabytes: int) -> None:
    """Caps the data of this process where the system can (Linux); elsewhere the picture's size is the only cap."""
    try:
        import resource
    except ImportError:
        return
    limit = megabytes * 1_000_000
    _, hard = resource.getrlimit(resource.RLIMIT_DATA)
    if hard != resource.RLIM_INFINITY:
        limit = min(limit, hard)
    resource.setrlimit(resource.RLIMIT_DATA, (limit, hard))
