"""Catalogues in the queue: what is known of each, and their products, which are labels like others."""

from __future__ import annotations

import json
import sqlite3
from collections.abc import Sequence
from dataclasses import dataclass

from labelwarden.web.store.database import Database
from labelwarden.web.store.items import Item, Outcome, State, StoredFile, keep_files, keep_reading


@dataclass(frozen=True, slots=True)
class Part:
    """A product of a catalogue: its words with their result, or why it could not be read."""

    place: int
    name: str
    labeling: str = ""
    outcome: Outcome | None = None
    error: str = ""


@dataclass(frozen=True, slots=True)
class Catalogue:
    """What is known of a catalogue. Of its `parts` that are labels by now, `failed` could not be read.

    `unread` are columns that carry text, which nobody reads.
    """

    id: int
    name: str
    state: State
    kind: str
    products: int
    unread: tuple[str, ...]
    parts: int
    failed: int


_CATALOGUES = """
SELECT item.id, item.name, item.state, catalogue.kind, catalogue.products, catalogue.unread,
       count(part.id), coalesce(sum(part.state = 'failed'), 0)
FROM catalogue JOIN item ON item.id = catalogue.item_id LEFT JOIN item AS part ON part.part_of = item.id
WHERE item.id = coalesce(?, item.id) GROUP BY item.id ORDER BY item.id DESC
"""


class Catalogues:
    """The catalogues of one file."""

    def __init__(self, database: Database) -> None:
        self._database = database

    def begin(self, item: int, kind: str, products: int, unread: Sequence[str]) -> set[int]:
        """Notes what a catalogue is; says which of its places are labels already, as after a stop in the middle."""
        with self._database.writing() as connection:
            connection.execute(
                "INSERT INTO catalogue (item_id, kind, products, unread) VALUES (?, ?, ?, ?)"
                " ON CONFLICT DO UPDATE SET kind = excluded.kind, products = excluded.products",
                (item, kind, products, json.dumps(unread, ensure_ascii=False)),
            )
            rows = connection.execute("SELECT place FROM item WHERE part_of = ?", (item,)).fetchall()
        return {int(row[0]) for row in rows}

    def add(self, catalogue: Item, files: Sequence[StoredFile], parts: Sequence[Part]) -> None:
        """Puts products into the queue, each with its result. Where they come from is told of the catalogue."""
        with self._database.writing() as connection:
            for part in parts:
                state = State.FAILED if part.outcome is None else State.READING
                row = connection.execute(
                    "INSERT INTO item (name, state, error, origin, added_at, added_by, part_of, place)"
                    " VALUES (?, ?, ?, ?, ?, ?, ?, ?) RETURNING id",
                    (
                        *(part.name, state.value, part.error or None),
                        *(catalogue.origin, catalogue.added_at, catalogue.added_by, catalogue.id, part.place),
                    ),
                ).fetchone()
                keep_files(connection, int(row[0]), files)
                if part.outcome is not None:
                    keep_reading(connection, int(row[0]), part.labeling, part.outcome, "reading")

    def finish(self, item: int) -> None:
        """All of its products are labels now."""
        with self._database.writing() as connection:
            connection.execute("UPDATE item SET state = 'read', error = NULL WHERE id = ?", (item,))

    def all(self) -> list[Catalogue]:
        """The newest first."""
        return self._found(None)

    def one(self, item: int) -> Catalogue | None:
        """The catalogue of that number, if it is one."""
        return next(iter(self._found(item)), None)

    def _found(self, only: int | None) -> list[Catalogue]:
        return [_catalogue(row) for row in self._database.rows(_CATALOGUES, (only,))]


def _catalogue(row: sqlite3.Row) -> Catalogue:
    id, name, state, kind, products, unread, parts, failed = row
    return Catalogue(id, name, State(state), kind, products, tuple(json.loads(unread)), parts, failed)
