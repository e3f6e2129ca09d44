"""Rows as Arrow columns in one fixed schema, the same in Parquet, in `Checker.check_arrow` and on Spark."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from functools import cache
from typing import TYPE_CHECKING, TypeVar

from labelwarden.batch.row import Row, columns_of, row_of
from labelwarden.batch.work import check_records, findings_only
from labelwarden.catalog.feeds.feed import Reading
from labelwarden.catalog.feeds.parquet import arrow_records
from labelwarden.catalog.profiles import known, table
from labelwarden.catalog.profiles.table import Mapping
from labelwarden.checker import Checker
from labelwarden.errors import MissingExtra

if TYPE_CHECKING:
    import pyarrow as pa


@cache
def schema(*, compared: bool = False) -> pa.Schema:
    """The columns of the contract, `findings` as a list of structs; `compared` adds states and what is fixed."""
    try:
        import pyarrow as pa
    except ImportError as error:
        raise MissingExtra("Arrow and Parquet", "batch") from error
    text, texts = pa.string(), pa.list_(pa.string())
    basis = pa.struct([(name, text) for name in ("cite", "url", "source", "as_of")])
    precedent = pa.struct([("recipient", text), ("date", text), ("url", text), ("cites", texts)])
    evidence = pa.struct(
        [
            ("quote", text),
            ("panel", text),
            ("start", pa.int64()),
            ("end", pa.int64()),
            ("file", text),
            ("page", pa.int64()),
            ("boxes", pa.list_(pa.list_(pa.int64()))),
            ("ocr_confidence", pa.float64()),
            ("searched", texts),
        ]
    )
    finding = [(name, text) for name in ("rule", "title", "category", "severity", "confidence", "outcome")]
    finding += [("tags", texts)]
    finding += [(name, text) for name in ("message", "remedy", "jurisdiction", "status", "source")]
    finding += [
        ("also", texts),
        ("basis", pa.list_(basis)),
        ("precedents", pa.list_(precedent)),
        ("conditions", pa.list_(pa.struct([("group", text), ("words", texts)]))),
        ("evidence", pa.list_(evidence)),
        ("fingerprint", text),
    ]
    fixed = pa.struct([(name, text) for name in ("fingerprint", "rule", "severity", "message")])
    return pa.schema(
        [
            ("row", pa.int64()),
            ("id", text),
            ("product", text),
            ("verdict", text),
            ("error", text),
            ("worst_severity", text),
            ("n_findings", pa.int64()),
            ("rules", text),
            ("findings", pa.list_(pa.struct([*finding, ("state", text)] if compared else finding))),
            *([("fixed", pa.list_(fixed))] if compared else []),
        ]
    )


def batch_of(rows: Sequence[Row], *, compared: bool = False) -> pa.RecordBatch:
    """Rows of the contract as one batch."""
    import pyarrow as pa

    shown = [{**columns_of(row), "fixed": row.get("fixed")} for row in rows] if compared else map(columns_of, rows)
    return pa.RecordBatch.from_pylist(_clean(list(shown)), schema=schema(compared=compared))


def check_batch(
    checker: Checker, batch: pa.RecordBatch, *, mapping: Mapping = (), profile: str = "", first: int = 1
) -> pa.RecordBatch:
    """One row for each row of `batch`, numbered from `first`.

    The columns are read as those of a Parquet file: by the profile that fits, or by what `mapping` says.

    Raises:
        UsageError: no column is known as text.
    """
    names = batch.schema.names
    chosen = known.PROFILES[profile] if profile else known.of_table(frozenset(names))
    if chosen is table.PROFILE:
        table.check_columns(names, mapping, "the batch")
        table.refuse_no_text(names, mapping, "the batch")
    reading = Reading("batch", chosen.name, mapping)
    return batch_of(
        [
            row_of(product, result)
            for product, result in check_records(findings_only(checker), arrow_records([batch], first), reading)
        ]
    )


Columns = TypeVar("Columns", "pa.RecordBatch", "pa.Table")
"""A batch or a table: what comes in is what goes out."""


def check_any(checker: Checker, columns: Columns, mapping: Mapping) -> Columns:
    """`check_batch` for a batch or for a table.

    Raises:
        UsageError: no column is known as text.
    """
    import pyarrow as pa

    if isinstance(columns, pa.RecordBatch):
        return check_batch(checker, columns, mapping=mapping)
    return pa.Table.from_batches(check_batches(checker, columns.to_batches(1024), mapping=mapping), schema())


def check_batches(
    checker: Checker, batches: Iterator[pa.RecordBatch], *, mapping: Mapping = ()
) -> Iterator[pa.RecordBatch]:
    """`check_batch` on one batch after the other, numbered through."""
    first = 1
    for batch in batches:
        yield check_batch(checker, batch, mapping=mapping, first=first)
        first += batch.num_rows


def _clean(rows: list[Row]) -> list[Row]:
    """Arrow holds no half of a surrogate pair; rows with one have it replaced."""
    try:
        for row in rows:
            for name in ("id", "product", "error"):
                (row[name] or "").encode()
            for finding in row["findings"]:
                finding["message"].encode()
                for evidence in finding["evidence"]:
                    (evidence["quote"] or "").encode()
    except UnicodeEncodeError:
        import json

        return [json.loads(json.dumps(row, ensure_ascii=False).encode("utf-8", "replace")) for row in rows]
    return rows
