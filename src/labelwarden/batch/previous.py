"""An earlier result: which findings are new, which are still there, which are fixed, and what need not be checked anew.

Its rows stay on disk, with an index by product beside them: a catalogue may have millions.
"""

from __future__ import annotations

import json
import mmap
import re
import sqlite3
import tempfile
from collections.abc import Iterator, Mapping, Sequence
from contextlib import closing, contextmanager
from dataclasses import dataclass
from pathlib import Path
from typing import Any, BinaryIO, NamedTuple

from labelwarden.batch.earlier_rows import Rows, is_lines, rows_of
from labelwarden.batch.line import FINDINGS, lists_at, take_apart
from labelwarden.catalog.feeds.record import Product
from labelwarden.errors import Fault, LabelError, UsageError

_MOST_ASKED = 500
"""Products that are looked up at a time; SQLite takes 999 parameters at least."""


@dataclass(frozen=True, slots=True)
class EarlierRow:
    """One row of an earlier result that is the same as it would be now: what is taken over of it."""

    verdict: str
    findings: str
    waived: str
    matrix: str | None


@dataclass(frozen=True, slots=True)
class Earlier:
    """What an earlier result says of one product. Where several rows have its id, what they all say."""

    lines: tuple[bytes, ...] = ()

    def same(self, digest: str | None, *, matrix: bool) -> EarlierRow | None:
        """The row of the same text that was checked by the same rules, and for the same places if there is a matrix."""
        if digest is None:
            return None
        mark = f'"digest": "{digest}"'.encode()
        for line in self.lines:
            # They are taken over by the thousand: nothing is parsed, and nothing copied, before it has to be.
            place = line.find(FINDINGS)
            if line.find(mark, 0, place) >= 0:
                row = _taken(line, place)
                if row is not None and (row.matrix is not None or not matrix):
                    return row
        return None

    def findings(self) -> Known:
        """The findings of then.

        Raises:
            UsageError: it is no list of findings.
        """
        stood: dict[str, str] = {}
        waived: dict[str, str] = {}
        for line in self.lines:
            row = take_apart(line)
            try:
                for finding in json.loads(row.findings):
                    stood.setdefault(finding["fingerprint"], _in_short(finding))
                for item in json.loads(row.waived):
                    waived.setdefault(item["finding"]["fingerprint"], _in_short(item["finding"]))
            except (ValueError, KeyError, TypeError) as error:
                raise UsageError(
                    f"--previous: row {row.fields['row']}: expected findings as `labelwarden batch` writes them, found "
                    f"something else ({type(error).__name__}: {error})"
                ) from error
        return Known(stood, waived)


class Known(NamedTuple):
    """What each finding of then said, by its fingerprint: the entry of `fixed`, as JSON."""

    stood: dict[str, str]
    waived: dict[str, str]


def _in_short(finding: Mapping[str, Any]) -> str:
    said = {name: finding[name] for name in ("fingerprint", "rule", "severity", "message")}
    return json.dumps(said, ensure_ascii=False)


def _taken(line: bytes, place: int) -> EarlierRow | None:
    """What is taken over of a line as we write it, without error, whose findings stand at `place`."""
    match = _HEAD_OF_SAME.search(line, line.find(_VERDICT, 0, place), place)
    if match is None:
        return None
    lists = lists_at(line, place)
    matrix = match[2].decode() if match[2] and match[2] != b"null" else None
    return EarlierRow(match[1].decode(), lists.findings, lists.waived, matrix)


_VERDICT = b', "verdict": "'
_HEAD_OF_SAME = re.compile(
    rb', "verdict": "([a-z]+)", "error": null(?:, "worst_severity": .*)?(?:, "matrix": (.*))?, "digest": "[0-9a-f]+"$'
)


class Previous:
    """The rows of an earlier run by product."""

    def __init__(self, folder: str, rows: str) -> None:
        self._folder, self._path = folder, rows
        self._index: sqlite3.Connection | None = None
        self._rows: mmap.mmap | bytes = b""

    def __getstate__(self) -> tuple[str, str]:
        return self._folder, self._path

    def __setstate__(self, state: tuple[str, str]) -> None:
        self.__init__(*state)  # type: ignore[misc]  # opened anew in each worker

    def of(self, products: Sequence[Product]) -> dict[str, Earlier]:
        """What there is of these products, by their keys."""
        if self._index is None:
            self._open()
        assert self._index is not None  # noqa: S101 - just opened
        keys = list(dict.fromkeys(map(key_of, products)))
        places: dict[str, list[tuple[int, int]]] = {}
        for first in range(0, len(keys), _MOST_ASKED):
            asked = keys[first : first + _MOST_ASKED]
            marks = ",".join("?" * len(asked))
            query = f"SELECT product, at, size FROM line WHERE product IN ({marks}) ORDER BY at"  # noqa: S608 - marks only
            for key, at, size in self._index.execute(query, asked):
                places.setdefault(key, []).append((at, size))
        return {
            key: Earlier(tuple([self._rows[at : at + size] for at, size in found])) for key, found in places.items()
        }

    def close(self) -> None:
        """Lets go of the files."""
        if self._index is not None:
            self._index.close()
            self._index = None
        if isinstance(self._rows, mmap.mmap):
            self._rows.close()
        self._rows = b""

    def _open(self) -> None:
        self._index = sqlite3.connect(f"{Path(self._folder, 'index.db').as_uri()}?mode=ro", uri=True)
        with Path(self._path).open("rb") as file:
            if file.seek(0, 2):
                self._rows = mmap.mmap(file.fileno(), 0, access=mmap.ACCESS_READ)


