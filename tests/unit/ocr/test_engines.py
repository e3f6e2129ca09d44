"""The two ways to call Tesseract: what they do with faults, and that both read a drawn label; what is loaded when."""

from __future__ import annotations

import subprocess
import sys
from pathlib import Path

import pytest
from PIL import Image, ImageFont

from labelwarden.errors import OcrError
from labelwarden.ocr import tesseract
from labelwarden.ocr.engine import TIMEOUT_SECONDS, EngineName, PageEngine, load_engine
from labelwarden.ocr.pytesseract_engine import PytesseractEngine
from labelwarden.ocr.reading import read_picture
from labelwarden.ocr.tesseract import find_tessdata, words_of_table
from labelwarden.ocr.tesserocr_engine import TesserocrEngine
from labelwarden.text.span import Box
from tests.unit.ocr.drawn import two_columns

ENGINES: tuple[EngineName, ...] = ("tesserocr", "pytesseract")

TABLE = """\
level\tpage_num\tblock_num\tpar_num\tline_num\tword_num\tleft\ttop\twidth\theight\tconf\ttext
1\t1\t0\t0\t0\t0\t0\t0\t600\t200\t-1\t
4\t1\t1\t1\t1\t0\t10\t20\t200\t20\t-1\t
5\t1\t1\t1\t1\t1\t10\t20\t60\t20\t96.5\tKeep
5\t1\t1\t1\t1\t2\t80\t20\t40\t20\t91\tout
5\t1\t1\t1\t2\t1\t10\t50\t30\t20\t95\t \t
5\t1\t2\t1\t1\t1\t300\t20\t30\t20\t0\t"18"
5\t2\t1\t1\t1\t1\t0\t0\t30\t20\t88\tnext
"""


def test_the_table_gives_the_words_of_one_page() -> None:
    keep, out, age = words_of_table(TABLE)
    assert (keep.text, keep.box, keep.confidence) == ("Keep", Box(10, 20, 60, 20), 0.965)
    assert (keep.block, keep.line) == (out.block, out.line)
    assert (age.text, age.block, age.confidence) == ('"18"', 2, 0.0)
    assert age.line != keep.line
    assert [word.text for word in words_of_table(TABLE, page=2)] == ["next"]


@pytest.mark.ocr
@pytest.mark.parametrize("name", ENGINES)
@pytest.mark.parametrize("colours", [("black", "white"), ("white", "navy"), ("yellow", "green")], ids="/".join)
def test_a_drawn_label_is_read_in_order_with_boxes(tmp_path: Path, name: EngineName, colours: tuple[str, str]) -> None:
    path = tmp_path / "label.png"
    two_columns(*colours).save(path)
    reading = read_picture(path, load_engine(name))
    (page,) = reading.pages
    assert page.text == (
        "Keep out of reach\nof children under\nthe age of 18.\n\nDistributed by\nExample Botanicals\nSpringfield"
    )
    assert reading.engines[0].startswith("tesseract ")
    assert page.coverage > 0.9
    (age,) = [word for word in page.words if word.text == "18."]
    assert page.text[age.start : age.end] == "18."
    assert age.box.x == pytest.approx(60 + ImageFont.load_default(36).getlength("the age of "), abs=6)
    assert 170 < age.box.y < age.box.bottom < 225
    assert age.confidence > 0.8


@pytest.mark.ocr
@pytest.mark.parametrize("name", ENGINES)
def test_a_blank_picture_reads_as_nothing(tmp_path: Path, name: EngineName) -> None:
    path = tmp_path / "blank.png"
    Image.new("RGB", (300, 200), "white").save(path)
    assert read_picture(path, load_engine(name)).is_empty


def page_engine(name: EngineName, timeout: float = TIMEOUT_SECONDS) -> PageEngine:
    engine = load_engine(name, timeout)
    assert isinstance(engine, PageEngine)
    return engine


@pytest.mark.ocr
def test_blocks_come_back_one_by_one_in_their_order() -> None:
    image = two_columns()
    halves = [image.crop((800, 0, 1500, 500)), Image.new("L", (300, 200), "white"), image.crop((0, 0, 700, 500))]
    for name in ENGINES:
        first, nothing, last = page_engine(name).read_blocks(halves)
        assert [word.text for word in first][:2] == ["Distributed", "by"]
        assert nothing == []
        assert [word.text for word in last][:4] == ["Keep", "out", "of", "reach"]
        assert page_engine(name).read_blocks([]) == []


