"""Supplemental feeds of Google Merchant: an id and the attributes that replace those of the item of that id.

https://support.google.com/merchants/answer/7439882
"""

from __future__ import annotations

import json
import re
import sqlite3
import tempfile
from collections.abc import Iterator, Sequence
from contextlib import closing, contextmanager
from pathlib import Path
from typing import Any
from xml.etree.ElementTree import ParseError

from labelwarden.catalog.feeds.delimited import read_table
from labelwarden.catalog.feeds.record import Record
from labelwarden.catalog.feeds.unpacking import open_bytes
from labelwarden.catalog.feeds.xml_document import read_items
from labelwarden.catalog.profiles.google_merchant import Supplemented, pairs_of
from labelwarden.errors import Fault, LabelError

_ID = re.compile(r"<(?:[\w.-]+:)?id(?:\s[^>]*)?>\s*(?:<!\[CDATA\[)?\s*([^<\]]*?)\s*(?:\]\]>)?\s*</", re.IGNORECASE)


class Supplements:
    """Attributes by id, on disk; a later feed outranks an earlier one."""

    def __init__(self, database: sqlite3.Connection) -> None:
        self._database = database
        self._used = bytearray()

    def take(self, source: str) -> None:
        """Reads one feed.

        Raises:
            LabelError: it cannot be read as a supplemental feed; says which item is wrong.
        """
        with open_bytes(source) as (file, _):
            is_xml = file.peek(64).lstrip(b"\xef\xbb\xbf \t\r\n").startswith(b"<")
            records = read_items(file) if is_xml else read_table(file, source).records
            for record in records:
                self._take(record, source)
        self._database.commit()
        (most,) = self._database.execute("SELECT max(rowid) FROM item").fetchone()
        self._used = bytearray((most or 0) + 1)

    def _take(self, record: Record, source: str) -> None:
        try:
            pairs = [] if record.error else [(name, text) for name, text in pairs_of(record.data) if text.strip()]
        except ParseError as error:
            raise _faulty(source, record.number, str(error)) from error
        ids = [text.strip() for name, text in pairs if name == "id"]
        if record.error or not ids:
            raise _faulty(source, record.number, record.error or "an item without id")
        known = self._find(ids[0])
        taken = {name for name, _ in pairs}
        kept = [pair for pair in (known[1] if known else ()) if pair[0] not in taken]
        self._database.execute(
            "INSERT OR REPLACE INTO item (id, said) VALUES (?, ?)",
            (ids[0], json.dumps([*kept, *pairs])),
        )

    def merged(self, records: Iterator[Record]) -> Iterator[Record]:
        """The records with what is said of them here."""
        for record in records:
            id = _id_of(record.data)
            found = self._find(id) if id else None
            if found is None:
                yield record
            else:
                self._used[found[0]] = 1
                yield record._replace(data=Supplemented(record.data, tuple(map(tuple, found[1]))))

    def left(self) -> int:
        """How many ids no record had."""
        (count,) = self._database.execute("SELECT count(*) FROM item").fetchone()
        return int(count) - sum(self._used)

    def _find(self, id: str) -> tuple[int, list[Any]] | None:
        row = self._database.execute("SELECT rowid, said FROM item WHERE id = ?", (id,)).fetchone()
        return None if row is None else (row[0], json.loads(row[1]))


@contextmanager
def open_supplements(sources: Sequence[str]) -> Iterator[Supplements]:
    """All supplemental feeds, for as long as the primary one is read.

    Raises:
        LabelError: one of them cannot be read.
    """
    with (
        tempfile.TemporaryDirectory(prefix="labelwarden-") as folder,
        closing(sqlite3.connect(Path(folder, "supplements.db"))) as database,
    ):
        database.execute("CREATE TABLE item (id TEXT UNIQUE, said TEXT)")
        supplements = Supplements(database)
        for source in sources:
            supplements.take(source)
        yield supplements


def _id_of(data: Any) -> str | None:
    if isinstance(data, str):
        match = _ID.search(data)
        return match[1] if match else None
    if isinstance(data, dict):
        return next((text.strip() for name, text in pairs_of(data) if name == "id"), None)
    return None


def _faulty(source: str, number: int, why: str) -> LabelError:
    message = f"item {number}: expected a supplemental feed, items with an id and what changes, found {why}"
    return LabelError((Fault(source, 0, 0, message, "Export it again."),))
