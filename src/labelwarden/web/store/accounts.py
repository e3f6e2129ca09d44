"""Names, roles and password hashes (argon2id). An account is never removed: decisions are signed with its name."""

from __future__ import annotations

import secrets
import sqlite3
import threading
import unicodedata
from dataclasses import dataclass

from labelwarden.errors import UsageError
from labelwarden.reports.visible import visible
from labelwarden.web.settings import Role
from labelwarden.web.store.database import Database, now
from labelwarden.web.store.log import Event, add_line

MIN_PASSWORD = 12
MAX_PASSWORD = 500
MAX_NAME = 80

_AT_ONCE = threading.BoundedSemaphore(2)
"""Hashing takes 64 MB and all of a core, on purpose; many logins at once must not take all there is."""


@dataclass(frozen=True, slots=True)
class Account:
    """Somebody who may log in, unless disabled."""

    name: str
    role: Role
    disabled: bool
    added_at: str


class Accounts:
    """The accounts of one file. `by` is who does it, for the log."""

    def __init__(self, database: Database) -> None:
        from argon2 import PasswordHasher

        self._database = database
        self._hasher = PasswordHasher()
        self._any = False
        self._of_nobody: str | None = None

    def any(self) -> bool:
        """Whether there are accounts, and so everybody has to log in by one."""
        # Asked for with every request. Accounts are never removed, so that a yes stays true.
        self._any = self._any or self._database.row("SELECT 1 FROM account") is not None
        return self._any

    def all(self) -> list[Account]:
        """All of them, by name."""
        rows = self._database.rows("SELECT name, role, disabled, added_at FROM account ORDER BY name")
        return [_account(row) for row in rows]

    def get(self, name: str) -> Account | None:
        row = self._database.row("SELECT name, role, disabled, added_at FROM account WHERE name = ?", (name,))
        return None if row is None else _account(row)

    def add(self, name: str, role: Role, password: str, by: str) -> None:
        """Adds an account.

        Raises:
            UsageError: the name or the password cannot be used, or the first account would not be an admin.
        """
        _check_name(name)
        kept = self._hashed(password)
        with self._database.writing() as connection:
            others = [str(row[0]) for row in connection.execute("SELECT name FROM account")]
            if taken := next((other for other in others if _folded(other) == _folded(name)), None):
                raise UsageError(f'the name "{visible(taken)}" is taken')
            if not others and role is not Role.ADMIN:
                raise UsageError("the first account has to be an admin: nobody else could add more")
            _insert(connection, name, role, kept, by)

    def set(self, name: str, role: Role, password: str, by: str) -> None:
        """Adds an account, or gives one another role and password and enables it; its sessions end.

        Raises:
            UsageError: the name or the password cannot be used.
        """
        _check_name(name)
        kept = self._hashed(password)
        with self._database.writing() as connection:
            row = connection.execute("SELECT role FROM account WHERE name = ?", (name,)).fetchone()
            if row is None:
                _insert(connection, name, role, kept, by)
                return
            connection.execute(
                "UPDATE account SET role = ?, hash = ?, disabled = 0 WHERE name = ?", (role.value, kept, name)
            )
            connection.execute("DELETE FROM session WHERE account = ?", (name,))
            add_line(connection, by, Event.PASSWORD_SET, name)
            if row["role"] != role.value:
                add_line(connection, by, Event.ROLE_CHANGED, name, f"{row['role']} → {role.value}")

    def change_role(self, name: str, role: Role, by: str) -> None:
        """Gives an account another role, from its next request on.

        Raises:
            LookupError: there is no such account.
            UsageError: no admin would be left.
        """
        with self._database.writing() as connection:
            before = _known(connection, name)
            if before.role is not role:
                _keep_an_admin(connection, before, stays=role is Role.ADMIN)
                connection.execute("UPDATE account SET role = ? WHERE name = ?", (role.value, name))
                add_line(connection, by, Event.ROLE_CHANGED, name, f"{before.role.value} → {role.value}")

    def disable(self, name: str, by: str) -> None:
        """Keeps an account out: its sessions end, its tokens are no longer taken.

        Raises:
            LookupError: there is no such account.
            UsageError: no admin would be left.
        """
        with self._database.writing() as connection:
            before = _known(connection, name)
            if not before.disabled:
                _keep_an_admin(connection, before, stays=False)
                connection.execute("UPDATE account SET disabled = 1 WHERE name = ?", (name,))
                connection.execute("DELETE FROM session WHERE account = ?", (name,))
                add_line(connection, by, Event.ACCOUNT_DISABLED, name)

    def enable(self, name: str, by: str) -> None:
        """Lets an account in again.

        Raises:
            LookupError: there is no such account.
        """
        with self._database.writing() as connection:
            if _known(connection, name).disabled:
                connection.execute("UPDATE account SET disabled = 0 WHERE name = ?", (name,))
                add_line(connection, by, Event.ACCOUNT_ENABLED, name)

    def set_password(self, name: str, password: str, by: str) -> None:
        """Gives an account another password; its sessions end.

        Raises:
            LookupError: there is no such account.
            UsageError: the password cannot be used.
        """
        kept = self._hashed(password)
        with self._database.writing() as connection:
            _known(connection, name)
            connection.execute("UPDATE account SET hash = ? WHERE name = ?", (kept, name))
            connection.execute("DELETE FROM session WHERE account = ?", (name,))
            add_line(connection, by, Event.PASSWORD_SET, name)

    def check(self, name: str, password: str) -> Account | None:
        """The account of that name and password. One password is hashed whoever asks, so that names cannot be timed."""
        from argon2.exceptions import InvalidHashError, VerificationError

        row = self._database.row("SELECT name, role, disabled, added_at, hash FROM account WHERE name = ?", (name,))
        kept = self._hash_of_nobody() if row is None else str(row["hash"])
        with _AT_ONCE:
            try:
                self._hasher.verify(kept, password)
            except (VerificationError, InvalidHashError):
                return None
        if row is None or row["disabled"]:
            return None
        if self._hasher.check_needs_rehash(kept):
            anew = self._hashed(password)
            with self._database.writing() as connection:
                connection.execute("UPDATE account SET hash = ? WHERE name = ? AND hash = ?", (anew, name, kept))
        return _account(row)

    def prepare(self) -> None:
        """Makes the hash that unknown names are put to, so that the first of them takes no longer than others."""
        self._hash_of_nobody()

    def _hash_of_nobody(self) -> str:
        if self._of_nobody is None:
            self._of_nobody = self._hasher.hash(secrets.token_urlsafe(32))
        return self._of_nobody

    def _hashed(self, password: str) -> str:
        if not MIN_PASSWORD <= len(password) <= MAX_PASSWORD:
            expected = (
                f"{MIN_PASSWORD} characters or more" if len(password) < MIN_PASSWORD else f"{MAX_PASSWORD} at most"
            )
            raise UsageError(f"expected a password of {expected}, found {len(password)}")
        with _AT_ONCE:
            return self._hasher.hash(password)


