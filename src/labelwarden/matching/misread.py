"""Words as a reader of pictures mistakes them: letters that look alike, spaces that it overlooks or sees too many of.

A tolerance of comparing, never a rewriting of the print. Digits and a "not" are compared exactly: what may be another
number, or may be no "not", is never the same word.
"""

from __future__ import annotations

from collections.abc import Sequence
from itertools import accumulate

NEGATIONS = frozenset({"not", "no", "never", "without", "cannot", "non", "nor", "none", "neither"})

SLIP = 60.0
"""Likeness (0 to 100) of two words from which one may be a slip for the other."""

_ALIKE = 85.0
"""The same of words that were read as one."""

_CONTRACTED = "nt"
"""What "not" is contracted to, without the apostrophe."""

_ABBREVIATION = 3
"""Letters of an abbreviation that one slip makes another: longer words have more to be known by."""

_MOST_GLUED = 8
_MOST_SPLIT = 3

_PAIRS = (("rn", "m"), ("vv", "w"), ("cl", "d"))
_LETTERS = str.maketrans({"0": "o", "1": "l", "i": "l", "|": "l", "5": "s", "8": "b", "2": "z", "c": "e"})


def shape(word: str) -> str:
    """What a word looks like: words of one shape are mistaken for each other.

    >>> shape("d1sease") == shape("diseasc"), shape("modem") == shape("modern")
    (True, True)
    """
    for pair, letter in _PAIRS:
        word = word.replace(pair, letter)
    return word.translate(_LETTERS)


def as_wanted(read: Sequence[str], wanted: Sequence[str]) -> list[tuple[str, int, int]]:
    """The words that were read, with those in place of them that they surely are: of `wanted`, one or some in a row.

    Each comes with the range of the words that it was read as.

    >>> [word for word, *_ in as_wanted(["isnot", "to", "pre", "vent"], ["is", "not", "to", "prevent"])]
    ['is', 'not', 'to', 'prevent']
    """
    runs: dict[str, Sequence[str]] = {}
    shapes: dict[str, Sequence[str]] = {}
    for first in range(len(wanted)):
        for last in range(first + 1, min(first + _MOST_GLUED, len(wanted)) + 1):
            run = wanted[first:last]
            letters = "".join(run)
            runs.setdefault(letters, run)
            if letters.isalpha():
                shapes.setdefault(shape(letters), run)
    words: list[tuple[str, int, int]] = []
    at = 0
    while at < len(read):
        for count in range(1, min(_MOST_SPLIT, len(read) - at) + 1):
            pieces = read[at : at + count]
            letters = "".join(pieces)
            run = runs.get(letters) or shapes.get(shape(letters), ())
            if run and _has_negations_of(run, letters, pieces):
                words += ((word, at, at + count) for word in run)
                at += count
                break
        else:
            words.append((read[at], at, at + 1))
            at += 1
    return words


def _has_negations_of(run: Sequence[str], letters: str, pieces: Sequence[str]) -> bool:
    """Whether each "not" of a run of words stands letter by letter in what was read, and no other does."""
    if NEGATIONS.intersection(pieces).difference(run):
        return False
    if NEGATIONS.isdisjoint(run):
        return True
    starts = accumulate(map(len, run), initial=0)
    return len(letters) == sum(map(len, run)) and all(
        letters.startswith(word, start) for word, start in zip(run, starts, strict=False) if word in NEGATIONS
    )


def may_be(wanted: Sequence[str], read: Sequence[str]) -> bool:
    """Whether the words that were read in one place may be those wanted there, misread.

    >>> may_be(["prevent"], ["prevert"]), may_be(["not"], ["n0t"]), may_be(["18"], ["l8"])
    (True, True, True)
    >>> may_be(["18"], ["16"]), may_be(["disease"], []), may_be(["hot"], ["not"]), may_be(["not"], ["nt"])
    (False, False, False, False)
    """
    if NEGATIONS.intersection(read).difference(wanted):
        return False
    together, letters = "".join(wanted), "".join(read)
    if read and read[-1].endswith(_CONTRACTED) and letters == together.replace("not", _CONTRACTED):
        return False  # "hasn't", however it was split, is what somebody wrote
    if shape(together) == shape(letters):
        return True
    if together.isalpha() and NEGATIONS.isdisjoint(wanted) and _alike(together, letters) >= _ALIKE:
        return True
    left = list(read)
    for word in wanted:
        twin = _twin(word, left)
        if twin is None:
            return False
        left.remove(twin)
    return not left


def may_be_abbreviation(read: str, wanted: str) -> bool:
    """Whether an abbreviation of three letters may be another one, of which a letter was cut off or blurred.

    >>> may_be_abbreviation("ibd", "cbd"), may_be_abbreviation("ibs", "cbd"), may_be_abbreviation("cbd", "cbd")
    (True, False, False)
    """
    if not len(read) == len(wanted) == _ABBREVIATION or not (read.isalpha() and wanted.isalpha()):
        return False
    return sum(one != other for one, other in zip(read, wanted, strict=True)) == 1


def _twin(word: str, among: Sequence[str]) -> str | None:
    """The word that it was read as, if any may be that."""
    twin = max(among, key=lambda other: _alike(word, other), default=None)
    if twin is None or word == twin:
        return twin
    if any(map(str.isdigit, word)) or twin.isdigit():
        # Another number is another number; a letter in place of a number may be anything.
        is_letter = word.isdigit() and twin.isalpha() and len(twin) <= len(word)
        return twin if is_letter or shape(word) == shape(twin) else None
    return twin if _alike(word, twin) >= SLIP else None


def _alike(one: str, other: str) -> float:
    from rapidfuzz.fuzz import ratio  # only labels that lack a statement pay for the import

    return ratio(one, other)
