"""What comes out of a catalogue file: one record a product, not yet understood, and what its profile makes of it."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Any, NamedTuple

from labelwarden.label.labeling import Labeling
from labelwarden.label.model import Label


class Record(NamedTuple):
    """One product as its file holds it, or why it cannot be read.

    `number` is that of its first row, from 1. `data` is what the profile of the file takes: the cells by column, the
    rows of one product, an object, or the bytes of a line.
    """

    number: int
    data: Any = None
    error: str | None = None
    notes: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class Product:
    """One product of a catalogue: what it says, or why that cannot be told.

    `unread` names the columns that carry text and that nobody reads, `pictures` the files or addresses of pictures.
    `label` is the label that an object typed out, where pictures belong to it.
    """

    number: int
    id: str | None = None
    labeling: Labeling | None = None
    error: str | None = None
    supplier: str | None = None
    category: str | None = None
    notes: tuple[str, ...] = ()
    unread: tuple[str, ...] = ()
    pictures: tuple[str, ...] = ()
    label: Label | None = None


class RecordError(ValueError):
    """What is wrong with one record: what was expected, what was found. The others are read all the same."""
