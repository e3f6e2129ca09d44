"""Lines that were overlooked or read unsurely are read once more, set anew; surely read ones are not."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, field

import pytest
from PIL import Image, ImageDraw, ImageFont

from labelwarden.ocr.engine import PageEngine, SeenWord, load_engine
from labelwarden.ocr.lines_on_sheet import lines_on
from labelwarden.ocr.page_reading import read_page
from labelwarden.ocr.passes import Sheet
from labelwarden.ocr.second_look import look_again
from labelwarden.text.span import Box


def label() -> Image.Image:
    image = Image.new("RGB", (1500, 600), "white")
    draw = ImageDraw.Draw(image)
    draw.text((100, 100), "KEEP OUT OF REACH", "black", ImageFont.load_default(40))
    draw.text((100, 400), "OF CHILDREN UNDER", "black", ImageFont.load_default(40))
    return image


@dataclass(frozen=True)
class ReadsEachLine:
    """Sees one word in each stretch of a sheet that holds ink."""

    confidence: float = 0.9
    name: str = "each line 1.0"
    sheets: list[Image.Image] = field(default_factory=list)

    def read(self, image: Image.Image) -> list[SeenWord]:  # noqa: ARG002 - the signature is the protocol's
        return []

    def read_blocks(self, images: Sequence[Image.Image]) -> list[list[SeenWord]]:
        self.sheets.extend(images)
        (image,) = images
        rows = image.point(lambda level: 255 * (level < 128)).resize((1, image.height), Image.Resampling.BOX).tobytes()
        starts = [row for row in range(1, image.height) if rows[row] and not rows[row - 1]]
        return [[SeenWord("words", Box(20, row, 200, 20), self.confidence, 1, row) for row in starts]]


def test_only_lines_without_sure_words_are_read_again() -> None:
    sheet = Sheet.of(label())
    engine = ReadsEachLine()
    sure = SeenWord("KEEP OUT OF REACH", Box(100, 105, 400, 40), 0.95, 1, 0)
    unsure = SeenWord("OF CHIIDREN UNDEB", Box(100, 405, 400, 40), 0.5, 1, 1)
    (line,) = look_again(sheet, engine, lines_on(sheet), [sure, unsure])
    assert 380 < line.box.y < 420
    assert line.box.x == pytest.approx(100, abs=30)
    assert len(look_again(sheet, engine, lines_on(sheet), [])) == 2


def test_where_all_is_read_surely_nothing_is_read_again() -> None:
    engine = ReadsEachLine()
    sure = [SeenWord("words", Box(100, top, 400, 40), 0.95, 1, 0) for top in (105, 405)]
    sheet = Sheet.of(label())
    assert look_again(sheet, engine, lines_on(sheet), sure) == []
    assert engine.sheets == []


def test_what_reads_like_a_pattern_is_no_line() -> None:
    sheet = Sheet.of(label())
    assert look_again(sheet, ReadsEachLine(confidence=0.3), lines_on(sheet), []) == []


@pytest.fixture(scope="module")
def tesseract() -> PageEngine:
    engine = load_engine("tesseract")
    assert isinstance(engine, PageEngine)
    return engine


def test_slanted_lines_within_a_drawing_are_read(tesseract: PageEngine) -> None:
    """Rays around them make one region of everything, and each slants its own way."""
    image = Image.new("RGB", (1600, 1000), (90, 110, 120))
    draw = ImageDraw.Draw(image)
    for left in range(0, 1600, 40):
        draw.line((left, 0, 1600 - left, 1000), fill=(140, 150, 150), width=2)
    for top, slant, text in ((120, 9, "Take two capsules daily"), (600, -9, "Store in a dry place")):
        line = Image.new("RGBA", (700, 90), (90, 110, 120, 255))
        ImageDraw.Draw(line).text((350, 45), text, "white", ImageFont.load_default(44), anchor="mm")
        turned = line.rotate(slant, Image.Resampling.BICUBIC, expand=True)
        image.paste(turned, (350, top), turned)
    page = read_page(image, tesseract)
    read = "\n".join(view.text for view in (page.main, *page.views))
    assert "Take two capsules daily" in read
    assert "Store in a dry place" in read


def test_a_strip_along_the_side_is_read_in_its_own_direction(tesseract: PageEngine) -> None:
    image = label()
    for way in (Image.Transpose.ROTATE_90, Image.Transpose.ROTATE_270):
        strip = Image.new("RGB", (560, 60), "white")
        ImageDraw.Draw(strip).text((20, 10), "Distributed by Example Botanicals", "black", ImageFont.load_default(30))
        image.paste(strip.transpose(way), (1200, 20))
        page = read_page(image, tesseract)
        assert "KEEP OUT OF REACH" in page.text
        assert "Distributed by Example Botanicals" in page.text
