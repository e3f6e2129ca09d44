"""A saved web page as a listing: what it shows, and what it tells search engines, each a panel of its own.

Nothing is fetched. What stands on a page twice is judged once: a page's own words come before what is said about them.
"""

from __future__ import annotations

from collections.abc import Iterable
from typing import TYPE_CHECKING

from labelwarden.catalog.page_markup import decode_page, tamed
from labelwarden.catalog.page_text import PageText, visible_text
from labelwarden.catalog.product_data import ProductData, product_data
from labelwarden.errors import Fault, LabelError, MissingExtra
from labelwarden.label.labeling import Labeling, Surface
from labelwarden.label.panel import Panel
from labelwarden.text.printed import Text

if TYPE_CHECKING:
    from selectolax.lexbor import LexborHTMLParser

_META = ("description", "keywords", "og:title", "og:description", "twitter:title", "twitter:description")

_MOST = 500
"""Panels of one kind; a page with more has the rest of them in the last. Real pages stay below 100."""


def read_page(data: bytes, source: str) -> Labeling:
    """What the page in `data` says.

    Raises:
        LabelError: it says nothing, or cannot be read.
        MissingExtra: the reader of pages is not installed.
    """
    try:
        from selectolax.lexbor import LexborHTMLParser
    except ImportError as error:
        raise MissingExtra("reading web pages", "inputs") from error
    # NUL stands for nothing in HTML, and the parser stops there.
    page = LexborHTMLParser(tamed(decode_page(data).replace("\0", ""), source))
    title = _title(page)
    shown = visible_text(page.body) if page.body is not None else PageText()
    told = product_data(_json_ld(page))
    panels = _panels(title, shown, _meta(page), told)
    if not panels:
        message = "no text on the page: expected the words that a visitor sees"
        help = "If a script writes them, save the page from the browser once it is shown, or its text as .txt."
        raise LabelError((Fault(source, 0, 0, message, help),))
    return Labeling(
        source=source,
        panels=panels,
        product=next(iter(told.names), None) or shown.first_h1 or title or None,
        surface=Surface.LISTING,
        notes=_notes(told),
    )


def _panels(title: str, shown: PageText, meta: list[str], told: ProductData) -> tuple[Panel, ...]:
    kept = _Kept()
    web = kept.new([shown.web])
    headings = kept.new(shown.headings)
    testimonials = kept.new(shown.testimonials)
    titles = kept.new([title])
    descriptions = kept.new(meta)
    alts = kept.new(shown.alts)
    json_ld = kept.new([*told.names[:1], *told.texts, *told.names[1:]])
    testimonials += kept.new(told.reviews)
    return (
        *_panel("title", titles),
        *_numbered("heading", headings),
        *_panel("meta", descriptions),
        *_numbered("alt", alts),
        *_panel("json-ld", json_ld),
        *_numbered("testimonial", testimonials),
        *_panel("web", web),
    )


class _Kept:
    """The texts of a page that were kept, to leave out what stands in one of them already."""

    def __init__(self) -> None:
        self._whole: set[str] = set()
        self._long: list[str] = []

    def new(self, texts: Iterable[str]) -> list[str]:
        """Those of `texts` that say something that was not kept before."""
        new = []
        for text in texts:
            key = " ".join(text.split()).casefold()
            # A short text inside a long one may stand in another context there: "cancer" in a warning.
            if not key or key in self._whole or (len(key) > 60 and any(key in other for other in self._long)):
                continue
            self._whole.add(key)
            if len(key) > 60 and len(self._long) < 100:
                self._long.append(key)
            new.append(text)
        return new


def _panel(name: str, texts: list[str]) -> list[Panel]:
    return [Panel(name, Text("\n\n".join(texts)))] if texts else []


def _numbered(name: str, texts: list[str]) -> list[Panel]:
    if len(texts) > _MOST:
        texts = [*texts[: _MOST - 1], "\n\n".join(texts[_MOST - 1 :])]
    return [Panel(f"{name}[{n}]", Text(text)) for n, text in enumerate(texts)]


def _title(page: LexborHTMLParser) -> str:
    node = page.css_first("head title")
    return " ".join(node.text().split()) if node is not None else ""


def _meta(page: LexborHTMLParser) -> list[str]:
    found: dict[str, str] = {}
    for node in page.css("meta"):
        attributes = node.attributes
        name = (attributes.get("name") or attributes.get("property") or "").strip().lower()
        content = " ".join((attributes.get("content") or "").split())
        if name in _META and content:
            found.setdefault(name, content)
    return [found[name] for name in _META if name in found]


def _json_ld(page: LexborHTMLParser) -> list[str]:
    return [
        node.text()
        for node in page.css("script")
        if (node.attributes.get("type") or "").strip().lower().startswith("application/ld+json")
    ]


def _notes(told: ProductData) -> tuple[str, ...]:
    notes = []
    if len(told.names) > 1:
        notes.append(f"several products on one page, judged together: {', '.join(told.names[:5])}")
    if told.broken:
        notes.append("product data for search engines (JSON-LD) on the page is broken and was not read")
    return tuple(notes)
