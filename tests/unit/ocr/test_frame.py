"""Pictures are turned so that print is level, and boxes come back to the picture as it is shown."""

from __future__ import annotations

import math

import pytest
from hypothesis import given
from hypothesis import strategies as st
from PIL import Image, ImageDraw

from labelwarden.ocr.frame import Frame, turn_of
from labelwarden.ocr.seen_line import Corners, LineWord, SeenLine, words_along
from labelwarden.ocr.view import PlacedWord, View
from labelwarden.text.span import Box

FRAMES = st.builds(
    Frame, st.integers(1, 900), st.integers(1, 900), st.one_of(st.sampled_from((0, 90, 180, 270)), st.floats(0, 359.9))
)


@given(FRAMES, st.tuples(st.floats(0, 900), st.floats(0, 900)))
def test_there_and_back_is_the_same_point(frame: Frame, point: tuple[float, float]) -> None:
    assert frame.back(frame.there(point)) == pytest.approx(point, abs=1e-6)


@given(FRAMES, st.floats(0, 1), st.floats(0, 1))
def test_every_point_of_the_picture_has_room(frame: Frame, across: float, along: float) -> None:
    x, y = frame.there((across * frame.width, along * frame.height))
    assert -1 <= x <= frame.size[0] + 1
    assert -1 <= y <= frame.size[1] + 1


@pytest.mark.parametrize("degrees", [0, 90, 180, 270, 12.5, 350])
def test_what_is_drawn_at_a_place_is_seen_at_its_place_in_the_frame(degrees: float) -> None:
    image = Image.new("RGB", (300, 200), "white")
    ImageDraw.Draw(image).rectangle((240, 20, 259, 39), fill="black")
    frame = Frame.of(image, degrees)
    turned = frame.turned(image)
    assert turned.size == frame.size
    x, y = frame.there((250, 30))
    assert turned.getpixel((int(x), int(y))) == (0, 0, 0)
    assert turned.getpixel((0, 0)) == (255, 255, 255)


def test_a_slight_slant_is_left_as_it_is() -> None:
    image = Image.new("RGB", (30, 20))
    assert [Frame.of(image, turn).degrees for turn in (0.4, -0.4, 90.3, -90.3, 359.7, 2.0)] == [0, 0, 90, 270, 0, 2.0]


def test_boxes_come_back_to_the_picture_and_stay_inside() -> None:
    frame = Frame(300, 200, 90)
    view = View(
        "18", (PlacedWord("18", Box(160, 240, 20, 10), 0.9, 0, 2), PlacedWord("", Box(150, -9, 99, 30), 1, 0, 0))
    )
    first, clipped = frame.on_picture(view).words
    assert first.box == Box(240, 20, 10, 20)
    assert (clipped.box.x, clipped.box.y) == (0, 0)


def level_line(x: float, y: float, length: float, height: float = 20) -> Corners:
    return (x, y), (x + length, y), (x + length, y + height), (x, y + height)


def rotated(corners: Corners, degrees: float) -> Corners:
    cos, sin = math.cos(math.radians(degrees)), math.sin(math.radians(degrees))
    one, two, three, four = ((x * cos - y * sin, x * sin + y * cos) for x, y in corners)
    return one, two, three, four


@given(st.floats(-179, 179))
def test_the_turn_undoes_that_of_most_print(degrees: float) -> None:
    lines = [SeenLine(rotated(level_line(0, 30 * row, 300 + row), degrees), ()) for row in range(5)]
    stray = SeenLine(rotated(level_line(400, 0, 90), degrees + 90), ())
    assert (turn_of([*lines, stray]) + degrees) % 360 == pytest.approx(0, abs=1e-6) or (
        turn_of([*lines, stray]) + degrees
    ) % 360 == pytest.approx(360, abs=1e-6)


def test_without_lines_nothing_is_turned() -> None:
    assert turn_of([]) == 0.0


def test_a_word_of_a_slanted_line_has_a_box_of_its_own() -> None:
    line = SeenLine(
        ((0, 0), (200, 100), (190, 120), (-10, 20)), (LineWord("a", 0.9, 0, 0.25), LineWord("b", 0.9, 0.5, 1))
    )
    assert line.box_of(line.words[0]) == Box(-10, 0, 60, 45)
    assert line.box_of(line.words[1]) == Box(90, 50, 110, 70)
    assert line.text == "a b"


def test_a_word_is_as_sure_as_its_least_sure_letter() -> None:
    (dose, unit) = words_along("10 mg", [0.9, 0.4, 1.0, 0.8, 0.7], [1, 3, 0, 7, 9], 10)
    assert (dose.text, dose.confidence, dose.start, dose.end) == ("10", 0.4, 0.0, 0.4)
    assert (unit.text, unit.confidence, unit.start, unit.end) == ("mg", 0.7, 0.6, 1.0)
    assert words_along("  ", [1, 1], [0, 0], 2) == []