def _account(row: sqlite3.Row) -> Account:
    return Account(row["name"], Role(row["role"]), bool(row["disabled"]), row["added_at"])


def _insert(connection: sqlite3.Connection, name: str, role: Role, kept: str, by: str) -> None:
    connection.execute(
        "INSERT INTO account (name, role, hash, disabled, added_at) VALUES (?, ?, ?, 0, ?)",
        (name, role.value, kept, now()),
    )
    # Whoever was in without an account is no longer.
    connection.execute("DELETE FROM session WHERE account IS NULL")
    add_line(connection, by, Event.ACCOUNT_ADDED, name, role.value)


def _known(connection: sqlite3.Connection, name: str) -> Account:
    row = connection.execute("SELECT name, role, disabled, added_at FROM account WHERE name = ?", (name,)).fetchone()
    if row is None:
        raise LookupError("There is no such account.")
    return _account(row)


def _keep_an_admin(connection: sqlite3.Connection, account: Account, *, stays: bool) -> None:
    others = connection.execute(
        "SELECT count(*) FROM account WHERE role = 'admin' AND disabled = 0 AND name <> ?", (account.name,)
    ).fetchone()[0]
    if not stays and account.role is Role.ADMIN and not account.disabled and not others:
        raise UsageError(f"{visible(account.name)} is the only admin left; make another one first")


def _check_name(name: str) -> None:
    if not name or name != name.strip() or len(name) > MAX_NAME or visible(name) != name:
        raise UsageError(f"expected a name of at most {MAX_NAME} characters that all can be seen")


def _folded(name: str) -> str:
    return unicodedata.normalize("NFKC", name).casefold()
