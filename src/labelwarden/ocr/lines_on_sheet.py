"""The lines of letters on a label, across it and along its sides."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import replace

from labelwarden.ocr.found_line import FoundLine
from labelwarden.ocr.frame import Frame
from labelwarden.ocr.letters import LetterLine, Parts, letter_lines
from labelwarden.ocr.passes import Sheet
from labelwarden.ocr.seen_line import around

_FINE, _COARSE = 2, 6
"""The copy is shrunk by these: letters of up to 88, and of up to 264, of its pixels are found."""

_LARGE = 14
"""Pixels of the coarse copy: smaller letters are told better on the fine one."""

_FEWEST = 3
_CROSSED = 0.4
"""Of a line that seems to run down: what lies on lines across."""


def lines_on(sheet: Sheet) -> list[LetterLine]:
    """The lines on the picture of `sheet`, in its pixels; those that run up or down each as it is read from below."""
    across: list[LetterLine] = []
    down: list[LetterLine] = []
    for shrink in (_FINE, _COARSE):
        small = sheet.grey.reduce(shrink)
        parts, frame = Parts.of(small), Frame.of(small, 90)
        level = letter_lines(parts)
        upended = [_back(line, frame) for line in letter_lines(parts.turned(small.width))]
        for found, lines in ((level, across), (upended, down)):
            lines += [line.scaled(shrink) for line in found if shrink == _FINE or _is_large(line)]
    return [line.scaled(sheet.scale) for line in across + _not_columns(down, across)]


def _is_large(line: LetterLine) -> bool:
    """Whether its letters are told better in the coarse; single ones are the ground around smaller lines."""
    return line.height >= _LARGE and line.number >= _FEWEST


def _back(line: LetterLine, frame: Frame) -> LetterLine:
    one, two, three, four = (frame.back(corner) for corner in line.place.corners)
    return replace(line, place=FoundLine((one, two, three, four), line.place.bow))


def _not_columns(down: Iterable[LetterLine], across: Iterable[LetterLine]) -> list[LetterLine]:
    """The lines of `down` that are no letters of several lines, one below the other: those lines have more letters."""
    levels = [(line.number, around(line.place.corners)) for line in across]
    kept = []
    for line in down:
        box = around(line.place.corners)
        crossed = sum(box.shared(level) for number, level in levels if number > line.number)
        if crossed < _CROSSED * box.area:
            kept.append(line)
    return kept
