"""Many pictures in one run: those that cannot be read are told one by one, and cost no other."""

from __future__ import annotations

import csv
import json
import struct
import zlib
from pathlib import Path

import pytest
from PIL import Image, ImageDraw

from labelwarden.ocr.engine import SeenWord
from labelwarden.text.span import Box
from tests.cli.conftest import Run
from tests.fakes import TellingEngine, read_by


class CarefulEngine(TellingEngine):
    """Sees its words where something is drawn, and nothing on an even ground."""

    def read(self, image: Image.Image) -> list[SeenWord]:
        low, high = image.convert("L").getextrema()
        return super().read(image) if low != high else []


@pytest.fixture(autouse=True)
def engine(monkeypatch: pytest.MonkeyPatch) -> None:
    boxes = [Box(100, 100, 200, 60), Box(320, 100, 180, 60)]
    words = [SeenWord(text, box, 0.95, 1, 0) for text, box in zip(("miracle", "cure"), boxes, strict=True)]
    read_by(monkeypatch, CarefulEngine(words))


def drawn() -> Image.Image:
    image = Image.new("RGB", (600, 300), "white")
    ImageDraw.Draw(image).rectangle((50, 50, 250, 80), fill="black")
    return image


def chunk(kind: bytes, data: bytes) -> bytes:
    return struct.pack(">I", len(data)) + kind + data + struct.pack(">I", zlib.crc32(kind + data))


HUGE = b"\x89PNG\r\n\x1a\n" + b"".join(
    [
        chunk(b"IHDR", struct.pack(">IIBBBBB", 50_000, 50_000, 8, 2, 0, 0, 0)),
        chunk(b"IDAT", zlib.compress(bytes(1000))),
        chunk(b"IEND", b""),
    ]
)


