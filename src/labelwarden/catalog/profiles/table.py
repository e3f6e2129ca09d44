"""Any other table or object: columns by the names that people give them, and by what the caller maps."""

from __future__ import annotations

import re
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from functools import lru_cache
from typing import Any, TypeAlias, get_args

from labelwarden.catalog.feeds.listing import Listing, as_text
from labelwarden.catalog.feeds.record import RecordError
from labelwarden.catalog.profiles.profile import Fields, Profile, bare, leave_rest
from labelwarden.errors import UsageError
from labelwarden.label.model import ClassName
from labelwarden.yamlfile.faults import did_you_mean

Mapping: TypeAlias = tuple[tuple[str, str], ...]
"""Pairs of field and column, as `--map field=column` names them."""

CLASSES = frozenset(get_args(ClassName))

FACTS = ("id", "product", "brand", "supplier", "category", "product_type", "form", "sku", "gtin")
"""Fields that are no panel. `product` and `category` are text of the listing as well."""

_NAMES = {
    "id": (
        "id",
        "product_id",
        "item_id",
        "item_no",
        "item_number",
        "article",
        "article_number",
        "asin",
        "handle",
        "key",
    ),
    "product": ("product", "product_name", "name", "title", "item_name", "product_title", "display_name"),
    "brand": ("brand", "brand_name"),
    "supplier": ("supplier", "supplier_name", "vendor", "vendor_name", "manufacturer", "seller", "merchant"),
    "category": ("category", "categories", "product_category", "department", "category_name", "category_path"),
    "product_type": ("product_type", "type", "regulatory_class"),
    "form": ("form", "dosage_form"),
    "sku": ("sku", "variant_sku", "item_sku"),
    "gtin": ("gtin", "upc", "ean", "barcode", "bar_code", "upc_code", "gtin_upc", "variant_barcode"),
}
_ROLES = {name: role for role, names in _NAMES.items() for name in names}

_TEXTS = frozenset(
    (
        *("text", "label_text", "description", "product_description", "long_description", "short_description", "body"),
        *("body_html", "html", "content", "copy", "marketing_copy", "marketing_text", "summary", "excerpt", "subtitle"),
        *("tagline", "headline", "slogan", "bullet", "bullets", "bullet_point", "bullet_points", "feature", "features"),
        *("key_features", "highlight", "highlights", "claim", "claims", "benefit", "benefits", "ingredient", "details"),
        *("ingredients", "ingredient_list", "supplement_facts", "directions", "suggested_use", "usage", "how_to_use"),
        *("warning", "warnings", "caution", "cautions", "disclaimer", "age_restriction", "tags", "keywords", "labels"),
        *("search_terms", "seo_title", "seo_description", "meta_title", "meta_description", "meta_keywords"),
        *("alt_text", "image_alt_text", "image_alt", "alt", "testimonial", "testimonials", "review", "reviews", "faq"),
        *("indications", "health_claims", "nutrition_claims", "label_statements", "package_text", "back", "front"),
    )
)
_KINDS = {
    **dict.fromkeys(("claim",), "claims"),
    **dict.fromkeys(("ingredient", "ingredient_list"), "ingredients"),
    **dict.fromkeys(("warning", "caution", "cautions"), "warnings"),
    **dict.fromkeys(("suggested_use", "usage", "how_to_use"), "directions"),
    **dict.fromkeys(("seo_title", "seo_description", "meta_title", "meta_description", "meta_keywords"), "seo"),
    **dict.fromkeys(("alt_text", "image_alt_text", "image_alt"), "alt"),
    **dict.fromkeys(("testimonials", "review", "reviews"), "testimonial"),
}
_PICTURES = frozenset(
    (
        *("image", "images", "picture", "pictures", "photo", "photos", "image_path", "image_paths", "image_file"),
        *("image_files", "image_url", "image_urls", "image_src", "image_link", "additional_images", "main_image"),
        *("front_image", "back_image", "label_image", "label_images", "label_picture", "image_front", "image_back"),
    )
)
_NUMBER = re.compile(r"_?\d+$")


@dataclass(frozen=True, slots=True)
class Columns:
    """Which column is what: facts by their field, panels by column, in the order of the table, and pictures."""

    facts: dict[str, str]
    panels: tuple[tuple[str, str], ...]
    pictures: tuple[str, ...]
    known: frozenset[str]


