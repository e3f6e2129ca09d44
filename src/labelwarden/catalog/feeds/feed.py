"""A catalogue file opened: what kind it is by its content, which profile fits, and its records one after the other."""

from __future__ import annotations

import io
import os
import re
from collections.abc import Callable, Iterable, Iterator, Sequence
from contextlib import contextmanager
from dataclasses import dataclass, replace
from pathlib import Path
from typing import Any

from labelwarden.catalog.feeds.delimited import Table, read_table
from labelwarden.catalog.feeds.json_document import read_document
from labelwarden.catalog.feeds.json_lines import read_lines
from labelwarden.catalog.feeds.parquet import read_parquet
from labelwarden.catalog.feeds.record import Record
from labelwarden.catalog.feeds.supplement import open_supplements
from labelwarden.catalog.feeds.unpacking import HEAD, open_bytes, plain_name
from labelwarden.catalog.feeds.workbook import read_workbook
from labelwarden.catalog.feeds.xml_document import read_items, read_whole
from labelwarden.catalog.input_kind import InputKind, kind_of
from labelwarden.catalog.profiles import google_merchant, known, shopify, spl, table, typed
from labelwarden.catalog.profiles.profile import Profile
from labelwarden.catalog.profiles.table import Mapping
from labelwarden.errors import Fault, LabelError, UsageError

AUTO = "auto"
PROFILE_NAMES = (AUTO, *known.PROFILES)

ACCEPTED = (
    "batch reads tables (.csv, .tsv, .parquet, .xlsx), JSON Lines (.jsonl, .ndjson), JSON documents and XML feeds of "
    "shops, packed as .gz, .zst or .zip or not, or - for standard input"
)

_PARQUET = b"PAR1"
_SUFFIXES = (".jsonl", ".ndjson", ".csv", ".tsv", ".txt", ".parquet", ".xlsx", ".xml", ".rss", ".atom", ".json")


@dataclass(frozen=True, slots=True)
class Reading:
    """How records become products: the name of the file, the profile, and what the caller maps. Goes to workers.

    `profile` is empty where each object tells for itself what it is. `pictures` says that they can be read.
    """

    source: str
    profile: str
    mapping: Mapping = ()
    pictures: bool = False


@dataclass(frozen=True, slots=True)
class Feed:
    """An open catalogue. `share` tells how much of it is read, from 0 to 1, where that is known."""

    reading: Reading
    records: Iterator[Record]
    share: Callable[[], float | None] = lambda: None
    remark: Callable[[], str | None] = lambda: None
    """What has to be said when all records were read."""


@contextmanager
def open_feed(
    source: str, profile: str = AUTO, mapping: Mapping = (), *, pictures: bool = False, supplements: Sequence[str] = ()
) -> Iterator[Feed]:
    """The catalogue `source`, or standard input for `-`; `pictures` says that those it names can be read.
    `supplements` are the supplemental feeds of a merchant's.

    Raises:
        UsageError: there is no such profile, it does not fit, or no column is known as text.
        LabelError: the file cannot be opened, or is no catalogue.
        MissingExtra: what reads it is not installed.
    """
    if profile not in PROFILE_NAMES:
        raise UsageError(f'--profile: there is no "{profile}"; it takes {", ".join(PROFILE_NAMES)}')
    _refuse_other_kinds(source)
    name = Path(source).name
    if source != "-" and plain_name(source).endswith(".parquet") and Path(source).is_file():
        rows = read_parquet(source)
        feed = _of_table(rows, name, profile, mapping, pictures=pictures)
        with _supplemented(replace(feed, share=rows.share), supplements) as whole:
            yield whole
        return
    with open_bytes(source) as (file, raw):
        size = os.fstat(raw.fileno()).st_size if source != "-" else 0
        feed = _of_bytes(file, source, name, profile, mapping, pictures=pictures)
        feed = replace(feed, reading=replace(feed.reading, pictures=pictures))
        if size:
            feed = replace(feed, share=lambda: 1.0 if raw.closed else raw.tell() / size)
        with _supplemented(feed, supplements) as whole:
            yield whole


@contextmanager
def _supplemented(feed: Feed, sources: Sequence[str]) -> Iterator[Feed]:
    if not sources:
        yield feed
        return
    if feed.reading.profile != google_merchant.PROFILE.name:
        raise UsageError("--supplement: expected the primary feed of Google Merchant as catalogue, found another kind")
    with open_supplements(sources) as supplements:

        def remark() -> str | None:
            left = supplements.left()
            return f"{left:,} ids of supplemental feeds are none of the catalogue" if left else None

        yield replace(feed, records=supplements.merged(feed.records), remark=remark)


def _of_bytes(
    file: io.BufferedReader, source: str, name: str, profile: str, mapping: Mapping, *, pictures: bool
) -> Feed:
    head = _peek(file)
    if head.startswith(_PARQUET):
        raise LabelError((Fault(source, 0, 0, "a Parquet file, which is read from a file called .parquet only"),))
    if head.startswith(b"PK\x03\x04"):
        return _of_table(read_workbook(file, name), name, profile, mapping, pictures=pictures)
    text = head.removeprefix(b"\xef\xbb\xbf").lstrip()
    if _is_xml(text):
        return _of_xml(file, text, source, name, profile, mapping)
    if text[:1] in (b"{", b"["):
        return _of_json(file, text, source, name, profile, mapping)
    if plain_name(source).endswith((".jsonl", ".ndjson")) or (source == "-" and not text):
        return Feed(Reading(name, "" if profile == AUTO else profile, mapping), read_lines(file))
    if plain_name(source).endswith((".json", ".xml", ".xlsx", ".rss", ".atom")):
        message = f"expected what its name says, found {text[:40].decode('utf-8', 'replace')!r}"
        raise LabelError((Fault(source, 1, 1, message, "Export it again."),))
    return _of_table(read_table(file, name), name, profile, mapping, pictures=pictures)


