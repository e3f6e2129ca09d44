"""Open Food Facts: its table and its JSON Lines. https://world.openfoodfacts.org/data"""

from __future__ import annotations

import re

from labelwarden.catalog.feeds.listing import Listing, as_text
from labelwarden.catalog.profiles.profile import Fields, Profile

_TEXT = re.compile(
    r"(product_name|abbreviated_product_name|generic_name|ingredients_text|packaging_text|conservation_conditions|customer_service|other_information|preparation|warning)(?:_[a-z]{2})?"
)
_LISTS = ("categories", "labels")


def read(fields: Fields, listing: Listing) -> None:
    """One product. The database adds many fields of its own; what stands on the pack is in those read here."""
    listing.id = as_text(fields.get("code")) or as_text(fields.get("_id")) or None
    listing.product = next(
        (
            text
            for name in ("product_name", "product_name_en", "generic_name")
            if (text := as_text(fields.get(name)).strip())
        ),
        None,
    )
    listing.brand = as_text(fields.get("brands")).strip() or None
    listing.category = as_text(fields.get("categories")).rpartition(",")[2].strip() or None
    for name, value in fields.items():
        if match := _TEXT.fullmatch(name):
            panel = {"ingredients_text": "ingredients", "warning": "warnings"}.get(match[1], match[1].replace("_", " "))
            listing.html(panel, value)
    for name in _LISTS:
        listing.text(name, fields.get(name))
    for name in ("image_url", "image_front_url", "image_ingredients_url"):
        listing.files(fields.get(name))
    listing.number(fields.get("code"))


PROFILE = Profile(
    "open-food-facts",
    "cells",
    lambda names: "code" in names and bool({"product_name", "product_name_en", "ingredients_text"} & names),
    read,
)
