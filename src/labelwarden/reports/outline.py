"""The outline of rectangles that may touch, as the path of a drawing for the web.

The lines of a quote stand close: a frame around each would hide the words of its neighbours.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from itertools import pairwise

Sides = tuple[float, float, float, float]
"""Left, top, right, bottom."""

_Point = tuple[float, float]


def outline(rectangles: Sequence[Sides], by: float = 0.0) -> str:
    """The path around all of them, `by` outside of each.

    >>> outline([(0, 0, 20, 10), (0, 9, 10, 19)])
    'M0 0L20 0L20 10L10 10L10 19L0 19Z'
    """
    grown = [(left - by, top - by, right + by, bottom + by) for left, top, right, bottom in rectangles]
    columns = sorted({side for left, _, right, _ in grown for side in (left, right)})
    rows = sorted({side for _, top, _, bottom in grown for side in (top, bottom)})
    inside = {
        (column, row)
        for column, (left, right) in enumerate(pairwise(columns))
        for row, (top, bottom) in enumerate(pairwise(rows))
        if any(g[0] <= left and right <= g[2] and g[1] <= top and bottom <= g[3] for g in grown)
    }
    ahead: dict[tuple[int, int], list[tuple[int, int]]] = {}
    for (column, row), to in _edges(inside):
        ahead.setdefault((column, row), []).append(to)
    return "".join(_path([(columns[column], rows[row]) for column, row in loop]) for loop in _loops(ahead))


def _edges(cells: set[tuple[int, int]]) -> Iterator[tuple[tuple[int, int], tuple[int, int]]]:
    """The sides of cells that no other cell shares, clockwise."""
    for column, row in sorted(cells, key=lambda cell: (cell[1], cell[0])):
        if (column, row - 1) not in cells:
            yield (column, row), (column + 1, row)
        if (column + 1, row) not in cells:
            yield (column + 1, row), (column + 1, row + 1)
        if (column, row + 1) not in cells:
            yield (column + 1, row + 1), (column, row + 1)
        if (column - 1, row) not in cells:
            yield (column, row + 1), (column, row)


def _loops(ahead: dict[tuple[int, int], list[tuple[int, int]]]) -> Iterator[list[tuple[int, int]]]:
    """Edges put together, each once."""
    while ahead:
        place = start = next(iter(ahead))
        loop = []
        while True:
            loop.append(place)
            further = ahead[place]
            to = further.pop()
            if not further:
                del ahead[place]
            place = to
            if place == start:
                break
        yield loop


def _path(points: Sequence[_Point]) -> str:
    """A closed path through the corners of a loop."""
    around = [points[-1], *points, points[0]]
    corners = [
        here
        for before, here, after in zip(around, around[1:], around[2:], strict=False)
        if not (before[0] == here[0] == after[0] or before[1] == here[1] == after[1])
    ]
    return "M" + "L".join(f"{x:g} {y:g}" for x, y in corners) + "Z"
