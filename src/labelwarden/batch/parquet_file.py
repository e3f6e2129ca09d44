"""Rows as Parquet, with the findings as a list of structs."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import date
from itertools import islice
from pathlib import Path

from labelwarden.batch.arrow import batch_of, schema
from labelwarden.batch.row import Row
from labelwarden.batch.tally import Tally
from labelwarden.errors import MissingExtra

_ROWS = 2_000


def write(rows: Iterator[Row], path: Path, tally: Tally, as_of: date, *, compared: bool) -> None:  # noqa: ARG001 - as all kinds
    """Writes the rows in groups.

    Raises:
        MissingExtra: the writer of Parquet is not installed.
    """
    try:
        from pyarrow import parquet
    except ImportError as error:
        raise MissingExtra("writing .parquet files", "batch") from error
    with parquet.ParquetWriter(path, schema(compared=compared), compression="zstd") as writer:
        while group := list(islice(rows, _ROWS)):
            writer.write_batch(batch_of(group, compared=compared))
