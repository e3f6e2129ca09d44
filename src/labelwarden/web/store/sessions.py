"""Who is logged in, and the accounts. Keys of sessions are kept as hashes: who reads the file becomes nobody."""

from __future__ import annotations

import secrets
import time
from dataclasses import dataclass
from functools import cache

from labelwarden.errors import UsageError
from labelwarden.web.settings import Role, hash_of
from labelwarden.web.store.database import Database

SECONDS = 12 * 3600
"""A working day; then one logs in again."""

MIN_PASSWORD = 12


@dataclass(frozen=True, slots=True)
class Identity:
    """Somebody who is logged in. `csrf` has to come back with everything that changes something."""

    who: str
    role: Role
    csrf: str

    @property
    def may_decide(self) -> bool:
        return self.role is not Role.READER


class Sessions:
    """The sessions of one file."""

    def __init__(self, database: Database) -> None:
        self._database = database

    def open(self, who: str, role: Role) -> tuple[str, Identity]:
        """A new session and its key, which only the browser keeps."""
        key, csrf = secrets.token_urlsafe(32), secrets.token_urlsafe(32)
        with self._database.writing() as connection:
            connection.execute("DELETE FROM session WHERE expires < ?", (int(time.time()),))
            connection.execute(
                "INSERT INTO session (key, csrf, who, role, expires) VALUES (?, ?, ?, ?, ?)",
                (hash_of(key), csrf, who, role.value, int(time.time()) + SECONDS),
            )
        return key, Identity(who, role, csrf)

    def find(self, key: str) -> Identity | None:
        """Who a key belongs to, as long as the session lasts."""
        row = self._database.row(
            "SELECT who, role, csrf FROM session WHERE key = ? AND expires >= ?", (hash_of(key), int(time.time()))
        )
        return None if row is None else Identity(row["who"], Role(row["role"]), row["csrf"])

    def close(self, key: str) -> None:
        """Ends a session."""
        with self._database.writing() as connection:
            connection.execute("DELETE FROM session WHERE key = ?", (hash_of(key),))


class Accounts:
    """Names, roles and password hashes (argon2id)."""

    def __init__(self, database: Database) -> None:
        self._database = database

    def any(self) -> bool:
        return self._database.row("SELECT 1 FROM account") is not None

    def set(self, name: str, role: Role, password: str) -> None:
        """Adds an account, or gives one another role and password; its sessions end.

        Raises:
            UsageError: the password is too short.
        """
        from argon2 import PasswordHasher

        if len(password) < MIN_PASSWORD:
            raise UsageError(f"expected a password of {MIN_PASSWORD} characters or more, found {len(password)}")
        kept = PasswordHasher().hash(password)
        with self._database.writing() as connection:
            connection.execute("INSERT OR REPLACE INTO account VALUES (?, ?, ?)", (name, role.value, kept))
            connection.execute("DELETE FROM session WHERE who = ?", (name,))

    def check(self, name: str, password: str) -> Role | None:
        """The role of whoever has that name and password. An unknown name takes as long as a wrong password."""
        from argon2 import PasswordHasher
        from argon2.exceptions import VerificationError

        row = self._database.row("SELECT role, hash FROM account WHERE name = ?", (name,))
        kept = _hash_of_nobody() if row is None else str(row["hash"])
        try:
            PasswordHasher().verify(kept, password)
        except VerificationError:
            return None
        return None if row is None else Role(row["role"])


@cache
def _hash_of_nobody() -> str:
    from argon2 import PasswordHasher

    return PasswordHasher().hash(secrets.token_urlsafe(32))
