"""The way back from a rewritten text to the one it was made from.

Only the places where lengths differ are kept, and they are looked for on the first question: most texts hold nothing
that is ever quoted.
"""

from __future__ import annotations

from bisect import bisect_right
from collections.abc import Callable, Iterable

Changes = Callable[[str], Iterable[tuple[int, int, int]]]
"""From the old text to its changed ranges, in order: start, end, and the length of what stands there now."""


class WayBack:
    """Answers which range of the old text became a range of the new one."""

    __slots__ = ("_changes", "_new", "_new_ends", "_old", "_old_ends", "_old_text")

    def __init__(self, old_text: str, changes: Changes) -> None:
        self._old_text = old_text
        self._changes = changes
        self._new: list[int] | None = None

    def back(self, start: int, end: int) -> tuple[int, int]:
        """The smallest old range that became the new range `start` to `end`."""
        new = self._places()
        first = self._start(new, start)
        if end <= start:
            return first, first
        place = bisect_right(new, end - 1) - 1
        if place < 0:
            return first, end
        return first, self._old_ends[place] + max(end - self._new_ends[place], 0)

    def _start(self, new: list[int], offset: int) -> int:
        # Of several pieces that begin here, all but the last are empty: what they stood for lies before the range.
        place = bisect_right(new, offset) - 1
        if place < 0:
            return offset
        if offset < self._new_ends[place]:
            return self._old[place]
        return self._old_ends[place] + offset - self._new_ends[place]

    def _places(self) -> list[int]:
        if self._new is None:
            new: list[int] = []
            self._new_ends: list[int] = []
            self._old: list[int] = []
            self._old_ends: list[int] = []
            shift = 0
            for start, end, length in self._changes(self._old_text):
                new.append(start + shift)
                self._new_ends.append(start + shift + length)
                self._old.append(start)
                self._old_ends.append(end)
                shift += length - (end - start)
            self._new = new
        return self._new
