"""The order in which a person reads words scattered over a label.

Two orders are given. *By blocks*: words that stand close and are of one size make a column or a paragraph, which is
read to its end before the next: right for neighbouring panels. *By rows*: straight across the label, right for tables.
"""

from __future__ import annotations

from collections.abc import Sequence
from itertools import combinations, pairwise

from labelwarden.ocr.engine import SeenWord
from labelwarden.ocr.view import Block, Line
from labelwarden.text.span import Box

# All in heights of the lower of two words.
_LIKE_SIZES = 1.9
_LINE_GAP = 0.9
_WORD_GAP = 0.9
_ROW_GAP = 14.0
_SHARED_WIDTH = 0.35
_SHARED_HEIGHT = 0.5

_UPENDED = 1.6
"""A word of several letters that is this many times as high as wide runs up or down the label."""

_COLUMN_STEP = 200
_ROWS_BACK = 12


def by_blocks(words: Sequence[SeenWord]) -> list[Block]:
    """Blocks from left to right and from top to bottom; upended words come last, as one block."""
    level, upended = _split_upended(words)
    groups: dict[int, list[SeenWord]] = {}
    for word, group in zip(level, _grouped(level), strict=True):
        groups.setdefault(group, []).append(word)
    blocks = [rows_of(group) for group in sorted(groups.values(), key=_place)]
    return blocks + _upended_block(upended)


def by_rows(words: Sequence[SeenWord]) -> list[Block]:
    """One block of rows across the whole picture, parted only where the gap is wide."""
    level, upended = _split_upended(words)
    rows = [part for row in rows_of(level) for part in _parted(row)]
    return ([rows] if rows else []) + _upended_block(upended)


def rows_of(words: Sequence[SeenWord]) -> list[Line]:
    """Words that share half of the lower one's height stand in one row."""
    rows: list[Line] = []
    for word in sorted(words, key=lambda word: 2 * word.box.y + word.box.height):
        for row in reversed(rows[-_ROWS_BACK:]):
            if _shared_height(row[-1].box, word.box) > _SHARED_HEIGHT * _lower(row[-1].box, word.box):
                row.append(word)
                break
        else:
            rows.append([word])
    return [sorted(row, key=lambda word: word.box.x) for row in rows]


def _split_upended(words: Sequence[SeenWord]) -> tuple[list[SeenWord], list[SeenWord]]:
    upended = [word for word in words if len(word.text) > 2 and word.box.height > _UPENDED * word.box.width]
    return [word for word in words if word not in upended], upended


def _upended_block(words: list[SeenWord]) -> list[Block]:
    return [[[word] for word in sorted(words, key=lambda word: word.box.x)]] if words else []


def _place(words: list[SeenWord]) -> tuple[int, int]:
    return min(word.box.x for word in words) // _COLUMN_STEP, min(word.box.y for word in words)


def _parted(row: Line) -> list[Line]:
    parts = [[row[0]]]
    for left, right in pairwise(row):
        if right.box.x - left.box.right > _ROW_GAP * _lower(left.box, right.box):
            parts.append([])
        parts[-1].append(right)
    return parts


def _grouped(words: list[SeenWord]) -> list[int]:
    """For each word the number of its group: words are joined by the chain of neighbours between them."""
    leader = list(range(len(words)))

    def find(index: int) -> int:
        while leader[index] != index:
            leader[index] = leader[leader[index]]
            index = leader[index]
        return index

    for one, other in combinations(range(len(words)), 2):
        if _neighbours(words[one].box, words[other].box):
            leader[find(one)] = find(other)
    return [find(index) for index in range(len(words))]


def _neighbours(one: Box, other: Box) -> bool:
    """Whether two words of like size stand beside or below each other."""
    low = _lower(one, other)
    if max(one.height, other.height) > _LIKE_SIZES * low:
        return False
    height = _shared_height(one, other)
    width = min(one.right, other.right) - max(one.x, other.x)
    below = -height < _LINE_GAP * low and width > _SHARED_WIDTH * min(one.width, other.width)
    beside = height > _SHARED_HEIGHT * low and -_WORD_GAP * low < width < 0
    return below or beside


def _lower(one: Box, other: Box) -> int:
    return min(one.height, other.height)


def _shared_height(one: Box, other: Box) -> int:
    return min(one.bottom, other.bottom) - max(one.y, other.y)