@pytest.mark.ocr
@pytest.mark.parametrize("name", ENGINES)
def test_running_out_of_time_is_an_error_and_the_next_picture_is_read(name: EngineName) -> None:
    engine = page_engine(name, timeout=0.001)
    crowded = Image.effect_noise((1500, 1500), 200)
    crowded.paste(two_columns().resize((1500, 500)), (0, 0))
    for _ in range(2):
        with pytest.raises(OcrError, match=r"did not finish in 0.001 s"):
            engine.read(crowded)


@pytest.mark.ocr
def test_the_time_of_a_picture_is_shared_by_its_blocks() -> None:
    engine = page_engine("tesserocr", timeout=0.3)
    crowded = Image.effect_noise((1500, 1500), 200)
    crowded.paste(two_columns().resize((1500, 500)), (0, 0))
    with pytest.raises(OcrError, match=r"did not finish in 0.3 s"):
        engine.read_blocks([two_columns().convert("L").resize((1500, 500))] * 50 + [crowded] * 50)


@pytest.mark.ocr
def test_a_breakdown_in_process_is_an_error_and_the_recogniser_is_replaced() -> None:
    engine = TesserocrEngine()
    broken = engine._recogniser()

    class Broken:
        def __getattr__(self, name: str) -> object:
            return getattr(broken, name)

        def Recognize(self, _timeout: int) -> bool:  # noqa: N802 - the name is tesserocr's
            raise RuntimeError("Failed to recognize.")

    engine._idle.get_nowait()
    engine._idle.put(Broken())
    with pytest.raises(OcrError, match=r"broke down \(Failed to recognize"):
        engine.read(two_columns())
    assert engine.read(two_columns())[0].text == "Keep"


def test_a_command_that_is_not_tesseract_is_refused(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    command = tmp_path / "tesseract"
    command.write_text("#!/bin/sh\nexit 3\n")
    command.chmod(0o755)
    monkeypatch.setenv("PATH", str(tmp_path))
    with pytest.raises(OcrError, match="does not answer as Tesseract does"):
        PytesseractEngine()


@pytest.mark.ocr
def test_a_command_that_crashes_costs_the_picture(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    engine = PytesseractEngine()
    command = tmp_path / "crashing"
    command.write_text("#!/bin/sh\nkill -SEGV $$\n")
    command.chmod(0o755)
    monkeypatch.setattr(engine._pytesseract, "tesseract_cmd", str(command))
    with pytest.raises(OcrError, match="broke down"):
        engine.read(two_columns())


def test_missing_language_data_are_named_with_what_to_install(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(tesseract, "_candidates", lambda: [tmp_path])
    with pytest.raises(OcrError, match=rf"eng.traineddata\) were not found in {tmp_path}; pip install"):
        find_tessdata()


def test_the_folder_of_tessdata_prefix_counts(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    (tmp_path / "eng.traineddata").touch()
    monkeypatch.setattr(tesseract, "shipped_folder", lambda: None)
    monkeypatch.setenv("TESSDATA_PREFIX", str(tmp_path))
    assert find_tessdata() == tmp_path


def test_without_any_engine_both_reasons_are_given(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setitem(sys.modules, "tesserocr", None)
    monkeypatch.setitem(sys.modules, "pytesseract", None)
    with pytest.raises(OcrError, match=r"no OCR engine works here") as caught:
        load_engine("tesseract")
    assert "tesserocr cannot be used here" in str(caught.value)
    assert "pytesseract cannot be used here" in str(caught.value)
    assert "pip install" in str(caught.value)


@pytest.mark.ocr
def test_tesseract_falls_back_to_the_command(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setitem(sys.modules, "tesserocr", None)
    assert isinstance(load_engine("tesseract"), PytesseractEngine)


def test_opening_and_panels_load_no_engine() -> None:
    code = (
        "import sys, labelwarden.ocr.engine, labelwarden.ocr.panels, labelwarden.ocr.reading\n"
        "print(sorted({'tesserocr', 'pytesseract', 'rapidocr', 'cv2', 'numpy'} & set(sys.modules)))"
    )
    done = subprocess.run([sys.executable, "-c", code], capture_output=True, text=True, check=True)
    assert done.stdout.strip() == "[]"
