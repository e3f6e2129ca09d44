"""Pictures that a catalogue names: read from the one folder that is given, and never from elsewhere."""

from __future__ import annotations

import csv
import json
from collections import Counter
from datetime import date
from pathlib import Path
from typing import Any

import pytest
from PIL import Image

from labelwarden.batch.run import BatchOptions, run_batch
from labelwarden.checker import Checker
from labelwarden.errors import UsageError
from labelwarden.ocr.engine import SeenWord
from labelwarden.text.span import Box
from tests.fakes import BlindEngine, CrashingEngine, TellingEngine, read_by

CURES = TellingEngine(
    tuple(
        SeenWord(word, Box(20 + 120 * n, 40, 100, 30), 0.97, 1, 1)
        for n, word in enumerate(["This", "tea", "cures", "cancer"])
    )
)


@pytest.fixture(scope="module")
def checker() -> Checker:
    return Checker.load(as_of=date(2026, 11, 25), select=["us.disease-claims"], checklist=False)


@pytest.fixture
def pictures(tmp_path: Path) -> Path:
    folder = tmp_path / "pictures"
    (folder / "teas").mkdir(parents=True)
    for name in ("front.png", "teas/back.png"):
        Image.new("RGB", (600, 200), "white").save(folder / name)
    (folder / "broken.png").write_bytes(b"no picture")
    Image.new("RGB", (60, 20), "white").save(tmp_path / "outside.png")
    (folder / "link.png").symlink_to(tmp_path / "outside.png")
    return folder


def checked(folder: Path, checker: Checker, cells: list[list[str]], pictures: Path | None, **more: Any) -> Any:
    path = folder / "shop.csv"
    with path.open("w", encoding="utf-8", newline="") as file:
        csv.writer(file).writerows([["id", "description", "image"], *cells])
    out = folder / "o.jsonl"
    options = BatchOptions(images_dir=str(pictures) if pictures else None, **more)
    tally = run_batch(str(path), str(out), checker, options)
    return tally, [json.loads(line) for line in out.read_bytes().splitlines()]


