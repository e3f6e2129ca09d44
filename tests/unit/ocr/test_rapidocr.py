"""RapidOCR on drawn labels, turned and slanted; its faults; and what `auto` takes."""

from __future__ import annotations

import subprocess
import sys
from collections.abc import Sequence
from importlib.util import find_spec

import pytest
from PIL import Image, ImageDraw, ImageFont

from labelwarden.errors import OcrError
from labelwarden.ocr.engine import BothEngines, EngineName, LineEngine, load_engine
from labelwarden.ocr.page_reading import read_page
from labelwarden.text.span import Box
from tests.unit.ocr.drawn import LEFT, RIGHT, two_columns

WHITE = (255, 255, 255)
TEXT = "\n".join(LEFT) + "\n\n" + "\n".join(RIGHT)

with_photos = pytest.mark.skipif(find_spec("rapidocr") is None, reason='needs pip install "labelwarden[photos]"')


def similar(one: str, other: str) -> bool:
    return "".join(one.split()) == "".join(other.split())


def found_on(image: Image.Image, lines: Sequence[str]) -> list[bool]:
    """Whether each of `lines` is read as one line."""
    engine = load_engine("rapidocr")
    assert isinstance(engine, LineEngine)
    read = [line.text for line in engine.read_lines(image)]
    return [any(similar(line, text) for text in read) for line in lines]


@with_photos
@pytest.mark.ocr
@pytest.mark.parametrize("name", ["rapidocr", "both"])
@pytest.mark.parametrize(("turn", "turned"), [(0, 0), (90, 270), (180, 180), (270, 90)])
def test_a_label_is_read_whichever_way_it_is_turned(name: EngineName, turn: int, turned: int) -> None:
    image = two_columns().rotate(-turn, expand=True)
    page = read_page(image, load_engine(name))
    assert page.turned == turned
    assert similar(page.text, TEXT)
    (age,) = [word for word in page.words if word.text.startswith("18")]
    ink = image.convert("L").point(lambda level: 255 * (level < 128)).crop(corners(age.box)).getbbox()
    assert ink is not None, "the box of the age lies on its digits in the picture as it was given"
    assert (page.width, page.height) == image.size


@with_photos
@pytest.mark.ocr
def test_a_slanted_label_is_read_by_both_engines() -> None:
    image = two_columns().rotate(-12, expand=True, fillcolor=WHITE, resample=Image.Resampling.BICUBIC)
    page = read_page(image, load_engine("both"))
    assert page.turned == pytest.approx(348, abs=1)
    assert similar(page.text, TEXT)


@pytest.mark.ocr
@pytest.mark.parametrize(("turn", "turned"), [(90, 270), (180, 180), (270, 90), (12, 348)])
def test_tesseract_alone_is_given_the_label_upright(turn: int, turned: int) -> None:
    image = two_columns().rotate(-turn, expand=True, fillcolor=WHITE, resample=Image.Resampling.BICUBIC)
    page = read_page(image, load_engine("tesseract"))
    assert page.turned == pytest.approx(turned, abs=1)
    assert similar(page.text, TEXT)


@with_photos
@pytest.mark.ocr
def test_print_that_runs_up_the_side_is_read_whole() -> None:
    lines = (
        "WARNING: according to the maker women should not",
        "drink this beverage because of the risk of harm and",
        "impairs your ability to drive a car or to operate",
        "machinery and may cause problems of many kinds.",
    )
    image = Image.new("RGB", (800, 380), "white")
    draw = ImageDraw.Draw(image)
    draw.text((80, 120), "Example Botanicals", "black", ImageFont.load_default(40))
    strip = Image.new("RGB", (360, 72), "white")
    ImageDraw.Draw(strip).multiline_text((6, 4), "\n".join(lines), "black", ImageFont.load_default(10), spacing=1)
    image.paste(strip.rotate(90, expand=True), (660, 10))
    assert found_on(image, lines)[:3] == [True] * 3


@with_photos
@pytest.mark.ocr
def test_fine_print_of_a_large_photograph_is_read() -> None:
    lines = (
        "Consult a physician before use if you are pregnant",
        "and do not exceed the recommended serving of this",
        "product. Keep it in a cool and dry place, away from",
        "children. Made for the Example Botanicals company.",
    )
    image = Image.new("RGB", (4000, 3000), "white")
    draw = ImageDraw.Draw(image)
    draw.text((500, 300), "Example Botanicals", "black", ImageFont.load_default(200))
    draw.multiline_text((1500, 1500), "\n".join(lines), "#333", ImageFont.load_default(12), spacing=2)
    assert found_on(image, lines) == [True] * 4


@with_photos
@pytest.mark.ocr
@pytest.mark.parametrize("size", [(300, 200), (1, 1), (2000, 3)])
def test_a_blank_picture_reads_as_nothing(size: tuple[int, int]) -> None:
    page = read_page(Image.new("RGB", size, "white"), load_engine("rapidocr"))
    assert (page.text, page.words) == ("", ())


@with_photos
@pytest.mark.ocr
def test_running_out_of_time_is_an_error() -> None:
    with pytest.raises(OcrError, match=r"RapidOCR did not finish in 0.001 s"):
        read_page(two_columns(), load_engine("rapidocr", timeout=0.001))


@with_photos
@pytest.mark.ocr
@pytest.mark.skipif(sys.platform != "linux", reason="asks Linux which libraries are loaded")
def test_no_library_of_a_screen_is_loaded() -> None:
    code = (
        "from labelwarden.ocr.engine import load_engine\n"
        "from PIL import Image\n"
        "load_engine('rapidocr').read_lines(Image.new('RGB', (300, 200), 'white'))\n"
        "print(open('/proc/self/maps').read())"
    )
    done = subprocess.run([sys.executable, "-c", code], capture_output=True, text=True, check=True)
    assert "cv2" in done.stdout
    assert [name for name in ("libGL.", "libX11", "libQt") if name in done.stdout] == []


@with_photos
@pytest.mark.ocr
def test_auto_takes_both_where_both_are_installed() -> None:
    engine = load_engine("auto")
    assert isinstance(engine, BothEngines)


def test_auto_is_tesseract_without_the_extra(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("labelwarden.ocr.engine.find_spec", lambda _name: None)
    assert not isinstance(load_engine("auto"), BothEngines)


def test_the_missing_extra_is_named_with_its_command(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setitem(sys.modules, "cv2", None)
    with pytest.raises(OcrError, match=r'pip install "labelwarden\[photos\]"'):
        load_engine("rapidocr")


def test_the_opencv_that_wants_a_screen_is_told_apart(monkeypatch: pytest.MonkeyPatch) -> None:
    class NoScreen:
        def find_spec(self, name: str, *_: object) -> None:
            if name == "cv2":
                raise ImportError("libGL.so.1: cannot open shared object file: No such file or directory")

    monkeypatch.delitem(sys.modules, "cv2", raising=False)
    monkeypatch.setattr(sys, "meta_path", [NoScreen(), *sys.meta_path])
    with pytest.raises(OcrError, match="opencv-python-headless"):
        load_engine("rapidocr")


def corners(box: Box) -> tuple[int, int, int, int]:
    return box.x, box.y, box.right, box.bottom
