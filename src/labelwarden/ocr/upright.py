"""How a picture has to be turned for an engine that reads upright print only."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from itertools import islice

from labelwarden.ocr.engine import PageEngine, SeenWord
from labelwarden.ocr.frame import turn_of
from labelwarden.ocr.letters import LetterLine
from labelwarden.ocr.passes import Sheet
from labelwarden.ocr.second_look import read_set_anew
from labelwarden.ocr.seen_line import SeenLine

_SURE = 0.8
_LETTERS = 3
_ENOUGH = 0.45
"""Of the letters read: upright labels are read with 0.5 and more of their letters in sure words, others below 0.3."""

_LOOKED_AT = 24
"""Of the longest lines."""

_CLEARLY = 1.5
_FEWEST = 20
"""Letters: a few sure words are found in noise, whichever way it is turned."""

_SLANTED = 2.0
"""Degrees: what slants by less is read as it is."""


def turn_for(sheet: Sheet, engine: PageEngine, lines: Iterable[LetterLine], words: Sequence[SeenWord]) -> float:
    """By how many degrees clockwise to turn the picture of `sheet`, on which `words` were read as it is.

    Where these are mostly sure it stays as it is. Otherwise the longest of its `lines` are read level, each from both
    ends; the direction in which clearly more can be read is taken.
    """
    if _share_sure(words) >= _ENOUGH:
        return 0.0
    lines = list(lines)
    across = _longest(line for line in lines if not line.runs_down)
    down = _longest(line for line in lines if line.runs_down)
    ways = [across, down, *([line.upside_down for line in lines] for lines in (across, down))]
    read = iter(read_set_anew(sheet, engine, [line for way in ways for line in way]))
    upright, *others = ([line for line in islice(read, len(way)) if line] for way in ways)
    best = max([upright, *others], key=_sure_letters)
    if _sure_letters(best) < _FEWEST:
        return 0.0
    turn = turn_of(best)
    if best is upright:
        return turn if abs(turn) > _SLANTED else 0.0
    return turn if _sure_letters(best) > _CLEARLY * _sure_letters(upright) else 0.0


def _longest(lines: Iterable[LetterLine]) -> list[LetterLine]:
    return sorted(lines, key=lambda line: -line.number)[:_LOOKED_AT]


def _share_sure(words: Sequence[SeenWord]) -> float:
    letters = sum(len(word.text) for word in words)
    sure = sum(len(word.text) for word in words if _is_sure(word.text, word.confidence) and _is_level(word))
    return sure / letters if letters else 0.0


def _sure_letters(lines: Iterable[SeenLine]) -> int:
    return sum(len(word.text) for line in lines for word in line.words if _is_sure(word.text, word.confidence))


def _is_sure(text: str, confidence: float) -> bool:
    return confidence >= _SURE and sum(map(str.isalpha, text)) >= _LETTERS


def _is_level(word: SeenWord) -> bool:
    """Whether it runs across: Tesseract reads some words that run down, but in no order."""
    return word.box.width > word.box.height
