"""The visible text of a page, with headings, testimonials and the words behind pictures each told apart."""

from __future__ import annotations

import re
from dataclasses import dataclass, field
from typing import TYPE_CHECKING

from labelwarden.catalog.flowing_text import BLOCK, LINE, FlowingText

if TYPE_CHECKING:
    from selectolax.lexbor import LexborNode

_INVISIBLE = frozenset(
    (
        *("script", "style", "noscript", "template", "head", "nav", "datalist"),
        *("svg", "iframe", "object", "canvas", "audio", "video"),
    )
)
_HEADINGS = frozenset(("h1", "h2", "h3", "h4", "h5", "h6"))
_BLOCKS = _HEADINGS.union(
    ("address", "article", "aside", "blockquote", "body", "center", "dd", "details", "dialog", "div", "dl", "dt"),
    ("fieldset", "figcaption", "figure", "footer", "form", "header", "hr", "legend", "main", "ol", "p", "pre"),
    ("section", "summary", "table", "ul"),
)
_LINES = frozenset(("br", "caption", "li", "optgroup", "option", "tr", "button"))
_CELLS = frozenset({"td", "th"})

_HIDDEN_STYLE = re.compile(r"(?:display\s*:\s*none|visibility\s*:\s*hidden)", re.IGNORECASE)
_TESTIMONIAL_CLASS = re.compile(
    r"(?:\w+[-_]+)*(?:review|testimonial)(?:[-_]+(?:body|card|content|item|quote|text))?", re.IGNORECASE
)


@dataclass(slots=True)
class PageText:
    """What can be read on a page, in its order. `first_h1` names the product where nothing better does."""

    web: str = ""
    headings: list[str] = field(default_factory=list)
    testimonials: list[str] = field(default_factory=list)
    alts: list[str] = field(default_factory=list)
    first_h1: str | None = None


def visible_text(body: LexborNode, *, headings_apart: bool = True) -> PageText:
    """The text in `body` that a visitor sees, and the words that stand for its pictures.

    Headings are told apart, or stand in the text where they are printed.
    """
    walk = _Walk(headings_apart=headings_apart)
    # By hand and not by recursion: a page decides itself how deep it is.
    node, root = body, body.mem_id
    while True:
        entered = walk.enter(node)
        child = node.child if entered else None
        if child is not None:
            node = child
            continue
        if entered:
            walk.leave(node)
        while node.mem_id != root and node.next is None and node.parent is not None:
            node = node.parent
            walk.leave(node)
        if node.mem_id == root or node.next is None:
            break
        node = node.next
    return walk.finished()


class _Walk:
    """Goes through a page and sorts its text. A heading or testimonial collects its own until it ends."""

    def __init__(self, *, headings_apart: bool) -> None:
        self._apart = _HEADINGS if headings_apart else frozenset[str]()
        self._page = PageText()
        self._web = FlowingText()
        self._into = self._web
        self._inside: LexborNode | None = None

    def enter(self, node: LexborNode) -> bool:
        """Takes the node; False when what is in it is not looked at."""
        if node.is_text_node:
            self._into.add(node.text_content or "")
            return False
        tag = node.tag or ""
        if not node.is_element_node or tag in _INVISIBLE:
            return False
        attributes = node.attributes
        if _is_hidden(tag, attributes):
            return False
        self._part(tag)
        if tag == "img":
            self._page.alts.append(" ".join((attributes.get("alt") or "").split()))
        elif self._inside is None and (tag in self._apart or _is_testimonial(tag, attributes)):
            self._inside = node
            self._into = FlowingText()
        return True

    def leave(self, node: LexborNode) -> None:
        """The node ends."""
        if self._inside is not None and node.mem_id == self._inside.mem_id:
            self._keep(node.tag or "", str(self._into))
            self._inside = None
            self._into = self._web
        self._part(node.tag or "")

    def finished(self) -> PageText:
        self._page.web = str(self._web)
        return self._page

    def _part(self, tag: str) -> None:
        if tag in _BLOCKS:
            self._into.end(BLOCK)
        elif tag in _LINES:
            self._into.end(LINE)
        elif tag in _CELLS:
            self._into.space()

    def _keep(self, tag: str, text: str) -> None:
        if tag not in _HEADINGS:
            self._page.testimonials.append(text)
            return
        self._page.headings.append(text)
        if tag == "h1" and text:
            self._page.first_h1 = self._page.first_h1 or text


def _is_hidden(tag: str, attributes: dict[str, str | None]) -> bool:
    if "hidden" in attributes or (attributes.get("role") or "").lower() == "navigation":
        return True
    if tag == "dialog" and "open" not in attributes:
        return True
    return bool(_HIDDEN_STYLE.search(attributes.get("style") or ""))


def _is_testimonial(tag: str, attributes: dict[str, str | None]) -> bool:
    if tag == "blockquote":
        return True
    if not attributes or tag == "body":
        return False
    if "review" in (attributes.get("itemprop") or "").lower().split():
        return True
    return any(_TESTIMONIAL_CLASS.fullmatch(name) for name in (attributes.get("class") or "").split())