@lru_cache(maxsize=64)
def columns_of(names: tuple[str, ...], mapping: Mapping = ()) -> Columns:
    """The columns of a table, as mapped by the caller and else as their names tell."""
    facts: dict[str, str] = {}
    panels: dict[str, str] = {}
    pictures: dict[str, None] = {}
    for field, column in mapping:
        if field in FACTS:
            facts[field] = column
        elif field in _PICTURES:
            pictures[column] = None
        else:
            panels[column] = field
    taken = {column for _, column in mapping}
    for name in names:
        plain = bare(name)
        plain = plain if plain in _ROLES else _NUMBER.sub("", plain)
        if name in taken:
            continue
        if plain in _ROLES and _ROLES[plain] not in facts:
            facts[_ROLES[plain]] = name
        elif plain in _TEXTS or plain in _NAMES["product"] or plain in _NAMES["category"]:
            panels[name] = _KINDS.get(plain, plain.replace("_", " "))
        elif plain in _PICTURES:
            pictures[name] = None
    return Columns(facts, tuple(panels.items()), tuple(pictures), frozenset((*facts.values(), *panels, *pictures)))


def read_table(fields: Fields, listing: Listing, mapping: Mapping = ()) -> None:
    """One row.

    Raises:
        RecordError: its class is none that there is.
    """
    columns = columns_of(tuple(fields), mapping)
    for fact, column in columns.facts.items():
        take_fact(listing, fact, fields.get(column))
    for column, panel in columns.panels:
        listing.html(panel, value_of(fields, column))
    for column in columns.pictures:
        listing.files(value_of(fields, column))
    if len(columns.known) < len(fields):
        leave_rest(listing, fields, columns.known)


def take_fact(listing: Listing, fact: str, value: Any) -> None:
    """Takes a value that is no panel, or not only one."""
    text = as_text(value).strip()
    if not text:
        return
    if fact == "gtin":
        listing.number(text)
    elif fact == "product_type":
        _take_class(listing, text)
    else:
        setattr(listing, fact, text)
        if fact in ("product", "category"):
            listing.html(fact, text)


def take_mapped(listing: Listing, fields: Fields, mapping: Iterable[tuple[str, str]]) -> None:
    """Adds to what a profile read the columns that the caller maps."""
    for field, column in mapping:
        value = value_of(fields, column)
        if column in listing.unread:
            listing.unread.remove(column)
        if field in FACTS:
            take_fact(listing, field, value)
        elif field in _PICTURES:
            listing.files(value)
        else:
            listing.html(field, value)


def value_of(fields: Fields, column: str) -> Any:
    """The value of a column; in objects `a.b` is the key b of what stands under a."""
    if column in fields or "." not in column:
        return fields.get(column)
    value: Any = fields
    for key in column.split("."):
        value = value.get(key) if isinstance(value, dict) else None
    return value


def parse_mapping(pairs: Sequence[str]) -> Mapping:
    """The pairs of `--map field=column`.

    Raises:
        UsageError: one is no pair.
    """
    mapping = []
    for pair in pairs:
        field, equals, column = pair.partition("=")
        field, column = field.strip(), column.strip()
        if not (field and equals and column):
            raise UsageError(f'--map: expected field=column, such as text=Description, found "{pair}"')
        field = {"type": "product_type", "name": "product", "title": "product"}.get(field, field)
        mapping.append((field, column))
    return tuple(mapping)


def check_columns(names: Sequence[str], mapping: Mapping, source: str) -> None:
    """Refuses a mapping of columns that are not there, and a table in which nothing is known as text.

    Raises:
        UsageError: says which columns there are.
    """
    listed = ", ".join(names[:30]) + (" ..." if len(names) > 30 else "")
    for _, column in mapping:
        if column not in names and column.partition(".")[0] not in names:
            near = did_you_mean(column, names)
            raise UsageError(f'--map: {source} has no column "{column}"; it has {listed}. {near}'.rstrip())


def refuse_no_text(names: Sequence[str], mapping: Mapping, source: str, *, pictured: bool = False) -> None:
    """Refuses a table without a column that is known as text; with `pictured` one of pictures will do.

    Raises:
        UsageError: says which columns there are.
    """
    columns = columns_of(tuple(names), mapping)
    if pictured and columns.pictures:
        return
    if not columns.panels and not {"product", "category"} & columns.facts.keys():
        listed = ", ".join(names[:30]) + (" ..." if len(names) > 30 else "")
        raise UsageError(
            f"{source}: no column is known as text; expected one called text, title, description or the like, "
            f"found {listed}. Say which it is: --map text=COLUMN"
        )


def _take_class(listing: Listing, text: str) -> None:
    """A regulatory class; what a shop calls its product types is text like any other."""
    if text in CLASSES:
        listing.type = text
    elif "_" in text and " " not in text and (near := did_you_mean(text, CLASSES)):
        raise RecordError(f'"product_type": expected {", ".join(get_args(ClassName))}; found "{text}". {near}')
    else:
        listing.category = listing.category or text
        listing.text("product type", text)


PROFILE = Profile("table", "cells", bool, read_table)
