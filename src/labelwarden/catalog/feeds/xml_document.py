"""XML feeds: the items of a merchant feed one at a time, and a whole SPL document.

Feeds are written by templates, so an item is parsed by itself: a bare "&" or a control character costs nothing, and an
item that is broken beyond that costs itself only.
"""

from __future__ import annotations

import codecs
import io
import re
from collections.abc import Iterator
from xml.etree import ElementTree as ET

from labelwarden.catalog.decoding import marked
from labelwarden.catalog.feeds.record import Record
from labelwarden.errors import Fault, LabelError

MAX_ITEM = 64_000_000
"""Characters of one item, and of an SPL document."""

_PIECE = 1 << 18
_TAG_ROOM = 40
_ENCODING = re.compile(rb"""<\?xml[^>]*\bencoding\s*=\s*["']([A-Za-z0-9._-]+)["']""")
_BEGIN = re.compile(r"<(?:\w+:)?(item|entry)(?=[\s>/])")
_BARE_AMPERSAND = re.compile(r"&(?!#\d+;|#x[0-9a-fA-F]+;|(?:amp|lt|gt|quot|apos);)")
_NAMED_ENTITY = re.compile(r"&([a-zA-Z][a-zA-Z0-9]*);")
_NOT_XML = re.compile("[\x00-\x08\x0b\x0c\x0e-\x1f\ufffe\uffff]")
_PREFIX = re.compile(r"[<\s/]([A-Za-z_][\w.-]*):[A-Za-z_]")
_CDATA = re.compile(r"(<!\[CDATA\[.*?\]\]>)", re.DOTALL)


def read_items(file: io.BufferedReader) -> Iterator[Record]:
    """Each `item` of an RSS or `entry` of an Atom feed, as its source text."""
    number = 0
    notes: tuple[str, ...] = ()
    for item, error in _items(decoded(file)):
        if error is _STRAY:
            # A template that begins an item twice has made one product all the same.
            notes = (_STRAY,)
            continue
        number += 1
        yield Record(number, item or None, error, notes)
        notes = ()


_STRAY = "an item begins twice in the feed; the empty one counts for nothing"


def _items(pieces: Iterator[str]) -> Iterator[tuple[str, str | None]]:
    """The text of each item, or what is wrong with it."""
    held = ""
    begin: re.Match[str] | None = None
    for piece in pieces:
        held += piece
        while True:
            begin = _BEGIN.search(held)
            if begin is None:
                held = held[-_TAG_ROOM:]
                break
            held = held[begin.start() :]
            begun = f"{begin[0]}"
            stop = held.find(begun.replace("<", "</") + ">")
            again = _BEGIN.search(held, 1, stop if stop >= 0 else len(held))
            if again is not None and again[0] == begun:
                empty = held[held.find(">") + 1 : again.start()].isspace()
                yield "", _STRAY if empty else "expected the end of the item, found the beginning of the next"
                held = held[again.start() :]
            elif stop >= 0:
                stop += len(begun) + 2
                yield held[:stop], None
                held = held[stop:]
            elif len(held) > MAX_ITEM:
                yield "", f"expected an item of at most {MAX_ITEM // 1_000_000} MB, found a longer one"
                held = held[1:]
            else:
                break
    if begin is not None:
        yield "", "expected the end of the item, found that of the file: it breaks off here"


def decoded(file: io.BufferedReader) -> Iterator[str]:
    """The text of an XML file, by its mark or declaration, else UTF-8; letters that are none are replaced."""
    head = file.peek(256)[:256]
    encoding = marked(head)[0]
    declared = _ENCODING.search(head)
    if encoding is None and declared:
        try:
            encoding = codecs.lookup(declared[1].decode("ascii")).name
        except LookupError:
            encoding = None
    decoder = codecs.getincrementaldecoder(encoding or "utf-8")("replace")
    while data := file.read(_PIECE):
        yield decoder.decode(data)


def parse(text: str) -> ET.Element:
    """The element in `text`, with bare ampersands and control characters mended and every prefix known.

    Raises:
        ParseError: it is not well-formed all the same, or brings a DTD.
    """
    try:
        return _parsed(text)
    except ET.ParseError:
        parts = _CDATA.split(_NOT_XML.sub(" ", text))
        parts[::2] = [_BARE_AMPERSAND.sub("&amp;", _NAMED_ENTITY.sub(_known, part)) for part in parts[::2]]
        return _parsed("".join(parts))


def local(tag: object) -> str:
    """The name of an element without its namespace."""
    return tag.rpartition("}")[2] if isinstance(tag, str) else ""


def read_whole(file: io.BufferedReader, source: str) -> str:
    """The text of a document that is one product.

    Raises:
        LabelError: it is too large.
    """
    text = "".join(decoded(file))
    if len(text) > MAX_ITEM:
        message = f"expected a document of at most {MAX_ITEM // 1_000_000} MB, found more"
        raise LabelError((Fault(source, 0, 0, message),))
    return text


def _parsed(text: str) -> ET.Element:
    body = re.sub(r"^\ufeff?\s*(?:<\?[^>]*\?>\s*|<!--.*?-->\s*)*", "", text, count=1, flags=re.DOTALL)
    if body.startswith("<!DOCTYPE"):
        raise ET.ParseError("a document type definition, which is not read")
    prefixes = set(_PREFIX.findall(body)) - {"xmlns", "xml"}
    names = " ".join(f'xmlns:{prefix}="{prefix}"' for prefix in sorted(prefixes))
    # A wrapper that knows all prefixes: the item was cut out of the feed that declared them.
    return ET.fromstring(f"<wrapper {names}>{body}</wrapper>")[0]  # noqa: S314 - no DTD in it


def _known(match: re.Match[str]) -> str:
    """A named entity of HTML as its number, since XML knows five of them only."""
    from html.entities import name2codepoint

    name = match[1]
    if name in ("amp", "lt", "gt", "quot", "apos") or name not in name2codepoint:
        return match[0]
    return f"&#{name2codepoint[name]};"
