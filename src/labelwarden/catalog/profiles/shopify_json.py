"""Shopify's JSON: `products.json` of a shop, and its Storefront GraphQL."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Any

from labelwarden.catalog.feeds.listing import Listing, as_text
from labelwarden.catalog.profiles.profile import Fields, Profile, leave_rest

_KNOWN = frozenset(
    (
        *("id", "title", "handle", "body_html", "descriptionHtml", "description", "vendor", "product_type"),
        *("productType", "tags", "seo", "published_at", "created_at", "updated_at", "status", "template_suffix"),
        *("publishedAt", "createdAt", "updatedAt", "published_scope", "admin_graphql_api_id", "onlineStoreUrl"),
    )
)


def read(fields: Fields, listing: Listing) -> None:
    """One product."""
    listing.id = as_text(fields.get("handle")) or as_text(fields.get("id")) or None
    listing.product = as_text(fields.get("title")).strip()
    listing.supplier = listing.brand = as_text(fields.get("vendor")).strip() or None
    listing.category = as_text(fields.get("product_type") or fields.get("productType")).strip() or None
    listing.text("title", listing.product)
    listing.html("body", fields.get("body_html") or fields.get("descriptionHtml"))
    listing.html("description", fields.get("description"))
    listing.text("tags", fields.get("tags"))
    listing.text("categories", [listing.category, _name(fields.get("category"))])
    seo = fields.get("seo") or {}
    if isinstance(seo, dict):
        listing.text("seo", "\n\n".join(filter(None, (as_text(seo.get("title")), as_text(seo.get("description"))))))
    images = [*nodes(fields.get("images")), *nodes(fields.get("media"))]
    listing.alts(image.get("alt") or image.get("altText") for image in images)
    listing.files([image.get("src") or image.get("url") for image in images])
    variants = list(nodes(fields.get("variants")))
    listing.text("options", [title for variant in variants if (title := variant.get("title")) != "Default Title"])
    listing.sku = next((sku for variant in variants if (sku := as_text(variant.get("sku")))), None)
    for variant in variants:
        listing.number(variant.get("barcode"))
    for metafield in nodes(fields.get("metafields")):
        listing.html(f"metafield:{metafield.get('namespace')}.{metafield.get('key')}", metafield.get("value"))
    status = as_text(fields.get("status")).lower()
    if status not in ("", "active"):
        listing.notes.append(f"{status}: not on sale")
    elif "published_at" in fields and not fields["published_at"]:
        listing.notes.append("unpublished: not on sale")
    leave_rest(listing, fields, _KNOWN)


def nodes(value: Any) -> Iterator[dict[str, Any]]:
    """The objects of a list, or of a GraphQL connection under `edges` or `nodes`."""
    if isinstance(value, dict):
        value = value.get("edges") or value.get("nodes") or []
    for item in value if isinstance(value, list) else []:
        if isinstance(item, dict):
            inner = item.get("node")
            yield inner if isinstance(inner, dict) else item


def _name(value: Any) -> str:
    return as_text(value.get("fullName") or value.get("name")) if isinstance(value, dict) else as_text(value)


PROFILE = Profile(
    "shopify-json",
    "object",
    lambda keys: (
        "title" in keys
        and ({"body_html", "handle"} <= keys or "descriptionHtml" in keys or {"handle", "productType"} <= keys)
    ),
    read,
)