def _of_table(rows: Table, name: str, profile: str, mapping: Mapping, *, pictures: bool) -> Feed:
    columns = frozenset(rows.columns)
    chosen = known.of_table(columns) if profile == AUTO else known.PROFILES[profile]
    if profile != AUTO and not chosen.fits(columns):
        listed = ", ".join(rows.columns[:20])
        raise UsageError(f"--profile {profile}: {name} does not have its columns; it has {listed}")
    table.check_columns(rows.columns, mapping, name)
    if chosen is table.PROFILE:
        table.refuse_no_text(rows.columns, mapping, name, pictured=pictures)
    records = _grouped(rows.records) if chosen.takes == "rows" else rows.records
    return Feed(Reading(name, chosen.name, mapping, pictures), records)


def _of_json(file: io.BufferedReader, head: bytes, source: str, name: str, profile: str, mapping: Mapping) -> Feed:
    """JSON Lines where the name or the first line says so, else one document."""
    reading = Reading(name, "" if profile == AUTO else profile, mapping)
    if plain_name(source).endswith((".jsonl", ".ndjson")) or (source == "-" and _is_lines(head)):
        return Feed(reading, read_lines(file))
    if _is_lines(head) and not plain_name(source).endswith(".json"):
        return Feed(reading, read_lines(file))
    forced: Profile | None = known.PROFILES.get(profile)

    def is_product(value: dict[str, Any]) -> bool:
        if forced is not None:
            return forced.fits(value.keys())
        return known.of_object(value.keys()) is not None or is_label(value) or bool(mapping and _has(value, mapping))

    return Feed(reading, read_document(file, source, is_product))


def is_label(value: dict[str, Any]) -> bool:
    """Whether an object types out a label or a flat row."""
    return any(isinstance(value.get(key), str) for key in ("text", "product")) or (
        "name" in value and bool({"claims", "ingredients", "panels", "warnings"} & value.keys())
    )


def _has(value: dict[str, Any], mapping: Mapping) -> bool:
    return any(field not in table.FACTS and table.value_of(value, column) for field, column in mapping)


def _of_xml(file: io.BufferedReader, head: bytes, source: str, name: str, profile: str, mapping: Mapping) -> Feed:
    if b"urn:hl7-org:v3" in head or profile == spl.PROFILE.name:
        records: Iterator[Record] = iter([Record(1, read_whole(file, source))])
        return Feed(Reading(name, spl.PROFILE.name, mapping), records)
    if re.search(rb"<(?:\w+:)?(?:rss|feed|RDF|channel|products|items|item|entry)[\s>]", head) is None:
        message = "expected a merchant feed (RSS or Atom) or a drug label (SPL), found other XML"
        raise LabelError((Fault(source, 1, 1, message, "Export CSV, or one product a line as JSON."),))
    if profile not in (AUTO, google_merchant.PROFILE.name):
        raise UsageError(f"--profile {profile}: {name} is XML, which is read as google-merchant or spl")
    return Feed(Reading(name, google_merchant.PROFILE.name, mapping), read_items(file))


def _grouped(records: Iterable[Record]) -> Iterator[Record]:
    """The rows of one product after the other; the number is that of its first row."""
    rows: list[dict[str, str]] = []
    number = 0
    notes: tuple[str, ...] = ()
    for record in records:
        if record.error is not None:
            if rows:
                yield Record(number, rows, None, notes)
                rows = []
            yield record
            continue
        handle = record.data.get(shopify.GROUP, "")
        if rows and handle and handle != rows[0].get(shopify.GROUP):
            yield Record(number, rows, None, notes)
            rows = []
        if not rows:
            number, notes = record.number, ()
        notes = tuple(dict.fromkeys((*notes, *record.notes)))
        rows.append(record.data)
    if rows:
        yield Record(number, rows, None, notes)


def _peek(file: io.BufferedReader) -> bytes:
    try:
        head = file.peek(HEAD)[:HEAD]
    except (EOFError, OSError):
        return b""
    if head.startswith((b"\xff\xfe", b"\xfe\xff")):
        return head.decode("utf-16", "ignore").encode()
    return head


def _is_xml(head: bytes) -> bool:
    return head[:1] == b"<" and kind_of("", head) is not InputKind.PAGE


def _is_lines(head: bytes) -> bool:
    """Whether the first line is an object by itself."""
    first, newline, rest = head.partition(b"\n")
    if not (newline and first.lstrip().startswith(b"{") and first.rstrip().endswith(b"}")):
        return not newline and not head.rstrip().endswith((b"]", b"}"))
    try:
        typed.object_of(first)
    except ValueError:
        return False
    return not rest.strip() or rest.lstrip().startswith(b"{")


def _refuse_other_kinds(source: str) -> None:
    name = plain_name(source)
    if source == "-" or name.endswith(_SUFFIXES):
        return
    if name.endswith((".yaml", ".yml")):
        raise UsageError(f"{source}: {ACCEPTED}; one label is checked by `labelwarden check {source}`")
    raise UsageError(f"{source}: {ACCEPTED}")
