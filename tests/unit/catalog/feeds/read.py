"""Reads a catalogue that a test wrote, as the batch does."""

from __future__ import annotations

from pathlib import Path

from labelwarden.catalog.feeds.feed import AUTO, open_feed
from labelwarden.catalog.feeds.product import read_product
from labelwarden.catalog.feeds.record import Product
from labelwarden.catalog.profiles.table import parse_mapping


def products(path: Path, profile: str = AUTO, *mapping: str) -> list[Product]:
    with open_feed(str(path), profile, parse_mapping(mapping)) as feed:
        return [read_product(record, feed.reading) for record in feed.records]


def written(folder: Path, name: str, data: bytes | str) -> Path:
    path = folder / name
    path.write_bytes(data.encode() if isinstance(data, str) else data)
    return path


def panels(product: Product) -> dict[str, str]:
    assert product.labeling is not None, product.error
    return {panel.name: panel.text.printed for panel in product.labeling.panels}
