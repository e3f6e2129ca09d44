"""Tokens by which programs use the API in the name of an account. Only their hashes are kept; each is shown once."""

from __future__ import annotations

import secrets
import sqlite3
import time
from dataclasses import dataclass
from datetime import UTC, datetime

from labelwarden.errors import UsageError
from labelwarden.web.settings import Role, hash_of
from labelwarden.web.store.database import Database, now
from labelwarden.web.store.log import Event, add_line
from labelwarden.web.store.sessions import Identity

PREFIX = "lw_"
"""Begins every token, so that one that was left in a file is found by whoever searches for such things."""

ROLES = (Role.REVIEWER, Role.READER)
"""What a token may be. None administers: a token lies in files, and one that leaks must not make accounts."""

DAYS = (30, 90, 365)
MAX_NAME = 60
MOST = 20
"""Tokens in force of one account."""

_DAY = 24 * 3600


@dataclass(frozen=True, slots=True)
class Token:
    """A token without its secret. `used_on` is the last day it was used on."""

    id: int
    account: str
    name: str
    role: Role
    made_at: str
    expires: int
    used_on: str | None
    revoked_at: str | None

    @property
    def state(self) -> str:
        if self.revoked_at is not None:
            return "revoked"
        return "in force" if self.expires >= time.time() else "expired"

    @property
    def ends(self) -> str:
        return datetime.fromtimestamp(self.expires, UTC).strftime("%Y-%m-%d")


class Tokens:
    """The tokens of one file."""

    def __init__(self, database: Database) -> None:
        self._database = database

    def make(self, account: str, name: str, role: Role, days: int, by: str) -> str:
        """A new token of an account. It is given back here and never again.

        Raises:
            UsageError: it needs a name, or may not be of that role or so long, or there are too many.
        """
        if not name or len(name) > MAX_NAME:
            raise UsageError(f"expected a name for the token, of at most {MAX_NAME} characters: what uses it")
        if role not in ROLES or days not in DAYS:
            raise UsageError(f"a token is reviewer or read-only, for {', '.join(map(str, DAYS))} days")
        secret = PREFIX + secrets.token_urlsafe(32)
        with self._database.writing() as connection:
            in_force = connection.execute(
                "SELECT count(*) FROM token WHERE account = ? AND revoked_at IS NULL AND expires >= ?",
                (account, int(time.time())),
            ).fetchone()[0]
            if in_force >= MOST:
                raise UsageError(f"there are {MOST} tokens of this account; revoke one that nothing uses any more")
            connection.execute(
                "INSERT INTO token (hash, account, name, role, made_at, expires) VALUES (?, ?, ?, ?, ?, ?)",
                (hash_of(secret), account, name, role.value, now(), int(time.time()) + days * _DAY),
            )
            add_line(connection, by, Event.TOKEN_MADE, account, f"{name} ({role.value}, {days} days)")
        return secret

    def find(self, secret: str) -> Identity | None:
        """Who a token speaks for, with the lesser one of its role and that of the account."""
        row = self._database.row(
            "SELECT token.id, token.name, token.role, token.used_on, token.account, account.role AS of_account"
            " FROM token JOIN account ON account.name = token.account"
            " WHERE token.hash = ? AND token.revoked_at IS NULL AND token.expires >= ? AND account.disabled = 0",
            (hash_of(secret), int(time.time())),
        )
        if row is None:
            return None
        today = now()[:10]
        if row["used_on"] != today:
            with self._database.writing() as connection:
                connection.execute("UPDATE token SET used_on = ? WHERE id = ?", (today, row["id"]))
        role = min(Role(row["role"]), Role(row["of_account"]), key=lambda role: role.rank)
        return Identity(f"{row['account']}, token {row['name']}", role, "", row["account"], by_program=True)

    def revoke(self, id: int, by: str, account: str | None = None) -> None:
        """Ends a token, of that account where one is given.

        Raises:
            LookupError: there is none in force.
        """
        with self._database.writing() as connection:
            row = connection.execute(
                "UPDATE token SET revoked_at = ? WHERE id = ? AND account = coalesce(?, account) AND revoked_at IS NULL"
                " RETURNING account, name",
                (now(), id, account),
            ).fetchone()
            if row is None:
                raise LookupError("There is no such token, or it is revoked already.")
            add_line(connection, by, Event.TOKEN_REVOKED, row["account"], row["name"])

    def revoke_all(self, account: str, by: str) -> int:
        """Ends all tokens of an account; says how many."""
        with self._database.writing() as connection:
            rows = connection.execute(
                "UPDATE token SET revoked_at = ? WHERE account = ? AND revoked_at IS NULL RETURNING name",
                (now(), account),
            ).fetchall()
            for row in rows:
                add_line(connection, by, Event.TOKEN_REVOKED, account, row["name"])
        return len(rows)

    def of(self, account: str | None = None) -> list[Token]:
        """The tokens of an account, or all, the newest first."""
        rows = self._database.rows(
            "SELECT id, account, name, role, made_at, expires, used_on, revoked_at FROM token"
            " WHERE account = coalesce(?, account) ORDER BY id DESC",
            (account,),
        )
        return [_token(row) for row in rows]


def _token(row: sqlite3.Row) -> Token:
    id, account, name, role, *rest = row
    return Token(id, account, name, Role(role), *rest)
