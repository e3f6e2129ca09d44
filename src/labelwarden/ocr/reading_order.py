"""The order in which a person reads words scattered over a label.

Four orders are given. *By regions*: the words that were cut out together are read to the end before the next. *By
blocks*: the same for words that stand close and are of one size, wherever they were found; right for neighbouring
panels. *By rows*: straight across the label, right for tables. *By stripes*: as a page is cut along its empty stripes.
"""

from __future__ import annotations

from collections.abc import Callable, Sequence
from functools import reduce
from itertools import combinations, pairwise
from statistics import median

from labelwarden.ocr.connected import Groups
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

_TOUCHING = 0.25
"""Boxes that overlap by so little are beside each other."""

_UPENDED = 1.6
"""A word of several letters that is this many times as high as wide runs up or down the label."""

_COLUMN_STEP = 200
_ROWS_BACK = 12


def by_regions(words: Sequence[SeenWord]) -> list[Block]:
    """The words of each `block` by the engine's lines; blocks along the empty stripes between them."""
    groups: dict[int, list[SeenWord]] = {}
    for word in words:
        groups.setdefault(word.block, []).append(word)
    blocks: list[Block] = []
    for group in _along_stripes(list(groups.values())):
        block = _lines_of(group)
        if blocks and _continues(blocks[-1][-1], block[0]):
            blocks[-1] += block
        else:
            blocks.append(block)
    return blocks


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


def by_followed_rows(words: Sequence[SeenWord]) -> list[Block]:
    """The same where rows slant or sag, as those of a table on a bottle; right for lines and not for single words."""
    level, upended = _split_upended(words)
    rows = [part for row in _followed_rows(level) for part in _parted(row)]
    return ([rows] if rows else []) + _upended_block(upended)


def by_stripes(words: Sequence[SeenWord]) -> list[Block]:
    """One word after the other along the empty stripes between them: right where sizes change, as in a seal."""
    return [[group] for group in _along_stripes([[word] for word in words])]


def rows_of(words: Sequence[SeenWord]) -> list[Line]:
    """Words that share half of the lower one's height stand in one row, in that with which they share most."""
    rows: list[Line] = []
    for word in sorted(words, key=lambda word: 2 * word.box.y + word.box.height):
        best = max(rows[-_ROWS_BACK:], key=lambda row: _share_of_row(row, word), default=None)
        if best is not None and _share_of_row(best, word) > _SHARED_HEIGHT:
            best.append(word)
        else:
            rows.append([word])
    return [sorted(row, key=lambda word: word.box.x) for row in rows]


def _share_of_row(row: Line, word: SeenWord) -> float:
    """Of the height of a word or that of the last one in a row, what both have in common; the row may slant."""
    return _shared_height(row[-1].box, word.box) / _lower(row[-1].box, word.box)


def _followed_rows(words: Sequence[SeenWord]) -> list[Line]:
    """Rows as `rows_of`, each followed from word to word, since it may slant or sag."""
    rows: list[Line] = []
    for word in sorted(words, key=lambda word: word.box.x):
        best = max(rows, key=lambda row: _share_of_row(row, word), default=None)
        if best is not None and _share_of_row(best, word) > _SHARED_HEIGHT:
            best.append(word)
        else:
            rows.append([word])
    return sorted(rows, key=lambda row: sum(2 * word.box.y + word.box.height for word in row) / len(row))


def _split_upended(words: Sequence[SeenWord]) -> tuple[list[SeenWord], list[SeenWord]]:
    upended = [word for word in words if len(word.text) > 2 and word.box.height > _UPENDED * word.box.width]
    return [word for word in words if word not in upended], upended


def _upended_block(words: list[SeenWord]) -> list[Block]:
    return [[[word] for word in sorted(words, key=lambda word: word.box.x)]] if words else []


def _continues(upper: Line, lower: Line) -> bool:
    """Whether `lower` is the next line of the paragraph of `upper`: widely set lines are cut out one by one."""
    one, other = (reduce(Box.joined, (word.box for word in line)) for line in (upper, lower))
    return one.y < other.y and _neighbours(one, other)


def _lines_of(words: list[SeenWord]) -> list[Line]:
    lines: dict[int, Line] = {}
    for word in words:
        lines.setdefault(word.line, []).append(word)
    return sorted(lines.values(), key=lambda line: median(word.box.y + word.box.bottom for word in line))


def _along_stripes(groups: list[list[SeenWord]]) -> list[list[SeenWord]]:
    """The groups parted at the widest stripe that is empty from edge to edge, and so on within the parts."""
    if len(groups) < 2:
        return groups
    beside = _widest_gap(groups, lambda box: (box.x, box.right))
    below = _widest_gap(groups, lambda box: (box.y, box.bottom))
    width, first, second = max(beside, below, key=lambda gap: gap[0])
    if width < -_TOUCHING * min(word.box.height for group in groups for word in group):
        return sorted(groups, key=_place)
    return _along_stripes(first) + _along_stripes(second)


_Groups = list[list[SeenWord]]


def _widest_gap(groups: _Groups, sides: Callable[[Box], tuple[int, int]]) -> tuple[int, _Groups, _Groups]:
    """The width of the widest gap in the shadow of `groups` on an axis, and the groups before and behind it."""
    shadows = [
        (min(sides(word.box)[0] for word in group), max(sides(word.box)[1] for word in group)) for group in groups
    ]
    order = sorted(range(len(groups)), key=lambda index: shadows[index])
    reached = shadows[order[0]][1]
    widest, cut = shadows[order[1]][0] - reached, 1
    for place, index in enumerate(order[1:], start=1):
        start, end = shadows[index]
        if start - reached > widest:
            widest, cut = start - reached, place
        reached = max(reached, end)
    return widest, [groups[index] for index in order[:cut]], [groups[index] for index in order[cut:]]


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
    groups = Groups(len(words))
    for one, other in combinations(range(len(words)), 2):
        if _neighbours(words[one].box, words[other].box):
            groups.join(one, other)
    return [groups.of(index) for index in range(len(words))]


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
