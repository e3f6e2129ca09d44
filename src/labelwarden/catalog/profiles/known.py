"""All profiles, and which of them fits."""

from __future__ import annotations

from collections.abc import Set as AbstractSet

from labelwarden.catalog.profiles import (
    cms_markdown,
    dsld,
    google_merchant,
    open_food_facts,
    openfda,
    shopify,
    shopify_json,
    spl,
    table,
    webtoffee,
    woocommerce,
    woocommerce_rest,
)
from labelwarden.catalog.profiles.profile import Profile

PROFILES = {
    profile.name: profile
    for profile in (
        shopify.PROFILE,
        shopify_json.PROFILE,
        woocommerce.PROFILE,
        webtoffee.PROFILE,
        woocommerce_rest.PROFILE,
        google_merchant.PROFILE,
        dsld.LABEL,
        dsld.OVERVIEW,
        openfda.PROFILE,
        spl.PROFILE,
        open_food_facts.PROFILE,
        cms_markdown.PROFILE,
        table.PROFILE,
    )
}

_TABLES = ("shopify", "webtoffee", "woocommerce", "dsld-overview", "open-food-facts", "google-merchant")
_OBJECTS = (
    *("shopify-json", "woocommerce-rest", "openfda", "dsld", "open-food-facts", "cms-markdown"),
    "google-merchant",
)


def of_table(columns: AbstractSet[str]) -> Profile:
    """The profile of a table with these columns."""
    return next((PROFILES[name] for name in _TABLES if PROFILES[name].fits(columns)), table.PROFILE)


def of_object(keys: AbstractSet[str]) -> Profile | None:
    """The profile of an object with these keys, or None where it is of no known format."""
    return next((PROFILES[name] for name in _OBJECTS if PROFILES[name].fits(keys)), None)
