"""The words that print is made of: those of English, and those of our own vocabularies, such as names of substances."""

from __future__ import annotations

from collections.abc import Mapping
from functools import cache
from importlib.resources import files

_COMMON = 1000
"""How often a word stands in the texts that English was counted from, if it is one of the 7,000 commonest."""

_COUNTED = 51
"""The same of a word that was met at all: those that the list has from elsewhere are given 50."""


class Dictionary:
    """Words in lower case, each with how often it is written; 0 for those of our vocabularies alone."""

    def __init__(self, counts: Mapping[str, int]) -> None:
        self._counts = counts

    def has(self, word: str) -> bool:
        """Whether it is a word, or one with "'s"."""
        lower = word.lower().replace("’", "'")
        return lower in self._counts or lower.removesuffix("'s") in self._counts

    def is_current(self, word: str) -> bool:
        """Whether it is an English word that is in use."""
        return self._counts.get(word.lower(), 0) >= _COUNTED

    def is_glued(self, letters: str) -> bool:
        """Whether letters without a space are two common words."""
        lower = letters.lower()
        return any(
            self._counts.get(lower[:at], 0) >= _COMMON and self._counts.get(lower[at:], 0) >= _COMMON
            for at in range(2, len(lower) - 1)
        )


@cache
def dictionary() -> Dictionary:
    """Loaded once (0.1 s of CPU)."""
    from spellchecker import SpellChecker

    own = files("labelwarden.ocr").joinpath("label_words.txt").read_text(encoding="ascii").split()
    english: Mapping[str, int] = SpellChecker(language="en").word_frequency.dictionary
    return Dictionary({**dict.fromkeys(own, 0), **english})
