"""Level boxes that climb along a line are those of slanted words, and tell where the letters lie."""

from __future__ import annotations

import math

import pytest
from PIL import Image, ImageDraw, ImageFont

from labelwarden.ocr.engine import SeenWord
from labelwarden.ocr.page import Page
from labelwarden.ocr.slanted_words import with_corners
from labelwarden.ocr.type_size import with_type
from labelwarden.ocr.view import View, written_out
from labelwarden.text.span import Box

WORDS = ("This", "product", "is", "not", "intended", "to", "cure")
SIZE = 24


def slanted(degrees: float) -> tuple[Image.Image, View]:
    """A line of print turned counterclockwise, and its words with the level boxes around their ink."""
    font = ImageFont.load_default(SIZE)
    page, x, words = Image.new("L", (700, 500), "white"), 60.0, []
    for word in WORDS:
        alone = Image.new("L", page.size, "white")
        ImageDraw.Draw(alone).text((x, 240), word, "black", font)
        x += font.getlength(word + " ")
        turned = alone.rotate(degrees, Image.Resampling.BICUBIC, fillcolor="white")
        left, top, right, bottom = turned.point(lambda level: 255 * (level < 128)).getbbox() or (0, 0, 0, 0)
        words.append(SeenWord(word, Box(left, top, right - left, bottom - top), 0.9, 1, 1))
        page.paste(turned, (0, 0), turned.point(lambda level: 255 - level))
    return page, written_out([[words]])


@pytest.mark.parametrize("degrees", [-10, -5, 3, 5, 10, 12])
def test_slanted_words_are_measured_though_their_boxes_are_level(degrees: float) -> None:
    image, view = slanted(degrees)
    for word in with_type(Page(1, *image.size, view), image).words:
        assert word.type_size is not None
        assert 0.75 * SIZE <= word.type_size <= 1.25 * SIZE, word.text
        assert word.box in [seen.box for seen in view.words], "the box is told as it was seen"


@pytest.mark.parametrize("degrees", [-10, 5])
def test_the_corners_run_along_the_line(degrees: float) -> None:
    _, view = slanted(degrees)
    for word in with_corners(view).words:
        assert word.corners is not None
        (left, top), (right, beside), *_ = word.corners
        assert math.degrees(math.atan2(top - beside, right - left)) == pytest.approx(degrees, abs=1.5)


def test_level_lines_stay_as_they_are() -> None:
    _, view = slanted(0)
    assert with_corners(view) == view


def test_words_that_are_no_straight_line_stay_as_they_are() -> None:
    places = [(0, 0), (60, 30), (120, 4), (180, 34), (240, 40)]
    words = [SeenWord(f"word{n}", Box(x, y, 50, 12), 0.9, 1, 1) for n, (x, y) in enumerate(places)]
    view = written_out([[words]])
    assert with_corners(view) == view
    few = written_out([[[word] for word in words]])
    assert with_corners(few) == few, "each is a line of its own"
