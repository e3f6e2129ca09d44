"""Cores of lines in a drawn likelihood, also bowed ones, and what is cut out of a picture where they are found."""

from __future__ import annotations

from importlib.util import find_spec

import pytest

if find_spec("cv2") is None or find_spec("numpy") is None:
    pytest.skip('needs pip install "labelwarden[photos]"', allow_module_level=True)

import cv2
import numpy as np

from labelwarden.ocr.line_cutting import cut_out
from labelwarden.ocr.line_finder import Array, find_lines, likely_print
from labelwarden.ocr.seen_line import LineWord, SeenLine


def drawn(*curves: list[tuple[int, int]], size: tuple[int, int] = (800, 400), thickness: int = 12) -> Array:
    """A likelihood with a core along each of `curves`."""
    seen = np.zeros((size[1], size[0]), np.float32)
    for curve in curves:
        cv2.polylines(seen, [np.array(curve, np.int32)], isClosed=False, color=0.9, thickness=thickness)
    return seen


def bow(depth: int) -> list[tuple[int, int]]:
    """From (100, 100) to (700, 100), in the middle so many pixels lower."""
    return [(x, round(100 + 4 * depth * (x - 100) * (700 - x) / 600**2)) for x in range(100, 701, 5)]


def test_a_straight_core_is_a_line_with_room_around_it() -> None:
    (line,) = find_lines(drawn([(100, 100), (500, 100)]))
    (left, top), (right, _), (_, low), _ = line.corners
    assert line.bow == 0
    assert left == pytest.approx(84, abs=4)
    assert right == pytest.approx(516, abs=4)
    assert top < 92
    assert low > 108


def test_a_bowed_core_is_followed_whichever_way_it_bends() -> None:
    for depth in (40, -40):
        (line,) = find_lines(drawn(bow(depth)))
        assert line.bow == pytest.approx(depth, rel=0.15)
        assert line.height < 50, "no rectangle around the whole bow"
        assert line.upside_down.bow == -line.bow


def test_what_is_faint_or_a_speck_is_no_line() -> None:
    faint = drawn([(100, 100), (500, 100)]) * 0.4
    speck = drawn([(100, 100), (101, 100)], thickness=1)
    assert find_lines(faint) == find_lines(speck) == []


def test_two_neighbours_stay_two_lines() -> None:
    assert len(find_lines(drawn([(50, 100), (400, 100)], [(50, 130), (400, 130)]))) == 2


def test_a_large_picture_is_looked_at_in_strips_that_meet_without_a_seam() -> None:
    sizes = []

    def likelihood(part: Array) -> Array:
        sizes.append(part.shape[:2])
        assert part.shape[0] % 32 == part.shape[1] % 32 == 0
        return part[:, :, 0].astype(np.float32) / 255

    for shape in ((1900, 1501, 3), (1501, 1900, 3)):
        picture = np.random.default_rng(1).integers(0, 255, shape, np.uint8)
        seen = likely_print(picture, likelihood)
        assert np.array_equal(seen, picture[:, :, 0].astype(np.float32) / 255)
    assert len(sizes) > 4
    assert max(height * width for height, width in sizes) < 2_000_000


def test_a_bowed_line_is_laid_level() -> None:
    picture = np.full((400, 800, 3), 255, np.uint8)
    cv2.polylines(picture, [np.array(bow(40), np.int32)], isClosed=False, color=(0, 0, 0), thickness=4)
    (line,) = find_lines(drawn(bow(40)))
    level = cut_out(picture, line, 1.0, 48)
    assert level.shape[0] == 48
    rows = [np.flatnonzero(level[:, x, 0] < 128).mean() for x in range(60, level.shape[1] - 60, 20)]
    assert max(rows) - min(rows) < 8, "the bow is 40 pixels deep on the picture"


def test_the_words_of_a_bowed_line_have_boxes_where_they_stand() -> None:
    corners = ((0.0, 90.0), (600.0, 90.0), (600.0, 110.0), (0.0, 110.0))
    line = SeenLine(corners, (LineWord("left", 0.9, 0.0, 0.2), LineWord("middle", 0.9, 0.4, 0.6)), bow=50.0)
    left, middle = (line.box_of(word) for word in line.words)
    assert left.y == 90
    assert middle.y == pytest.approx(138, abs=2)
    assert line.box.bottom == 160
