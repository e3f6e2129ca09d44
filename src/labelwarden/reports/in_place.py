"""Words shown in the line of the label where they stand, with a mark below them."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass

from labelwarden.reports.layout import Line, Style
from labelwarden.reports.visible import cells, visible

MAX_LINES = 4
"""Of one quote; the rest is counted."""


@dataclass(frozen=True, slots=True)
class Shown:
    """One line of a label: what comes before, the words, and what comes after."""

    before: str
    words: str
    after: str

    def line(self) -> Line:
        """The line, the words marked by style."""
        return [(self.before, Style.PLAIN), (self.words, Style.QUOTE), (self.after, Style.PLAIN)]

    def underline(self) -> str:
        """The marks that go below the line where there are no styles."""
        return " " * cells(self.before) + "~" * cells(self.words)


def lines_around(text: str, start: int, end: int, room: int) -> tuple[list[Shown], int]:
    r"""The lines of `text` that hold the words from `start` to `end`, cut to `room` columns, and how many are left out.

    >>> shown, more = lines_around("For you.\nEnds back pain fast, they say.", 14, 23, 18)
    >>> shown[0].before, shown[0].words, shown[0].after, more
    ('Ends ', 'back pain', ' fa…', 0)
    """
    pieces = [piece for piece in _pieces(text, start, end, room) if piece[1] < piece[2]]
    shown = [_cut(text, *piece, room) for piece in pieces[:MAX_LINES]]
    return shown, len(pieces) - len(shown)


def _pieces(text: str, start: int, end: int, room: int) -> Iterator[tuple[int, int, int, int]]:
    """Begin and end of every line, and between them those of the words on it.

    No line is followed further than it can be shown: a label may be one line of megabytes with a finding every word.
    """
    first, last = max(0, start - room - 2), min(len(text), end + room + 2)
    begin = max(first, text.rfind("\n", first, start) + 1)
    while begin < end:
        stop = text.find("\n", begin, last)
        if stop < 0:
            stop = last
        yield begin, max(begin, start), min(stop, end), stop
        begin = stop + 1


def _cut(text: str, begin: int, start: int, end: int, stop: int, room: int) -> Shown:
    words = _squeezed(text[start:end], room)
    left = max(0, room - cells(words))
    after_room = min(cells(visible(text[end : min(stop, end + left)])), left // 2)
    before = _tail(text[max(begin, start - left - 1) : start].lstrip(), max(left - after_room, 0))
    after = _head(text[end : min(stop, end + left + 1)].rstrip(), max(left - cells(before), 0))
    return Shown(before, words, after)


def _squeezed(words: str, room: int) -> str:
    """The words, those in the middle left out where they are too long for one line."""
    if len(words) <= room and cells(shown := visible(words)) <= room:
        return shown
    half = (room - 3) // 2
    return _whole(visible(words[:half]), half).rstrip() + " … " + _whole(visible(words[-half:]), half).lstrip()


def _whole(shown: str, room: int) -> str:
    """As much as fits; escapes can make a text longer."""
    while cells(shown) > room:
        shown = shown[:-1]
    return shown


def _head(text: str, room: int) -> str:
    shown = visible(text)
    if cells(shown) <= room:
        return shown
    return _whole(shown, max(room - 1, 0)) + "…" if room else ""


def _tail(text: str, room: int) -> str:
    shown = visible(text)
    if cells(shown) <= room:
        return shown
    while cells(shown) > max(room - 1, 0):
        shown = shown[1:]
    return "…" + shown if room else ""
