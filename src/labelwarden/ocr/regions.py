"""A label cut into its panels and paragraphs, along the empty stripes between them.

Tesseract's own page layout is made for books: on labels it overlooks whole panels, above all where the ground changes.
A region cut out and read as one block has one ground and one column. (Recursive X-Y cut, Nagy and Seth 1984.)
"""

from __future__ import annotations

from collections.abc import Iterator
from itertools import pairwise

from PIL import Image

from labelwarden.text.span import Box

# In pixels of the ink mask.
_GAP_BESIDE = 9
_GAP_BELOW = 7
_SMALLEST = 4

_STAIN = 3
"""Of 255: a stripe with up to this much ink counts as empty."""

_DEEPEST = 12


def find_regions(ink: Image.Image) -> list[Box]:
    """The regions of an ink mask, in its pixels."""
    return list(_cut(ink, Box(0, 0, ink.width, ink.height), 0))


def _cut(ink: Image.Image, box: Box, depth: int) -> Iterator[Box]:
    part = ink.crop((box.x, box.y, box.right, box.bottom))
    inked = part.getbbox()
    if inked is None or inked[2] - inked[0] < _SMALLEST or inked[3] - inked[1] < _SMALLEST:
        return
    part = part.crop(inked)
    box = Box(box.x + inked[0], box.y + inked[1], part.width, part.height)
    columns = _gaps(part.resize((part.width, 1), Image.Resampling.BOX).tobytes(), _GAP_BESIDE)
    rows = _gaps(part.resize((1, part.height), Image.Resampling.BOX).tobytes(), _GAP_BELOW)
    if depth == _DEEPEST or not (columns or rows):
        yield box
    elif _widest(columns) / _GAP_BESIDE >= _widest(rows) / _GAP_BELOW:
        for left, right in _between(columns, part.width):
            yield from _cut(ink, Box(box.x + left, box.y, right - left, box.height), depth + 1)
    else:
        for top, bottom in _between(rows, part.height):
            yield from _cut(ink, Box(box.x, box.y + top, box.width, bottom - top), depth + 1)


def _gaps(profile: bytes, least: int) -> list[tuple[int, int]]:
    """The runs of at least that many empty stripes; a profile begins and ends with ink."""
    gaps = []
    start = 0
    for index, level in enumerate(profile):
        if level > _STAIN:
            if index - start >= least and start > 0:
                gaps.append((start, index))
            start = index + 1
    return gaps


def _widest(gaps: list[tuple[int, int]]) -> int:
    return max((end - start for start, end in gaps), default=0)


def _between(gaps: list[tuple[int, int]], length: int) -> Iterator[tuple[int, int]]:
    """The stretches that the middles of `gaps` part."""
    return pairwise([0, *((start + end) // 2 for start, end in gaps), length])
