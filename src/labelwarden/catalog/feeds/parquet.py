"""Parquet files, a batch of rows at a time."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from typing import TYPE_CHECKING, Any

from labelwarden.catalog.feeds.delimited import Table
from labelwarden.catalog.feeds.record import Record
from labelwarden.errors import Fault, LabelError, MissingExtra

if TYPE_CHECKING:
    import pyarrow as pa

_ROWS = 1024
"""Rows of a batch; products of 2 KB make 2 MB of it."""

_BUFFER = 1 << 20
"""Bytes of a column that are read at once, where a group of rows may hold a gigabyte."""


def read_parquet(source: str) -> Table:
    """The table in the file.

    Raises:
        LabelError: it is no Parquet file.
        MissingExtra: the reader of Parquet is not installed.
    """
    try:
        import pyarrow as pa
        from pyarrow import parquet
    except ImportError as error:
        raise MissingExtra("reading .parquet files", "batch") from error
    try:
        file = parquet.ParquetFile(source, buffer_size=_BUFFER)
    except FileNotFoundError as error:
        raise LabelError((Fault(source, 0, 0, "there is no such file", "Check the path."),)) from error
    except (OSError, pa.ArrowInvalid) as error:
        message = f"expected a Parquet file, found something else ({str(error).splitlines()[0]})"
        raise LabelError((Fault(source, 0, 0, message, "Write it anew, or export CSV."),)) from error
    read = 0

    def batches() -> Iterator[pa.RecordBatch]:
        nonlocal read
        # One group of rows after the other, and each by this thread: over a whole file Arrow keeps what it has read.
        for group in range(file.metadata.num_row_groups):
            for batch in file.iter_batches(batch_size=_ROWS, row_groups=[group], use_threads=False):
                read += batch.num_rows
                yield batch

    rows = max(file.metadata.num_rows, 1)
    return Table(tuple(file.schema_arrow.names), arrow_records(batches()), lambda: read / rows)


def arrow_records(batches: Iterable[pa.RecordBatch], first: int = 1) -> Iterator[Record]:
    """One record a row, numbered from `first`."""
    number = first
    for batch in batches:
        names = batch.schema.names
        for cells in zip(*(_plain(column.to_pylist()) for column in batch.columns), strict=True):
            yield Record(number, dict(zip(names, cells, strict=True)))
            number += 1


def _plain(cells: list[Any]) -> list[Any]:
    """Identifiers are text whatever the column's type; lists and objects stay what they are."""
    first = next((cell for cell in cells if cell is not None), None)
    if first is None or isinstance(first, (str, list, dict)):
        return cells
    return [None if cell is None else str(cell) for cell in cells]
