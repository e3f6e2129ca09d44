"""The rows of an earlier result, whatever kind of file it was written as."""

from __future__ import annotations

import csv
import gzip
import json
from collections.abc import Iterable, Iterator
from pathlib import Path
from typing import Any, TypeAlias

from labelwarden.batch.csv_file import as_it_was
from labelwarden.batch.row import Row
from labelwarden.batch.workbook_file import LONG
from labelwarden.errors import Fault, LabelError, MissingExtra, UsageError

Rows: TypeAlias = Iterable[dict[str, Any]]


def is_lines(file: str) -> bool:
    """Whether it is JSON Lines, which are read where they are."""
    return file.lower().endswith((".jsonl", ".ndjson"))


def rows_of(file: str) -> Rows | None:
    """The rows, with `findings` as JSON or as a list; None of JSON Lines.

    Raises:
        UsageError: it is of another kind.
        LabelError: there is no such file.
        MissingExtra: what reads it is not installed.
    """
    name = file.lower()
    if not Path(file).is_file():
        raise LabelError((Fault(file, 0, 0, "there is no such file", "Name the result of an earlier run."),))
    if is_lines(file):
        return None
    if name.endswith(".jsonl.gz"):
        return _packed_rows(file)
    if name.endswith(".csv"):
        return _csv_rows(file)
    if name.endswith(".parquet"):
        return _parquet_rows(file)
    if name.endswith(".xlsx"):
        return _workbook_rows(file)
    raise UsageError(f"--previous {file}: expected a result as .jsonl, .csv, .parquet or .xlsx")


def _packed_rows(file: str) -> Iterator[Row]:
    with gzip.open(file) as lines:
        for line in lines:
            row: Row = json.loads(line)
            yield row


def _csv_rows(file: str) -> Iterator[Row]:
    csv.field_size_limit(1 << 30)
    with Path(file).open(encoding="utf-8", newline="") as lines:
        for cells in csv.DictReader(lines):
            row: Row = {name: as_it_was(cell) if cell else None for name, cell in cells.items()}
            # The places of a matrix are told again where it is asked for.
            yield {**row, "matrix": None}


def _parquet_rows(file: str) -> Iterator[Row]:
    try:
        from pyarrow import parquet
    except ImportError as error:
        raise MissingExtra("reading .parquet files", "batch") from error
    for batch in parquet.ParquetFile(file).iter_batches(batch_size=1024):
        yield from batch.to_pylist()


def _workbook_rows(file: str) -> Iterator[Row]:
    """The rows of all sheets of findings, with cells that were cut made whole again."""
    try:
        from python_calamine import CalamineError, CalamineWorkbook
    except ImportError as error:
        raise MissingExtra("reading .xlsx files", "batch") from error
    try:
        book = CalamineWorkbook.from_path(file)
        long = _long_texts(book)
        for name in book.sheet_names:
            if not name.startswith("Findings"):
                continue
            rows = iter(book.get_sheet_by_name(name).iter_rows())
            columns = [str(cell) for cell in next(rows, [])]
            for cells in rows:
                row: Row = {column: _plain(cell) for column, cell in zip(columns, cells, strict=False)}
                row.update(long.get(str(row["row"]), {}))
                yield {**row, "matrix": None}
    except CalamineError as error:
        raise ValueError(str(error)) from error


def _long_texts(book: Any) -> dict[str, dict[str, str]]:
    """By row and column, the texts that were too long for a cell."""
    texts: dict[str, dict[str, str]] = {}
    if LONG in book.sheet_names:
        rows = iter(book.get_sheet_by_name(LONG).iter_rows())
        next(rows, None)
        for row, column, _, piece in rows:
            of_row = texts.setdefault(str(row), {})
            of_row[column] = of_row.get(column, "") + piece
    return texts


def _plain(cell: Any) -> Any:
    if isinstance(cell, float) and cell.is_integer():
        return int(cell)
    return None if cell == "" else cell
