"""Numbers that may have been read wrong: another reading has other digits, or print stands beside that nobody read.

Tesseract reads a number of designed letters surely and wrong at times, such as 3 for 30. It stays as it was read, and
its confidence is so low that a finding on it is for a person to decide.
"""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import replace

from PIL import Image, ImageDraw

from labelwarden.ocr.page import Page
from labelwarden.ocr.view import PlacedWord, View
from labelwarden.text.span import Box

DOUBTED = 0.45
"""Confidence of such a number: below half."""

_CREDIBLE = 0.5
_OUTWEIGHS = 0.6
"""Confidence of other readings that are believed, and the least share of all of them in that of those that agree."""

_SAME_WIDTH = 0.7
_SAME_HEIGHT = 0.5

_BARRED = re.compile(r"[0-9][\]\[|{}!\\]|[\]\[|{}!\\][0-9]")
"""A bar beside a digit: as often a digit that was not made out."""

# In heights of a number.
_BESIDE = 0.7
_APART = 0.08
_AS_HIGH = 0.7
_AROUND = 0.3

_LEAST = 6
"""Pixels of the ink mask: beside lower numbers nothing can be told."""


def doubted_numbers(page: Page, ink: Image.Image | None = None, scale: float = 1.0) -> Page:
    """`page` with its doubtful numbers made unsure.

    `scale` pixels of the picture make one of `ink`, the mask of what is printed.
    """
    views = (page.main, *page.views)
    readings = list({(word.text, word.box): word for view in views for word in view.words}.values())
    unread = _unread(ink, readings, scale) if ink else None
    numbers = [word for word in readings if _digits(word.text)]
    doubtful = {
        (word.text, word.box)
        for word in numbers
        if DOUBTED < word.confidence < 1
        and (
            _BARRED.search(word.text)
            or _is_contradicted(word, numbers)
            or (unread and _stands_beside(unread, word.box, scale))
        )
    }
    main, *others = (_less_sure(view, doubtful) for view in views)
    return replace(page, main=main, views=tuple(others))


def _less_sure(view: View, doubtful: set[tuple[str, Box]]) -> View:
    return View(
        view.text,
        tuple(replace(word, confidence=DOUBTED) if (word.text, word.box) in doubtful else word for word in view.words),
    )


def _digits(text: str) -> str:
    return "".join(filter(str.isdigit, text))


def _is_contradicted(word: PlacedWord, numbers: Sequence[PlacedWord]) -> bool:
    there = [other for other in numbers if other.confidence >= _CREDIBLE and _same_place(other.box, word.box)]
    agreeing = sum(other.confidence for other in there if _digits(other.text) == _digits(word.text))
    others = sum(other.confidence for other in there if _digits(other.text) != _digits(word.text))
    return others > 0 and others >= _OUTWEIGHS * agreeing


def _same_place(one: Box, other: Box) -> bool:
    width = min(one.right, other.right) - max(one.x, other.x)
    height = min(one.bottom, other.bottom) - max(one.y, other.y)
    return width >= _SAME_WIDTH * max(one.width, other.width) and height >= _SAME_HEIGHT * max(one.height, other.height)


def _unread(ink: Image.Image, words: Sequence[PlacedWord], scale: float) -> Image.Image:
    """The ink outside of all words."""
    left = ink.copy()
    draw = ImageDraw.Draw(left)
    for word in words:
        box = word.box
        draw.rectangle([round(side / scale) for side in (box.x, box.y, box.right, box.bottom)], fill=0)
    return left


def _stands_beside(unread: Image.Image, box: Box, scale: float) -> bool:
    """Whether something as high as a digit stands where the next one would."""
    height = box.height / scale
    if height < _LEAST:
        return False
    top, low = box.y / scale - _AROUND * height, box.bottom / scale + _AROUND * height
    for left, right in (
        (box.x / scale - _BESIDE * height, box.x / scale - _APART * height),
        (box.right / scale + _APART * height, box.right / scale + _BESIDE * height),
    ):
        beside = unread.crop((round(left), round(top), round(right), round(low)))
        inked = beside.getbbox()
        if inked and inked[1] > 0 and inked[3] < beside.height and inked[3] - inked[1] >= _AS_HIGH * height:
            return True
    return False
