"""Prescribed statements: whether a label prints them, prints them altered, or does not print them.

Words are compared, not punctuation and line breaks, and sentence by sentence. Likeness only says where to look: what
differs is then compared word by word, and a "not" that was dropped or added is never a likeness. Text that was read
from a picture is compared as a reader mistakes letters and spaces.
"""

from __future__ import annotations

import re
from bisect import bisect_left
from collections.abc import Sequence
from dataclasses import dataclass
from difflib import SequenceMatcher
from enum import StrEnum
from itertools import accumulate

from labelwarden.matching.misread import NEGATIONS, SLIP, as_wanted, may_be
from labelwarden.text.fold import fold
from labelwarden.text.printed import Text
from labelwarden.text.tokens import BREAK, PUNCTUATION, tokenize

ALIKE = 78.0
"""Least likeness (0 to 100) of letters at which a stretch counts as the statement, altered."""

UNMISTAKEN = 12
"""The fewest letters that are a statement also where the spaces between them differ."""


_AROUND = 2
"""Words beside a stretch that may belong to it, where some were read as one."""


_LIST_MARK = re.compile(r"\((\d)\)")


class Print(StrEnum):
    """How a statement is printed."""

    PRESENT = "present"
    ALTERED = "altered"
    ABSENT = "absent"


@dataclass(frozen=True, slots=True)
class Printed:
    """Where a statement stands in a text (tokens, half-open), and how its words differ from the prescribed ones.

    `missing` and `added` are words; `negation` is true when a "not" is among them, and `number` when a number was
    added. `unsure`: each of the differences may be a mistake of whoever read the picture.
    """

    how: Print
    start: int = 0
    end: int = 0
    missing: tuple[str, ...] = ()
    added: tuple[str, ...] = ()
    negation: bool = False
    number: bool = False
    unsure: bool = False


@dataclass(frozen=True, slots=True)
class Statement:
    """A prescribed wording, as words and sentence by sentence."""

    wording: str
    words: tuple[bytes, ...]
    sentences: tuple[Statement, ...] = ()

    @classmethod
    def parse(cls, wording: str) -> Statement:
        """Reads a wording; each sentence of it is a statement of its own."""
        sentences: list[list[bytes]] = [[]]
        for token in tokenize(fold(wording).text):
            if token == BREAK:
                sentences.append([])
            elif (word := _word(token)) is not None:
                sentences[-1].append(word)
        words = tuple(word for sentence in sentences for word in sentence)
        parts = tuple(cls(wording, tuple(sentence)) for sentence in sentences if sentence)
        return cls(wording, words, parts)

    @property
    def spoken(self) -> tuple[str, ...]:
        return tuple(word.decode("utf-8", "replace") for word in self.words)


@dataclass(frozen=True, slots=True)
class WordLine:
    """The words of a text as one string, with the token each begins at."""

    line: str
    words: tuple[bytes, ...]
    tokens: tuple[int, ...]

    @property
    def spoken(self) -> list[str]:
        return self.line.split()

    @classmethod
    def of(cls, text: Text) -> WordLine:
        pairs = [(word, n) for n, token in enumerate(text.tokens) if (word := _word(token)) is not None]
        words = tuple(word for word, _ in pairs)
        return cls(" " + b" ".join(words).decode("utf-8", "replace") + " ", words, tuple(n for _, n in pairs))


def _word(token: bytes) -> bytes | None:
    """The word that a token is compared as; "&" is read as "and", other marks are no words."""
    if token == b"&":
        return b"and"
    return None if token in PUNCTUATION else token


def find_statement(text: WordLine, statement: Statement, *, tolerant: bool = True, read: bool = False) -> Printed:
    """How `statement` is printed in `text`.

    With `tolerant` a stretch that is like it, but not the same, is reported as altered with its differences. Of a text
    that was `read` from a picture, letters and spaces that a reader mistakes are no difference.
    """
    wanted = " " + b" ".join(statement.words).decode("utf-8", "replace") + " "
    at = text.line.find(wanted)
    if at >= 0:
        first = text.line.count(" ", 0, at + 1) - 1
        last = first + len(statement.words) - 1
        return Printed(Print.PRESENT, text.tokens[first], text.tokens[last] + 1)
    if read and (place := _without_spaces(text, statement)) is not None:
        return Printed(Print.PRESENT, *place)
    if not tolerant or not text.words:
        return Printed(Print.ABSENT)
    return _alike(text, statement, wanted.strip(), read=read)


