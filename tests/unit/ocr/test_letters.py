"""Lines of letters are found whatever surrounds them, and set anew level and dark on white."""

from __future__ import annotations

import math

import pytest
from PIL import Image, ImageDraw, ImageFont, ImageStat

from labelwarden.ocr.bend import Bend
from labelwarden.ocr.engine import SeenWord
from labelwarden.ocr.letters import LetterLine, Parts, letter_lines
from labelwarden.ocr.line_sheet import LineSheet
from labelwarden.ocr.lines_on_sheet import lines_on
from labelwarden.ocr.passes import Sheet
from labelwarden.ocr.seen_line import around
from labelwarden.text.span import Box

TEXT = "KEEP OUT OF REACH"


def written(ink: int = 0, ground: int = 255, size: int = 26, text: str = TEXT) -> Image.Image:
    """One line in the middle of 600 by 200 pixels."""
    image = Image.new("L", (600, 200), ground)
    ImageDraw.Draw(image).text((300, 100), text, ink, ImageFont.load_default(size), anchor="mm")
    return image


def found_on(grey: Image.Image) -> list[LetterLine]:
    return letter_lines(Parts.of(grey))


def direction(line: LetterLine) -> float:
    (left, top), (right, beside), *_ = line.place.corners
    return math.degrees(math.atan2(beside - top, right - left))


def longest(lines: list[LetterLine]) -> LetterLine:
    return max(lines, key=lambda line: (line.number, line.height))


@pytest.mark.parametrize(("ink", "ground", "light"), [(0, 255, False), (230, 60, True), (90, 150, False)])
def test_dark_and_light_lines_are_found(ink: int, ground: int, light: bool) -> None:
    line = longest(found_on(written(ink, ground)))
    assert line.light is light
    assert line.height == pytest.approx(19, abs=3)
    box = around(line.place.corners)
    assert (box.x + box.width / 2, box.y + box.height / 2) == pytest.approx((300, 100), abs=8)
    assert box.width == pytest.approx(260, abs=40)


def test_a_frame_that_touches_nothing_of_it_and_a_rule_do_not_hide_a_line() -> None:
    image = written()
    draw = ImageDraw.Draw(image)
    draw.rectangle((150, 78, 450, 122), outline=0, width=3)
    draw.line((0, 130, 600, 130), fill=0, width=4)
    assert longest(found_on(image)).number == len(TEXT.replace(" ", ""))


@pytest.mark.parametrize("degrees", [-15, -6, 9, 15])
def test_a_slanted_line_is_found_and_set_level(degrees: int) -> None:
    image = written().rotate(-degrees, Image.Resampling.BICUBIC, fillcolor=255)
    line = longest(found_on(image))
    assert direction(line) == pytest.approx(degrees, abs=1.5)
    sheet = LineSheet.of(image, [line]).image
    straight = longest(found_on(sheet))
    assert direction(straight) == pytest.approx(0, abs=1)
    assert straight.number == pytest.approx(line.number, abs=3)


def test_a_bowed_line_is_set_straight() -> None:
    level = written(size=22, text="SHAKE WELL BEFORE EACH USE")
    bent = Bend(600, 200, 0.0, 0.0006).flattened(level)
    line = longest(found_on(bent))
    assert abs(line.place.bow) > 5
    straight = longest(found_on(LineSheet.of(bent, [line]).image))
    assert abs(straight.place.bow) < 3
    assert straight.number == pytest.approx(line.number, abs=3)


def test_bars_and_drawings_are_no_lines() -> None:
    image = Image.new("L", (600, 200), 255)
    draw = ImageDraw.Draw(image)
    for left in range(40, 300, 6):
        draw.rectangle((left, 60, left + 2, 100), fill=0)
    draw.ellipse((350, 40, 550, 160), outline=0, width=5)
    assert found_on(image) == []


def test_light_lines_are_set_dark_on_white_and_in_one_size() -> None:
    image = Image.new("RGB", (900, 400), (70, 30, 30))
    draw = ImageDraw.Draw(image)
    draw.text((60, 80), TEXT, (250, 240, 200), ImageFont.load_default(24))
    draw.text((60, 250), TEXT, (250, 240, 200), ImageFont.load_default(48))
    grey = image.convert("L")
    lines = [line for line in found_on(grey) if line.number > 10 and line.light]
    assert len(lines) == 2
    sheet = LineSheet.of(image, lines)
    assert ImageStat.Stat(sheet.image).median[0] > 200
    heights = {round(line.height) for line in found_on(sheet.image) if line.number > 10 and not line.light}
    assert max(heights) - min(heights) <= 4


def test_words_of_the_sheet_come_back_to_their_place() -> None:
    image = written()
    line = longest(found_on(image))
    sheet = LineSheet.of(image, [line])
    width = sheet.image.width
    words = [
        SeenWord("OUT", Box(width // 2, 20, width // 2 - 14, 20), 0.9, 1, 0),
        SeenWord("KEEP", Box(14, 20, width // 4, 20), float("nan"), 1, 0),
        SeenWord("nowhere", Box(14, 4000, 40, 20), 0.9, 1, 1),
    ]
    (seen,) = sheet.lines(words)
    assert seen is not None
    assert [word.text for word in seen.words] == ["KEEP", "OUT"]
    first, second = (seen.box_of(word) for word in seen.words)
    whole = around(line.place.corners)
    assert first.x == pytest.approx(whole.x, abs=4)
    assert second.x == pytest.approx(whole.x + whole.width / 2, abs=6)
    assert seen.words[0].confidence == 0.0
    assert sheet.lines([]) == [None]


def test_lines_along_the_side_are_found_and_read_from_below() -> None:
    image = written().resize((1200, 400)).transpose(Image.Transpose.ROTATE_90).convert("RGB")
    (line,) = lines_on(Sheet.of(image))
    assert line.runs_down
    assert line.upside_down.upside_down == line
    (x, low), (_, top), *_ = line.place.corners
    assert low - top == pytest.approx(560, abs=60)
    assert x < 200, "the letters stand with their feet to the right"
    upright = LineSheet.of(image, [line]).image
    assert longest(found_on(upright)).number == pytest.approx(line.number, abs=3)


def test_a_paragraph_is_lines_and_neither_columns_nor_the_ground_around_them() -> None:
    image = Image.new("RGB", (1500, 900), "white")
    draw = ImageDraw.Draw(image)
    for row in range(10):
        draw.text((100, 60 + 60 * row), TEXT, "black", ImageFont.load_default(40))
    lines = lines_on(Sheet.of(image))
    assert len([line for line in lines if not line.light]) == 10
    assert not any(line.runs_down for line in lines)
