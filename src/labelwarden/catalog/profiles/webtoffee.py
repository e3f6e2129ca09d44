"""The export of WebToffee's plugin for WooCommerce: columns named as WordPress stores them."""

from __future__ import annotations

from labelwarden.catalog.feeds.listing import Listing, as_text, is_prose
from labelwarden.catalog.profiles.profile import Fields, Profile, leave_rest
from labelwarden.catalog.profiles.woocommerce import SEO_KEYS

_KNOWN = frozenset(
    (
        *("post_title", "post_name", "post_parent", "ID", "post_content", "post_excerpt", "post_status", "sku"),
        *("post_date", "images", "purchase_note", "button_text", "product_url", "product_page_url", "parent_sku"),
        *("downloadable_files", "stock_status", "tax_status", "tax_class"),
    )
)


def read(fields: Fields, listing: Listing) -> None:
    """One row."""
    listing.id = as_text(fields.get("ID")) or as_text(fields.get("post_name")) or None
    listing.sku = as_text(fields.get("sku")).strip() or None
    listing.product = as_text(fields.get("post_title")).strip()
    listing.brand = as_text(fields.get("tax:product_brand")).strip() or None
    categories = as_text(fields.get("tax:product_cat")).replace("|", "\n")
    listing.category = categories.partition("\n")[0].strip() or None
    listing.html("title", listing.product)
    listing.html("excerpt", fields.get("post_excerpt"))
    listing.html("content", fields.get("post_content"))
    listing.text("categories", categories)
    listing.text("tags", as_text(fields.get("tax:product_tag")).replace("|", "\n"))
    listing.alts(_alts(as_text(fields.get("images"))))
    listing.files([image.partition(" ! ")[0] for image in as_text(fields.get("images")).split("|")])
    listing.html("purchase note", fields.get("purchase_note"))
    listing.text("button", fields.get("button_text"))
    seo = []
    for column, value in fields.items():
        if column.startswith("attribute:"):
            listing.html(column, value)
        elif column.startswith("meta:"):
            if column.removeprefix("meta:") in SEO_KEYS:
                seo.append(as_text(value))
            elif isinstance(value, str) and is_prose(value):
                listing.html(column, value)
    listing.text("seo", "\n\n".join(filter(None, seo)))
    listing.number(fields.get("meta:_global_unique_id"))
    status = as_text(fields.get("post_status")).strip().lower()
    if status not in ("", "publish"):
        listing.notes.append(f"{status}: not on sale")
    leave_rest(listing, fields, _KNOWN, ("attribute", "meta:", "tax:product_"))


def _alts(images: str) -> list[str]:
    """The picture texts of `url ! alt : words ! title : words | url ! ...`."""
    texts = []
    for image in images.split("|"):
        for part in image.split(" ! "):
            name, colon, words = part.partition(":")
            if colon and name.strip() == "alt":
                texts.append(words.strip())
    return texts


PROFILE = Profile("webtoffee", "cells", lambda names: {"post_title", "post_content"} <= names, read)