def _without_spaces(text: WordLine, statement: Statement) -> tuple[int, int] | None:
    """Where the letters of the statement stand, from the beginning of a word to the end of one: tokens, half-open."""
    wanted = b"".join(statement.words)
    letters = b"".join(text.words)
    at = letters.find(wanted) if len(wanted) >= UNMISTAKEN else -1
    if at < 0:
        return None
    starts = [0, *accumulate(map(len, text.words))]
    first, behind = bisect_left(starts, at), bisect_left(starts, at + len(wanted))
    if starts[first] != at or starts[behind] != at + len(wanted):
        return None
    return text.tokens[first], text.tokens[behind - 1] + 1


def _alike(text: WordLine, statement: Statement, wanted: str, *, read: bool) -> Printed:
    from rapidfuzz.fuzz import partial_ratio_alignment, ratio  # only labels that lack a statement pay for the import

    if len(text.line) < len(wanted) and ratio(wanted, text.line, score_cutoff=ALIKE) < ALIKE:
        # Of a text that is shorter, the best stretch is looked for in the statement: "food" would be all of it.
        return Printed(Print.ABSENT)
    found = partial_ratio_alignment(wanted, text.line, score_cutoff=ALIKE)
    if found is None or found.score < ALIKE:
        return Printed(Print.ABSENT)
    first = text.line.count(" ", 0, found.dest_start + 1) - 1
    last = text.line.count(" ", 0, max(found.dest_end - 1, found.dest_start + 1)) - 1
    first, last = max(first, 0), min(max(last, first), len(text.words) - 1)
    asked, shown, places = statement.spoken, text.spoken, [(n, n + 1) for n in range(len(text.words))]
    if read:
        shown, places, first, last = _mended(shown, asked, first, last)
    first, last = _trimmed(shown, asked, first, last)
    start, end = text.tokens[places[first][0]], text.tokens[places[last][1] - 1] + 1
    differences = _differences(asked, shown[first : last + 1])
    if read:
        marks = _LIST_MARK.findall(statement.wording)
        differences = [pair for pair in differences if not _is_list_mark(*pair, marks)]
    if not differences:
        return Printed(Print.PRESENT, start, end)
    missing = tuple(word for lost, _ in differences for word in lost)
    added = tuple(word for _, other in differences for word in other)
    return Printed(
        Print.ALTERED,
        start,
        end,
        missing,
        added,
        negation=not NEGATIONS.isdisjoint((*missing, *added)),
        number=any(word.isdigit() for word in added),
        unsure=read and all(may_be(lost, other) for lost, other in differences),
    )


def _mended(
    words: Sequence[str], asked: Sequence[str], first: int, last: int
) -> tuple[list[str], list[tuple[int, int]], int, int]:
    """The words around a stretch as the reader should have read them, where each stands, and the stretch in them."""
    begin = max(first - _AROUND, 0)
    mended = as_wanted(words[begin : last + 1 + _AROUND], asked)
    places = [(begin + start, begin + end) for _, start, end in mended]
    shown = [word for word, _, _ in mended]
    inside = [n for n, (start, end) in enumerate(places) if start <= last and end > first]
    # A stretch of glued words is shorter than the statement, so that it reaches into what stands beside it.
    return shown, places, inside[0], next((n for n in reversed(inside) if shown[n] == asked[-1]), inside[-1])


def _trimmed(words: Sequence[str], wanted: Sequence[str], first: int, last: int) -> tuple[int, int]:
    """The stretch without words at its ends that belong to the neighbouring sentence, and with those it cut off.

    A word at its end that is like the prescribed one there may be a slip, and stays.
    """
    from rapidfuzz.fuzz import ratio

    known = set(wanted)
    while first > 0 and words[first - 1] == wanted[0]:
        first -= 1
    while last + 1 < len(words) and words[last] != wanted[-1] and words[last + 1] in known:
        last += 1
    while first < last and words[first] not in known and ratio(words[first], wanted[0]) < SLIP:
        first += 1
    while last > first and words[last] not in known and ratio(words[last], wanted[-1]) < SLIP:
        last -= 1
    return first, last


def _is_list_mark(lost: Sequence[str], other: Sequence[str], marks: Sequence[str]) -> bool:
    """Whether all that differs is that "(1)" was read as no number, as "(i)": it is none that counts anything."""
    return len(lost) == 1 and lost[0] in marks and not any(map(str.isdigit, "".join(other))) and len("".join(other)) < 3


def _differences(wanted: Sequence[str], found: Sequence[str]) -> list[tuple[Sequence[str], Sequence[str]]]:
    """What is missing and what stands there instead, place by place."""
    codes = SequenceMatcher(None, wanted, found, autojunk=False).get_opcodes()
    return [(wanted[a:b], found[c:d]) for kind, a, b, c, d in codes if kind != "equal"]
