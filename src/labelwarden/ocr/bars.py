"""Where on a picture the bars of a code stand, whether they can be decoded or not.

Bars change from dark to light all along and hardly at all across, and no other print changes so often: at least 38
times on 19 codes of label pictures, at most 34 times where letters looked like them. An EAN-13 changes 60 times.
"""

from __future__ import annotations

from collections.abc import Iterator

from PIL import Image, ImageChops

from labelwarden.ocr.unread import groups
from labelwarden.text.span import Box

_CELL = 8
"""Pixels: a picture is looked at in squares of this size."""

_CHANGE = 16
"""Levels from one pixel to the next, on average of a square of bars."""

_ACROSS = 3
"""How many times as much bars change along the code as across it."""

_LONG, _DEEP = 8, 3
"""Squares: a code is this long and deep at least; smaller ones have no pixel for each bar."""

_FILLED = 0.65
"""Share of the rectangle around them that is squares of bars."""

_CHANGES = 36
_CLEAR = 0.1
"""Share of the contrast that a change has to have: blurred bars are grey in grey."""


def bars_on(grey: Image.Image) -> list[Box]:
    """The places on `grey` where bars stand, upright or lying, without the quiet zones beside them."""
    columns, rows = -(-grey.width // _CELL), -(-grey.height // _CELL)

    def changes(right: int, down: int) -> bytes:
        changed = ImageChops.difference(grey, ImageChops.offset(grey, right, down))
        # Squares at the edge are filled up, so that all have one size.
        whole = changed.crop((0, 0, columns * _CELL, rows * _CELL))
        return whole.resize((columns, rows), Image.Resampling.BOX).tobytes()

    beside, below = changes(1, 0), changes(0, 1)
    upright = [box for box in _places(beside, below, columns) if _many_changes(grey.crop(_sides(box)))]
    lying = [
        box
        for box in _places(below, beside, columns, lying=True)
        if _many_changes(grey.crop(_sides(box)).transpose(Image.Transpose.ROTATE_90))
    ]
    return upright + lying


def _places(along: bytes, across: bytes, columns: int, *, lying: bool = False) -> Iterator[Box]:
    """Rectangles of squares that change along a code and not across it."""
    squares = {
        (n % columns, n // columns)
        for n, (much, little) in enumerate(zip(along, across, strict=True))
        if much >= _CHANGE and much >= _ACROSS * little
    }
    for group in groups(squares):
        left, top = min(column for column, _ in group), min(row for _, row in group)
        width = max(column for column, _ in group) - left + 1
        height = max(row for _, row in group) - top + 1
        length, depth = (height, width) if lying else (width, height)
        if length >= _LONG and depth >= _DEEP and len(group) >= _FILLED * width * height:
            yield Box(left * _CELL, top * _CELL, width * _CELL, height * _CELL)


def _sides(box: Box) -> tuple[int, int, int, int]:
    return box.x, box.y, box.right, box.bottom


def _many_changes(upright: Image.Image) -> bool:
    """Whether the mean of all rows still changes as often as bars do; that of letters is one grey."""
    levels = upright.resize((upright.width, 1), Image.Resampling.BOX).tobytes()
    least = max(8.0, _CLEAR * (max(levels) - min(levels)))
    changes, rising, last = 0, None, levels[0]
    for level in levels:
        if rising is not None and (level > last) == rising:
            last = level
        elif abs(level - last) >= least:
            changes, rising, last = changes + 1, level > last, level
    return changes >= _CHANGES
