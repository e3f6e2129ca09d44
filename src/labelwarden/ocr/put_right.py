"""Words that are in no dictionary, put right: as another reading has them, or as the word that looks the same.

For views besides the first one, which keeps the print as it was read. Only words of letters are touched: another number
is another number, and no "not" is put in or taken out.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from dataclasses import replace

from rapidfuzz.distance import Levenshtein

from labelwarden.matching.misread import NEGATIONS
from labelwarden.ocr.dictionary import Dictionary, dictionary
from labelwarden.ocr.engine import SeenWord
from labelwarden.ocr.view import Block

_WORD = re.compile(r"[^\W\d_]+(?:['’][^\W\d_]+)?")
"""The letters of a word between the marks around them."""

_SHORTEST = 4
"""Letters of a word that is put right at all: shorter ones are units and abbreviations as often, as "mcg"."""

_TELLING = 5
"""Letters of a word that hardly looks like another one by chance."""

_READ = 0.5
_AS_SURE = 0.7
"""Confidence from which another reading is believed, and its least share of the confidence of the word itself."""

_SAME_PLACE = 0.5
"""Share of the smaller of two words that lies on the other, if both are readings of one."""

_GUESSED = 0.45
"""Confidence of a word that no reading has: below half, so that a finding on it is less sure."""

_MISTAKEN = (
    *(("rn", "m"), ("m", "rn"), ("cl", "d"), ("d", "cl"), ("vv", "w"), ("uu", "w"), ("ll", "l"), ("l", "ll")),
    *(("l", "i"), ("i", "l"), ("I", "l"), ("l", "I"), ("i", "j"), ("j", "i"), ("fl", "fi"), ("fi", "fl")),
    *(("O", "D"), ("D", "O"), ("O", "Q"), ("U", "V"), ("V", "U"), ("u", "v"), ("v", "u"), ("v", "y"), ("y", "v")),
    *(("o", "c"), ("c", "o"), ("e", "c"), ("c", "e"), ("o", "a")),
    *(("f", "t"), ("t", "f"), ("h", "b"), ("b", "h"), ("n", "ri"), ("ui", "li"), ("B", "R"), ("R", "B"), ("L", "I")),
)
"""What stands in a reading, and what may have been printed. No more vowels: a brand is soon another word by one."""

_THIN = "ilI"
"""Letters that are lost between others."""


def put_right(blocks: Sequence[Block], readings: Sequence[SeenWord]) -> list[Block]:
    """`blocks` with their words put right by the other `readings` of the same page."""
    words = dictionary()
    return [[[_right(word, readings, words) for word in line] for line in block] for block in blocks]


def _right(word: SeenWord, readings: Sequence[SeenWord], words: Dictionary) -> SeenWord:
    found = _WORD.search(word.text)
    if found is None or any(map(str.isalnum, word.text[: found.start()] + word.text[found.end() :])):
        return word
    letters = found[0]
    if len(letters) < _SHORTEST or words.has(letters) or letters.lower() in NEGATIONS:
        return word
    twin = _as_read_elsewhere(letters, word, readings, words)
    if twin is not None:
        return _with(word, letters, *twin)
    if len(letters) >= _TELLING and not words.is_glued(letters):
        alike = {other.lower() for other in _lookalikes(letters) if words.is_current(other)}
        if len(alike) == 1 and NEGATIONS.isdisjoint(alike):
            return _with(word, letters, alike.pop(), _GUESSED)
    return word


def _with(word: SeenWord, letters: str, other: str, confidence: float) -> SeenWord:
    text = word.text.replace(letters, _in_case_of(letters, other), 1)
    return replace(word, text=text, confidence=min(word.confidence, confidence))


def _in_case_of(letters: str, other: str) -> str:
    if letters[1:].isupper():
        return other.upper()
    return other.capitalize() if letters.istitle() else other


def _as_read_elsewhere(
    letters: str, word: SeenWord, readings: Sequence[SeenWord], words: Dictionary
) -> tuple[str, float] | None:
    """The word that the surest of the other readings has in this place, with its confidence."""
    found: list[tuple[float, str]] = []
    for other in readings:
        if other.confidence < max(_READ, _AS_SURE * word.confidence) or not word.box.lies_on(other.box, _SAME_PLACE):
            continue
        match = _WORD.search(other.text)
        if match is not None and _may_be(letters, match[0]) and words.has(match[0]):
            found.append((other.confidence, match[0]))
    if not found:
        return None
    confidence, twin = max(found)
    return twin, confidence


def _may_be(letters: str, other: str) -> bool:
    most = max(1, len(letters) // 4)
    return (
        len(other) >= _SHORTEST
        and other.lower() not in NEGATIONS
        and 0 < Levenshtein.distance(letters.lower(), other.lower(), score_cutoff=most) <= most
    )


def _lookalikes(letters: str) -> Iterator[str]:
    """`letters` with one of them read otherwise, or with a thin one that was lost."""
    for read, printed in _MISTAKEN:
        at = letters.find(read)
        while at >= 0:
            yield letters[:at] + printed + letters[at + len(read) :]
            at = letters.find(read, at + 1)
    for at in range(1, len(letters)):
        for thin in _THIN:
            yield letters[:at] + thin + letters[at:]
