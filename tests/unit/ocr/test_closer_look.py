"""Where a picture is looked at again, and what is seen there."""

from __future__ import annotations

from importlib.util import find_spec

import pytest

if find_spec("cv2") is None or find_spec("numpy") is None:
    pytest.skip('needs pip install "labelwarden[photos]"', allow_module_level=True)

import cv2
import numpy as np

from labelwarden.ocr.closer_look import Array, Look, at_fine, at_overlooked, at_upended
from labelwarden.ocr.found_line import FoundLine
from labelwarden.text.span import Box


def across(x: float, y: float, width: float, height: float) -> FoundLine:
    return FoundLine(((x, y), (x + width, y), (x + width, y + height), (x, y + height)))


def upended(x: float, y: float, width: float, height: float) -> FoundLine:
    """Read from above: it begins at the top right."""
    return FoundLine(((x + width, y), (x + width, y + height), (x, y + height), (x, y)))


def paper(height: int, width: int) -> Array:
    return np.full((height, width, 3), 255, np.uint8)


def test_a_turned_look_gives_lines_where_they_stand_on_the_picture() -> None:
    seen: list[tuple[int, ...]] = []

    def finder(shown: Array) -> list[FoundLine]:
        seen.append(shown.shape)
        rows, columns = np.nonzero(shown[:, :, 0] < 128)
        left, top = float(columns.min()), float(rows.min())
        return [across(left, top, columns.max() + 1 - left, rows.max() + 1 - top)]

    picture = paper(600, 800)
    picture[100:500, 700:720] = 0
    (line,) = Look(Box(600, 50, 190, 530), 2.0, turned=True).lines(picture, finder)
    assert seen == [(380, 1060, 3)]
    assert line == upended(700, 100, 20, 400)


def test_what_the_edge_of_a_look_cuts_is_no_line() -> None:
    def finder(_: Array) -> list[FoundLine]:
        return [across(0, 40, 100, 20), across(50, 80, 100, 20)]

    look = Look(Box(100, 100, 300, 200), 1.0)
    assert look.lines(paper(600, 800), finder) == [across(150, 180, 100, 20)]
    at_the_edge = Look(Box(0, 100, 400, 200), 1.0)
    assert len(at_the_edge.lines(paper(600, 800), finder)) == 2, "the picture itself ends there"


def test_print_that_runs_up_or_down_is_looked_at_turned() -> None:
    lines = [across(100, 100, 300, 20), across(100, 300, 30, 20), upended(900, 100, 20, 60), upended(930, 200, 20, 90)]
    (look,) = at_upended(lines, paper(700, 1200), 2.0)
    assert look.turned
    assert look.part.x < 2 * 900
    assert look.part.x > 2 * 400
    assert look.part.y == 0
    assert look.part.bottom > 2 * 290
    assert at_upended(lines[:2], paper(700, 1200), 2.0) == []


def test_a_page_that_lies_on_its_side_is_not_enlarged() -> None:
    page = [upended(100 + 60 * column, 100, 40, 1300) for column in range(30)]
    (look,) = at_upended(page, paper(1500, 2000), 1.0)
    assert look.scale == 1.0
    assert look.cost <= 2000 * 1500


def test_only_small_print_is_looked_at_in_its_own_size() -> None:
    lines = [across(100, 100, 300, 40), *(across(100, 500 + 12 * row, 300, 12) for row in range(5))]
    (look,) = at_fine(lines, paper(2000, 1500), 2.0)
    assert (look.scale, look.turned) == (1.0, False)
    assert 800 < look.part.y < 1000
    assert look.part.bottom > 1100


def test_strokes_outside_of_all_lines_are_looked_at_enlarged() -> None:
    picture = paper(700, 1200)
    for x, y in ((300, 200), (900, 500)):
        for row in range(4):
            cv2.putText(picture, "FACILITY", (x, y + 14 * row), cv2.FONT_HERSHEY_SIMPLEX, 0.4, (0, 0, 0))
    cv2.rectangle(picture, (50, 50), (1150, 650), (0, 0, 0), 2)
    known = across(290, 180, 120, 70)
    (look,) = at_overlooked([known], picture, 1.0)
    assert look.part.x < 900 < look.part.right
    assert look.part.y < 500 < look.part.bottom
    assert look.scale > 2
    assert look.cost < 300_000, "a frame around the label is no print"
    assert at_overlooked([], paper(700, 1200), 1.0) == []
