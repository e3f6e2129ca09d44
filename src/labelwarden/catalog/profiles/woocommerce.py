"""WooCommerce's own product export: https://github.com/woocommerce/woocommerce/wiki/Product-CSV-Import-Schema"""

from __future__ import annotations

import re

from labelwarden.catalog.feeds.listing import Listing, as_text, is_prose
from labelwarden.catalog.profiles.profile import Fields, Profile, leave_rest

SEO_KEYS = frozenset(
    (
        *("_yoast_wpseo_title", "_yoast_wpseo_metadesc", "_yoast_wpseo_focuskw", "rank_math_title"),
        *("rank_math_description", "rank_math_focus_keyword", "_aioseo_title", "_aioseo_description"),
    )
)

_KNOWN = frozenset(
    (
        *("ID", "Type", "SKU", "Name", "Published", "Short description", "Description", "Categories", "Tags"),
        *("Brands", "Parent", "Images", "GTIN, UPC, EAN, or ISBN", "Purchase note", "Button text", "Shipping class"),
        *("Visibility in catalog", "Tax status", "Tax class", "In stock?", "Stock", "External URL", "Upsells"),
        *("Cross-sells", "Grouped products", "Is featured?", "Backorders allowed?", "Sold individually?"),
        *("Allow customer reviews?", "Position"),
    )
)
_ATTRIBUTE = re.compile(r"Attribute (\d+) value\(s\)")


def read(fields: Fields, listing: Listing) -> None:
    """One row; a variation is a product of its own, which says what tells it apart."""
    listing.id = as_text(fields.get("ID")) or None
    listing.sku = as_text(fields.get("SKU")).strip() or None
    listing.product = as_text(fields.get("Name")).strip()
    listing.brand = as_text(fields.get("Brands")).strip() or None
    listing.category = as_text(fields.get("Categories")).split(",")[0].strip() or None
    listing.text("title", listing.product)
    listing.html("short description", _lines(fields.get("Short description")))
    listing.html("description", _lines(fields.get("Description")))
    listing.text("categories", fields.get("Categories"))
    listing.text("tags", fields.get("Tags"))
    listing.files(fields.get("Images"))
    listing.html("purchase note", _lines(fields.get("Purchase note")))
    listing.text("button", fields.get("Button text"))
    seo = []
    for column, value in fields.items():
        if match := _ATTRIBUTE.fullmatch(column):
            name = as_text(fields.get(f"Attribute {match[1]} name")) or match[1]
            listing.html(f"attribute:{name}", _lines(value))
        elif column.startswith("Meta: "):
            key = column.removeprefix("Meta: ")
            if key in SEO_KEYS:
                seo.append(as_text(value))
            elif isinstance(value, str) and is_prose(value):
                listing.html(f"meta:{key}", value)
    listing.text("seo", "\n\n".join(filter(None, seo)))
    listing.number(fields.get("GTIN, UPC, EAN, or ISBN"))
    if as_text(fields.get("Published")).strip() in ("0", "-1"):
        listing.notes.append("draft or private: not on sale")
    if "variation" in as_text(fields.get("Type")):
        listing.notes.append(f"a variation of {as_text(fields.get('Parent')) or 'another product'}")
    leave_rest(listing, fields, _KNOWN, ("Attribute ", "Meta: ", "Download ", "Date "))


def _lines(value: object) -> str:
    """The cell with the line ends that the exporter writes as a backslash and an n."""
    text = as_text(value)
    return text.replace("\\n", "\n") if "\\n" in text else text


PROFILE = Profile(
    "woocommerce",
    "cells",
    lambda names: {"Type", "SKU", "Name"} <= names and bool({"Short description", "Regular price"} & names),
    read,
)