def broken_files(folder: Path) -> dict[str, str]:
    """One file for each way to be broken, and what is said of it."""
    drawn().save(folder / "whole.jpg")
    whole = (folder / "whole.jpg").read_bytes()
    drawn().save(folder / "whole.png")
    garbled = bytearray((folder / "whole.png").read_bytes())
    garbled[60:160] = bytes(100)
    contents = {
        "broken.png": bytes(garbled),
        "truncated.jpg": whole[: len(whole) // 2],
        "huge.png": HUGE,
        "empty.png": b"",
        "text.png": b"Plain oats, one pound.",
        "page.jpg": b"<html><body><h1>Oats</h1></body></html>",
        "noise.webp": bytes(range(256)) * 20,
    }
    for name, data in contents.items():
        (folder / name).write_bytes(data)
    Image.new("RGB", (1, 1), "white").save(folder / "one-pixel.png")
    return {
        "broken.png": "the picture is cut off or broken",
        "truncated.jpg": "the picture is cut off or broken",
        "huge.png": "2500 megapixels (50000 x 50000), and the limit is 200",
        "empty.png": "the file is empty",
        "text.png": "expected a picture (png, jpg",
        "page.jpg": "expected a picture (png, jpg",
        "noise.webp": "expected a picture (png, jpg",
        "one-pixel.png": "nothing could be read on it",
    }


def test_each_broken_picture_is_told_and_the_others_are_checked(
    run: Run, pack: tuple[str, ...], tmp_path: Path
) -> None:
    said = broken_files(tmp_path)
    ended = run("check", *said, "whole.png", "whole.jpg", *pack, "--format", "json")
    labels = {label["source"]: label for label in json.loads(ended.out)["labels"]}

    assert ended.code == 4, "unreadable outranks findings"
    for name, error in said.items():
        assert labels[name]["verdict"] == "error"
        assert labels[name]["error"].startswith(error)
        assert labels[name]["findings"] == []
    for name in ("whole.png", "whole.jpg"):
        assert [finding["rule"] for finding in labels[name]["findings"]] == ["us.demo.miracle"]
    assert "Traceback" not in ended.err


def test_as_panels_of_one_label_what_is_broken_hides_nothing(run: Run, pack: tuple[str, ...], tmp_path: Path) -> None:
    broken_files(tmp_path)
    ended = run("check", "--one-label", "whole.png", "empty.png", *pack, "--format", "json")
    unread, read = json.loads(ended.out)["labels"]

    assert (ended.code, unread["source"], unread["verdict"]) == (4, "empty.png", "error")
    assert [finding["rule"] for finding in read["findings"]] == ["us.demo.miracle"]


@pytest.mark.parametrize(
    ("name", "kind"),
    [("label.avif", "AVIF"), ("label.heic", "HEIF"), ("label.tif", "TIFF"), ("label.pdf", "PDF"), ("wrong.txt", "PNG")],
)
def test_kinds_of_picture_are_told_by_what_they_hold(
    run: Run, pack: tuple[str, ...], tmp_path: Path, name: str, kind: str
) -> None:
    if kind == "HEIF":
        pytest.importorskip("pillow_heif", reason='needs pip install "labelwarden[inputs]"').register_heif_opener()
    if kind == "PDF":
        pytest.importorskip("pypdfium2", reason='needs pip install "labelwarden[inputs]"')
    drawn().save(tmp_path / name, kind)
    ended = run("check", name, *pack, "--format", "json")
    (label,) = json.loads(ended.out)["labels"]

    assert ended.code == 1
    (finding,) = label["findings"]
    assert finding["evidence"][0]["file"] == name
    assert finding["evidence"][0]["boxes"]


def test_boxes_on_a_page_of_a_pdf_are_in_points(run: Run, pack: tuple[str, ...], tmp_path: Path) -> None:
    pytest.importorskip("pypdfium2", reason='needs pip install "labelwarden[inputs]"')
    drawn().save(tmp_path / "label.pdf", resolution=72)
    drawn().save(tmp_path / "label.png")

    def said(kind: str) -> list[str]:
        return [run("check", name, *pack, "--format", kind).out for name in ("label.png", "label.pdf")]

    same = "a page of 600 by 300 points is as large as a picture of 600 by 300 pixels"
    picture, page = (json.loads(text)["findings"][0]["evidence"][0]["boxes"] for text in said("jsonl"))
    assert picture == page, same
    results = [json.loads(text)["runs"][0]["results"][0] for text in said("sarif")]
    assert [result["locations"][0]["properties"]["boxes"] for result in results] == [page, page], same
    rows = [next(csv.DictReader(text.splitlines())) for text in said("csv")]
    assert [json.loads(row["boxes"]) for row in rows] == [page, page], same


@pytest.mark.parametrize("kind", ["tif", "pdf"])
def test_each_page_is_a_panel(run: Run, pack: tuple[str, ...], tmp_path: Path, kind: str) -> None:
    if kind == "pdf":
        pytest.importorskip("pypdfium2", reason='needs pip install "labelwarden[inputs]"')
    drawn().save(tmp_path / f"label.{kind}", save_all=True, append_images=[drawn(), drawn()])
    ended = run("check", f"label.{kind}", *pack, "--format", "json")
    (label,) = json.loads(ended.out)["labels"]

    assert [(panel["name"], panel["page"]) for panel in label["panels"]] == [
        ("picture", 1),
        ("picture[1]", 2),
        ("picture[2]", 3),
    ]


@pytest.mark.parametrize(
    ("name", "kind"),
    [
        ("moving.gif", "GIF"),
        ("moving.webp", "WEBP"),
        ("moving.png", "PNG"),
        ("moving.avif", "AVIF"),
        ("gif.jpg", "GIF"),
    ],
)
def test_of_a_moving_picture_the_first_frame_is_read_and_it_says_so(
    run: Run, pack: tuple[str, ...], tmp_path: Path, name: str, kind: str
) -> None:
    drawn().save(tmp_path / name, kind, save_all=True, append_images=[Image.new("RGB", (600, 300), "red")])
    ended = run("check", name, *pack, "--format", "json")
    (label,) = json.loads(ended.out)["labels"]

    assert ended.code == 1
    assert f"{kind} of 2 frames: only the first was read" in label["notes"]
    assert [finding["rule"] for finding in label["findings"]] == ["us.demo.miracle"]


@pytest.mark.parametrize(("kind", "cut"), [("GIF", 0.3), ("WEBP", 0.3), ("PNG", 0.5)])
def test_a_moving_picture_that_is_cut_off_is_told(
    run: Run, pack: tuple[str, ...], tmp_path: Path, kind: str, cut: float
) -> None:
    drawn().save(tmp_path / "moving", kind, save_all=True, append_images=[Image.new("RGB", (600, 300), "red")])
    whole = (tmp_path / "moving").read_bytes()
    (tmp_path / "cut.gif").write_bytes(whole[: round(cut * len(whole))])
    drawn().save(tmp_path / "whole.png")
    ended = run("check", "cut.gif", "whole.png", *pack, "--format", "json")
    cut_off, other = json.loads(ended.out)["labels"]

    assert (ended.code, cut_off["verdict"]) == (4, "error")
    assert cut_off["error"].startswith(("the picture is cut off or broken", "expected a picture"))
    assert other["findings"]
