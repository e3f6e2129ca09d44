"""The labels in the queue: what was handed in, where it stands, and how it came out under which rules."""

from __future__ import annotations

import sqlite3
from collections.abc import Sequence
from dataclasses import dataclass
from enum import StrEnum

from labelwarden.web.store.database import Database, now
from labelwarden.web.store.decisions import Judged


class State(StrEnum):
    """Where a label stands."""

    WAITING = "waiting"
    READING = "reading"
    READ = "read"
    FAILED = "failed"


@dataclass(frozen=True, slots=True)
class StoredFile:
    """A file that was handed in. Its content lies under its hash; the name is only ever shown."""

    name: str
    sha256: str
    size: int


@dataclass(frozen=True, slots=True)
class StoredPicture:
    """A page of a file as a browser can show it; `width` and `height` are those that boxes count in."""

    number: int
    file: str
    page: int | None
    width: int
    height: int
    sha256: str
    kind: str


@dataclass(frozen=True, slots=True)
class Item:
    """One label."""

    id: int
    name: str
    state: State
    error: str | None
    origin: str
    added_at: str
    added_by: str
    reading_id: int | None
    result_id: int | None
    part_of: int | None = None
    """The catalogue that it is a product of."""


@dataclass(frozen=True, slots=True)
class Row:
    """A label in the queue. `open` counts the findings without a decision that holds.

    A catalogue stands there until it is read: `products` are in it, and `parts` of them are labels by now.
    """

    id: int
    name: str
    state: State
    error: str | None
    added_at: str
    added_by: str
    verdict: str
    product: str
    risk: int
    findings: int
    open: int
    audited: bool
    part_of: int | None = None
    products: int = 0
    parts: int = 0


@dataclass(frozen=True, slots=True)
class Outcome:
    """A result as it is kept: `report` is the label of a JSON report, findings are in its order."""

    rules_digest: str
    as_of: str
    product: str | None
    verdict: str
    risk: int
    report: str
    findings: tuple[tuple[Judged, str, str], ...]
    """Each with its severity and its title."""


_ITEM = "SELECT id, name, state, error, origin, added_at, added_by, reading_id, result_id, part_of FROM item"

_QUEUE = """
SELECT item.id, item.name, item.state, item.error, item.added_at, item.added_by,
       coalesce(result.verdict, '') AS verdict, coalesce(result.product, '') AS product,
       coalesce(result.risk, 0) AS risk,
       (SELECT count(*) FROM finding WHERE finding.result_id = item.result_id) AS findings,
       (SELECT count(*) FROM finding WHERE finding.result_id = item.result_id AND NOT EXISTS (
            SELECT 1 FROM decision WHERE decision.id = (
                SELECT max(newest.id) FROM decision AS newest
                WHERE newest.item_id = item.id AND newest.fingerprint = finding.fingerprint
                  AND newest.kind IN ('accept', 'dismiss', 'legal', 'undo'))
              AND decision.kind <> 'undo' AND decision.rule_version = finding.rule_version)) AS open,
       EXISTS (SELECT 1 FROM decision WHERE decision.item_id = item.id AND decision.kind = 'audited' AND NOT EXISTS (
            SELECT 1 FROM decision AS later WHERE later.about = decision.id)) AS audited,
       item.part_of, coalesce(catalogue.products, 0) AS products,
       CASE WHEN catalogue.item_id IS NULL THEN 0
            ELSE (SELECT count(*) FROM item AS part WHERE part.part_of = item.id) END AS parts
FROM item LEFT JOIN result ON result.id = item.result_id LEFT JOIN catalogue ON catalogue.item_id = item.id
"""


