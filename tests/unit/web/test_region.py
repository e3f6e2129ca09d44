from __future__ import annotations

from collections.abc import Sequence
from pathlib import Path

import pytest
from PIL import Image, ImageDraw, ImageFont

from labelwarden.errors import OcrError
from labelwarden.ocr.engine import SeenWord
from labelwarden.text.span import Box
from labelwarden.web.reading import Given
from labelwarden.web.region import read_region


class Echo:
    """Sees one word in the middle of whatever it is given, and remembers how large that was."""

    name = "echo"

    def __init__(self) -> None:
        self.sizes: list[tuple[int, int]] = []

    def read(self, image: Image.Image) -> list[SeenWord]:
        self.sizes.append(image.size)
        middle = Box(image.width // 2 - 30, image.height // 2 - 10, 60, 20)
        return [SeenWord("gout", middle, 0.95, 1, 1)]

    def read_blocks(self, images: Sequence[Image.Image]) -> list[list[SeenWord]]:
        return [[] for _ in images]


@pytest.fixture
def picture(tmp_path: Path) -> Given:
    image = Image.new("RGB", (1400, 600), "navy")
    ImageDraw.Draw(image).text((300, 250), "7-OH cures gout", fill="white", font=ImageFont.load_default(60))
    image.save(tmp_path / "a.png")
    return Given("a.png", tmp_path / "a.png")


def test_boxes_count_on_the_whole_picture(picture: Given) -> None:
    seen = read_region(picture, 1, Box(400, 200, 200, 100), Echo())
    assert seen.text == "gout"
    (word,) = seen.words
    assert 400 < word.box.x < word.box.right < 600
    assert abs((word.box.x + word.box.right) / 2 - 500) <= 2
    assert abs((word.box.y + word.box.bottom) / 2 - 250) <= 2


def test_a_page_that_is_not_there_is_told(picture: Given) -> None:
    with pytest.raises(OcrError):
        read_region(picture, 2, Box(0, 0, 100, 100), Echo())


@pytest.mark.ocr
def test_one_line_is_one_line_though_its_spaces_are_wide(picture: Given) -> None:
    from labelwarden.ocr.engine import load_engine

    seen = read_region(picture, 1, Box(290, 240, 520, 90), load_engine("tesseract"))
    assert seen.text == "7-OH cures gout"
    assert all(word.box.x >= 290 and word.box.right <= 810 for word in seen.words)
