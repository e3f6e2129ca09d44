"""Google Merchant Center feeds: items of RSS or Atom under any prefix, or the same names as columns.

https://support.google.com/merchants/answer/7052112
"""

from __future__ import annotations

from collections.abc import Iterable
from typing import Any, NamedTuple
from xml.etree.ElementTree import ParseError

from labelwarden.catalog.feeds.listing import Listing, is_prose
from labelwarden.catalog.feeds.record import RecordError
from labelwarden.catalog.feeds.xml_document import local, parse
from labelwarden.catalog.profiles.profile import Fields, Profile, bare

_TEXTS = ("title", "structured_title", "short_title", "description", "structured_description", "summary", "content")
_CATEGORIES = ("product_type", "google_product_category")
_KNOWN = frozenset(
    (
        *("id", "link", "mobile_link", "image_link", "additional_image_link", "lifestyle_image_link", "availability"),
        *("price", "sale_price", "brand", "gtin", "mpn", "identifier_exists", "condition", "adult", "age_group"),
        *("gender", "color", "size", "material", "pattern", "item_group_id", "shipping", "shipping_label", "tax"),
        *(
            "unit_pricing_measure",
            "unit_pricing_base_measure",
            "native_commerce",
            "product_detail",
            "updated",
            "pubdate",
        ),
        *("guid", "author", "video_link", "canonical_link", "ads_redirect", "availability_date"),
    )
)


class Supplemented(NamedTuple):
    """An item with the attributes that a supplemental feed replaces or adds."""

    item: str | Fields
    replaced: tuple[tuple[str, str], ...]


def read(data: str | Fields | Supplemented, listing: Listing) -> None:
    """An item as its XML, or a row of cells.

    Raises:
        RecordError: the XML is broken, or it has neither title nor description.
    """
    fields = _taken(data)
    details = fields.pop("product_detail", [])
    if not any(fields.get(name) for name in _TEXTS):
        listing.id = next(iter(fields.get("id", ())), None)
        raise RecordError(
            "expected a title or a description, found neither; a supplemental feed is given beside its primary one: "
            "--supplement FILE"
        )

    def first(name: str) -> str | None:
        return next(iter(fields.get(name, ())), None)

    listing.id = first("id") or first("guid")
    listing.brand = first("brand")
    listing.product = first("title")
    listing.category = next((text for name in _CATEGORIES if (text := first(name))), None)
    listing.sku = first("mpn")
    for name in _TEXTS:
        for text in fields.get(name, ()):
            listing.html("description" if name in ("summary", "content") else name, text)
    listing.text("highlights", fields.get("product_highlight"))
    listing.text("details", details)
    listing.text("categories", [text for name in _CATEGORIES for text in fields.get(name, ()) if not text.isdigit()])
    done = _KNOWN.union(_TEXTS, _CATEGORIES, ("product_highlight",))
    for name, texts in fields.items():
        if name.startswith("custom_label"):
            listing.text("custom label", texts)
        elif name in ("consumer_notice", "certification", "promotion_id", "size_type"):
            listing.text(name.replace("_", " "), texts)
        elif name not in done and any(map(is_prose, texts)):
            listing.unread.append(name)
    for name in ("image_link", "additional_image_link", "lifestyle_image_link"):
        listing.files(fields.get(name))
    listing.number(first("gtin"))


def _taken(data: str | Fields | Supplemented) -> dict[str, list[str]]:
    """The attributes that say something; one may stand there several times."""
    fields: dict[str, list[str]] = {}
    for name, value in _pairs(data):
        if value.strip():
            fields.setdefault(name, []).append(value.strip())
    return fields


def _pairs(data: str | Fields | Supplemented) -> Iterable[tuple[str, str]]:
    if isinstance(data, Supplemented):
        replaced = {name for name, _ in data.replaced}
        return [*(pair for pair in _pairs(data.item) if pair[0] not in replaced), *data.replaced]
    try:
        return pairs_of(data)
    except ParseError as error:
        raise RecordError(f"expected an item of XML, found a broken one ({error})") from error


def pairs_of(data: str | Fields) -> list[tuple[str, str]]:
    """The attributes of an item, with their names as they are without a prefix.

    Raises:
        ParseError: the XML is broken.
    """
    if not isinstance(data, str):
        return [(bare(name), value if isinstance(value, str) else "") for name, value in data.items()]
    return [(local(child.tag).lower(), _words(child)) for child in parse(data)]


def _words(element: Any) -> str:
    # Parts of a detail are "name", "attribute", "value": a line each would part them.
    return " ".join(" ".join(element.itertext()).split()) if len(element) else element.text or ""


def fits(names: Iterable[str]) -> bool:
    """Whether these are columns of such a feed."""
    columns = {bare(name) for name in names}
    return {"id", "title"} <= columns and bool(
        {"image_link", "google_product_category", "product_highlight", "availability", "item_group_id"} & columns
    )


PROFILE = Profile("google-merchant", "item", fits, read)