class Items:
    """The labels of one file."""

    def __init__(self, database: Database) -> None:
        self._database = database

    def add(self, name: str, files: Sequence[StoredFile], who: str, origin: str = "") -> int:
        """Puts a label at the end of what waits to be read."""
        with self._database.writing() as connection:
            row = connection.execute(
                "INSERT INTO item (name, state, origin, added_at, added_by) VALUES (?, 'waiting', ?, ?, ?)"
                " RETURNING id",
                (name, origin, now(), who),
            ).fetchone()
            item = int(row[0])
            keep_files(connection, item, files)
        return item

    def next_waiting(self) -> Item | None:
        """Takes the label that waits longest; whoever gets it reads it."""
        with self._database.writing() as connection:
            row = connection.execute(
                "UPDATE item SET state = 'reading' WHERE id = "
                "(SELECT id FROM item WHERE state = 'waiting' ORDER BY id LIMIT 1)"
                " RETURNING id, name, state, error, origin, added_at, added_by, reading_id, result_id, part_of"
            ).fetchone()
        return None if row is None else _item(row)

    def put_back(self) -> int:
        """What was being read when the server stopped waits again; says how many."""
        with self._database.writing() as connection:
            return connection.execute("UPDATE item SET state = 'waiting' WHERE state = 'reading'").rowcount

    def fail(self, item: int, error: str) -> None:
        """Says why a label could not be read."""
        with self._database.writing() as connection:
            connection.execute("UPDATE item SET state = 'failed', error = ? WHERE id = ?", (error, item))

    def keep(
        self,
        item: int,
        labeling: str,
        outcome: Outcome,
        who: str,
        pictures: Sequence[StoredPicture] | None = None,
    ) -> None:
        """Keeps a reading of a label with its result; `pictures` are left as they are where None."""
        with self._database.writing() as connection:
            if pictures is not None:
                connection.execute("DELETE FROM picture WHERE item_id = ?", (item,))
                connection.executemany(
                    "INSERT INTO picture (item_id, number, file, page, width, height, sha256, kind)"
                    " VALUES (?, ?, ?, ?, ?, ?, ?, ?)",
                    [(item, p.number, p.file, p.page, p.width, p.height, p.sha256, p.kind) for p in pictures],
                )
            keep_reading(connection, item, labeling, outcome, who)

    def correct(self, item: int, reading: int, labeling: str, outcome: Outcome, who: str) -> bool:
        """Keeps what a person made of a reading; not if the words changed meanwhile, whose maker would lose them."""
        with self._database.writing() as connection:
            if not _stands_at(connection, item, reading):
                return False
            keep_reading(connection, item, labeling, outcome, who)
        return True

    def keep_result(self, item: int, reading: int, outcome: Outcome) -> None:
        """Keeps a new result of a reading, as when the rules have changed; dropped if the words changed meanwhile."""
        with self._database.writing() as connection:
            if _stands_at(connection, item, reading):
                _keep_result(connection, item, reading, outcome)

    def go_back(self, item: int, reading: int, to: int, outcome: Outcome) -> bool:
        """Makes an earlier reading the one of the label again, with its result; not if the words changed meanwhile."""
        with self._database.writing() as connection:
            if not _stands_at(connection, item, reading):
                return False
            _keep_result(connection, item, to, outcome)
        return True

    def made_from(self, reading: int) -> int | None:
        """The reading that a person changed into this one; None where nobody did."""
        row = self._database.row("SELECT made_from FROM reading WHERE id = ?", (reading,))
        return None if row is None or row[0] is None else int(row[0])

    def item(self, id: int) -> Item | None:
        row = self._database.row(f"{_ITEM} WHERE id = ?", (id,))
        return None if row is None else _item(row)

    def files(self, item: int) -> list[StoredFile]:
        rows = self._database.rows("SELECT name, sha256, size FROM file WHERE item_id = ? ORDER BY position", (item,))
        return [StoredFile(*row) for row in rows]

    def pictures(self, item: int) -> list[StoredPicture]:
        rows = self._database.rows(
            "SELECT number, file, page, width, height, sha256, kind FROM picture WHERE item_id = ? ORDER BY number",
            (item,),
        )
        return [StoredPicture(*row) for row in rows]

    def labeling(self, reading: int) -> str:
        """The words of a reading, as JSON."""
        row = self._database.row("SELECT labeling FROM reading WHERE id = ?", (reading,))
        return "" if row is None else str(row[0])

    def report(self, result: int) -> str:
        """The label of a JSON report that a result is."""
        row = self._database.row("SELECT report FROM result WHERE id = ?", (result,))
        return "" if row is None else str(row[0])

    def judged(self, result: int) -> list[Judged]:
        """The findings of a result, in the order of the report."""
        rows = self._database.rows(
            "SELECT fingerprint, rule, rule_version, words FROM finding WHERE result_id = ? ORDER BY number", (result,)
        )
        return [Judged(*row) for row in rows]

    def queue(self) -> list[Row]:
        """All labels: first what is still open, by risk, then what is decided; what cannot be read yet stands last.

        A catalogue that is read is none: its products are.
        """
        query = f"{_QUEUE} WHERE catalogue.item_id IS NULL OR item.state <> 'read'"
        rows = [_row(row) for row in self._database.rows(query)]
        return sorted(rows, key=_urgency)

    def row(self, item: int) -> Row | None:
        """One label as it stands in the queue."""
        row = self._database.row(f"{_QUEUE} WHERE item.id = ?", (item,))
        return None if row is None else _row(row)

    def outdated(self, rules_digest: str, as_of: str, only: int | None = None) -> list[int]:
        """The labels whose result was made by other rules or for another day."""
        rows = self._database.rows(
            "SELECT item.id FROM item JOIN result ON result.id = item.result_id"
            " WHERE (result.rules_digest <> ? OR result.as_of <> ?) AND item.id = coalesce(?, item.id)"
            " ORDER BY item.id",
            (rules_digest, as_of, only),
        )
        return [int(row[0]) for row in rows]

    def contents_before(self, moment: str) -> list[str]:
        """The hashes of files and pictures that belong to no label handed in since then, nor to one that waits."""
        rows = self._database.rows(
            "WITH content AS (SELECT item_id, sha256 FROM file UNION SELECT item_id, sha256 FROM picture)"
            " SELECT content.sha256 FROM content JOIN item ON item.id = content.item_id GROUP BY content.sha256"
            " HAVING max(item.added_at) < ? AND max(item.state IN ('waiting', 'reading')) = 0",
            (moment,),
        )
        return [str(row[0]) for row in rows]

    def counts(self) -> dict[State, int]:
        """How many labels stand where."""
        found = dict.fromkeys(State, 0)
        for state, count in self._database.rows("SELECT state, count(*) FROM item GROUP BY state"):
            found[State(state)] = count
        return found


