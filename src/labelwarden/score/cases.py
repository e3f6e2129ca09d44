"""Cases for scoring: rows of a catalogue as JSON Lines, each with what has to be found on it."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from dataclasses import dataclass
from typing import Any

from labelwarden.catalog.feeds.json_lines import read_lines
from labelwarden.catalog.feeds.record import Record, RecordError
from labelwarden.catalog.feeds.unpacking import open_bytes
from labelwarden.catalog.profiles.typed import id_of, object_of, read_typed
from labelwarden.label.labeling import Labeling


@dataclass(frozen=True, slots=True)
class Case:
    """One label, and the categories, tags or rule ids that have to be found on it; none: nothing may be found."""

    row: int
    id: str | None
    labeling: Labeling
    expect: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class NoCase:
    """A row that is no case, and why."""

    row: int
    error: str


def read_cases(source: str, unknown: Callable[[str], str | None]) -> Iterator[Case | NoCase]:
    """The cases of a file, or of standard input for `-`.

    `unknown` says what is wrong with a name under `expect`, or None where some rule is called so.

    Raises:
        LabelError: the file cannot be opened.
        MissingExtra: what unpacks it is not installed.
    """
    with open_bytes(source) as (file, _):
        for record in read_lines(file):
            try:
                yield _case(record, source, unknown)
            except RecordError as error:
                yield NoCase(record.number, str(error))


def _case(record: Record, source: str, unknown: Callable[[str], str | None]) -> Case:
    if record.error is not None:
        raise RecordError(record.error)
    fields = object_of(record.data)
    expect = _expect(fields)
    for name in expect:
        if (wrong := unknown(name)) is not None:
            raise RecordError(f'"expect": {wrong}')
    product = read_typed(fields, id_of(fields.get("id")), record.number, source)
    if product.labeling is None:
        raise RecordError(product.error or "expected a label")
    return Case(record.number, product.id, product.labeling, expect)


def _expect(fields: dict[str, Any]) -> tuple[str, ...]:
    if "expect" not in fields:
        raise RecordError('expected "expect": the categories, tags or rule ids to be found, or [] for nothing')
    expect = fields["expect"]
    if not isinstance(expect, list) or not all(isinstance(name, str) for name in expect):
        raise RecordError('"expect": expected a list of names, such as ["claim"], or [] for nothing')
    return tuple(dict.fromkeys(expect))
