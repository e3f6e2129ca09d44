"""The terms found in one text, as those who look for them see them."""

from __future__ import annotations

from collections.abc import Set as AbstractSet
from operator import attrgetter
from typing import Protocol

from labelwarden.matching.term import Hit


class Hits(Protocol):
    """Terms by their group, each list in the order of the text.

    `groups` are those of which something was found. `breaks` are the tokens that end a clause, `size` is the number of
    tokens, and `refused` are groups that some terms would have needed beside them to count.
    """

    @property
    def groups(self) -> AbstractSet[str]: ...

    @property
    def size(self) -> int: ...

    @property
    def breaks(self) -> list[int]: ...

    @property
    def refused(self) -> AbstractSet[str]: ...

    def of(self, group: str) -> list[Hit]:
        """The hits of a group, in the order of the text."""

    def all(self) -> list[Hit]:
        """Every hit: content, then cues, then phrases."""


class Scanned:
    """The terms that one pass over a text found.

    `content` and `cues` are in the order of the text and free of overlaps; `by_group` has the hits of every group,
    phrases included.
    """

    __slots__ = ("_by_group", "breaks", "content", "cues", "phrases", "refused", "size")

    def __init__(self, size: int) -> None:
        self.size = size
        self.content: list[Hit] = []
        self.cues: list[Hit] = []
        self.phrases: list[Hit] = []
        self.breaks: list[int] = []
        self.refused: set[str] = set()
        self._by_group: dict[str, list[Hit]] | None = None

    @property
    def by_group(self) -> dict[str, list[Hit]]:
        """Worked out when it is first asked for: a text that joins nothing needs it not at all."""
        if self._by_group is None:
            self._by_group = {}
            for hit in sorted((*self.content, *self.cues, *self.phrases), key=_START):
                for group in hit.term.groups:
                    self._by_group.setdefault(group, []).append(hit)
        return self._by_group

    @property
    def groups(self) -> AbstractSet[str]:
        return self.by_group.keys()

    def of(self, group: str) -> list[Hit]:
        """The hits of a group, in the order of the text."""
        return self.by_group.get(group, NONE)

    def all(self) -> list[Hit]:
        """Every hit: content, then cues, then phrases."""
        return [*self.content, *self.cues, *self.phrases]


_START = attrgetter("start")
NONE: list[Hit] = []