@contextmanager
def open_previous(file: str) -> Iterator[Previous]:
    """The earlier result in `file` (.jsonl, .csv, .parquet or .xlsx), for as long as it is compared with.

    Raises:
        UsageError: it is of another kind.
        LabelError: it cannot be read as a result.
        MissingExtra: what reads it is not installed.
    """
    rows = rows_of(file)
    with tempfile.TemporaryDirectory(prefix="labelwarden-") as folder:
        path = file if is_lines(file) else str(Path(folder, "rows.jsonl"))
        try:
            with closing(sqlite3.connect(str(Path(folder, "index.db")))) as index:
                index.execute("CREATE TABLE line (product TEXT, at INTEGER, size INTEGER)")
                if rows is None:
                    with Path(path).open("rb") as lines:
                        index.executemany("INSERT INTO line VALUES (?, ?, ?)", _places(lines))
                else:
                    with Path(path).open("wb") as kept:
                        index.executemany("INSERT INTO line VALUES (?, ?, ?)", _kept(rows, kept))
                index.execute("CREATE INDEX by_product ON line (product)")
                index.commit()
        except (OSError, ValueError, KeyError, TypeError) as error:
            message = f"expected the result of an earlier run, found something else ({type(error).__name__}: {error})"
            raise LabelError((Fault(file, 0, 0, message, "Name what `labelwarden batch --out` wrote."),)) from error
        previous = Previous(folder, path)
        try:
            yield previous
        finally:
            previous.close()


def key_of(product: Product) -> str:
    """What a product is known again by: its id, else its name, else its place."""
    name = product.labeling.product if product.labeling else None
    return _key(product.id, name, product.number)


def _key(id: Any, name: Any, row: Any) -> str:
    # Half of a surrogate pair is no text for SQLite.
    text = str(id or name or f"row {row}")
    return text if text.isascii() else text.encode("utf-8", "backslashreplace").decode()


def _places(lines: BinaryIO) -> Iterator[tuple[str, int, int]]:
    """The place of each row in a file of JSON Lines."""
    at = 0
    for line in lines:
        head = _HEAD_OF_LINE.match(line)
        if head and FINDINGS in line:
            row, id, name = head.groups()
            yield _key(_said(id), _said(name), int(row)), at, len(line)
        else:
            fields = take_apart(line).fields
            yield _key(fields["id"], fields["product"], fields["row"]), at, len(line)
        at += len(line)


_TEXT = rb'null|"[^"\\]*(?:\\.[^"\\]*)*"'
_HEAD_OF_LINE = re.compile(rb'\{"row": (\d+), "id": (%s), "product": (%s), "verdict": "' % (_TEXT, _TEXT))


def _said(text: bytes) -> str | None:
    return None if text == b"null" else json.loads(text) if b"\\" in text else text[1:-1].decode()


def _kept(rows: Rows, file: BinaryIO) -> Iterator[tuple[str, int, int]]:
    """Writes rows as lines, and gives their places."""
    at = 0
    for row in rows:
        findings = _list_in(row["findings"])
        waived = f', "waived": {_list_in(row["waived"])}' if row.get("waived") is not None else ""
        head = json.dumps({name: row.get(name) for name in _HEAD}, ensure_ascii=False)
        line = f'{head[:-1]}, "findings": {findings}{waived}}}\n'.encode("utf-8", "backslashreplace")
        file.write(line)
        yield _key(row["id"], row["product"], row["row"]), at, len(line)
        at += len(line)


def _list_in(cell: Any) -> str:
    text = cell if isinstance(cell, str) else json.dumps(cell, ensure_ascii=False)
    if not text.startswith("["):
        raise ValueError("findings: expected a list")
    return text


_HEAD = ("row", "id", "product", "verdict", "error", "matrix", "digest")
