"""What a page tells machines about its product: JSON-LD after https://schema.org/Product."""

from __future__ import annotations

import html
import json
import re
from collections.abc import Iterable, Iterator
from dataclasses import dataclass, field
from typing import Any

_PRODUCTS = frozenset({"Product", "ProductGroup", "IndividualProduct", "ProductModel", "DietarySupplement", "Drug"})
_HOLDERS = ("@graph", "mainEntity", "itemListElement", "item")
"""Where products stand in other things. Variants and related products inside a product are not this product."""

_LINE_TAG = re.compile(r"</?(?:br|p|div|li|ul|ol|h[1-6]|tr|table)(?:\s[^<>]*)?/?>", re.IGNORECASE)
_TAG = re.compile(r"</?[a-zA-Z][^<>]*>")


@dataclass(slots=True)
class ProductData:
    """The products of a page. `broken` counts the blocks that could not be read."""

    names: list[str] = field(default_factory=list)
    texts: list[str] = field(default_factory=list)
    reviews: list[str] = field(default_factory=list)
    broken: int = 0


def product_data(blocks: Iterable[str]) -> ProductData:
    """What the JSON-LD `blocks` of one page say.

    >>> product_data(['{"@type": "Product", "name": "Oats", "description": "Good <b>oats</b>"}']).texts
    ['Good oats']
    """
    data = ProductData()
    for block in blocks:
        try:
            value = json.loads(block, strict=False)
        except (ValueError, RecursionError):
            data.broken += 1
            continue
        for product in _products(value):
            data.names += _texts(product.get("name"))
            data.texts += [*_texts(product.get("slogan")), *_texts(product.get("description"))]
            for review in _listed(product.get("review")) + _listed(product.get("reviews")):
                if isinstance(review, dict):
                    words = (_texts(review.get(key)) for key in ("name", "headline", "reviewBody", "description"))
                    data.reviews.append("\n".join(dict.fromkeys(text for texts in words for text in texts)))
    data.names = list(dict.fromkeys(data.names))
    return data


def _products(value: Any) -> Iterator[dict[str, Any]]:
    waiting = [value]
    while waiting:
        item = waiting.pop()
        if isinstance(item, list):
            waiting.extend(reversed(item))
        elif isinstance(item, dict):
            kinds = {str(kind).rpartition("/")[2] for kind in _listed(item.get("@type"))}
            if kinds & _PRODUCTS:
                yield item
            else:
                waiting.extend(item[key] for key in reversed(_HOLDERS) if key in item)


def _listed(value: Any) -> list[Any]:
    if value is None:
        return []
    return value if isinstance(value, list) else [value]


def _texts(value: Any) -> list[str]:
    return [text for item in _listed(value) if isinstance(item, str) and (text := _plain(item))]


def _plain(text: str) -> str:
    """The text without markup: shops put their HTML there, often escaped once more."""
    lines = _TAG.sub("", _LINE_TAG.sub("\n", html.unescape(text))).splitlines()
    return "\n".join(line for line in (" ".join(html.unescape(line).split()) for line in lines) if line)
