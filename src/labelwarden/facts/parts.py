"""The panels that a picture shows beside each other, told by headings and layout: front, facts, ingredients ...

A heading begins a part, which goes on to the next heading or to the end of its block of print; a facts panel goes on
over the blocks right below it in its column. The largest print and what stands in its column is the front. A picture
without a word of a back is a front, unless it has as many words as only backs have.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from functools import reduce
from statistics import median

from labelwarden.label.panel import Panel, Part
from labelwarden.matching.hits import Hits
from labelwarden.text.span import Box, Span

_HEADINGS = {
    "facts": ("field.facts-panel",),
    "ingredients": ("field.ingredient-list",),
    "directions": ("field.directions",),
    "warnings": ("item.warnings",),
    "back": ("field.name-and-place",),
}
"""The groups of the vocabulary whose terms head a part."""

_BY_THEMSELVES = ("facts", "back")
"""Kinds whose headings need no colon and no capitals: hardly anything else is said in these words."""

_GOES_ON = "facts"
_FEW_WORDS = 80
_BELOW = 2.5
"""Heights of a line that may lie between two blocks of one part."""

_SAME_COLUMN = 0.5
_LARGE = 1.8
"""How much larger than the middle of all words the largest print of a front is."""

_BLOCK = re.compile(r"\S(?:.*?\S)??(?=\n\s*\n|\s*\Z)", re.DOTALL)
_BEHIND_HEADING = re.compile(r"\s?(?:\(s\)|s)?\s?:")


@dataclass(slots=True)
class _Block:
    """A block of print: where it stands in the text and on the picture, and how high its words are."""

    start: int
    end: int
    box: Box
    height: float
    headed: bool = False


def parts_of(panel: Panel, hits: Hits) -> tuple[Part, ...]:
    """The parts of a panel that was read from a picture, in the order of the text; none of typed text."""
    blocks = list(_blocks(panel))
    if not blocks:
        return ()
    headings = list(_widest(_headings(panel, hits)))
    parts = [part for block in blocks for part in _headed(block, headings)]
    parts += _further(blocks, parts)
    claimed = [part.start for part in parts]
    free = [block for block in blocks if not block.headed and block.start not in claimed]
    parts += _faces(blocks, free, is_back=any(part.kind != "warnings" for part in parts), words=len(panel.words))
    return tuple(sorted(parts, key=lambda part: (part.start, part.end)))


def facts_panels(panel: Panel, hits: Hits) -> int:
    """How many facts panels a picture shows. Drug Facts may go on under a second heading, and count once."""
    if not panel.words:
        return 0
    heads = [start for start, kind in _widest(_headings(panel, hits)) if kind == "facts"]
    printed = panel.text.printed.casefold()
    others = [start for start in heads if not printed.startswith("drug", start)]
    return len(others) + (len(heads) > len(others))


def _blocks(panel: Panel) -> Iterator[_Block]:
    for match in _BLOCK.finditer(panel.text.printed) if panel.words else ():
        words = panel.words_in(Span(*match.span()))
        if words:
            box = reduce(Box.joined, (word.box for word in words))
            yield _Block(*match.span(), box, median(min(word.box.width, word.box.height) for word in words))


def _headings(panel: Panel, hits: Hits) -> Iterator[tuple[int, int, str]]:
    """Where each heading begins and ends, and the kind of part that it heads."""
    printed = panel.text.printed
    for kind, groups in _HEADINGS.items():
        for group in groups:
            for hit in hits.of(group):
                span = panel.text.span(hit.start, hit.end)
                line = printed[: span.start].rpartition("\n")[2]
                begins = not any(map(str.isalnum, line))
                alone = begins and (printed[span.end : span.end + 1] in {"", "\n"} or panel.text.quote(span).isupper())
                if alone or (kind in _BY_THEMSELVES and begins) or _BEHIND_HEADING.match(printed, span.end):
                    yield span.start, span.end, kind


def _widest(headings: Iterable[tuple[int, int, str]]) -> Iterator[tuple[int, str]]:
    """The headings that stand in no other: "other ingredients" is one."""
    behind = 0
    for start, end, kind in sorted(headings, key=lambda heading: (heading[0], -heading[1])):
        if start >= behind:
            behind = end
            yield start, kind


def _headed(block: _Block, headings: Sequence[tuple[int, str]]) -> Iterator[Part]:
    """The parts that headings begin in a block: each ends where the next begins."""
    inside = [heading for heading in headings if block.start <= heading[0] < block.end]
    block.headed = bool(inside)
    for number, (start, kind) in enumerate(inside):
        yield Part(kind, start, inside[number + 1][0] if number + 1 < len(inside) else block.end)


def _further(blocks: Sequence[_Block], parts: Sequence[Part]) -> list[Part]:
    """The blocks without a heading that go on with what ends right above them."""
    last = {part.end: part.kind for part in parts}
    above = [block for block in blocks if last.get(block.end) == _GOES_ON]
    found: list[Part] = []
    for block in blocks:
        if not block.headed and any(_is_below(block.box, other) for other in above):
            above.append(block)
            found.append(Part(_GOES_ON, block.start, block.end))
    return found


def _is_below(box: Box, other: _Block) -> bool:
    gap = box.y - other.box.bottom
    return -other.height <= gap <= _BELOW * other.height and _share_in_column(box, other.box) >= _SAME_COLUMN


def _faces(blocks: Sequence[_Block], free: Sequence[_Block], *, is_back: bool, words: int) -> Iterable[Part]:
    """Front and back, of the blocks that belong to no other part."""
    if not free:
        return
    largest = max(free, key=lambda block: block.height)
    usual = median(block.height for block in blocks)
    is_front = largest.height >= _LARGE * usual or (not is_back and words < _FEW_WORDS)
    for block in free:
        front = is_front and (not is_back or _share_in_column(block.box, largest.box) >= _SAME_COLUMN)
        yield Part("front" if front else "back", block.start, block.end)


def _share_in_column(box: Box, column: Box) -> float:
    """How much of the width of a box stands above or below another one."""
    return (min(box.right, column.right) - max(box.x, column.x)) / max(min(box.width, column.width), 1)
