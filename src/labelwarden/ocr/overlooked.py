"""What one engine overlooked and another saw, made into lines."""

from __future__ import annotations

from collections.abc import Sequence
from functools import reduce
from itertools import groupby

from labelwarden.ocr.engine import SeenWord
from labelwarden.ocr.seen_line import LineWord, SeenLine
from labelwarden.text.span import Box

_SURE = 0.6
_MOSTLY = 0.3


def overlooked(lines: Sequence[SeenLine], words: Sequence[SeenWord]) -> list[SeenLine]:
    """The lines of those `words` that no line of `lines` covers and that look like print and not like a drawing."""
    taken = [line.box for line in lines]
    free = [word for word in words if _looks_like_print(word) and not any(_covers(box, word.box) for box in taken)]
    return [_line(list(run)) for _, run in groupby(free, key=lambda word: (word.block, word.line))]


def _looks_like_print(word: SeenWord) -> bool:
    return word.confidence >= _SURE and sum(map(str.isalnum, word.text)) > 1


def _covers(box: Box, other: Box) -> bool:
    width = min(box.right, other.right) - max(box.x, other.x)
    height = min(box.bottom, other.bottom) - max(box.y, other.y)
    return width > 0 and height > 0 and width * height > _MOSTLY * other.width * other.height


def _line(words: Sequence[SeenWord]) -> SeenLine:
    box = reduce(Box.joined, (word.box for word in words))
    left, top, right, low = float(box.x), float(box.y), float(box.right), float(box.bottom)
    return SeenLine(
        ((left, top), (right, top), (right, low), (left, low)),
        tuple(
            LineWord(word.text, word.confidence, (word.box.x - left) / box.width, (word.box.right - left) / box.width)
            for word in words
        ),
    )
