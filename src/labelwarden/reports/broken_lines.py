"""Pieces of text broken into lines of a width.

fpdf2 breaks lines too, but measures a line anew for every letter of it: a label of three thousand lines took more than
three times as long.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Iterable, Iterator
from typing import NamedTuple

_TOKEN = re.compile(r"\n| +|[^ \n]+")


class Part(NamedTuple):
    """A stretch of text of one style (such as `B` or `BU`) and colour; `link` is where it leads, if anywhere."""

    text: str
    style: str = ""
    colour: str = "ink"
    link: str = ""


Width = Callable[[str, str], float]
"""The width of a text in a style."""


def broken_lines(parts: Iterable[Part], room: float, width: Width) -> Iterator[list[Part]]:
    """The lines, none wider than `room`; broken at spaces, and inside a word only where it is too wide for a line.

    >>> lines = broken_lines([Part("to be or "), Part("not", "B")], 6, lambda text, style: len(text))
    >>> ["|".join(part.text for part in line) for line in lines]
    ['to be', 'or |not']
    """
    line = _Line(room, width)
    for word in _words(parts):
        if word == _BREAK:
            yield line.taken()
            continue
        yield from line.add(word)
    yield line.taken()


class _Line:
    """The line that is being filled."""

    def __init__(self, room: float, width: Width) -> None:
        self._room = room
        self._width = width
        self._parts: list[Part] = []
        self._gap: list[Part] = []
        self._used = 0.0
        self._fresh = True
        """Whether it begins where the text asked for a new line: spaces at its start are meant."""

    def taken(self) -> list[Part]:
        """The line, and an empty one in its place."""
        parts = _joined(self._parts)
        self._start(fresh=True)
        return parts

    def add(self, word: list[Part]) -> Iterator[list[Part]]:
        """Puts a word, or spaces, at the end; gives the lines that are full."""
        if word[0].text[0] == " ":
            self._gap = word if self._parts or self._fresh else []
            return
        wide = self._of(word)
        if self._used + self._of(self._gap) + wide > self._room and self._parts:
            yield _joined(self._parts)
            self._start(fresh=False)
        if wide > self._room:
            yield from self._cut(word)
            return
        self._parts += [*self._gap, *word]
        self._used += self._of(self._gap) + wide
        self._gap = []

    def _cut(self, word: Iterable[Part]) -> Iterator[list[Part]]:
        """A word of several lines, letter by letter."""
        self._gap = []
        for part in word:
            for letter in part.text:
                wide = self._width(letter, part.style)
                if self._used + wide > self._room and self._parts:
                    yield _joined(self._parts)
                    self._start(fresh=False)
                self._parts.append(part._replace(text=letter))
                self._used += wide

    def _start(self, *, fresh: bool) -> None:
        self._parts, self._gap, self._used, self._fresh = [], [], 0.0, fresh

    def _of(self, parts: Iterable[Part]) -> float:
        return sum(self._width(part.text, part.style) for part in parts)


_BREAK: list[Part] = []
"""Stands among words for the end of a line."""


def _words(parts: Iterable[Part]) -> Iterator[list[Part]]:
    """Words, stretches of spaces and breaks in turn; a word may change its style in the middle."""
    word: list[Part] = []
    for part in parts:
        for token in _TOKEN.findall(part.text):
            if token[0] in " \n":
                if word:
                    yield word
                    word = []
                yield [part._replace(text=token)] if token[0] == " " else _BREAK
            else:
                word.append(part._replace(text=token))
    if word:
        yield word


def _joined(parts: Iterable[Part]) -> list[Part]:
    """Neighbours of one look as one part: each costs an instruction on the page."""
    joined: list[Part] = []
    for part in parts:
        if joined and joined[-1][1:] == part[1:]:
            joined[-1] = part._replace(text=joined[-1].text + part.text)
        else:
            joined.append(part)
    return joined
