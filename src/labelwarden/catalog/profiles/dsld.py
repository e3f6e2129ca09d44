"""NIH's Dietary Supplement Label Database: labels as its API gives them, and the overview table of its downloads.

https://dsld.od.nih.gov/api-guide
"""

from __future__ import annotations

from collections.abc import Iterator
from typing import Any

from labelwarden.catalog.feeds.listing import Listing, as_text
from labelwarden.catalog.profiles.profile import Fields, Profile, leave_rest
from labelwarden.catalog.profiles.shopify_json import nodes

_COLUMNS = frozenset(
    (
        *("URL", "DSLD ID", "Product Name", "Brand Name", "Bar Code", "Net Contents", "Serving Size", "Market Status"),
        *("Product Type [LanguaL]", "Supplement Form [LanguaL]", "Date Entered into DSLD", "Suggested Use"),
    )
)
_KEYS = frozenset(
    (
        *(
            "id",
            "fullName",
            "brandName",
            "upcSku",
            "productVersionCode",
            "entryDate",
            "thumbnail",
            "pdf",
            "src",
            "bundleName",
        ),
        *("nhanesId", "servingsPerContainer", "percentDvFootnote", "targetGroups", "userGroups"),
    )
)


def read_overview(fields: Fields, listing: Listing) -> None:
    """A row of the overview."""
    listing.id = as_text(fields.get("DSLD ID")) or None
    listing.product = as_text(fields.get("Product Name")).strip()
    listing.brand = as_text(fields.get("Brand Name")).strip() or None
    listing.category = as_text(fields.get("Product Type [LanguaL]")).strip() or None
    listing.type = "dietary_supplement"
    listing.text("product", listing.product)
    listing.text("directions", fields.get("Suggested Use"))
    listing.number(fields.get("Bar Code"))
    if as_text(fields.get("Market Status")).lower().startswith("off"):
        listing.notes.append("off market: not on sale")
    leave_rest(listing, fields, _COLUMNS)


def read_label(fields: Fields, listing: Listing) -> None:
    """A label of the API."""
    listing.id = as_text(fields.get("id")) or None
    listing.product = as_text(fields.get("fullName")).strip()
    listing.brand = as_text(fields.get("brandName")).strip() or None
    listing.type = "dietary_supplement"
    kind = fields.get("productType")
    listing.category = as_text(kind.get("langualCodeDescription") if isinstance(kind, dict) else kind) or None
    listing.text("product", listing.product)
    for statement in nodes(fields.get("statements")):
        listing.text(_panel(as_text(statement.get("type"))), statement.get("notes"))
    rows = [*_ingredients(fields.get("ingredientRows")), *_others(fields)]
    listing.text("ingredients", rows)
    listing.text("footnote", fields.get("percentDvFootnote"))
    listing.number(fields.get("upcSku"))
    if as_text(fields.get("offMarket")) not in ("", "0"):
        listing.notes.append("off market: not on sale")
    leave_rest(listing, fields, _KEYS)


def _panel(kind: str) -> str:
    kind = kind.lower()
    if "precaution" in kind or "warning" in kind:
        return "warnings"
    return "directions" if "usage" in kind or "directions" in kind else "statements"


def _ingredients(rows: Any) -> Iterator[str]:
    for row in nodes(rows):
        amounts = (
            f"{as_text(amount.get('quantity'))} {as_text(amount.get('unit'))}".strip()
            for amount in nodes(row.get("quantity"))
        )
        yield " ".join(filter(None, (as_text(row.get("name")), next(amounts, ""))))
        yield from _ingredients(row.get("nestedRows"))


def _others(fields: Fields) -> list[str]:
    others = fields.get("otheringredients") or fields.get("otherIngredients") or {}
    if not isinstance(others, dict):
        return [as_text(others)]
    return [as_text(others.get("text")), *(as_text(item.get("name")) for item in nodes(others.get("ingredients")))]


OVERVIEW = Profile("dsld-overview", "cells", lambda names: {"DSLD ID", "Product Name"} <= names, read_overview)
LABEL = Profile(
    "dsld",
    "object",
    lambda keys: "fullName" in keys and bool({"upcSku", "ingredientRows", "brandName"} & keys),
    read_label,
)
