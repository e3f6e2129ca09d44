"""Words drawn in a known size are measured in that size, and the scale of a picture is told by what tells it best."""

from __future__ import annotations

from dataclasses import replace
from pathlib import Path

import pytest
from PIL import Image, ImageDraw, ImageFont

from labelwarden.label.scale import MM_PER_INCH, Scale, by_bar_code, by_resolution
from labelwarden.ocr.frame import Frame
from labelwarden.ocr.line_order import words_of
from labelwarden.ocr.page import Barcode, Page
from labelwarden.ocr.reading import read_picture
from labelwarden.ocr.scale_of_page import scale_of
from labelwarden.ocr.seen_line import LineWord, SeenLine
from labelwarden.ocr.source_pages import SourcePage, pages_of
from labelwarden.ocr.type_size import with_type
from labelwarden.ocr.view import PlacedWord, View
from labelwarden.text.span import Box
from tests.fakes import BlindEngine

WORDS = ("WARNING", "nicotine", "causes", "pregnancy", "may", "health,", "2%")


def page_of(word: str, box: Box, *, turned: int = 0) -> Page:
    view = View(word, (PlacedWord(word, box, 1.0, 0, len(word)),))
    return Page(1, 700, 200, view, (view,), turned=turned)


def drawn(word: str, size: int, ink: str = "black", ground: str = "white") -> tuple[Image.Image, Box]:
    image = Image.new("RGB", (700, 200), ground)
    draw = ImageDraw.Draw(image)
    font = ImageFont.load_default(size)
    draw.text((60, 60), word, ink, font)
    left, top, right, bottom = (round(side) for side in draw.textbbox((60, 60), word, font))
    return image, Box(left - 2, top - 2, right - left + 4, bottom - top + 4)


@pytest.mark.parametrize("size", [12, 20, 48])
@pytest.mark.parametrize("word", WORDS)
def test_the_size_of_type(word: str, size: int) -> None:
    image, box = drawn(word, size)
    page = with_type(page_of(word, box), image)
    measured = page.words[0].type_size
    assert measured is not None
    assert 0.8 * size <= measured <= 1.25 * size
    assert page.views[0].words[0].type_size == measured


def test_light_letters_are_measured_like_dark_ones() -> None:
    image, box = drawn("WARNING", 30, "white", "navy")
    measured = with_type(page_of("WARNING", box), image).words[0].type_size
    assert measured is not None
    assert 24 <= measured <= 37


def test_print_that_runs_upwards_is_measured_across() -> None:
    image, box = drawn("WARNING", 30)
    turned = image.transpose(Image.Transpose.ROTATE_90)
    upright = Box(box.y, image.width - box.right, box.height, box.width)
    measured = with_type(page_of("WARNING", upright, turned=90), turned).words[0].type_size
    assert measured is not None
    assert 24 <= measured <= 37


@pytest.mark.parametrize("degrees", [5, 10, 20, 340, 90, 270])
@pytest.mark.parametrize("word", ["WARNING", "health,"])
def test_slanted_print_is_measured_along_its_own_direction(word: str, degrees: int) -> None:
    image, box = drawn(word, 20)
    slant = Frame(image.width, image.height, degrees)
    upright = Frame(*slant.size, 360 - degrees)
    view = upright.on_picture(View(word, (PlacedWord(word, moved(box, image, upright), 1.0, 0, len(word)),)))
    assert view.words[0].corners is not None
    measured = with_type(Page(1, *slant.size, view), slant.turned(image)).words[0].type_size
    assert measured is not None
    assert 0.8 * 20 <= measured <= 1.25 * 20


def moved(box: Box, image: Image.Image, frame: Frame) -> Box:
    """Where a box of `image` lies once it was slanted and turned upright again, with room around it."""
    across, down = (frame.size[0] - image.width) // 2, (frame.size[1] - image.height) // 2
    return Box(box.x + across, box.y + down, box.width, box.height)


@pytest.mark.parametrize("size", [12, 16, 28])
@pytest.mark.parametrize("word", ["diagnose,", "WARNING", "evaluated"])
def test_close_lines_above_and_below_do_not_count(word: str, size: int) -> None:
    image = Image.new("RGB", (700, 200), "white")
    draw = ImageDraw.Draw(image)
    font = ImageFont.load_default(size)
    for line in (-1.2, 0, 1.2):
        draw.text((60, 80 + line * size), word if line == 0 else "Hxgpl typed", "black", font)
    left, top, right, bottom = (round(side) for side in draw.textbbox((60, 80), word, font))
    measured = with_type(page_of(word, Box(left - 2, top - 2, right - left + 4, bottom - top + 4)), image).words[0]
    assert measured.type_size is not None
    assert 0.8 * size <= measured.type_size <= 1.25 * size


