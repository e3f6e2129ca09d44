"""A term of the vocabulary: one surface form, the groups it belongs to, and what it may join with."""

from __future__ import annotations

from dataclasses import dataclass, field
from enum import StrEnum
from functools import cache, lru_cache
from typing import NamedTuple

from labelwarden.text.fold import fold
from labelwarden.text.tokens import BREAK, tokenize


class Plane(StrEnum):
    """Terms of one plane compete for the same words; terms of different planes may overlap.

    In `content` and `cue` the longest term at a place masks the shorter ones inside it ("nervous system" masks
    "nervous"); in `phrase` every term that stands there is found.
    """

    CONTENT = "content"
    CUE = "cue"
    PHRASE = "phrase"


@dataclass(frozen=True, slots=True)
class Form:
    """One surface form as a vocabulary lists it.

    `upper` asks for capitals in print ("ADD"). `only_with` names groups of which one must occur on the same label.
    `finite` is true for the third person ("treats"), which asserts where a bare verb may only name.
    """

    words: tuple[bytes, ...]
    path: str
    plane: Plane
    upper: bool = False
    only_with: tuple[str, ...] = ()
    finite: bool = False


class Entry(NamedTuple):
    """One surface form with all the groups that list it, as a lexicon keeps it."""

    words: tuple[bytes, ...]
    paths: tuple[str, ...]
    plane: Plane
    upper: bool = False
    only_with: tuple[str, ...] = ()
    finite: bool = False


@dataclass(frozen=True, slots=True, eq=False)
class Term:
    """An entry that was found in some text.

    `groups` holds every path the form belongs to with all paths above it. The three masks have one bit a relation:
    the term can be what the relation is about, its companion, or carry it alone.
    """

    words: tuple[bytes, ...]
    paths: tuple[str, ...]
    plane: Plane
    groups: tuple[str, ...] = ()
    upper: bool = False
    only_with: tuple[str, ...] = ()
    finite: bool = False
    focus: int = field(default=0)
    companion: int = field(default=0)

    @property
    def form(self) -> str:
        return b" ".join(self.words).decode()


class Hit(NamedTuple):
    """A term found: tokens `start` to `end` (half-open), in the clause of that number."""

    start: int
    end: int
    clause: int
    term: Term

    def moved(self, offset: int, clause: int) -> Hit:
        """The hit of one clause as one of a text in which that clause has this number and begins at `offset`."""
        return Hit(self.start + offset, self.end + offset, clause, self.term)


@lru_cache(maxsize=4096)
def words_of(form: str) -> tuple[bytes, ...]:
    """The tokens that a listed form is compared by.

    >>> words_of("Alzheimer's disease")
    (b'alzheimers', b'disease')
    """
    return tuple(token for token in tokenize(fold(form).text) if token != BREAK)


@cache
def paths_above(path: str) -> tuple[str, ...]:
    """The path and every path above it.

    >>> paths_above("condition.pain.back")
    ('condition.pain.back', 'condition.pain', 'condition')
    """
    parts = path.split(".")
    return tuple(".".join(parts[:n]) for n in range(len(parts), 0, -1))
