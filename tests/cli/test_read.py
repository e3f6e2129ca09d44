from __future__ import annotations

import json
from pathlib import Path

import pytest
from PIL import Image

from labelwarden.ocr.engine import SeenWord
from labelwarden.text.span import Box
from tests.cli.conftest import Run
from tests.fakes import BlindEngine, TellingEngine, read_by


@pytest.fixture(autouse=True)
def picture(tmp_path: Path) -> None:
    Image.new("RGB", (1200, 800), "white").save(tmp_path / "front.png")


def test_json_has_the_words_with_their_boxes(run: Run, monkeypatch: pytest.MonkeyPatch) -> None:
    words = [SeenWord("Plain", Box(100, 100, 200, 60), 0.9, 1, 0), SeenWord("oats", Box(320, 100, 180, 60), 0.8, 1, 0)]
    read_by(monkeypatch, TellingEngine(words))
    ended = run("read", "front.png", "--format", "json")
    reading = json.loads(ended.out)

    assert ended.code == 0
    assert reading["schema"] == "labelwarden.reading/1"
    assert reading["source"] == "front.png"
    assert [word["text"] for word in reading["pages"][0]["words"]] == ["Plain", "oats"]
    assert run("read", "front.png").out.strip() == "Plain oats"


def test_a_picture_without_words_is_unreadable(run: Run, monkeypatch: pytest.MonkeyPatch) -> None:
    read_by(monkeypatch, BlindEngine())
    ended = run("read", "front.png")

    assert ended.code == 4
    assert "nothing could be read" in ended.err


def test_a_missing_picture_is_unreadable(run: Run, monkeypatch: pytest.MonkeyPatch) -> None:
    read_by(monkeypatch, BlindEngine())
    ended = run("read", "nowhere.png")

    assert (ended.code, ended.out) == (4, "")
    assert "nowhere.png" in ended.err


def test_hocr_and_png_are_written(run: Run, monkeypatch: pytest.MonkeyPatch, tmp_path: Path) -> None:
    words = [SeenWord("Plain", Box(100, 100, 200, 60), 0.9, 1, 0)]
    read_by(monkeypatch, TellingEngine(words))
    assert "<span class='ocrx_word'" in run("read", "front.png", "--format", "hocr").out
    assert run("read", "front.png", "--format", "png", "--output", "boxes.png").code == 0
    with Image.open(tmp_path / "boxes.png") as boxes:
        assert boxes.size == (1200, 800)


def test_unknown_formats_are_wrong_usage(run: Run) -> None:
    ended = run("read", "front.png", "--format", "alto")

    assert ended.code == 2
    assert 'there is no "alto"; it takes text, json, hocr, png' in ended.err
