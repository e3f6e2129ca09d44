"""Prescribed statements: whether a label prints them, prints them altered, or does not print them.

Words are compared, not punctuation and line breaks, and sentence by sentence. Likeness only says where to look: what
differs is then compared word by word, and a "not" that was dropped or added is never a likeness.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from difflib import SequenceMatcher
from enum import StrEnum

from labelwarden.text.fold import fold
from labelwarden.text.printed import Text
from labelwarden.text.tokens import BREAK, PUNCTUATION, tokenize

ALIKE = 78.0
"""Least likeness (0 to 100) of letters at which a stretch counts as the statement, altered."""

SLIP = 60.0
"""Likeness (0 to 100) of two words from which one may be a slip for the other."""

_NEGATIONS = frozenset({b"not", b"no", b"never", b"without", b"cannot"})


class Print(StrEnum):
    """How a statement is printed."""

    PRESENT = "present"
    ALTERED = "altered"
    ABSENT = "absent"


@dataclass(frozen=True, slots=True)
class Printed:
    """Where a statement stands in a text (tokens, half-open), and how its words differ from the prescribed ones.

    `missing` and `added` are words; `negation` is true when a "not" is among them.
    """

    how: Print
    start: int = 0
    end: int = 0
    missing: tuple[str, ...] = ()
    added: tuple[str, ...] = ()
    negation: bool = False


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


def find_statement(text: WordLine, statement: Statement, *, tolerant: bool = True) -> Printed:
    """How `statement` is printed in `text`.

    With `tolerant` a stretch that is like it, but not the same, is reported as altered with its differences.
    """
    wanted = " " + b" ".join(statement.words).decode("utf-8", "replace") + " "
    at = text.line.find(wanted)
    if at >= 0:
        first = text.line.count(" ", 0, at + 1) - 1
        last = first + len(statement.words) - 1
        return Printed(Print.PRESENT, text.tokens[first], text.tokens[last] + 1)
    if not tolerant or not text.words:
        return Printed(Print.ABSENT)
    return _alike(text, statement, wanted.strip())


def _alike(text: WordLine, statement: Statement, wanted: str) -> Printed:
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
    first, last = _trimmed(text.words, statement.words, first, last)
    missing, added = _differences(statement.words, text.words[first : last + 1])
    if not missing and not added:
        return Printed(Print.PRESENT, text.tokens[first], text.tokens[last] + 1)
    negation = any(word in _NEGATIONS for word in (*missing, *added))
    return Printed(
        Print.ALTERED,
        text.tokens[first],
        text.tokens[last] + 1,
        tuple(word.decode() for word in missing),
        tuple(word.decode("utf-8", "replace") for word in added),
        negation,
    )


def _trimmed(words: Sequence[bytes], wanted: Sequence[bytes], first: int, last: int) -> tuple[int, int]:
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


def _differences(wanted: Sequence[bytes], found: Sequence[bytes]) -> tuple[list[bytes], list[bytes]]:
    missing: list[bytes] = []
    added: list[bytes] = []
    for kind, a, b, c, d in SequenceMatcher(None, wanted, found, autojunk=False).get_opcodes():
        if kind != "equal":
            missing.extend(wanted[a:b])
            added.extend(found[c:d])
    return missing, added
