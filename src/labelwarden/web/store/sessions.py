"""Who is logged in. Keys of sessions are kept as hashes: who reads the file becomes nobody.

A session holds as long as what proved it: an account that is enabled, the token of this server, or that the server is
open to whoever sits at its machine. When the server is started in another way, the sessions of before are over.
"""

from __future__ import annotations

import secrets
import time
from dataclasses import dataclass

from labelwarden.web.settings import Right, Role, hash_of
from labelwarden.web.store.database import Database, now

SECONDS = 12 * 3600
"""A working day; then one logs in again."""

MOST_OPEN = 1000
"""Sessions without a login that are kept: every program that takes no cookie opens one with each page."""

OPEN = "open"
ACCOUNT = "account"


@dataclass(frozen=True, slots=True)
class Identity:
    """Somebody who asks. `csrf` has to come back with everything that changes something; programs have none.

    `account` is empty where a name was only typed, `by_program` is set where a token was sent instead of a cookie.
    """

    who: str
    role: Role
    csrf: str
    account: str = ""
    by_program: bool = False

    def may(self, right: Right) -> bool:
        # A token that leaks must not make accounts.
        return self.role.has(right) and not (right is Right.ADMINISTER and self.by_program)

    @property
    def may_decide(self) -> bool:
        return self.may(Right.DECIDE)

    @property
    def may_administer(self) -> bool:
        return self.may(Right.ADMINISTER)


class Sessions:
    """The sessions of one file."""

    def __init__(self, database: Database) -> None:
        self._database = database

    def open(self, who: str, role: Role, proof: str = OPEN, account: str = "") -> tuple[str, Identity]:
        """A new session and its key, which only the browser keeps."""
        key, csrf = secrets.token_urlsafe(32), secrets.token_urlsafe(32)
        with self._database.writing() as connection:
            connection.execute("DELETE FROM session WHERE expires < ?", (int(time.time()),))
            if proof == OPEN:
                connection.execute(
                    "DELETE FROM session WHERE proof = ? AND rowid <= (SELECT rowid FROM session WHERE proof = ?"
                    " ORDER BY rowid DESC LIMIT 1 OFFSET ?)",
                    (OPEN, OPEN, MOST_OPEN - 1),
                )
            connection.execute(
                "INSERT INTO session (key, csrf, who, role, proof, account, opened_at, expires)"
                " VALUES (?, ?, ?, ?, ?, ?, ?, ?)",
                (hash_of(key), csrf, who, role.value, proof, account or None, now(), int(time.time()) + SECONDS),
            )
        return key, Identity(who, role, csrf, account)

    def find(self, key: str, proof: str = OPEN) -> Identity | None:
        """Who a key belongs to, as long as the session lasts and sessions are proven that way."""
        row = self._database.row(
            "SELECT session.who, coalesce(account.role, session.role) AS role, session.csrf, session.account"
            " FROM session LEFT JOIN account ON account.name = session.account"
            " WHERE session.key = ? AND session.proof = ? AND session.expires >= ?"
            " AND coalesce(account.disabled, 0) = 0",
            (hash_of(key), proof, int(time.time())),
        )
        return None if row is None else Identity(row["who"], Role(row["role"]), row["csrf"], row["account"] or "")

    def close(self, key: str) -> None:
        """Ends a session."""
        with self._database.writing() as connection:
            connection.execute("DELETE FROM session WHERE key = ?", (hash_of(key),))

    def close_all(self, account: str, but: str = "") -> int:
        """Ends the sessions of an account, but for that of a key; says how many."""
        with self._database.writing() as connection:
            return connection.execute(
                "DELETE FROM session WHERE account = ? AND key <> ?", (account, hash_of(but))
            ).rowcount

    def count(self, account: str) -> int:
        """How many an account has open."""
        row = self._database.row(
            "SELECT count(*) FROM session WHERE account = ? AND expires >= ?", (account, int(time.time()))
        )
        return 0 if row is None else int(row[0])
