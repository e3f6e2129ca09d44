"""What a worker does: a chunk of records in, lines and counts out. The same whether it runs here or elsewhere."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass, replace

from labelwarden.batch.previous import Previous
from labelwarden.batch.row import line_of, row_of
from labelwarden.batch.tally import Tally
from labelwarden.catalog.feeds.feed import Reading
from labelwarden.catalog.feeds.product import read_product
from labelwarden.catalog.feeds.record import Product, Record
from labelwarden.checker import Checker, unreadable
from labelwarden.findings.finding import LabelResult

CHUNK_ROWS = 256
CHUNK_BYTES = 2_000_000


@dataclass(slots=True)
class Work:
    """How records become lines. It is sent to each worker once."""

    checker: Checker
    reading: Reading
    previous: Previous | None = None

    def of(self, records: Sequence[Record]) -> tuple[bytes, Tally]:
        """The lines of these records, and how they came out."""
        tally = Tally()
        lines = []
        checker = findings_only(self.checker)
        experimental = checker.settings.experimental
        for product, result in check_records(checker, records, self.reading):
            row = row_of(product, result)
            if self.previous is not None:
                tally.states.update(self.previous.compare(row))
            lines.append(line_of(row))
            tally.count(product, result, experimental=experimental)
        return b"".join(lines), tally


def findings_only(checker: Checker) -> Checker:
    """The checker without the outcomes of rules that find nothing, of which a row says nothing."""
    return replace(checker, settings=replace(checker.settings, checklist=False, counted=False))


def check_records(
    checker: Checker, records: Iterable[Record], reading: Reading
) -> Iterator[tuple[Product, LabelResult]]:
    """Each record as a product with its result, in order."""
    for record in records:
        product = read_product(record, reading)
        if product.labeling is None:
            yield product, unreadable(f"row {product.number}", product.error or "")
        else:
            yield product, checker.check(product.labeling)


def chunks(records: Iterable[Record]) -> Iterator[list[Record]]:
    """Records in groups that are worth sending to a worker, and small enough to wait in a queue."""
    chunk: list[Record] = []
    size = 0
    for record in records:
        chunk.append(record)
        size += _size(record.data)
        if len(chunk) >= CHUNK_ROWS or size >= CHUNK_BYTES:
            yield chunk
            chunk, size = [], 0
    if chunk:
        yield chunk


def _size(data: object) -> int:
    if isinstance(data, (bytes, str)):
        return len(data)
    if isinstance(data, dict):
        return sum(len(cell) for cell in data.values() if isinstance(cell, str))
    return sum(map(_size, data)) if isinstance(data, list) else 0
