"""The SQLite file: a pool of connections, write transactions that wait for each other, and no half-made file."""

from __future__ import annotations

import sqlite3
import threading
from collections.abc import Iterator, Sequence
from contextlib import contextmanager
from datetime import UTC, datetime
from pathlib import Path

from labelwarden.errors import UsageError
from labelwarden.web.store.schema import STEPS

BUSY_SECONDS = 30.0
"""How long a writer waits for others. A write takes milliseconds; with 100 at once the last one waits for a second."""


MOMENT = "%Y-%m-%dT%H:%M:%SZ"
"""How a moment is kept: as text that sorts."""


class Database:
    """One file. Any number of threads, and of processes, may work on it at once."""

    def __init__(self, path: Path) -> None:
        """Opens the file, and makes it where there is none.

        Raises:
            UsageError: it is no file of ours, or of another version.
        """
        self.path = path
        self._idle: list[sqlite3.Connection] = []
        self._closed = False
        self._lock = threading.Lock()
        try:
            self._prepare()
        except sqlite3.Error as error:
            self.close()
            raise UsageError(f"{path}: cannot be used as a review file ({error}); name another folder") from error
        except UsageError:
            self.close()
            raise

    def _prepare(self) -> None:
        """Makes the tables that are missing, and refuses those of others."""
        with self.writing() as connection:
            found = int(connection.execute("PRAGMA user_version").fetchone()[0])
            is_ours = found or not connection.execute("SELECT count(*) FROM sqlite_schema").fetchone()[0]
            if not is_ours or found > len(STEPS):
                message = (
                    f"{self.path}: expected a review file of version {len(STEPS)} or before,"
                    f" found {f'one of {found}' if found else 'something else'}"
                )
                raise UsageError(f"{message}; name another folder by --data")
            for step in STEPS[found:]:
                for statement in _statements(step):
                    connection.execute(statement)
            if found != len(STEPS):
                connection.execute(f"PRAGMA user_version = {len(STEPS)}")

    def rows(self, query: str, values: Sequence[object] = ()) -> list[sqlite3.Row]:
        """What one query finds, all of one moment."""
        with self._borrowed() as connection:
            return connection.execute(query, values).fetchall()

    def row(self, query: str, values: Sequence[object] = ()) -> sqlite3.Row | None:
        """The first that it finds, if any."""
        return next(iter(self.rows(query, values)), None)

    @contextmanager
    def writing(self) -> Iterator[sqlite3.Connection]:
        """A transaction that holds the right to write from its begin, so that what it read is still true at its end."""
        with self._borrowed() as connection:
            connection.execute("BEGIN IMMEDIATE")
            try:
                yield connection
            except BaseException:
                connection.execute("ROLLBACK")
                raise
            connection.execute("COMMIT")

    def close(self) -> None:
        """Closes what is not in use now, and the rest when it is given back."""
        with self._lock:
            self._closed = True
            idle, self._idle = self._idle, []
        for connection in idle:
            connection.close()

    @contextmanager
    def _borrowed(self) -> Iterator[sqlite3.Connection]:
        # A pool and no connection a thread: threads of the server come and go, and would leave theirs open.
        with self._lock:
            connection = self._idle.pop() if self._idle else None
        if connection is None:
            connection = self._opened()
        try:
            yield connection
        finally:
            with self._lock:
                is_over = self._closed
                if not is_over:
                    self._idle.append(connection)
            if is_over:
                connection.close()

    def _opened(self) -> sqlite3.Connection:
        connection = sqlite3.connect(self.path, timeout=BUSY_SECONDS, isolation_level=None, check_same_thread=False)
        connection.row_factory = sqlite3.Row
        try:
            connection.execute("PRAGMA journal_mode = WAL")
            connection.execute("PRAGMA synchronous = FULL")
            connection.execute("PRAGMA foreign_keys = ON")
        except sqlite3.Error:
            connection.close()
            raise
        return connection


def now() -> str:
    """This moment, as it is kept: UTC to the second."""
    return datetime.now(UTC).strftime(MOMENT)


def _statements(script: str) -> Iterator[str]:
    """One by one, since `executescript` would end the transaction that makes the file whole or not at all."""
    statement = ""
    for line in script.splitlines(keepends=True):
        statement += line
        if sqlite3.complete_statement(statement):
            yield statement
            statement = ""
