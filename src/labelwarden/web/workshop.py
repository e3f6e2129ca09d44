"""One process in which rules are tried, one trial after the other. It is ended where one takes too long."""

from __future__ import annotations

import multiprocessing
import sys
import threading
from collections.abc import Mapping
from dataclasses import dataclass, field
from multiprocessing.connection import Connection
from multiprocessing.context import SpawnProcess

from labelwarden.checker import Checker
from labelwarden.errors import LabelwardenError
from labelwarden.rules.uncollected import keep_what_is_there
from labelwarden.web.trial import Asked, Bench, Tried

SECONDS = 60.0
"""How long one trial may take, and how long one waits for that of somebody else."""

_MOST_MEMORY = 4 << 30


class TrialFailedError(LabelwardenError):
    """A trial that came to nothing; says why."""


@dataclass(slots=True)
class Workshop:
    """Tries rules against those in force, which were read from `files`: texts by name, as they were then."""

    in_force: Checker
    files: Mapping[str, str]
    seconds: float = SECONDS
    _lock: threading.Lock = field(default_factory=threading.Lock, init=False)
    _process: SpawnProcess | None = field(default=None, init=False)
    _pipe: Connection | None = field(default=None, init=False)
    _closed: bool = field(default=False, init=False)

    def run(self, asked: Asked) -> Tried:
        """What became of the rules.

        Raises:
            TrialFailedError: it took too long or too much memory, or others are tried.
        """
        if not self._lock.acquire(timeout=self.seconds):
            raise TrialFailedError("Rules of somebody else are tried just now; try again.")
        try:
            pipe = self._started()
            try:
                pipe.send(asked)
                if pipe.poll(self.seconds):
                    answer: Tried = pipe.recv()
                    return answer
            except (EOFError, OSError) as error:
                self._end()
                raise TrialFailedError(
                    "The trial ended early: these rules took too much memory, or met a fault."
                ) from error
            self._end()
            raise TrialFailedError(f"It took longer than {self.seconds:.0f} seconds: take fewer labels.")
        finally:
            self._lock.release()

    def make_ready(self) -> None:
        """Starts the process in the background: whoever opens the page will want it in a moment."""
        threading.Thread(target=self._make_ready, name="workshop", daemon=True).start()

    def _make_ready(self) -> None:
        if self._lock.acquire(blocking=False):
            try:
                if not self._closed:
                    self._started()
            finally:
                self._lock.release()

    def close(self) -> None:
        with self._lock:
            self._closed = True
            self._end()

    def _started(self) -> Connection:
        if self._pipe is None or self._process is None or not self._process.is_alive():
            self._end()
            # Not forked: a fork of a process with threads may inherit a lock that nobody will ever release.
            context = multiprocessing.get_context("spawn")
            self._pipe, other = context.Pipe()
            work = (other, self.in_force, dict(self.files))
            self._process = context.Process(target=_work, args=work, name="workshop", daemon=True)
            self._process.start()
            other.close()
        return self._pipe

    def _end(self) -> None:
        """Ends the process now: what it works on is of no use any more, and it may never end by itself."""
        if self._process is not None:
            self._process.kill()
            self._process.join()
            self._process.close()
            self._process = None
        if self._pipe is not None:
            self._pipe.close()
            self._pipe = None


def _work(pipe: Connection, in_force: Checker, files: Mapping[str, str]) -> None:
    """In the process: trials until nobody asks any more."""
    if sys.platform == "linux":
        import resource

        resource.setrlimit(resource.RLIMIT_AS, (_MOST_MEMORY, _MOST_MEMORY))
    bench = Bench(in_force, files)
    keep_what_is_there()
    while True:
        try:
            asked: Asked = pipe.recv()
        except EOFError:
            return
        pipe.send(bench.try_rules(asked))