def test_a_slanted_line_knows_the_corners_of_its_words() -> None:
    corners = ((0.0, 0.0), (100.0, 20.0), (98.0, 30.0), (-2.0, 10.0))
    line = SeenLine(corners, (LineWord("No", 0.9, 0.0, 0.5), LineWord("wonder", 0.9, 0.5, 1.0)))
    first, second = words_of(line, 1)
    assert first.corners == ((0.0, 0.0), (50.0, 10.0), (48.0, 20.0), (-2.0, 10.0))
    assert second.corners == ((50.0, 10.0), (100.0, 20.0), (98.0, 30.0), (48.0, 20.0))
    level = replace(line, corners=((0.0, 0.0), (100.0, 1.0), (100.0, 11.0), (0.0, 10.0)))
    assert [word.corners for word in words_of(level, 1)] == [None, None]


@pytest.mark.parametrize(
    ("ink", "ground", "least", "most"),
    [("black", "white", 18, 21), ("#767676", "white", 4.2, 5), ("#eeeeee", "white", 1, 1.3)],
)
def test_contrast_is_that_of_wcag(ink: str, ground: str, least: float, most: float) -> None:
    image, box = drawn("WARNING", 40, ink, ground)
    contrast = with_type(page_of("WARNING", box), image).words[0].contrast
    assert contrast is not None
    assert least <= contrast <= most


def test_a_bar_code_tells_the_scale_within_bounds() -> None:
    scale = by_bar_code(190)
    low, high = scale.millimetres(2, 2)
    assert (round(low, 2), round(high, 2)) == (0.26, 0.66), "two pixels are the thinnest bar"


def code(width: int, *, kind: str = "EAN-13", fault: str | None = None) -> Barcode:
    return Barcode(kind, "4006381333931", Box(0, 0, width, 40), fault)


@pytest.mark.parametrize(
    ("codes", "told", "how"),
    [
        ((), None, None),
        ((), by_resolution(300, "its file"), "its file"),
        ((code(370),), None, "the width of its bar code, which may be 80 to 200 % of the usual"),
        ((code(370),), by_resolution(300, "its file"), "its file"),
        (
            (code(95),),
            by_resolution(1200, "its file"),
            "the width of its bar code, which may be 80 to 200 % of the usual",
        ),
        ((code(370, fault="wrong"),), None, None),
        ((code(370, kind="QR Code"),), None, None),
    ],
)
def test_what_the_file_says_has_to_fit_the_bar_code(
    codes: tuple[Barcode, ...], told: Scale | None, how: str | None
) -> None:
    source = SourcePage(Image.new("RGB", (9, 9)), scale=told)
    found = scale_of(source, Page(1, 9, 9, View("", ()), barcodes=codes))
    assert (found.how if found else None) == how


def test_the_resolution_of_a_file_counts_if_somebody_chose_it(tmp_path: Path) -> None:
    image = Image.new("RGB", (300, 200), "white")
    for name, dots in (("scan.png", 300), ("screen.png", 72)):
        image.save(tmp_path / name, dpi=(dots, dots))
    (scan,) = pages_of(tmp_path / "scan.png")
    (screen,) = pages_of(tmp_path / "screen.png")
    assert scan.scale is not None
    assert round(scan.scale.low * MM_PER_INCH) == 300
    assert screen.scale is None


def test_the_resolution_of_a_photograph_is_the_cameras(tmp_path: Path) -> None:
    image = Image.new("RGB", (300, 200), "white")
    exif = image.getexif()
    exif[0x0110] = "Phone 9"
    image.save(tmp_path / "photo.jpg", dpi=(300, 300), exif=exif)
    (photo,) = pages_of(tmp_path / "photo.jpg")
    assert photo.scale is None


def test_the_page_of_a_reading_keeps_its_scale(tmp_path: Path) -> None:
    Image.new("RGB", (300, 200), "white").save(tmp_path / "scan.png", dpi=(254, 254))
    (page,) = read_picture(tmp_path / "scan.png", BlindEngine()).pages
    assert page.scale is not None
    assert round(page.scale.low, 2) == 10
