"""Print around a bottle is flattened, and nothing else is."""

from __future__ import annotations

import math
from importlib.util import find_spec

import pytest
from hypothesis import given
from hypothesis import strategies as st
from PIL import Image, ImageDraw

from labelwarden.ocr.bend import Bend, bend_of
from labelwarden.ocr.engine import load_engine
from labelwarden.ocr.frame import Frame
from labelwarden.ocr.page_reading import read_page
from labelwarden.ocr.seen_line import Corners, LineWord, SeenLine
from labelwarden.ocr.view import PlacedWord, View
from labelwarden.text.span import Box
from tests.unit.ocr.drawn import LEFT, RIGHT, two_columns

SIZE = (1000, 400)


def line_at(x: float, y: float, slope: float, length: float = 120, height: float = 20) -> SeenLine:
    rise = slope * length
    corners: Corners = (x, y), (x + length, y + rise), (x + length, y + rise + height), (x, y + height)
    return SeenLine(corners, (LineWord("word", 0.9, 0, 1),))


def lines_sloping(slope_at: dict[int, float]) -> list[SeenLine]:
    return [line_at(x - 60, 50 * row, slope) for row, (x, slope) in enumerate(slope_at.items())]


def test_slopes_that_change_from_side_to_side_are_a_bend() -> None:
    found = bend_of(lines_sloping({x: 0.01 + 0.0002 * (x - 500) for x in (100, 300, 500, 700, 900)}), SIZE)
    assert found is not None
    assert (found.tilt, found.bow) == pytest.approx((0.01, 0.0001))


@pytest.mark.parametrize(
    "slopes",
    [
        {100: 0.2, 300: 0.2, 500: 0.2, 700: 0.2, 900: 0.2},
        {100: 0.0, 300: 0.1, 500: 0.0, 700: 0.1, 900: 0.0},
        {100: 0.001, 300: 0.002, 500: 0.003, 700: 0.004, 900: 0.005},
        {100: -0.1, 900: 0.1},
        {},
    ],
    ids=["slant", "neither", "too slight", "too few", "none"],
)
def test_other_slopes_are_no_bend(slopes: dict[int, float]) -> None:
    assert bend_of(lines_sloping(slopes), SIZE) is None


BENDS = st.builds(Bend, st.integers(20, 900), st.integers(20, 900), st.floats(-0.3, 0.3), st.floats(-0.0005, 0.0005))


@given(BENDS, st.floats(0, 1), st.floats(0, 1))
def test_there_and_back_is_the_same_point_and_there_is_room(bend: Bend, across: float, along: float) -> None:
    point = across * bend.width, along * bend.height
    there = bend.there(point)
    assert bend.back(there) == pytest.approx(point, abs=1e-6)
    assert -1 <= there[1] <= bend.size[1] + 1


@pytest.mark.parametrize("bow", [0.0003, -0.0003])
def test_what_is_drawn_at_a_place_is_seen_at_its_place(bow: float) -> None:
    image = Image.new("RGB", SIZE, "white")
    ImageDraw.Draw(image).rectangle((890, 190, 909, 209), fill="black")
    bend = Bend(*SIZE, 0.05, bow)
    flat = bend.flattened(image)
    x, y = bend.there((900, 200))
    assert flat.size == bend.size
    assert flat.getpixel((int(x), int(y))) == (0, 0, 0)
    assert flat.getpixel((int(x), int(y) + 25)) == (255, 255, 255)


def test_boxes_come_back_from_a_frame_that_is_turned_and_flattened() -> None:
    bend = Bend(*SIZE, 0.0, 0.0003)
    frame = Frame(SIZE[1], SIZE[0], 90, bend)
    x, y = frame.there((200, 100))
    box = Box(round(x) - 5, round(y) - 5, 10, 10)
    (word,) = frame.on_picture(View("18", (PlacedWord("18", box, 0.9, 0, 2),))).words
    assert word.box.x + word.box.width / 2 == pytest.approx(200, abs=3)
    assert word.box.y + word.box.height / 2 == pytest.approx(100, abs=3)


def on_a_bottle(image: Image.Image, sag: float) -> Image.Image:
    """`image` with each column lowered as on a bottle seen from above."""
    bent = Image.new("RGB", (image.width, image.height + round(sag)), "white")
    for x in range(image.width):
        low = sag * (1 - (2 * x / image.width - 1) ** 2)
        bent.paste(image.crop((x, 0, x + 1, image.height)), (x, round(low)))
    return bent


@pytest.mark.ocr
@pytest.mark.skipif(find_spec("rapidocr") is None, reason='needs pip install "labelwarden[photos]"')
def test_a_label_around_a_bottle_is_read() -> None:
    image = on_a_bottle(two_columns(), 130)
    page = read_page(image, load_engine("rapidocr"))
    assert page.text.split() == " ".join(LEFT + RIGHT).split()
    (age,) = [word for word in page.words if word.text == "18."]
    assert math.isclose(age.box.y + age.box.height / 2, 190 + 130 * (1 - (2 * 270 / 1500 - 1) ** 2), abs_tol=25)
