"""HTML that strangers wrote: its encoding, and the forms of it that would take a parser for ever."""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Iterator

from labelwarden.catalog.decoding import marked
from labelwarden.errors import Fault, LabelError

MAX_DEPTH = 1_000
"""Elements inside each other. Parsers look through all open elements at many tags, which for 100,000 of them takes
minutes; browsers stop at 512."""

MAX_ATTRIBUTES = 10_000
"""Attributes of one element. Parsers compare each with all before it."""

_PRESCAN_BYTES = 4096
_CHARSET = re.compile(
    rb"(?:<meta[^>]{0,300}?charset|<\?xml[^>]{0,100}?encoding)\s*=\s*[\"']?\s*([\w.:-]{2,30})", re.IGNORECASE
)
# Names outside this list are Python codecs that are no encodings of pages, such as "zip" or "idna".
_ENCODING = re.compile(
    r"utf-?8|windows-?125\d|cp125\d|iso-?8859-?\d{1,2}|koi8-[ru]|shift[_-]?jis|euc-(?:jp|kr)|gb2312|gbk|gb18030"
    r"|big5|windows-?874|macintosh",
    re.IGNORECASE,
)
_LATIN_1 = re.compile(r"iso-?8859-?1|latin-?1|us-ascii|ascii", re.IGNORECASE)

_TAG = re.compile(r"<(/?)([a-zA-Z][^\s/>]*)")
_INLINE = re.compile(r"<(/?)(?:a|b|big|code|em|font|i|nobr|s|small|strike|strong|tt|u)(?=[\s/>])", re.IGNORECASE)
_ATTRIBUTES = re.compile(r"""<[a-zA-Z][^\s/>]*+((?:[^>"']++|"[^"]*+"|'[^']*+')*+)""")
_VALUE = re.compile(r"""\s*=\s*(?:"[^"]*+"|'[^']*+')""")

_HOLD_NOTHING = ("area", "base", "br", "col", "embed", "hr", "img", "input", "link", "meta", "param", "source", "wbr")
_END_EACH_OTHER = (
    *("p", "li", "dt", "dd", "option", "optgroup", "tr", "td", "th", "thead", "tbody", "tfoot", "rp", "rt"),
    *("html", "head", "body"),
)
_NEVER_DEEP = frozenset(_HOLD_NOTHING + _END_EACH_OTHER)
_ENDS_ALL_INSIDE = frozenset(
    (
        *("div", "section", "article", "main", "aside", "header", "footer", "nav", "ul", "ol", "dl", "table", "form"),
        *("fieldset", "blockquote", "figure", "details", "pre", "center", "button", "address"),
        *("h1", "h2", "h3", "h4", "h5", "h6"),
    )
)


def decode_page(data: bytes) -> str:
    """The page as text, by its mark, by the encoding that it declares, else UTF-8, else what Western pages were in.

    >>> decode_page(b'<meta charset="windows-1251"><p>' + "Боль".encode("cp1251"))
    '<meta charset="windows-1251"><p>Боль'
    """
    encoding, body = marked(data)
    if encoding is None and (match := _CHARSET.search(body, 0, _PRESCAN_BYTES)):
        declared = match[1].decode("ascii", "replace")
        if _LATIN_1.fullmatch(declared):
            encoding = "cp1252"  # as browsers do: https://encoding.spec.whatwg.org/#names-and-labels
        elif _ENCODING.fullmatch(declared):
            encoding = declared
    if encoding is not None:
        return _decoded(body, encoding)
    try:
        return body.decode("utf-8")
    except UnicodeDecodeError:
        return _decoded(body, "cp1252")


def tamed(html: str, file: str) -> str:
    """The page with all marks of emphasis and links as `span`.

    A parser that meets `<b>` left open opens it again in every block that follows: 36 KB grow to ten million nodes.

    Raises:
        LabelError: elements lie too deep inside each other, or one has too many attributes.
    """
    help = "Save the text of the page as .txt."
    if _deepest(html) > MAX_DEPTH:
        message = f"expected at most {MAX_DEPTH:,} elements inside each other, found more"
        raise LabelError((Fault(file, 0, 0, message, help),))
    if any(len(_VALUE.sub(" ", tag[1]).replace("/", " ").split()) > MAX_ATTRIBUTES for tag in _long_tags(html)):
        message = f"expected at most {MAX_ATTRIBUTES:,} attributes of one element, found more"
        raise LabelError((Fault(file, 0, 0, message, help),))
    return _INLINE.sub(r"<\1span", html)


def _deepest(html: str) -> int:
    """How deep elements lie inside each other at most, as far as tags tell without building the page."""
    open_count: Counter[str] = Counter()
    stack: list[str] = []
    deepest = 0
    for match in _TAG.finditer(html):
        name = match[2].lower()
        if name in _NEVER_DEEP:
            continue
        if not match[1]:
            stack.append(name)
            open_count[name] += 1
            deepest = max(deepest, len(stack))
        elif open_count[name]:
            if name not in _ENDS_ALL_INSIDE and stack[-1] != name:
                continue  # an inline end tag across others ends only itself, or nothing
            while True:
                closed = stack.pop()
                open_count[closed] -= 1
                if closed == name:
                    break
        if deepest > MAX_DEPTH:
            break
    return deepest


def _long_tags(html: str) -> Iterator[re.Match[str]]:
    return (tag for tag in _ATTRIBUTES.finditer(html) if len(tag[0]) > 2 * MAX_ATTRIBUTES)


def _decoded(body: bytes, encoding: str) -> str:
    try:
        return body.decode(encoding, "replace")
    except LookupError:
        return body.decode("utf-8", "replace")
