"""What an admin sets while the server runs: how long pictures are kept, and how much of what passed is looked at."""

from __future__ import annotations

import secrets

from labelwarden.errors import UsageError
from labelwarden.web.store.database import Database
from labelwarden.web.store.log import Event, add_line

_KEEP_DAYS = "keep_days"
_SHARE = "audit_share"
_SEED = "audit_seed"

DEFAULT_SHARE = 0.05
MAX_DAYS = 36_500


class Options:
    """The settings of one file. Each change is a line of the log."""

    def __init__(self, database: Database) -> None:
        self._database = database

    def keep_days(self) -> int | None:
        """After how many days pictures are removed; None: never."""
        text = self._get(_KEEP_DAYS)
        return int(text) if text else None

    def audit_share(self) -> float:
        """The share of labels that passed which a person looks at, from 0 to 1."""
        text = self._get(_SHARE)
        return float(text) if text else DEFAULT_SHARE

    def audit_seed(self) -> str:
        """What the draw begins with. Made by chance once, so that nobody can know it before a label is handed in."""
        found = self._get(_SEED)
        if not found:
            with self._database.writing() as connection:
                made = secrets.token_hex(8)
                connection.execute(
                    "INSERT INTO setting (name, value) VALUES (?, ?) ON CONFLICT DO NOTHING", (_SEED, made)
                )
            found = self._get(_SEED)
        return found

    def keep_for(self, days: int | None, by: str) -> None:
        """Sets the days that pictures are kept.

        Raises:
            UsageError: that is no number of days.
        """
        if days is not None and not 1 <= days <= MAX_DAYS:
            raise UsageError(f"expected 1 to {MAX_DAYS} days, or none to keep pictures for ever")
        self._set(_KEEP_DAYS, "" if days is None else str(days), by, "pictures are kept", "for ever", " days")

    def audit(self, share: float, by: str) -> None:
        """Sets the share that is looked at. A greater one adds to what was drawn, a lesser one takes nothing back.

        Raises:
            UsageError: that is no share.
        """
        if not 0 <= share <= 1:
            raise UsageError("expected a share from 0 to 100 %")
        self._set(_SHARE, repr(share), by, "share of passed labels that is audited", repr(DEFAULT_SHARE), "")

    def _get(self, name: str) -> str:
        row = self._database.row("SELECT value FROM setting WHERE name = ?", (name,))
        return "" if row is None else str(row[0])

    def _set(self, name: str, value: str, by: str, words: str, unset: str, unit: str) -> None:
        with self._database.writing() as connection:
            row = connection.execute("SELECT value FROM setting WHERE name = ?", (name,)).fetchone()
            before = "" if row is None else str(row[0])
            if (before or unset) == (value or unset):
                return
            connection.execute(
                "INSERT INTO setting (name, value) VALUES (?, ?)"
                " ON CONFLICT (name) DO UPDATE SET value = excluded.value",
                (name, value),
            )
            shown = [f"{text}{unit}" if text else unset for text in (before, value)]
            add_line(connection, by, Event.SETTING_CHANGED, words, " → ".join(shown))
