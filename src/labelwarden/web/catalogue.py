"""A catalogue into the products of the queue: told apart from a single label, counted, and read one after the other."""

from __future__ import annotations

import json
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass, replace
from pathlib import Path
from tempfile import TemporaryDirectory
from typing import Any

from labelwarden.catalog.feeds.feed import Reading, open_feed
from labelwarden.catalog.feeds.product import read_product
from labelwarden.catalog.feeds.record import Product, Record
from labelwarden.catalog.feeds.unpacking import PACKED, plain_name
from labelwarden.catalog.input_kind import InputKind
from labelwarden.catalog.label_faults import FIELDS
from labelwarden.catalog.profiles import known
from labelwarden.errors import Fault, LabelError
from labelwarden.web.reading import Given

MOST_PRODUCTS = 1_000
"""A person looks at what stands in the queue. More is work for a program, and a second server would not be faster."""

_FEEDS = (".csv", ".tsv", ".xlsx", ".parquet", ".jsonl", ".ndjson", ".xml", ".rss", ".atom")


@dataclass(frozen=True, slots=True)
class Found:
    """What a catalogue is: what it was read as, how many products are in it, and columns that nobody reads."""

    kind: str
    products: int
    unread: tuple[str, ...]


def may_be_catalogue(name: str) -> bool:
    """Whether a file of that name can hold many products. JSON may hold a label or many; that is told by its content.

    >>> [may_be_catalogue(name) for name in ("shop.csv.gz", "shop.JSON", "label.yaml", "front.png")]
    [True, True, False, False]
    """
    plain = plain_name(name)
    return plain.endswith((*_FEEDS, ".json")) or (plain.endswith(".txt") and name.lower().endswith(PACKED))


def is_catalogue(file: Given) -> bool:
    """Whether it holds products rather than one label. A file that is called a table and is a picture is a picture."""
    if not may_be_catalogue(file.name) or file.kind() in (InputKind.PICTURE, InputKind.PDF, InputKind.HEIC):
        return False
    return not plain_name(file.name).endswith(".json") or file.name.lower().endswith(PACKED) or _is_document(file.path)


def examine(file: Given) -> Found:
    """Reads it once, to know how many there are before the first is shown.

    Raises:
        LabelError: it cannot be read, or holds more than a person can look at.
        UsageError: no column of it is known as text.
        MissingExtra: what reads it is not installed.
    """
    products, unread = 0, dict[str, None]()
    with _records(file) as (reading, records):
        for record in records:
            products += 1
            if products > MOST_PRODUCTS:
                raise LabelError((Fault(file.name, 0, 0, *_too_many(file.name)),))
            unread.update(dict.fromkeys(read_product(record, reading).unread))
    if not products:
        raise LabelError((Fault(file.name, 0, 0, "it has no product in it", "Export it again."),))
    return Found(reading.profile or "auto", products, tuple(unread))


def products_of(file: Given) -> Iterator[Product]:
    """Its products, in their order; a faulty one has its error.

    Raises:
        LabelError: the file cannot be read on.
    """
    with _records(file) as (reading, records):
        for record in records:
            yield read_product(record, reading)


def _too_many(name: str) -> tuple[str, str]:
    message = (
        f"more than {MOST_PRODUCTS:,} products, which nobody looks at one by one, so none was taken into the queue"
    )
    return message, f"Check it by `labelwarden batch {name} --out findings.xlsx`, and drop here what needs a look."


@contextmanager
def _records(file: Given) -> Iterator[tuple[Reading, Iterator[Record]]]:
    # Readers go by the suffix, and contents lie under their hash. What people call it never becomes a path.
    suffix = next(end for end in (*_FEEDS, ".json", ".txt") if plain_name(file.name).endswith(end))
    packing = next((end for end in PACKED if file.name.lower().endswith(end)), "")
    with TemporaryDirectory() as folder:
        link = Path(folder) / f"catalogue{suffix}{packing}"
        link.symlink_to(file.path.resolve())
        try:
            with open_feed(str(link)) as feed:
                yield replace(feed.reading, source=file.name), feed.records
        except LabelError as error:
            raise LabelError(tuple(replace(fault, file=file.name) for fault in error.faults)) from error


def _is_document(path: Path) -> bool:
    """Whether JSON is a list, or an object of another format than a label. What is no JSON is left to say so."""
    try:
        value: Any = json.loads(path.read_bytes())
    except (ValueError, RecursionError):
        return False
    if not isinstance(value, dict):
        return isinstance(value, list)
    if known.of_object(value.keys()) is not None or isinstance(value.get("product"), dict):
        return True
    return bool(value) and not value.keys() & set(FIELDS)
