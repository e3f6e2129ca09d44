"""What one engine overlooked and another saw, made into lines."""

from __future__ import annotations

from collections.abc import Sequence
from itertools import groupby

from labelwarden.ocr.engine import SeenWord
from labelwarden.ocr.seen_line import SeenLine, level_line
from labelwarden.text.span import Box

_SURE = 0.6
_MOSTLY = 0.3
_SHORT = 2


def overlooked(lines: Sequence[SeenLine], words: Sequence[SeenWord]) -> list[SeenLine]:
    """The lines of those `words` that no line of `lines` covers and that look like print and not like a drawing."""
    taken = [line.box for line in lines]
    free = [word for word in words if _looks_like_print(word) and not any(_covers(box, word.box) for box in taken)]
    runs = [list(run) for _, run in groupby(free, key=lambda word: (word.block, word.line))]
    return [
        level_line([(word.text, word.box, word.confidence) for word in run])
        for run in runs
        if any(_is_word(word.text) for word in run)
    ]


def not_at(known: Sequence[SeenLine], lines: Sequence[SeenLine]) -> list[SeenLine]:
    """`lines` without those that stand where a line of `known` does."""
    taken = [line.box for line in known]
    return [line for line in lines if not any(_covers(box, line.box) for box in taken)]


def _looks_like_print(word: SeenWord) -> bool:
    return word.confidence >= _SURE and sum(map(str.isalnum, word.text)) > 1


def _is_word(text: str) -> bool:
    """Whether it is more than two letters: wreaths and leaves are read as "KY" or "AN", surely at times."""
    return sum(map(str.isalpha, text)) > _SHORT or any(map(str.isdigit, text))


def _covers(box: Box, other: Box) -> bool:
    return box.shared(other) > _MOSTLY * other.area
