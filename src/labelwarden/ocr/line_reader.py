"""What stands on a line that was cut out, told from how likely each letter is in each of its columns."""

from __future__ import annotations

import unicodedata
from collections.abc import Sequence
from typing import Any

import numpy as np
import numpy.typing as npt

from labelwarden.ocr.seen_line import LineWord, words_along

Array = npt.NDArray[Any]

HEIGHT = 48
"""Of a line as the models want it."""

COLUMN = 8
"""Pixels of the line that make one column of likelihoods."""

_NARROWEST = 48

_BLANK = 0
_SYMBOLS = frozenset("®©™°±µ†‡§¶•·–—‘’“”„…‰×÷≤≥½¼¾²³¹€£¥¢№")
_LIKELY = 0.1
_GAP = 7
"""Columns from letter to letter, a little more than a line is high: further apart they are no one word."""

_SURE_ACCENT = 0.98
_LATIN_1_ENDS = 0x100


def as_input(level: Array, narrowest: int = _NARROWEST) -> Array:
    """A line that was cut out, as a model takes it: one picture of three channels from -1 to 1, on grey."""
    width = max(level.shape[1], narrowest)
    width += -width % COLUMN
    paper = np.zeros((1, 3, level.shape[0], width), np.float32)
    paper[0, :, :, : level.shape[1]] = level.transpose(2, 0, 1) / np.float32(127.5) - 1
    return paper


class Alphabet:
    """The letters that a model tells apart, and which of them are printed on a label in English.

    Any other letter is a misreading: of what is printed here, or of a drawing. So is mostly an accent, for which the
    tail of a letter in the line above is taken; it is believed where it is sure, as in a name.
    """

    def __init__(self, letters: Sequence[str]) -> None:
        self._letters = ["", *letters, " "]
        place = {letter: index for index, letter in reversed(list(enumerate(self._letters)))}
        self._printed = np.array([index for index, letter in enumerate(self._letters) if is_printed(letter)])
        bases = [place.get(_without_accent(self._letters[index]), index) for index in self._printed]
        columns = {int(index): column for column, index in enumerate(self._printed)}
        self._base = np.array([columns[base] for base in bases])
        self._accented = np.flatnonzero(self._base != np.arange(len(self._base)))
        self._believed = np.array([_in_western(self._letters[self._printed[column]]) for column in self._accented])

    def words(self, likelihood: Array, share: float, wider: float = 1.0) -> list[LineWord]:
        """The words of a line, of which `likelihood` has a row of letters for each column.

        The line fills `share` of the columns, and was drawn so many times `wider` than it is.
        """
        known = likelihood[:, self._printed]
        accents = known[:, self._accented]
        unsure = np.where(self._believed & (accents >= _SURE_ACCENT), 0, accents)
        known[:, self._accented] -= unsure
        for column, base in enumerate(self._base[self._accented]):
            known[:, base] += unsure[:, column]
        best = known.argmax(axis=1)
        sure = known[np.arange(len(best)), best]
        best = np.where(sure >= _LIKELY, self._printed[best], _BLANK)
        begins = np.concatenate([[True], best[1:] != best[:-1]]) & (best != _BLANK)
        columns = np.flatnonzero(begins)
        letters = [self._letters[index] for index in best[columns]]
        if not "".join(letters).strip():
            return []
        gaps = 1 + np.flatnonzero(np.diff(columns) > _GAP * wider)
        text = "".join(np.insert(np.array(letters, object), gaps, " "))
        places = np.insert(columns, gaps, columns[gaps - 1])
        return words_along(
            text, np.insert(np.minimum(sure[columns], 1), gaps, 1.0).tolist(), places.tolist(), len(best) * share
        )


def _in_western(letter: str) -> bool:
    """Whether a letter is of the languages from which names on American labels come: Spanish, French, German."""
    return ord(letter) < _LATIN_1_ENDS


def _without_accent(letter: str) -> str:
    return unicodedata.normalize("NFD", letter)[0] if letter else letter


def is_printed(letter: str) -> bool:
    """Whether a letter may stand on a label in English; names of foreign places and Greek letters of science may.

    >>> [is_printed(letter) for letter in "a9é®β国"]
    [True, True, True, True, True, False]
    """
    if letter.isascii() or letter in _SYMBOLS:
        return True
    return unicodedata.name(letter, "").startswith(("LATIN", "GREEK SMALL LETTER"))
