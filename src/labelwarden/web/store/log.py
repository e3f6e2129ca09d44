"""What was done to accounts, tokens and settings, and who logged in: lines that are only ever added."""

from __future__ import annotations

import sqlite3
from dataclasses import dataclass
from enum import StrEnum

from labelwarden.web.store.database import Database, now


class Event(StrEnum):
    """What happened."""

    LOGGED_IN = "logged in"
    LOGIN_REFUSED = "login refused"
    LOGGED_OUT = "logged out"
    ACCOUNT_ADDED = "account added"
    ACCOUNT_DISABLED = "account disabled"
    ACCOUNT_ENABLED = "account enabled"
    ROLE_CHANGED = "role changed"
    PASSWORD_SET = "password set"
    SESSIONS_ENDED = "sessions ended"
    TOKEN_MADE = "token made"
    TOKEN_REVOKED = "token revoked"
    SETTING_CHANGED = "setting changed"
    PICTURES_REMOVED = "pictures removed"


@dataclass(frozen=True, slots=True)
class Line:
    """One line: who did what, about whom or what, and from which value to which."""

    id: int
    at: str
    who: str
    what: str
    about: str
    detail: str


class Log:
    """The log of one file."""

    def __init__(self, database: Database) -> None:
        self._database = database

    def add(self, who: str, what: Event, about: str = "", detail: str = "") -> None:
        with self._database.writing() as connection:
            add_line(connection, who, what, about, detail)

    def newest(self, most: int = 200, before: int | None = None) -> list[Line]:
        """The newest lines first, those before a number where one is given."""
        rows = self._database.rows(
            "SELECT id, at, who, what, about, detail FROM log WHERE id < coalesce(?, id + 1) ORDER BY id DESC LIMIT ?",
            (before, most),
        )
        return [Line(*row) for row in rows]

    def all(self) -> list[Line]:
        """All lines, oldest first."""
        rows = self._database.rows("SELECT id, at, who, what, about, detail FROM log ORDER BY id")
        return [Line(*row) for row in rows]


def add_line(connection: sqlite3.Connection, who: str, what: Event, about: str = "", detail: str = "") -> None:
    """Adds a line within a transaction, so that what it tells of and the line are kept together or not at all."""
    connection.execute(
        "INSERT INTO log (at, who, what, about, detail) VALUES (?, ?, ?, ?, ?)", (now(), who, what.value, about, detail)
    )
