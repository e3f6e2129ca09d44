"""Rows as Arrow columns in one fixed schema, the same in Parquet, in `Checker.check_arrow` and on Spark."""

from __future__ import annotations

import io
import re
from collections.abc import Iterator
from functools import cache
from typing import TYPE_CHECKING, TypeVar

from labelwarden.batch.line import Form
from labelwarden.batch.work import Work
from labelwarden.catalog.feeds.feed import Reading
from labelwarden.catalog.feeds.parquet import arrow_records
from labelwarden.catalog.profiles import known, table
from labelwarden.catalog.profiles.table import Mapping
from labelwarden.checker import Checker
from labelwarden.errors import MissingExtra

if TYPE_CHECKING:
    import pyarrow as pa

TABLE = Form(table=True)


@cache
def schema(form: Form = TABLE) -> pa.Schema:
    """The columns of the contract, `findings` as a list of structs, and those that the form adds."""
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
    waived = pa.struct([("by", text), ("reason", text), ("finding", pa.struct(finding))])
    fixed = pa.struct([(name, text) for name in ("fingerprint", "rule", "severity", "message")])
    standing = [("place", text), ("standing", text), ("minimum_age", pa.int64()), ("why", texts)]
    standing += [("changes_on", text), ("becomes", text)]
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
            ("findings", pa.list_(pa.struct([*finding, ("state", text)] if form.compared else finding))),
            *([("waived", pa.list_(waived))] if form.settled else []),
            *([("fixed", pa.list_(fixed))] if form.compared else []),
            *([("matrix", pa.list_(pa.struct(standing)))] if form.matrix else []),
            *([("digest", text)] if form.digests else []),
        ]
    )


def batch_of(lines: bytes, form: Form = TABLE) -> pa.RecordBatch:
    """Lines for tables as one batch."""
    import pyarrow as pa
    from pyarrow import json

    columns = schema(form)
    if not lines:
        return pa.RecordBatch.from_pylist([], schema=columns)
    table = json.read_json(
        io.BytesIO(_whole_letters(lines)),
        json.ReadOptions(use_threads=False, block_size=len(lines) + 1),
        json.ParseOptions(explicit_schema=columns, unexpected_field_behavior="error"),
    )
    (batch,) = table.combine_chunks().to_batches(max_chunksize=table.num_rows)
    return batch


def form_of(checker: Checker) -> Form:
    """What its rows hold: with `waived` where it settles results, as by waivers."""
    return Form(table=True, settled=checker.settle is not None)


def check_batch(
    checker: Checker,
    batch: pa.RecordBatch,
    *,
    mapping: Mapping = (),
    profile: str = "",
    first: int = 1,
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
    form = form_of(checker)
    work = Work(checker, Reading("batch", chosen.name, mapping), form)
    lines, _ = work.of(list(arrow_records([batch], first)))
    return batch_of(lines, form)


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
    return pa.Table.from_batches(
        check_batches(checker, columns.to_batches(1024), mapping=mapping), schema(form_of(checker))
    )


def check_batches(
    checker: Checker, batches: Iterator[pa.RecordBatch], *, mapping: Mapping = ()
) -> Iterator[pa.RecordBatch]:
    """`check_batch` on one batch after the other, numbered through."""
    first = 1
    for batch in batches:
        yield check_batch(checker, batch, mapping=mapping, first=first)
        first += batch.num_rows


def _whole_letters(lines: bytes) -> bytes:
    """Arrow holds no half of a surrogate pair; where there is one, a question mark takes its place."""
    return _HALF.sub(rb"\1?", lines) if b"\\ud" in lines else lines


# An escape and not a backslash that is text: an even number of backslashes, if any, before it.
_HALF = re.compile(rb"((?<!\\)(?:\\\\)*)\\u[dD][89a-fA-F][0-9a-fA-F]{2}")
