"""Rows as Parquet, with the findings as a list of structs."""

from __future__ import annotations

from datetime import date
from pathlib import Path

from labelwarden.batch.arrow import batch_of, schema
from labelwarden.batch.line import Form
from labelwarden.batch.tally import Tally
from labelwarden.errors import MissingExtra

_ROWS = 2_000
_BYTES = 16_000_000


def write(lines: Path, path: Path, tally: Tally, as_of: date, form: Form) -> None:  # noqa: ARG001 - as all kinds
    """Writes the rows in groups.

    Raises:
        MissingExtra: the writer of Parquet is not installed.
    """
    try:
        from pyarrow import parquet
    except ImportError as error:
        raise MissingExtra("writing .parquet files", "batch") from error
    with parquet.ParquetWriter(path, schema(form), compression="zstd") as writer, lines.open("rb") as rows:
        group: list[bytes] = []
        size = 0
        for line in rows:
            group.append(line)
            size += len(line)
            if len(group) == _ROWS or size > _BYTES:
                writer.write_batch(batch_of(b"".join(group), form))
                group, size = [], 0
        if group:
            writer.write_batch(batch_of(b"".join(group), form))
