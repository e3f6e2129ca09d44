"""Print shown dark on white, whatever its colours were; and which regions are read a second time."""

from __future__ import annotations

from collections.abc import Sequence

import pytest
from PIL import Image, ImageDraw

from labelwarden.ocr.engine import SeenWord
from labelwarden.ocr.levelled import levelled
from labelwarden.ocr.page_reading import read_page
from labelwarden.ocr.passes import unsure_blocks
from labelwarden.text.span import Box
from tests.fakes import TellingEngine


@pytest.mark.parametrize(("ink", "ground"), [(40, 200), (200, 40), (150, 110)])
def test_print_becomes_dark_on_white_on_any_ground(ink: int, ground: int) -> None:
    image = Image.new("L", (400, 120), ground)
    ImageDraw.Draw(image).rectangle((100, 50, 300, 58), fill=ink)
    shown = levelled(image)
    assert shown.getpixel((200, 54)) == 0
    assert shown.getpixel((20, 20)) == 255


def test_a_ground_that_changes_is_levelled() -> None:
    image = Image.linear_gradient("L").resize((400, 400))
    draw = ImageDraw.Draw(image)
    for top, ink in ((200, 60), (330, 140)):
        draw.rectangle((100, top, 300, top + 8), fill=ink)
    shown = levelled(image)
    for top in (200, 330):
        print_, ground = shown.getpixel((200, top + 4)), shown.getpixel((200, top - 40))
        assert print_ == pytest.approx(0, abs=40)
        assert ground == pytest.approx(255, abs=20)


def word(text: str, confidence: float, block: int) -> SeenWord:
    return SeenWord(text, Box(0, 0, 40, 20), confidence, block, 0)


def test_regions_with_an_unsure_word_or_none_are_looked_at_again() -> None:
    words = [word("sure", 0.95, 1), word("~", 0.2, 1), word("sure", 0.95, 2), word("ursure", 0.5, 2)]
    assert unsure_blocks(words, [1, 2, 3]) == {2, 3}


def test_the_second_reading_of_a_region_stays_as_a_view() -> None:
    image = Image.new("RGB", (600, 200), "white")
    draw = ImageDraw.Draw(image)
    for left in range(100, 400, 10):
        draw.rectangle((left, 80, left + 6, 110), fill="black")
    engine = SecondThoughts()
    page = read_page(image, engine)
    assert page.text == "Iron", "the surer reading is shown"
    assert any("lron" in view.text for view in page.views), "and the other is kept"


class SecondThoughts(TellingEngine):
    """Reads the first region otherwise once its print is levelled."""

    def read_blocks(self, images: Sequence[Image.Image]) -> list[list[SeenWord]]:
        self.sizes.append((len(images), 0))
        text, sure = ("Iron", 0.95) if len(self.sizes) > 1 + self.whole else ("lron", 0.6)
        return [
            [SeenWord(text, Box(20, 20, 200, 40), sure, 1, 0)] if index == 0 else [] for index, _ in enumerate(images)
        ]

    @property
    def whole(self) -> int:
        """How many whole pictures it was given so far."""
        return sum(1 for _, height in self.sizes if height)
