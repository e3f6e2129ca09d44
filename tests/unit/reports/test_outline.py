"""One path around rectangles: what lies inside of one of them is crossed by no line."""

from __future__ import annotations

import re

from hypothesis import given
from hypothesis import strategies as st

from labelwarden.reports.outline import outline

Sides = tuple[int, int, int, int]
_sides = st.tuples(st.integers(0, 12), st.integers(0, 12), st.integers(1, 8), st.integers(1, 8))
rectangles = st.lists(_sides.map(lambda r: (r[0], r[1], r[0] + r[2], r[1] + r[3])), min_size=1, max_size=5)


def edges(path: str) -> list[tuple[tuple[float, float], tuple[float, float]]]:
    loops = [
        [tuple(map(float, point.split())) for point in re.split("[ML]", loop)[1:]] for loop in path.split("Z")[:-1]
    ]
    return [(loop[n - 1], loop[n]) for loop in loops for n in range(len(loop))]  # type: ignore[misc]


def is_inside(path: str, x: float, y: float) -> bool:
    """By how often a line to the left crosses the path."""
    return sum(one[0] < x and min(one[1], two[1]) < y < max(one[1], two[1]) for one, two in edges(path)) % 2 == 1


@given(rectangles)
def test_the_path_holds_what_the_rectangles_hold(given: list[Sides]) -> None:
    path = outline(given)
    for x in range(-1, 22):
        for y in range(-1, 22):
            held = any(left <= x < right and top <= y < bottom for left, top, right, bottom in given)
            assert is_inside(path, x + 0.5, y + 0.5) is held


@given(rectangles)
def test_its_lines_run_across_or_down_and_turn_at_each_corner(given: list[Sides]) -> None:
    for (x, y), (to_x, to_y) in edges(outline(given, 0.5)):
        assert (x == to_x) != (y == to_y)


def test_rectangles_apart_have_a_loop_each() -> None:
    assert outline([(0, 0, 4, 2), (0, 5, 4, 7)], 1) == "M-1 -1L5 -1L5 3L-1 3ZM-1 4L5 4L5 8L-1 8Z"
