"""A record into a product: by the profile of its file, or by what the object itself looks like."""

from __future__ import annotations

from dataclasses import replace
from typing import Any

from labelwarden.catalog.feeds.feed import Reading, is_label
from labelwarden.catalog.feeds.listing import Listing
from labelwarden.catalog.feeds.record import Product, Record, RecordError
from labelwarden.catalog.profiles import google_merchant, known, table, typed
from labelwarden.catalog.profiles.profile import Profile
from labelwarden.label.model import Label

_LABEL_KEYS = frozenset(key for name, field in Label.model_fields.items() for key in (name, field.alias or name)).union(
    typed.FLAT
)


MAX_TEXT = 1_000_000
"""Characters of text of one product. A million of them take 160 MB while they are checked; books are shorter."""


def read_product(record: Record, reading: Reading) -> Product:
    """The product of this record; a faulty one, or one with a text that is none of a product, gives its error."""
    product = _read(record, reading)
    if product.labeling is not None:
        size = sum(len(panel.text.printed) for panel in product.labeling.panels)
        if size > MAX_TEXT:
            error = f"expected at most {MAX_TEXT:,} characters of text of one product, found {size:,}"
            return replace(product, labeling=None, error=error)
    return product


def _read(record: Record, reading: Reading) -> Product:
    if record.error is not None:
        return Product(record.number, error=record.error)
    listing = Listing()
    try:
        if isinstance(record.data, bytes) or not reading.profile:
            return _of_object(record, reading, listing)
        _take(known.PROFILES[reading.profile], record.data, listing, reading)
        return listing.finished(record, reading.source, pictured=reading.pictures)
    except RecordError as error:
        return Product(record.number, listing.id, error=str(error), notes=tuple(listing.notes))


def _of_object(record: Record, reading: Reading, listing: Listing) -> Product:
    fields: dict[str, Any] = typed.object_of(record.data) if isinstance(record.data, bytes) else record.data
    if reading.profile:
        _take(known.PROFILES[reading.profile], fields, listing, reading)
        return listing.finished(record, reading.source, pictured=reading.pictures)
    if not reading.mapping:
        if fields.keys() <= typed.FLAT:
            return _typed(record, fields, listing, reading)
        profile = known.of_object(fields.keys())
        if profile is None and (is_label(fields) or not _is_row(fields)):
            return _typed(record, fields, listing, reading)
    else:
        profile = known.of_object(fields.keys())
    _take(profile or table.PROFILE, fields, listing, reading)
    return listing.finished(record, reading.source, pictured=reading.pictures)


def _typed(record: Record, fields: dict[str, Any], listing: Listing, reading: Reading) -> Product:
    listing.id = typed.id_of(fields.get("id"))
    return typed.read_typed(fields, listing.id, record.number, reading.source, pictures=reading.pictures)


def _is_row(fields: dict[str, Any]) -> bool:
    """Whether an object that is no label has columns that are known as text."""
    others = tuple(name for name in fields if name not in _LABEL_KEYS)
    return bool(table.columns_of(others).panels) or "title" in fields


def _take(profile: Profile, data: Any, listing: Listing, reading: Reading) -> None:
    if profile is table.PROFILE:
        table.read_table(data, listing, reading.mapping)
        return
    profile.read([data] if profile.takes == "rows" and isinstance(data, dict) else data, listing)
    if reading.mapping:
        fields = data[0] if isinstance(data, (list, google_merchant.Supplemented)) else data
        if isinstance(fields, dict):
            table.take_mapped(listing, fields, reading.mapping)
