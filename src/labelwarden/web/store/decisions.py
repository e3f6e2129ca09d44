"""What people decided on findings: records that are only ever added to. Undo is a record too.

A decision holds for the words and the version of the rule that it was made on. When either changes, the finding is
open again, and the record stays.
"""

from __future__ import annotations

import sqlite3
from collections.abc import Iterable
from dataclasses import dataclass
from enum import StrEnum

from labelwarden.errors import LabelwardenError
from labelwarden.web.store.database import Database, now


class Kind(StrEnum):
    """What a record says."""

    ACCEPT = "accept"
    DISMISS = "dismiss"
    LEGAL = "legal"
    COMMENT = "comment"
    UNDO = "undo"
    MISSED = "missed"
    CORRECTED = "corrected"
    AUDITED = "audited"
    WITHDRAWN = "withdrawn"


DECIDING = (Kind.ACCEPT, Kind.DISMISS, Kind.LEGAL)

WITHDRAWABLE = (Kind.COMMENT, Kind.MISSED, Kind.AUDITED)
"""What is taken back by naming it. A decision on a finding is undone instead, a correction is corrected."""

MAX_REASON = 4000
"""Characters of a reason or comment."""

_ROOM = "SELECT id, item_id, fingerprint, kind, rule, rule_version, words, reason, who, at, about FROM decision"


class Overtaken(LabelwardenError):
    """Somebody else decided on the same finding since the page was shown; carries that record."""

    def __init__(self, other: Decision) -> None:
        super().__init__(f"{other.who} recorded “{other.kind}” meanwhile; look at it and decide again")
        self.other = other


@dataclass(frozen=True, slots=True)
class Decision:
    """One record. `words` are those of the label, `reason` those of the person; `about` is the record it withdraws."""

    id: int
    item: int
    fingerprint: str | None
    kind: Kind
    rule: str | None
    rule_version: str | None
    words: str
    reason: str
    who: str
    at: str
    about: int | None = None

    def holds_for(self, rule_version: str) -> bool:
        """Whether it still settles the finding it was made on."""
        return self.kind in DECIDING and self.rule_version == rule_version


@dataclass(frozen=True, slots=True)
class Judged:
    """A finding as a decision names it."""

    fingerprint: str
    rule: str
    rule_version: str
    words: str


class Decisions:
    """The record of one file."""

    def __init__(self, database: Database) -> None:
        self._database = database

    def decide(self, item: int, judged: Judged, kind: Kind, who: str, reason: str = "", *, seen: int = 0) -> Decision:
        """Adds a decision or an undo; `seen` is the newest record on this finding that its maker knew of (0: none).

        Raises:
            Overtaken: there is a newer one.
        """
        with self._database.writing() as connection:
            newest = _newest(connection, item, judged.fingerprint)
            if newest is not None and newest.id != seen:
                raise Overtaken(newest)
            return _add(connection, item, judged, kind, who, reason)

    def note(self, item: int, kind: Kind, who: str, *, words: str = "", reason: str = "") -> Decision:
        """Adds a record on the label as a whole, such as a comment or a finding that the rules missed."""
        with self._database.writing() as connection:
            return _add(connection, item, None, kind, who, reason, words)

    def comment(self, item: int, judged: Judged, who: str, reason: str) -> Decision:
        """Adds a comment on a finding; it decides nothing."""
        with self._database.writing() as connection:
            return _add(connection, item, judged, Kind.COMMENT, who, reason)

    def withdraw(self, item: int, record: int, who: str, reason: str = "") -> Decision:
        """Takes back what was recorded on a label as a whole; both records stay.

        Raises:
            LookupError: the label has no such record, or it is withdrawn already.
        """
        with self._database.writing() as connection:
            row = connection.execute(f"{_ROOM} WHERE id = ? AND item_id = ?", (record, item)).fetchone()
            taken = connection.execute("SELECT who FROM decision WHERE about = ?", (record,)).fetchone()
            if row is None or Kind(row["kind"]) not in WITHDRAWABLE:
                raise LookupError("There is no such record on this label that could be withdrawn.")
            if taken is not None:
                raise LookupError(f"{taken['who']} has withdrawn it already.")
            return _add(connection, item, None, Kind.WITHDRAWN, who, reason, row["words"], record)

    def of_item(self, item: int) -> list[Decision]:
        """All records on a label, oldest first."""
        rows = self._database.rows(f"{_ROOM} WHERE item_id = ? ORDER BY id", (item,))
        return [_decision(row) for row in rows]

    def all(self) -> list[Decision]:
        """All records, oldest first."""
        return [_decision(row) for row in self._database.rows(f"{_ROOM} ORDER BY id")]

    def latest(self, item: int) -> dict[str, Decision]:
        """The newest decision or undo on each finding of a label, by its fingerprint."""
        kinds = (*DECIDING, Kind.UNDO)
        return {
            record.fingerprint: record
            for record in self.of_item(item)
            if record.fingerprint is not None and record.kind in kinds
        }


def standing(records: Iterable[Decision]) -> list[Decision]:
    """The records that nobody has withdrawn."""
    listed = list(records)
    withdrawn = {record.about for record in listed if record.about is not None}
    return [record for record in listed if record.id not in withdrawn and record.kind is not Kind.WITHDRAWN]


def _newest(connection: sqlite3.Connection, item: int, fingerprint: str) -> Decision | None:
    row = connection.execute(
        f"{_ROOM} WHERE item_id = ? AND fingerprint = ? AND kind <> 'comment' ORDER BY id DESC LIMIT 1",
        (item, fingerprint),
    ).fetchone()
    return None if row is None else _decision(row)


def _add(
    connection: sqlite3.Connection,
    item: int,
    judged: Judged | None,
    kind: Kind,
    who: str,
    reason: str,
    words: str = "",
    about: int | None = None,
) -> Decision:
    of_rule = (None, None, None) if judged is None else (judged.fingerprint, judged.rule, judged.rule_version)
    fingerprint, rule, version = of_rule
    row = connection.execute(
        "INSERT INTO decision (item_id, fingerprint, kind, rule, rule_version, words, reason, who, at, about)"
        " VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?, ?)"
        " RETURNING id, item_id, fingerprint, kind, rule, rule_version, words, reason, who, at, about",
        (item, fingerprint, kind.value, rule, version, judged.words if judged else words, reason, who, now(), about),
    ).fetchone()
    return _decision(row)


def _decision(row: sqlite3.Row) -> Decision:
    id, item, fingerprint, kind, *rest = row
    return Decision(id, item, fingerprint, Kind(kind), *rest)
