"""An earlier result to compare with: which findings are new, which are still there, which are fixed."""

from __future__ import annotations

import csv
import gzip
import json
import sqlite3
import tempfile
from collections.abc import Iterable, Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import Any

from labelwarden.batch.row import Row
from labelwarden.errors import Fault, LabelError, MissingExtra, UsageError


class Previous:
    """The findings of an earlier run by product. They stay on disk: a catalogue may have millions."""

    def __init__(self, index: str) -> None:
        self._index = index
        self._database: sqlite3.Connection | None = None

    def __getstate__(self) -> str:
        return self._index

    def __setstate__(self, index: str) -> None:
        self.__init__(index)  # type: ignore[misc]  # opened anew in each worker

    def compare(self, row: Row) -> list[str]:
        """Marks each finding of the row with its `state`, adds `fixed`, and gives all states for the counts."""
        known = dict(self._known(_key(row)))
        for finding in row["findings"]:
            finding["state"] = "still" if finding["fingerprint"] in known else "new"
        here = {finding["fingerprint"] for finding in row["findings"]}
        # Where a row could not be read nobody knows what became of its findings.
        gone = [] if row["error"] else [(mark, text) for mark, text in known.items() if mark not in here]
        row["fixed"] = [{"fingerprint": mark, **json.loads(text)} for mark, text in gone]
        return [finding["state"] for finding in row["findings"]] + ["fixed"] * len(gone)

    def close(self) -> None:
        """Lets go of the index."""
        if self._database is not None:
            self._database.close()
            self._database = None

    def _known(self, key: str) -> list[tuple[str, str]]:
        if self._database is None:
            self._database = sqlite3.connect(f"file:{self._index}?mode=ro", uri=True)
        return self._database.execute(
            "SELECT mark, said FROM finding WHERE product = ? ORDER BY rowid", (key,)
        ).fetchall()


@contextmanager
def open_previous(file: str) -> Iterator[Previous]:
    """The earlier result in `file` (.jsonl, .csv or .parquet), for as long as it is compared with.

    Raises:
        UsageError: it is of another kind.
        LabelError: it cannot be read as a result.
    """
    rows = _rows(file)
    with tempfile.TemporaryDirectory(prefix="labelwarden-") as folder:
        index = str(Path(folder, "previous.db"))
        database = sqlite3.connect(index)
        database.execute("CREATE TABLE finding (product TEXT, mark TEXT, said TEXT)")
        try:
            database.executemany("INSERT INTO finding VALUES (?, ?, ?)", _findings(rows))
        except (OSError, ValueError, KeyError, TypeError) as error:
            message = f"expected the result of an earlier run, found something else ({type(error).__name__}: {error})"
            raise LabelError((Fault(file, 0, 0, message, "Name what `labelwarden batch --out` wrote."),)) from error
        else:
            database.execute("CREATE INDEX by_product ON finding (product)")
            database.commit()
        finally:
            database.close()
        previous = Previous(index)
        try:
            yield previous
        finally:
            previous.close()


def _key(row: Row) -> str:
    """What a product is known again by: its id, else its name, else its place."""
    return str(row["id"] or row["product"] or f"row {row['row']}")


def _findings(rows: Iterable[Row]) -> Iterator[tuple[str, str, str]]:
    for row in rows:
        key = _key(row)
        for finding in row["findings"]:
            said = {name: finding[name] for name in ("rule", "severity", "message")}
            yield key, finding["fingerprint"], json.dumps(said, ensure_ascii=False)


def _rows(file: str) -> Iterator[Row]:
    name = file.lower()
    if not Path(file).is_file():
        raise LabelError((Fault(file, 0, 0, "there is no such file", "Name the result of an earlier run."),))
    if name.endswith((".jsonl", ".ndjson", ".jsonl.gz")):
        return _json_rows(file)
    if name.endswith(".csv"):
        return _csv_rows(file)
    if name.endswith(".parquet"):
        return _parquet_rows(file)
    raise UsageError(f"--previous {file}: expected a result as .jsonl, .csv or .parquet")


def _json_rows(file: str) -> Iterator[Row]:
    with gzip.open(file) if file.lower().endswith(".gz") else Path(file).open("rb") as lines:
        for line in lines:
            row: Row = json.loads(line)
            yield row


def _csv_rows(file: str) -> Iterator[Row]:
    csv.field_size_limit(1 << 30)
    with Path(file).open(encoding="utf-8", newline="") as lines:
        for cells in csv.DictReader(lines):
            row: dict[str, Any] = dict(cells)
            yield {**row, "findings": json.loads(row["findings"])}


def _parquet_rows(file: str) -> Iterator[Row]:
    try:
        from pyarrow import parquet
    except ImportError as error:
        raise MissingExtra("reading .parquet files", "batch") from error
    for batch in parquet.ParquetFile(file).iter_batches(batch_size=1024):
        yield from batch.to_pylist()
