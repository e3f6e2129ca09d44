"""A process of its own reads: what it dies of costs that picture, and the next is read."""

from __future__ import annotations

import gc
import os
import signal
import sys
from collections.abc import Iterator
from pathlib import Path

import pytest
from PIL import Image

from labelwarden.catalog.inputs import Unreadable, read_inputs
from labelwarden.errors import OcrError
from labelwarden.ocr import apart
from labelwarden.ocr.apart import ReadingProcess

PROGRAM = """
import sys
from labelwarden.ocr.apart import serve
from labelwarden.ocr.engine import SeenWord
from labelwarden.text.span import Box
from tests.fakes import KillingEngine

serve(lambda: KillingEngine(words=[SeenWord("Take", Box(200, 100, 80, 40), 0.9, 1, 0)]), int(sys.argv[2]))
"""


@pytest.fixture(autouse=True)
def no_cache(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("LABELWARDEN_CACHE", "off")


@pytest.fixture
def process() -> Iterator[ReadingProcess]:
    reading = ReadingProcess(program=PROGRAM, seconds=30)
    yield reading
    reading.close()


def picture(folder: Path, shade: int) -> Path:
    path = folder / f"shade-{shade}.png"
    Image.new("L", (1500, 600), shade).save(path)
    return path


def words(process: ReadingProcess, path: Path) -> list[str]:
    return [word.text for word in process.read(path).pages[0].words]


def test_what_it_reads_comes_back(process: ReadingProcess, tmp_path: Path) -> None:
    reading = process.read(picture(tmp_path, 255))
    assert (reading.source, reading.engines) == (str(tmp_path / "shade-255.png"), ("telling 1.0",))
    assert [(word.text, word.start, word.end) for word in reading.pages[0].words] == [("Take", 0, 4)]


@pytest.mark.skipif(sys.platform == "win32", reason="it has no signals to end a process by")
def test_an_engine_that_ends_its_process_costs_one_picture(process: ReadingProcess, tmp_path: Path) -> None:
    good = picture(tmp_path, 255)
    assert words(process, good) == ["Take"]
    dark = picture(tmp_path, 0)
    with pytest.raises(OcrError, match="its process ended \\(signal SIGKILL") as caught:
        process.read(dark)
    assert str(caught.value).startswith(f"{dark}: ")
    assert words(process, good) == ["Take"]


def test_an_engine_that_never_ends_costs_one_picture(tmp_path: Path) -> None:
    process = ReadingProcess(program=PROGRAM, seconds=30)
    good = picture(tmp_path, 255)
    assert words(process, good) == ["Take"]
    process.seconds = 0.5
    with pytest.raises(OcrError, match=r"page 1 was not read within 0\.5 s"):
        process.read(picture(tmp_path, 150))
    process.seconds = 30
    assert words(process, good) == ["Take"]
    process.close()


@pytest.mark.skipif(sys.platform != "linux", reason="only Linux caps the data of a process")
def test_an_engine_that_wants_too_much_memory_costs_one_picture(process: ReadingProcess, tmp_path: Path) -> None:
    with pytest.raises(OcrError, match="needs more than 4000 MB; make the picture smaller"):
        process.read(picture(tmp_path, 80))
    assert words(process, picture(tmp_path, 255)) == ["Take"]


def test_a_process_that_does_not_start_says_why(tmp_path: Path) -> None:
    process = ReadingProcess(program="raise SystemExit('no licence')")
    with pytest.raises(OcrError, match="exit code 1; it said: no licence"):
        process.read(picture(tmp_path, 255))
    process.close()


def test_an_engine_that_is_not_there_is_named(tmp_path: Path) -> None:
    program = "from labelwarden.errors import OcrError\nfrom labelwarden.ocr.apart import serve\n"
    process = ReadingProcess(program=program + "def load(): raise OcrError('no engine here')\nserve(load)")
    for _ in range(2):
        with pytest.raises(OcrError, match="no engine here"):
            process.read(picture(tmp_path, 255))
    process.close()


def test_faulty_files_are_told_as_in_this_process(process: ReadingProcess, tmp_path: Path) -> None:
    with pytest.raises(OcrError, match="there is no such file"):
        process.read(tmp_path / "nowhere.png")


@pytest.mark.skipif(sys.platform == "win32", reason="it has no signals to end a process by")
def test_a_picture_in_the_middle_costs_no_other(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(apart, "ReadingProcess", lambda _name: ReadingProcess(program=PROGRAM))
    paths = [str(picture(tmp_path, shade)) for shade in (255, 0, 250)]
    items = list(read_inputs(paths))
    assert [isinstance(item, Unreadable) for item in items] == [False, True, False]


@pytest.mark.skipif(sys.platform == "win32", reason="it has no signals to end a process by")
def test_it_goes_when_it_is_no_longer_used(tmp_path: Path) -> None:
    process = ReadingProcess(program=PROGRAM)
    assert words(process, picture(tmp_path, 255)) == ["Take"]
    running = process._running
    assert running is not None
    del process
    gc.collect()
    assert running.process.returncode == -signal.SIGKILL
    with pytest.raises(ProcessLookupError):
        os.kill(running.process.pid, 0)


@pytest.mark.skipif(sys.platform == "win32", reason="it has no signals to end a process by")
def test_where_nothing_can_be_written_it_reads_all_the_same(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    def refuse() -> None:
        raise FileNotFoundError("no usable temporary directory")

    monkeypatch.setattr(apart, "TemporaryFile", refuse)
    process = ReadingProcess(program=PROGRAM)
    assert words(process, picture(tmp_path, 255)) == ["Take"]
    with pytest.raises(OcrError, match=r"its process ended \(signal SIGKILL\)"):
        process.read(picture(tmp_path, 0))
    process.close()
