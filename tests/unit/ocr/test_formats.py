"""A reading as hOCR, and as a picture with boxes."""

from __future__ import annotations

import io
from pathlib import Path
from xml.etree import ElementTree as ET

import pytest
from PIL import Image

from labelwarden.ocr.hocr import as_hocr, blocks_of
from labelwarden.ocr.overlay import as_png
from labelwarden.ocr.page import Barcode, Page
from labelwarden.ocr.reading import Reading
from labelwarden.ocr.view import PlacedWord, View
from labelwarden.text.span import Box


def word(text: str, start: int, x: int, y: int, confidence: float = 0.956) -> PlacedWord:
    return PlacedWord(text, Box(x, y, 20, 10), confidence, start, start + len(text))


VIEW = View(
    "Zinc <5\nmg\n\n&",
    (word("Zinc", 0, 10, 10), word("<5", 5, 40, 12), word("mg", 8, 10, 30), word("&", 12, 90, 50, 0.3)),
)


def reading_of(path: Path) -> Reading:
    code = Barcode("EAN-13", "4006381333931", Box(60, 5, 30, 20))
    return Reading(str(path), ("telling 1.0",), (Page(1, 120, 80, VIEW, barcodes=(code,)),))


def test_words_are_put_back_into_blocks_and_lines() -> None:
    assert [[[w.text for w in line] for line in block] for block in blocks_of(VIEW)] == [
        [["Zinc", "<5"], ["mg"]],
        [["&"]],
    ]
    assert blocks_of(View("", ())) == []


def test_hocr_nests_words_in_lines_and_blocks_with_their_boxes() -> None:
    text = as_hocr(reading_of(Path("it's.png")))
    body = ET.fromstring(text[text.index("<body>") :].removesuffix("</html>\n"))
    (page,) = body
    blocks = list(page)
    assert page.get("title") == 'image "it\'s.png"; bbox 0 0 120 80; ppageno 0'
    assert [block.get("title") for block in blocks] == ["bbox 10 10 60 40", "bbox 90 50 110 60"]
    first_line = blocks[0][0]
    assert first_line.get("title") == "bbox 10 10 60 22"
    assert [(w.text, w.get("title")) for w in first_line] == [
        ("Zinc", "bbox 10 10 30 20; x_wconf 96"),
        ("<5", "bbox 40 12 60 22; x_wconf 96"),
    ]


def test_the_picture_shows_a_box_around_each_word_and_code(tmp_path: Path) -> None:
    path = tmp_path / "label.png"
    Image.new("RGB", (120, 80), "white").save(path)
    drawn = Image.open(io.BytesIO(as_png(reading_of(path))))
    assert drawn.size == (120, 80)
    assert drawn.getpixel((10, 15)) == (0x1A, 0x7F, 0x37)
    assert drawn.getpixel((90, 55)) == (0xCF, 0x22, 0x2E)
    assert drawn.getpixel((60, 15)) == (0x05, 0x50, 0xAE)
    assert drawn.getpixel((100, 70)) == (255, 255, 255)


@pytest.mark.parametrize("pages", [2, 3])
def test_pages_are_drawn_below_each_other(tmp_path: Path, pages: int) -> None:
    path = tmp_path / "pages.tif"
    frames = [Image.new("RGB", (60, 30), "white") for _ in range(pages)]
    frames[0].save(path, save_all=True, append_images=frames[1:])
    reading = Reading(str(path), (), tuple(Page(n + 1, 60, 30, View("", ())) for n in range(pages)))
    assert Image.open(io.BytesIO(as_png(reading))).size == (60, 50 * pages - 20)
