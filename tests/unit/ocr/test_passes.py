"""What an engine is given, and how its words come back to the picture."""

from __future__ import annotations

import pytest
from PIL import Image, ImageDraw, ImageStat

from labelwarden.ocr.engine import SeenWord
from labelwarden.ocr.ink import covered, ink_mask
from labelwarden.ocr.passes import Sheet, likely, merged, read_regions
from labelwarden.ocr.reading_order import by_regions
from labelwarden.ocr.regions import find_regions
from labelwarden.ocr.view import written_out
from labelwarden.text.span import Box
from tests.fakes import TellingEngine


def seen(text: str, box: Box, confidence: float = 0.9) -> SeenWord:
    return SeenWord(text, box, confidence, 1, 0)


@pytest.mark.parametrize(
    ("size", "copy"),
    [((1500, 600), (3000, 1200)), ((6000, 3000), (3000, 1500)), ((100, 20), (800, 160)), ((9000, 1), (3000, 1))],
)
def test_the_copy_has_the_size_that_is_read_best(size: tuple[int, int], copy: tuple[int, int]) -> None:
    sheet = Sheet.of(Image.new("RGB", size))
    assert sheet.grey.size == copy
    assert sheet.grey.mode == "L"


def test_boxes_come_back_in_pixels_of_the_picture() -> None:
    sheet = Sheet.of(Image.new("RGB", (1500, 600)))
    (word,) = sheet.fitted([seen("dose", Box(200, 100, 80, 40))])
    assert word.box == Box(100, 50, 40, 20)


def test_words_of_a_region_come_back_to_their_place() -> None:
    image = Image.new("RGB", (1500, 600), "white")
    region = Box(100, 50, 200, 60)  # of the ink mask: 8 times smaller than the picture is enlarged
    engine = TellingEngine(block_words=[seen("first", Box(16, 16, 50, 30)), seen("dose", Box(76, 16, 50, 30))])
    words = read_regions(Sheet.of(image), engine, {1: region})
    assert [(word.text, word.box) for word in words] == [
        ("first", Box(200, 100, 25, 15)),
        ("dose", Box(230, 100, 25, 15)),
    ]


def test_a_region_is_read_in_the_colour_in_which_it_stands_out() -> None:
    image = Image.new("RGB", (400, 200), (0, 117, 0))
    ImageDraw.Draw(image).rectangle((100, 80, 300, 120), fill=(230, 0, 0))  # of the same grey as its ground
    _, part = Sheet.of(image).region(Box(0, 0, 3000, 1500))
    assert part.mode == "L"
    ((low, high),) = ImageStat.Stat(part).extrema
    assert high - low > 200


def line(number: int, *words: tuple[str, Box, float], block: int = 1) -> list[SeenWord]:
    return [SeenWord(text, box, confidence, block, number) for text, box, confidence in words]


def test_merging_takes_whole_lines_and_never_mixes_their_words() -> None:
    parts = line(0, ("KEEP", Box(0, 0, 40, 20), 0.9), ("0ut", Box(50, 0, 30, 20), 0.4))
    surer = line(0, ("KFEP", Box(1, 0, 40, 20), 0.8), ("out", Box(50, 1, 30, 20), 0.95))
    less_sure = line(0, ("KFFP", Box(1, 0, 40, 20), 0.4), ("out", Box(50, 1, 30, 20), 0.8))
    assert [word.text for word in merged(surer, parts)] == ["KFEP", "out"]
    assert [word.text for word in merged(less_sure, parts)] == ["KEEP", "0ut"]


def test_an_overlooked_line_joins_the_region_it_stands_in_or_makes_its_own() -> None:
    parts = line(0, ("Take", Box(0, 0, 60, 20), 0.9)) + line(1, ("capsules", Box(0, 60, 60, 20), 0.9))
    inside = line(0, ("two", Box(10, 30, 40, 20), 0.9))
    outside = line(1, ("KRATOM", Box(500, 30, 90, 20), 0.9))
    words = merged(inside + outside, parts)
    assert [(word.text, word.block == 1) for word in words] == [
        ("Take", True),
        ("capsules", True),
        ("two", True),
        ("KRATOM", False),
    ]
    text = written_out(by_regions(words)).text
    assert text == "Take\ntwo\ncapsules\n\nKRATOM"


def test_unsure_marks_are_left_out_and_unsure_letters_kept() -> None:
    words = [
        seen("~", Box(0, 0, 9, 9), 0.5),
        seen("*", Box(0, 0, 9, 9), 0.7),
        seen("5", Box(0, 0, 9, 9), 0.1),
    ]
    assert [word.text for word in likely(words)] == ["*", "5"]


def striped(left: int, top: int, canvas: Image.Image, fill: str) -> None:
    """Six rows of letter-like strokes, 590 by 224 pixels."""
    draw = ImageDraw.Draw(canvas)
    for row in range(6):
        for column in range(30):
            x, y = left + 20 * column, top + 40 * row
            draw.rectangle((x, y, x + 6, y + 24), fill=fill)


def test_panels_are_parted_whatever_their_ground_is() -> None:
    page = Image.new("L", (3000, 1000), "white")
    page.paste(40, (1500, 0, 3000, 1000))
    striped(300, 300, page, "black")
    striped(2000, 300, page, "white")
    left, right = sorted(find_regions(ink_mask(page)), key=lambda box: box.x)
    assert [left.x, left.y, left.width] == pytest.approx([75, 75, 150], abs=6)
    assert [right.x, right.y, right.width] == pytest.approx([500, 75, 150], abs=6)


def test_a_frame_around_everything_does_not_make_one_region_of_it() -> None:
    page = Image.new("L", (3000, 1000), "white")
    ImageDraw.Draw(page).rectangle((20, 20, 2980, 980), outline="black", width=12)
    striped(300, 300, page, "black")
    striped(2000, 300, page, "black")
    panels = [box for box in find_regions(ink_mask(page)) if box.x > 20 and box.height > 40 and box.right < 730]
    assert [box.width for box in panels] == pytest.approx([150, 150], abs=6)


def test_a_blank_picture_has_no_region_and_nothing_to_cover() -> None:
    ink = ink_mask(Image.new("L", (300, 200), "white"))
    assert find_regions(ink) == []
    assert covered(ink, [], 4.0) == 1.0


def test_coverage_falls_with_each_panel_that_was_overlooked() -> None:
    page = Image.new("L", (3000, 1000), "white")
    striped(300, 300, page, "black")
    striped(2000, 300, page, "black")
    ink = ink_mask(page)
    one, other = Box(290, 290, 620, 260), Box(1990, 290, 620, 260)
    assert covered(ink, [], 4.0) == 0.0
    assert covered(ink, [one], 4.0) == pytest.approx(0.5, abs=0.05)
    assert covered(ink, [one, other], 4.0) == pytest.approx(1.0, abs=0.01)
