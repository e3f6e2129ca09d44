"""Which of two lines that were read in one place is believed."""

from __future__ import annotations

from collections.abc import Sequence

from labelwarden.ocr.seen_line import SeenLine

_SURE = 0.75
_SHORTEST = 3
"""Letters of a word: wreaths and leaves are read as shorter ones, surely at times."""

_SHARED = 0.25
"""Of the smaller of two boxes, if only one of the lines can be there."""


def is_sure(line: SeenLine) -> bool:
    """Whether it surely is print."""
    letters = sum(len(word.text) for word in line.words)
    return any(len(word.text) >= _SHORTEST for word in line.words) and weight(line) > _SURE * letters


def believed(lines: Sequence[SeenLine], others: Sequence[SeenLine]) -> list[SeenLine]:
    """`lines`, and those of `others` that have more letters to them than all the `lines` in their place, instead."""
    kept = list(lines)
    for other in sorted(others, key=weight, reverse=True):
        rivals = [line for line in kept if line.box.lies_on(other.box, _SHARED)]
        if weight(other) > sum(map(weight, rivals)):
            kept = [line for line in kept if line not in rivals]
            kept.append(other)
    return kept


def weight(line: SeenLine) -> float:
    """The letters that were read on it, each counted by how sure its word is."""
    return sum(word.confidence * len(word.text) for word in line.words)
