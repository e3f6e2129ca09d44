"""Shopify's product export: several rows a product, told together by `Handle`.

Only the first row has title and body; the others bring variants and pictures. Columns come and go between versions, so
they are known by name. https://help.shopify.com/en/manual/products/import-export/using-csv
"""

from __future__ import annotations

import re
from collections.abc import Sequence

from labelwarden.catalog.feeds.listing import Listing, as_text
from labelwarden.catalog.feeds.record import RecordError
from labelwarden.catalog.profiles.profile import Fields, Profile, leave_rest

GROUP = "Handle"

_CATEGORIES = (
    "Product Category",
    "Standardized Product Type",
    "Type",
    "Custom Product Type",
    "Google Shopping / Google Product Category",
)
_SEO = ("SEO Title", "SEO Description")
_KNOWN = frozenset(
    (GROUP, "Title", "Body (HTML)", "Vendor", "Tags", "Published", "Image Alt Text", "Image Src", "Status"),
).union(("Image Position", "Gift Card", "Collection", "Cost per item", "Handle"), _CATEGORIES, _SEO)
_HEADS = (
    *("Variant ", "Option", "Unit Price ", "Included / ", "Price / ", "Compare At Price / ", "International"),
    "Google Shopping / ",
)
_METAFIELD = re.compile(r".*\(product\.metafields\.([^()]+)\)")
_ON_SALE = ("", "active")


def read(rows: Sequence[Fields], listing: Listing) -> None:
    """All rows of one product."""
    first = rows[0]
    title = as_text(first.get("Title"))
    listing.id = as_text(first.get(GROUP)) or None
    if not title.strip():
        raise RecordError(f'expected the product\'s first row with its "Title", found a further row of "{listing.id}"')
    listing.product = title.strip()
    listing.supplier = listing.brand = as_text(first.get("Vendor")).strip() or None
    listing.category = next((text for name in _CATEGORIES if (text := as_text(first.get(name)).strip())), None)
    listing.text("title", title)
    listing.html("body", first.get("Body (HTML)"))
    listing.text("tags", first.get("Tags"))
    listing.text("categories", [first.get(name) for name in _CATEGORIES])
    listing.text("seo", "\n\n".join(text for name in _SEO if (text := as_text(first.get(name)).strip())))
    for name, value in first.items():
        if (match := _METAFIELD.fullmatch(name)) and value not in ("", "TRUE", "FALSE", "true", "false"):
            listing.html(f"metafield:{match[1]}", value)
        elif name.startswith("Google Shopping / Custom Label"):
            listing.text("custom label", value)
    listing.alts(row.get("Image Alt Text") for row in rows)
    for row in rows:
        listing.files(row.get("Image Src"))
        listing.files(row.get("Variant Image"))
    listing.text("options", list(dict.fromkeys(text for row in rows for text in _options(row))))
    listing.sku = next((sku for row in rows if (sku := as_text(row.get("Variant SKU")).strip())), None)
    for row in rows:
        listing.number(row.get("Variant Barcode"))
    status = as_text(first.get("Status")).strip().lower()
    if status not in _ON_SALE:
        listing.notes.append(f"{status}: not on sale")
    elif as_text(first.get("Published")).strip().lower() == "false":
        listing.notes.append("unpublished: not on sale")
    leave_rest(
        listing, {name: value for name, value in first.items() if "(product.metafields." not in name}, _KNOWN, _HEADS
    )


def _options(row: Fields) -> list[str]:
    values = (as_text(row.get(f"Option{number} Value")).strip() for number in (1, 2, 3))
    return [value for value in values if value and value != "Default Title"]


PROFILE = Profile("shopify", "rows", lambda names: {"Handle", "Title"} <= names, read)
