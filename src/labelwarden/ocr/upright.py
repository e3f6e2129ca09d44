"""How a picture has to be turned for an engine that reads upright print only."""

from __future__ import annotations

from collections.abc import Sequence

from PIL import Image, ImageStat

from labelwarden.ocr.engine import PageEngine, SeenWord
from labelwarden.ocr.frame import Frame
from labelwarden.ocr.ink import ink_mask
from labelwarden.ocr.passes import Sheet

_SURE = 0.8
_LETTERS = 3
_ENOUGH = 0.45
"""Of the letters read: upright labels are read with 0.5 and more of their letters in sure words, others below 0.3."""

_QUICK_SIDE = 1500
_CLEARLY = 1.5
_FEWEST = 20
"""Letters: a few sure words are found in noise, whichever way it is turned."""

_STEEPEST = 20


def turn_for(sheet: Sheet, engine: PageEngine, words: Sequence[SeenWord]) -> float:
    """By how many degrees clockwise to turn the picture of `sheet`, on which `words` were read as it is.

    Where these are mostly sure it stays as it is. Otherwise it is levelled along its lines of ink, and read quickly
    in each of the four quarters; the one in which clearly more can be read is taken.
    """
    if _share_sure(words) >= _ENOUGH:
        return 0.0
    small = sheet.grey.copy()
    small.thumbnail((_QUICK_SIDE, _QUICK_SIDE), Image.Resampling.BOX)
    slant = slant_of(ink_mask(small.resize((small.width * 2, small.height * 2))))
    read = {}
    for quarter in (0, 90, 180, 270):
        degrees = quarter - slant
        read[degrees] = _sure_letters(engine.read(Frame.of(small, degrees).turned(small)))
    best = max(read, key=lambda degrees: read[degrees])
    upright = _sure_letters(engine.read(small)) if slant else read[0.0]
    return best if read[best] > max(_CLEARLY * upright, _FEWEST) else 0.0


def slant_of(ink: Image.Image) -> float:
    """By how many degrees clockwise the lines of ink fall or rise, whether they run across or down."""
    if ink.getbbox() is None:
        return 0.0
    return max(range(-_STEEPEST, _STEEPEST + 1), key=lambda degrees: (_stripes(ink, degrees), -abs(degrees)))


def _stripes(ink: Image.Image, degrees: float) -> float:
    """How clearly ink that is turned back by `degrees` falls into stripes."""
    level = ink.rotate(degrees, expand=True) if degrees else ink
    rows = level.resize((1, level.height), Image.Resampling.BOX)
    columns = level.resize((level.width, 1), Image.Resampling.BOX)
    return max(ImageStat.Stat(rows).var[0] * level.width, ImageStat.Stat(columns).var[0] * level.height)


def _share_sure(words: Sequence[SeenWord]) -> float:
    letters = sum(len(word.text) for word in words)
    return _sure_letters(words) / letters if letters else 0.0


def _sure_letters(words: Sequence[SeenWord]) -> int:
    return sum(len(word.text) for word in words if word.confidence >= _SURE and _is_level(word))


def _is_level(word: SeenWord) -> bool:
    """Whether it is a word that runs across: Tesseract reads some that run down, but in no order."""
    return sum(map(str.isalpha, word.text)) >= _LETTERS and word.box.width > word.box.height