def test_what_stands_on_a_picture_is_found_with_its_place(
    checker: Checker, tmp_path: Path, pictures: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    read_by(monkeypatch, CURES)
    cells = [["a", "Plain tea", "front.png"], ["b", "", "teas/back.png|front.png"], ["c", "Plain tea", ""]]
    tally, rows = checked(tmp_path, checker, cells, pictures)
    assert [(row["id"], row["verdict"], row["error"]) for row in rows] == [
        ("a", "fail", None),
        ("b", "fail", None),
        ("c", "pass", None),
    ]
    (evidence,) = rows[0]["findings"][0]["evidence"]
    assert (evidence["file"], evidence["panel"]) == ("front.png", "front")
    assert evidence["boxes"]
    assert rows[1]["findings"][0]["evidence"][0]["file"] == "teas/back.png"
    assert tally.pictures == Counter({"read": 3})
    assert "pictures: 3 read" in tally.remarks()


def test_boxes_on_a_page_of_a_pdf_are_in_points(
    checker: Checker, tmp_path: Path, pictures: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    pytest.importorskip("pypdfium2", reason='needs pip install "labelwarden[inputs]"')
    read_by(monkeypatch, CURES)
    Image.new("RGB", (600, 200), "white").save(pictures / "front.pdf", resolution=72)
    _, rows = checked(tmp_path, checker, [["a", "", "front.pdf"], ["b", "", "front.png"]], pictures)
    page, picture = (row["findings"][0]["evidence"][0]["boxes"] for row in rows)
    assert page == picture, "a page of 600 by 200 points is as large as a picture of 600 by 200 pixels"


@pytest.mark.parametrize(
    ("name", "said"),
    [
        ("../outside.png", "leads out of the folder of --images-dir"),
        ("teas/../../outside.png", "leads out of the folder of --images-dir"),
        ("..\\outside.png", "leads out of the folder of --images-dir"),
        ("C:\\outside.png", "expected a path relative to --images-dir, found an absolute one"),
        ("link.png", "is a link that leads out of the folder of --images-dir"),
        ("gone.png", "there is no such file"),
        ("broken.png", 'image "broken.png"'),
        ("teas", 'image "teas"'),
    ],
)
def test_a_picture_that_is_not_read_is_said_in_its_row(
    checker: Checker, tmp_path: Path, pictures: Path, monkeypatch: pytest.MonkeyPatch, name: str, said: str
) -> None:
    read_by(monkeypatch, BlindEngine())
    cells = [["a", "Plain tea", name], ["b", "Cures gout", name], ["c", "", name], ["d", "Plain tea", ""]]
    tally, rows = checked(tmp_path, checker, cells, pictures)
    # What nobody could read is no pass; what was found all the same is there.
    assert [row["verdict"] for row in rows] == ["review", "fail", "error", "pass"]
    assert all(said in row["error"] for row in rows[:3])
    assert str(tmp_path) not in json.dumps(rows)
    assert tally.pictures == Counter({"read": 0, "not readable": 3})
    assert (tally.rows, tally.failed) == (4, 1)


def test_an_absolute_path_is_refused_even_to_a_picture_of_the_folder(
    checker: Checker, tmp_path: Path, pictures: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    read_by(monkeypatch, CURES)
    _, rows = checked(tmp_path, checker, [["a", "Plain tea", str(pictures / "front.png")]], pictures)
    assert (rows[0]["verdict"], rows[0]["findings"]) == ("review", [])
    assert "found an absolute one" in rows[0]["error"]


@pytest.mark.parametrize("engine", [BlindEngine(), CrashingEngine()])
def test_a_picture_without_words_or_an_engine_that_breaks_is_told(
    checker: Checker, tmp_path: Path, pictures: Path, monkeypatch: pytest.MonkeyPatch, engine: TellingEngine
) -> None:
    read_by(monkeypatch, engine)
    tally, rows = checked(tmp_path, checker, [["a", "Plain tea", "front.png"]], pictures)
    assert rows[0]["verdict"] == "review"
    assert rows[0]["error"].startswith('image "front.png": ')
    assert tally.pictures["not readable"] == 1


def test_addresses_are_counted_and_never_fetched(checker: Checker, tmp_path: Path, pictures: Path) -> None:
    cells = [["a", "Plain tea", "https://cdn.example/a.png"], ["b", "", "//cdn.example/b.png"]]
    tally, rows = checked(tmp_path, checker, cells, pictures)
    assert [row["verdict"] for row in rows] == ["pass", "error"]
    assert "addresses only" in rows[1]["error"]
    assert tally.pictures == Counter({"addresses": 2})
    assert "2 pictures named by an address and not read: nothing is fetched" in "".join(tally.remarks())
    tally, _ = checked(tmp_path, checker, [["a", "Plain tea", "front.png"]], None)
    assert "1 picture named and not read; say where they lie by --images-dir" in tally.remarks()


def test_pictures_of_a_label_that_is_typed_out(
    checker: Checker, tmp_path: Path, pictures: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    read_by(monkeypatch, CURES)
    lines = [{"id": "a", "product": "Tea", "images": ["front.png"]}, {"id": "b", "product": "T", "images": ["no.png"]}]
    (tmp_path / "a.jsonl").write_text("\n".join(map(json.dumps, lines)))
    out = tmp_path / "o.jsonl"
    run_batch(str(tmp_path / "a.jsonl"), str(out), checker, BatchOptions(images_dir=str(pictures)))
    rows = [json.loads(line) for line in out.read_bytes().splitlines()]
    assert [row["verdict"] for row in rows] == ["fail", "review"]
    assert "there is no such file" in rows[1]["error"]


def test_a_picture_that_changed_is_read_anew(
    checker: Checker, tmp_path: Path, pictures: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    read_by(monkeypatch, CURES)
    cells = [["a", "Plain tea", "front.png"], ["b", "Plain tea", "teas/back.png"], ["c", "Plain tea", "gone.png"]]
    checked(tmp_path, checker, cells, pictures, reuse=True)
    (tmp_path / "o.jsonl").rename(tmp_path / "old.jsonl")
    Image.new("RGB", (600, 200), "black").save(pictures / "front.png")
    tally, rows = checked(tmp_path, checker, cells, pictures, reuse=True, previous=str(tmp_path / "old.jsonl"))
    assert tally.reused == 1
    assert tally.pictures == Counter({"read": 1, "not readable": 1})
    assert rows[2]["digest"] is None


def test_the_folder_has_to_be_one(checker: Checker, tmp_path: Path) -> None:
    with pytest.raises(UsageError, match=r"--images-dir .*: expected a folder"):
        checked(tmp_path, checker, [["a", "Tea", "a.png"]], tmp_path / "nowhere")
