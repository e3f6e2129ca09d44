"""What a profile is: how to tell its format by the names of its fields, and which panel each field becomes."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Mapping
from collections.abc import Set as AbstractSet
from dataclasses import dataclass
from typing import Any, TypeAlias

from labelwarden.catalog.feeds.listing import Listing

Fields: TypeAlias = Mapping[str, Any]


@dataclass(frozen=True, slots=True)
class Profile:
    """One format. `read` puts what a record says into a listing; `fits` tells the format by columns or keys.

    `takes` says what a record holds: the `cells` of a row, the `rows` of one product, an `object`, or an `item` of XML.
    """

    name: str
    takes: str
    fits: Callable[[AbstractSet[str]], bool]
    read: Callable[[Any, Listing], None]


def leave_rest(listing: Listing, fields: Fields, known: AbstractSet[str], patterns: Iterable[str] = ()) -> None:
    """Names the fields that carry text and are neither in `known` nor begin with one of `patterns`."""
    heads = tuple(patterns)
    for name, value in fields.items():
        if name not in known and isinstance(value, str) and value and not (heads and name.startswith(heads)):
            listing.leave(name, value)


def bare(name: str) -> str:
    """The name of a column as it is compared: small letters, words joined by "_", no prefix of Google's.

    >>> bare("g:Image Link"), bare("Product Category (US)")
    ('image_link', 'product_category_us')
    """
    name = name.strip().lower().removeprefix("g:")
    return "_".join("".join(char if char.isalnum() else " " for char in name).split())
