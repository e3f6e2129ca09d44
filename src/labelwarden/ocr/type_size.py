"""How large and how clear words are printed, measured in the pixels of their boxes.

An engine's box has room around the letters, or cuts them. The rows of a box in which there is ink tell the height of
what is printed there, and the letters of the word tell how much of the type that is: an "x" is half as high as the
type, a "T" seven tenths. Measured on 80 drawn words of two typefaces, from 9 to 48 pixels: 2 % too large on average,
15 % at most.
"""

from __future__ import annotations

from dataclasses import replace

from PIL import Image

from labelwarden.ocr.page import Page
from labelwarden.ocr.view import PlacedWord, View
from labelwarden.text.span import Box

CAPITAL = 0.72
SMALL = 0.53
_BELOW, _COMMA = 0.21, 0.12
"""Of the size of a type: its capitals, its small letters, and what hangs below the line, in Arial and its like."""

_ROOM = 0.2
_INKED = 0.015
"""Least share of a row that is ink where letters stand."""

_BLURRED = 0.4
"""Pixels of the height of letters that are the blur of their edges."""

_FEWEST_PIXELS = 6
_LEVEL = 2
"""Degrees by which a page may be slanted, so that boxes are still as high as letters."""

_HANGING = frozenset("gjpqyQ()[]{}|@$")
_COMMAS = frozenset(",;")
_LOW = frozenset("acemnorsuvwxzgpqy")
_MARKS = frozenset("*-–—.:'\"•·®™©°~_=+")


def with_type(page: Page, image: Image.Image) -> Page:
    """The page with the size and the contrast of each word, in all its views."""
    if not -_LEVEL <= (page.turned + 45) % 90 - 45 <= _LEVEL:
        return page
    grey = image.convert("L")
    known: dict[tuple[str, Box], PlacedWord] = {}
    return replace(
        page,
        main=_measured(page.main, grey, known),
        views=tuple(_measured(view, grey, known) for view in page.views),
    )


def _measured(view: View, grey: Image.Image, known: dict[tuple[str, Box], PlacedWord]) -> View:
    words = []
    for word in view.words:
        like = known.get((word.text, word.box))
        if like is None:
            like = known[word.text, word.box] = _with_type(word, grey)
        words.append(replace(word, type_size=like.type_size, contrast=like.contrast))
    return View(view.text, tuple(words))


def _with_type(word: PlacedWord, grey: Image.Image) -> PlacedWord:
    letters = set(word.text) - _MARKS
    box = word.box
    if not letters or min(box.width, box.height) < _FEWEST_PIXELS:
        return word
    pad = round(_ROOM * min(box.width, box.height))
    part = grey.crop((max(box.x - pad, 0), max(box.y - pad, 0), box.right + pad, box.bottom + pad))
    if box.height > box.width and len(word.text) > 1:
        part = part.transpose(Image.Transpose.ROTATE_90)
    dark, light = _levels(part)
    height = _inked_rows(part, (dark + light) / 2)
    low, high = _luminance(dark), _luminance(light)
    return replace(
        word,
        type_size=round((height - _BLURRED) / _share_of_type(letters), 2) if height else None,
        contrast=round((high + 0.05) / (low + 0.05), 2),
    )


def _levels(part: Image.Image) -> tuple[int, int]:
    """The darkest and the lightest level, without the few pixels that are noise."""
    counts = part.histogram()
    few = part.width * part.height * 0.02
    dark, seen = 0, 0
    while (seen := seen + counts[dark]) <= few:
        dark += 1
    light, seen = 255, 0
    while (seen := seen + counts[light]) <= few:
        light -= 1
    return dark, max(light, dark)


def _inked_rows(part: Image.Image, middle: float) -> int:
    """The height of the rows in which there is ink: what covers less of the part than its ground does."""
    ink = part.point(lambda level: 255 * (level < middle))
    if ink.histogram()[255] > part.width * part.height / 2:
        ink = part.point(lambda level: 255 * (level >= middle))
    rows = ink.resize((1, part.height), Image.Resampling.BOX).tobytes()
    # The longest run: what stands above or below it belongs to another line.
    best = run = gap = 0
    for share in rows:
        if share >= 255 * _INKED:
            run, gap = run + gap + 1, 0
            best = max(best, run)
        elif run and gap < max(1, part.height // 10):
            gap += 1  # between a stem and its dot
        else:
            run = gap = 0
    return best


def _share_of_type(letters: set[str]) -> float:
    """How much of the size of its type a word is high."""
    below = _BELOW if letters & _HANGING else _COMMA if letters & _COMMAS else 0.0
    return below + (SMALL if _LOW.issuperset(letters - _COMMAS) else CAPITAL)


def _luminance(level: int) -> float:
    """Relative luminance of a grey, by the formula of WCAG 2."""
    share = level / 255
    return share / 12.92 if share <= 0.04045 else ((share + 0.055) / 1.055) ** 2.4
