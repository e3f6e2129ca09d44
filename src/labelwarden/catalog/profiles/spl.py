"""Structured Product Labeling, the HL7 XML in which drug labels are filed.

Sections are told by LOINC codes: https://www.fda.gov/industry/structured-product-labeling/section-headings-loinc
"""

from __future__ import annotations

from collections.abc import Iterator
from xml.etree.ElementTree import Element, ParseError

from labelwarden.catalog.feeds.listing import Listing
from labelwarden.catalog.feeds.record import RecordError
from labelwarden.catalog.feeds.xml_document import local, parse
from labelwarden.catalog.flowing_text import BLOCK, LINE, FlowingText
from labelwarden.catalog.profiles.profile import Profile

_SECTIONS = {
    **dict.fromkeys(("34066-1", "34071-1", "43685-7", "42232-9", "34070-3", "50566-9", "50567-7"), "warnings"),
    **dict.fromkeys(("50568-5", "50569-3", "50570-1", "50565-1", "53414-9", "60561-8", "34084-4"), "warnings"),
    "34067-9": "indications",
    "34068-7": "directions",
    "55106-9": "active ingredient",
    "55105-1": "purpose",
    "51727-6": "inactive ingredient",
    "51945-4": "package label",
    "53413-1": "questions",
    "44425-7": "storage",
}
_TYPES = {"34390-5": "otc_drug", "34391-3": "rx_drug", "50577-6": "otc_drug"}
_LINES = frozenset(("item", "tr", "br"))
_BLOCKS = frozenset(("paragraph", "list", "table", "title", "caption"))


def read(text: str, listing: Listing) -> None:
    """A whole document."""
    try:
        document = parse(text)
    except ParseError as error:
        raise RecordError(f"expected an SPL document, found broken XML ({error})") from error
    ids = {local(child.tag): child for child in document}
    set_id = ids.get("setId", ids.get("id"))
    listing.id = set_id.get("root") if set_id is not None else None
    code = ids.get("code")
    listing.type = _TYPES.get(code.get("code") or "") if code is not None else None
    listing.category = code.get("displayName") if code is not None else None
    names = [
        _flat(child)
        for product in _all(document, "manufacturedProduct")
        for child in product
        if local(child.tag) == "name"
    ]
    listing.product = next(iter(names), None)
    listing.supplier = next(
        (
            _flat(name)
            for owner in _all(document, "representedOrganization")
            for name in owner
            if local(name.tag) == "name"
        ),
        None,
    )
    listing.text("product", list(dict.fromkeys(names)))
    if "title" in ids:
        listing.text("title", _shown(ids["title"]))
    for section in _all(document, "section"):
        codes = [child.get("code") or "" for child in section if local(child.tag) == "code"]
        name = _SECTIONS.get(next(iter(codes), ""), "section")
        parts = (_shown(child) for child in section if local(child.tag) in ("title", "text"))
        listing.text(name, "\n\n".join(part for part in parts if part))
    listing.alts(
        _flat(child) for media in _all(document, "observationMedia") for child in media if local(child.tag) == "text"
    )


def _all(element: Element, name: str) -> Iterator[Element]:
    return (child for child in element.iter() if local(child.tag) == name)


def _flat(element: Element) -> str:
    return " ".join(" ".join(element.itertext()).split())


def _shown(element: Element) -> str:
    """The text of a section as it is set, without the sections in it."""
    text = FlowingText()
    _set(element, text)
    return str(text)


def _set(element: Element, text: FlowingText) -> None:
    name = local(element.tag)
    ends = BLOCK if name in _BLOCKS else LINE if name in _LINES else 0
    if ends:
        text.end(ends)
    text.add(element.text or "")
    for child in element:
        if local(child.tag) != "section":
            _set(child, text)
        text.add(child.tail or "")
    if ends:
        text.end(ends)
    elif name in ("td", "th"):
        text.space()


PROFILE = Profile("spl", "item", lambda keys: "document" in keys, read)
