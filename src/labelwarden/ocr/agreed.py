"""One line read several times, and what the readings agree on, place by place."""

from __future__ import annotations

import re
from collections.abc import Sequence

from labelwarden.ocr.dictionary import dictionary
from labelwarden.ocr.seen_line import LineWord

_TOUCHING = 0.3
"""Share of the shorter of two words that lies in the other, if both were read from the same print."""

_POINT = re.compile(r"(?<=\d)[.,](?=\d)")

_KNOWN = 2.0
"""How many times as much a reading counts that consists of known words."""

_WORD = re.compile(r"[^\W\d_]{3,}(?:['’][^\W\d_]+)?")

_LONG_WORD = re.compile(r"[^\W\d_]{4,}(?:['’][^\W\d_]+)?")

Said = Sequence[LineWord]


def agreed(readings: Sequence[Said]) -> list[LineWord]:
    """The words that most of `readings` have at their place, each counted by how sure it is.

    A place is a stretch of the line at whose ends all readings part; what some read there as one word and others as
    two is chosen as a whole. A point in a number is overlooked, and never seen where none is: it is believed.
    """
    words: list[LineWord] = []
    for place in _places(readings):
        votes: dict[str, float] = {}
        for said in place:
            told = _KNOWN if all(_is_word(word.text) for word in said) else 1.0
            votes[_letters(said)] = votes.get(_letters(said), 0.0) + told * _sureness(said)
        best = max(votes, key=lambda letters: votes[letters])
        likely = [said for said in place if _letters(said) == best]
        surest: Said = max(likely, key=_quality)
        words += surest
    return words


def _places(readings: Sequence[Said]) -> list[list[Said]]:
    """For each stretch of the line what was read there by those of `readings` that saw anything."""
    ordered = sorted(
        ((word, number) for number, words in enumerate(readings) for word in words), key=lambda said: said[0].start
    )
    places: list[dict[int, list[LineWord]]] = []
    start = end = 0.0
    for word, number in ordered:
        if not places or end - word.start < _TOUCHING * min(word.end - word.start, end - start):
            places.append({})
            start, end = word.start, word.end
        places[-1].setdefault(number, []).append(word)
        end = max(end, word.end)
    return [list(place.values()) for place in places]


def _letters(said: Said) -> str:
    """What was read, but for spaces and the points in numbers."""
    return _POINT.sub("", "".join(word.text for word in said))


def _points(said: Said) -> int:
    return sum(len(_POINT.findall(word.text)) for word in said)


def _quality(said: Said) -> tuple[int, bool, float]:
    """Of readings with the same letters the one with points, with words that are known, and the surest is best."""
    return _points(said), all(_is_word(word.text) for word in said), _sureness(said)


def _sureness(said: Said) -> float:
    return min(word.confidence for word in said)


def _is_word(text: str) -> bool:
    """Whether all that it has of letters are words; numbers and units are none."""
    found = _WORD.findall(text)
    return bool(found) and all(dictionary().has(word) for word in found)


def say_the_same(one: Said, other: Said) -> bool:
    """Whether both have the same letters, spaces aside."""
    return "".join(word.text for word in one) == "".join(word.text for word in other)


def is_unknown(text: str) -> bool:
    """Whether some of its letters are no word that is known."""
    return not all(dictionary().has(word) for word in _LONG_WORD.findall(text))
