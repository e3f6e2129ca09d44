"""Lines that were found in any direction, in the order in which a person reads them.

Lines are ordered as a whole, since what was found as one line is one; those that run up, down or upside down beside
the others are read after them, each direction as if it alone were turned upright.
"""

from __future__ import annotations

import math
from collections.abc import Callable, Sequence

from labelwarden.ocr.engine import SeenWord
from labelwarden.ocr.seen_line import Corners, SeenLine, around
from labelwarden.ocr.view import Block, Line

Order = Callable[[Sequence[SeenWord]], list[Block]]


def in_order(lines: Sequence[SeenLine], order: Order) -> list[Block]:
    """The words of `lines`, each line kept together, by an `order` of words that is applied to whole lines."""
    quarters: dict[int, list[SeenWord]] = {}
    for number, line in enumerate(lines):
        quarter = _quarter(line)
        box = around(_turned(line.corners, -quarter))
        quarters.setdefault(quarter, []).append(SeenWord(line.text, box, 1.0, 0, number))
    return [
        [[word for unit in row for word in words_of(lines[unit.line], unit.line)] for row in block]
        for quarter in sorted(quarters)
        for block in order(quarters[quarter])
    ]


def words_of(line: SeenLine, number: int) -> Line:
    """The words of `line` with boxes of their own; `number` tells them from those of other lines."""
    return [
        SeenWord(word.text, line.box_of(word), word.confidence, number, number, line.corners_of(word))
        for word in line.words
    ]


def _quarter(line: SeenLine) -> int:
    """By how many quarters clockwise the line is turned."""
    x, y = line.direction
    return round(math.degrees(math.atan2(y, x)) / 90) % 4


def _turned(corners: Corners, quarters: int) -> Corners:
    """`corners` turned clockwise about the origin by so many quarters."""
    for _ in range(quarters % 4):
        one, two, three, four = ((-y, x) for x, y in corners)
        corners = one, two, three, four
    return corners
