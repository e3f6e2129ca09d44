"""Products as WooCommerce's REST API gives them: https://woocommerce.github.io/woocommerce-rest-api-docs/"""

from __future__ import annotations

from labelwarden.catalog.feeds.listing import Listing, as_text
from labelwarden.catalog.profiles.profile import Fields, Profile, leave_rest
from labelwarden.catalog.profiles.shopify_json import nodes
from labelwarden.catalog.profiles.woocommerce import SEO_KEYS

_KNOWN = frozenset(
    (
        *("id", "name", "slug", "permalink", "type", "status", "description", "short_description", "sku", "price_html"),
        *("purchase_note", "button_text", "external_url", "global_unique_id"),
    )
)


def read(fields: Fields, listing: Listing) -> None:
    """One product."""
    listing.id = as_text(fields.get("id")) or None
    listing.sku = as_text(fields.get("sku")).strip() or None
    listing.product = as_text(fields.get("name")).strip()
    categories = [as_text(item.get("name")) for item in nodes(fields.get("categories"))]
    listing.category = next(iter(categories), None)
    listing.brand = next((as_text(item.get("name")) for item in nodes(fields.get("brands"))), None)
    listing.html("title", listing.product)
    listing.html("short description", fields.get("short_description"))
    listing.html("description", fields.get("description"))
    listing.text("categories", categories)
    listing.text("tags", [item.get("name") for item in nodes(fields.get("tags"))])
    listing.alts(item.get("alt") for item in nodes(fields.get("images")))
    listing.files([item.get("src") for item in nodes(fields.get("images"))])
    for attribute in nodes(fields.get("attributes")):
        listing.html(f"attribute:{as_text(attribute.get('name'))}", attribute.get("options") or attribute.get("option"))
    listing.text(
        "seo",
        "\n\n".join(as_text(m.get("value")) for m in nodes(fields.get("meta_data")) if m.get("key") in SEO_KEYS),
    )
    listing.html("purchase note", fields.get("purchase_note"))
    listing.text("button", fields.get("button_text"))
    listing.number(fields.get("global_unique_id"))
    status = as_text(fields.get("status")).lower()
    if status not in ("", "publish"):
        listing.notes.append(f"{status}: not on sale")
    # Plugins repeat the description under names of their own; what is in it already is no further text.
    rest = {name: value for name, value in fields.items() if not (isinstance(value, str) and listing.says(value))}
    leave_rest(listing, rest, _KNOWN)


PROFILE = Profile(
    "woocommerce-rest",
    "object",
    lambda keys: {"name", "short_description", "description"} <= keys and bool({"permalink", "sku"} & keys),
    read,
)
