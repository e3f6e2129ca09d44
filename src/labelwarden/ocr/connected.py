"""The connected parts of a mask, without an array library: runs of ink, row by row, joined where they touch."""

from __future__ import annotations

import re

from PIL import Image

from labelwarden.text.span import Box

_RUN = re.compile(rb"\xff+")


class Groups:
    """Numbers from 0 on, each in a group of its own until groups are joined."""

    def __init__(self, count: int = 0) -> None:
        self._leaders = list(range(count))

    def add(self) -> int:
        """A new number."""
        self._leaders.append(len(self._leaders))
        return self._leaders[-1]

    def join(self, one: int, other: int) -> None:
        self._leaders[self.of(other)] = self.of(one)

    def of(self, number: int) -> int:
        """The number that stands for the group of `number`."""
        leaders = self._leaders
        while leaders[number] != number:
            leaders[number] = leaders[leaders[number]]
            number = leaders[number]
        return number


def connected_parts(mask: Image.Image) -> list[tuple[Box, int]]:
    """The box around each connected part of what is 255 in `mask`, and how many pixels it has."""
    data, width = mask.tobytes(), mask.width
    groups = Groups()
    runs: list[tuple[int, int, int]] = []
    above: list[int] = []
    for row in range(mask.height):
        here = []
        begin = row * width
        touching = 0
        for found in _RUN.finditer(data, begin, begin + width):
            start, end = found.start() - begin, found.end() - begin
            number = groups.add()
            runs.append((row, start, end))
            here.append(number)
            while touching < len(above) and runs[above[touching]][2] < start:
                touching += 1
            for index in range(touching, len(above)):
                if runs[above[index]][1] > end:
                    break
                groups.join(above[index], number)
        above = here
    parts: dict[int, list[int]] = {}
    for number, (row, start, end) in enumerate(runs):
        part = parts.setdefault(groups.of(number), [start, row, end, row, 0])
        part[0], part[2], part[3] = min(part[0], start), max(part[2], end), row
        part[4] += end - start
    return [(Box(left, top, right - left, low - top + 1), inked) for left, top, right, low, inked in parts.values()]