def _stands_at(connection: sqlite3.Connection, item: int, reading: int) -> bool:
    row = connection.execute("SELECT reading_id FROM item WHERE id = ?", (item,)).fetchone()
    return row is not None and row[0] == reading


def keep_files(connection: sqlite3.Connection, item: int, files: Sequence[StoredFile]) -> None:
    """Notes which files a label is made of."""
    connection.executemany(
        "INSERT INTO file (item_id, position, name, sha256, size) VALUES (?, ?, ?, ?, ?)",
        [(item, at, file.name, file.sha256, file.size) for at, file in enumerate(files)],
    )


def keep_reading(connection: sqlite3.Connection, item: int, labeling: str, outcome: Outcome, who: str) -> None:
    """Adds a reading and its result, which from now on are those of the label."""
    reading = connection.execute(
        "INSERT INTO reading (item_id, made_at, made_by, labeling, made_from)"
        " VALUES (?, ?, ?, ?, (SELECT reading_id FROM item WHERE id = ?)) RETURNING id",
        (item, now(), who, labeling, item),
    ).fetchone()[0]
    _keep_result(connection, item, int(reading), outcome)


def _keep_result(connection: sqlite3.Connection, item: int, reading: int, outcome: Outcome) -> None:
    result = connection.execute(
        "INSERT INTO result (item_id, reading_id, made_at, rules_digest, as_of, product, verdict, risk, report)"
        " VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?) RETURNING id",
        (
            item,
            reading,
            now(),
            outcome.rules_digest,
            outcome.as_of,
            outcome.product,
            outcome.verdict,
            outcome.risk,
            outcome.report,
        ),
    ).fetchone()[0]
    connection.executemany(
        "INSERT INTO finding (result_id, number, fingerprint, rule, rule_version, severity, title, words)"
        " VALUES (?, ?, ?, ?, ?, ?, ?, ?)",
        [
            (result, number, judged.fingerprint, judged.rule, judged.rule_version, severity, title, judged.words)
            for number, (judged, severity, title) in enumerate(outcome.findings, start=1)
        ],
    )
    connection.execute(
        "UPDATE item SET state = 'read', error = NULL, reading_id = ?, result_id = ? WHERE id = ?",
        (reading, result, item),
    )


def _urgency(row: Row) -> tuple[int, int, int]:
    if row.state is State.FAILED:
        stage = 1
    elif row.state is not State.READ:
        stage = 3
    else:
        stage = 0 if row.open else 2
    return stage, -row.risk, row.id


def _item(row: sqlite3.Row) -> Item:
    id, name, state, *rest = row
    return Item(id, name, State(state), *rest)


def _row(row: sqlite3.Row) -> Row:
    values = dict(zip(row.keys(), row, strict=True))
    return Row(**{**values, "state": State(row["state"]), "audited": bool(row["audited"])})
