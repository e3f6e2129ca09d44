"""How lines of several looks at a picture are put together."""

from __future__ import annotations

from importlib.util import find_spec

import pytest

if find_spec("cv2") is None or find_spec("numpy") is None:
    pytest.skip('needs pip install "labelwarden[photos]"', allow_module_level=True)

import numpy as np

from labelwarden.ocr.closer_look import Array
from labelwarden.ocr.found_line import FoundLine
from labelwarden.ocr.line_search import joined, search


def across(x: float, y: float, width: float, height: float) -> FoundLine:
    return FoundLine(((x, y), (x + width, y), (x + width, y + height), (x, y + height)))


def upended(x: float, y: float, width: float, height: float) -> FoundLine:
    """Read from above: it begins at the top right."""
    return FoundLine(((x + width, y), (x + width, y + height), (x, y + height), (x, y)))


def paper(height: int, width: int) -> Array:
    return np.full((height, width, 3), 255, np.uint8)


def test_the_longer_of_two_lines_stays() -> None:
    half, whole = across(100, 100, 100, 20), across(95, 98, 300, 22)
    assert joined([half], [whole]) == ([whole], [])
    assert joined([whole], [half]) == ([whole], [])


def test_what_stands_where_nothing_was_known_is_new() -> None:
    known, new = across(100, 100, 100, 20), across(100, 140, 80, 20)
    assert joined([known], [new]) == ([known], [new])


def test_a_drawing_that_holds_print_replaces_no_line() -> None:
    print_ = [across(100, 100 + 25 * row, 100, 20) for row in range(4)]
    ring = across(90, 90, 120, 120)
    assert joined(print_, [ring]) == (print_, [])


def test_letters_in_a_turned_look_are_told_from_lines_that_were_known() -> None:
    table = [across(500, 100 + 30 * row, 40, 20) for row in range(5)]
    strip = upended(700, 100, 20, 140)
    looks: list[Array] = []

    def finder(shown: Array) -> list[FoundLine]:
        looks.append(shown)
        if len(looks) == 1:
            return [*table, strip]
        return [across(150, 150, 300, 30)] if shown.shape[0] < shown.shape[1] else []

    found = search(paper(500, 800), paper(500, 800), 1.0, finder)
    assert found.known == [*table, strip]
    (turned,) = found.turned
    assert turned.corners[0][0] == turned.corners[1][0], "it runs down"
    assert found.doubtful == []
