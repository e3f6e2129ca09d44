"""A cell of HTML as a shop shows it: text in blocks, testimonials, and the words that stand for pictures."""

from __future__ import annotations

import html
import re

from labelwarden.catalog.page_markup import tamed
from labelwarden.catalog.page_text import PageText, visible_text
from labelwarden.errors import MissingExtra

_MARKUP = re.compile(r"</?[a-zA-Z][^<>]*>|<!--")
_ENTITY = re.compile(r"&(?:#\d+|#[xX][0-9a-fA-F]+|[a-zA-Z][a-zA-Z0-9]+);")


def has_markup(cell: str) -> bool:
    """Whether a cell holds tags or entities, so that it cannot be taken as it stands."""
    return ("<" in cell and _MARKUP.search(cell) is not None) or ("&" in cell and _ENTITY.search(cell) is not None)


def read_cell(cell: str) -> PageText:
    """What a visitor sees of the cell. Shops encode HTML twice at times; tags that come out of entities are read, too.

    Raises:
        LabelError: the markup is nested too deeply to be a product's.
        MissingExtra: the reader of HTML is not installed.
    """
    text = html.unescape(cell) if "<" not in cell and "&" in cell else cell
    if "<" not in text or not _MARKUP.search(text):
        return PageText(web=_unescaped(text))
    shown = _parsed(text)
    if "<" in shown.web and _MARKUP.search(shown.web):
        again = _parsed(shown.web)
        shown.web = again.web
        shown.alts += again.alts
        shown.testimonials += again.testimonials
    shown.web = _unescaped(shown.web)
    return shown


def _unescaped(text: str) -> str:
    return html.unescape(text) if "&" in text and _ENTITY.search(text) else text


def _parsed(text: str) -> PageText:
    try:
        from selectolax.lexbor import LexborHTMLParser
    except ImportError as error:
        raise MissingExtra("reading HTML in a catalogue", "batch") from error
    page = LexborHTMLParser(tamed(text, "cell"))
    return visible_text(page.body, headings_apart=False) if page.body is not None else PageText()
