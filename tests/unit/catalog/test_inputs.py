from __future__ import annotations

import io
import os
import sys
from pathlib import Path

import pytest
from PIL import Image

from labelwarden.catalog.inputs import Unreadable, read_inputs
from labelwarden.label.labeling import Labeling, Surface
from labelwarden.ocr.engine import Engine, SeenWord
from labelwarden.text.span import Box
from tests.fakes import BlindEngine, CrashingEngine, TellingEngine, read_by


@pytest.fixture
def telling(monkeypatch: pytest.MonkeyPatch) -> None:
    read_by(monkeypatch, TellingEngine(words=(SeenWord("CURES", Box(10, 10, 60, 20), 0.9, 1, 0),)))


def picture(path: Path) -> str:
    path.parent.mkdir(parents=True, exist_ok=True)
    Image.new("RGB", (100, 50), "white").save(path)
    return str(path)


def text(path: Path, words: str) -> str:
    path.parent.mkdir(parents=True, exist_ok=True)
    path.write_text(words, encoding="utf-8")
    return str(path)


def labeling(item: Labeling | Unreadable) -> Labeling:
    assert isinstance(item, Labeling)
    return item


def error(item: Labeling | Unreadable) -> str:
    assert isinstance(item, Unreadable)
    assert "\n" not in item.error
    return item.error


def stdin(monkeypatch: pytest.MonkeyPatch, data: bytes) -> Labeling | Unreadable:
    monkeypatch.setattr(sys, "stdin", io.TextIOWrapper(io.BytesIO(data)))
    (item,) = read_inputs(["-"])
    return item


def test_faulty_inputs_are_told_and_the_rest_is_read(tmp_path: Path) -> None:
    bad = text(tmp_path / "bad.yaml", "prodct: x\nclams: y\n")
    none = str(tmp_path / "none.txt")
    good = text(tmp_path / "good.txt", "Tea")
    first, second, third = read_inputs([bad, none, good])
    assert error(first) == (
        f'{bad}:1:1 unknown key "prodct". Did you mean product?; {bad}:2:1 unknown key "clams". Did you mean claims?'
    )
    assert second == Unreadable(none, "there is no such file. Check the path.")
    assert labeling(third).panels[0].text.printed == "Tea"


@pytest.mark.parametrize(
    ("name", "said"),
    [
        ("a.pdf", "expected a picture"),
        ("a.heic", "expected a picture"),
        ("a.jsonl", "a catalogue: expected one label. Check it by `labelwarden batch"),
        ("a.bin", "expected labels (.yaml, .yml, .json), text (.txt, .md), pictures"),
    ],
)
def test_other_kinds_of_file_say_what_to_do(tmp_path: Path, name: str, said: str) -> None:
    (tmp_path / name).write_bytes(b"\0\1")
    (item,) = read_inputs([str(tmp_path / name)])
    assert error(item).startswith(said)


def test_a_folder_stands_for_its_files_and_a_label_in_it_for_that_folder(tmp_path: Path) -> None:
    text(tmp_path / "b.txt", "Tea")
    text(tmp_path / "a.html", "<p>Tea")
    text(tmp_path / ".hidden.txt", "no")
    text(tmp_path / "c" / "label.yaml", "product: Tea")
    text(tmp_path / "c" / "more" / "x.txt", "no")
    text(tmp_path / "d" / "e" / "f.md", "Tea")
    (tmp_path / "d" / "circle").symlink_to(tmp_path)
    assert [item.source for item in read_inputs([str(tmp_path)])] == [
        str(tmp_path / name) for name in ("a.html", "b.txt", "c/label.yaml", "d/e/f.md")
    ]


def test_an_empty_folder_is_no_silent_pass(tmp_path: Path) -> None:
    (item,) = read_inputs([str(tmp_path)])
    assert error(item).startswith("an empty folder: expected labels")


def test_a_folder_that_cannot_be_opened_is_told(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    text(tmp_path / "a.txt", "Tea")
    closed = tmp_path / "closed"
    closed.mkdir()
    scan = os.scandir

    def refuse(path: str) -> object:
        if Path(path) == closed:
            raise PermissionError(13, "Permission denied", str(closed))
        return scan(path)

    # Not by taking rights away: who runs tests as root may read everything.
    monkeypatch.setattr("os.scandir", refuse)
    read, refused = read_inputs([str(tmp_path)])
    assert labeling(read).source == str(tmp_path / "a.txt")
    assert refused == Unreadable(str(closed), "cannot be opened (Permission denied). Check that you may read it.")


@pytest.mark.parametrize(
    ("data", "panel", "surface"),
    [
        (b"Cures flu", "text", Surface.LISTING),
        (b"product: Tea", "product", Surface.LABEL),
        (b'{"claims": ["Cures flu"]}', "claims[0]", Surface.LABEL),
        (b"<!doctype html><p>Cures flu", "web", Surface.LISTING),
    ],
)
def test_standard_input_is_told_by_what_it_holds(
    monkeypatch: pytest.MonkeyPatch, data: bytes, panel: str, surface: Surface
) -> None:
    item = labeling(stdin(monkeypatch, data))
    assert (item.source, [part.name for part in item.panels], item.surface) == ("standard input", [panel], surface)


@pytest.mark.parametrize(("data", "said"), [(b"", "nothing to check"), (b"\x89PNG\r\n\x1a\n", "a picture: expected")])
def test_standard_input_that_cannot_be_read(monkeypatch: pytest.MonkeyPatch, data: bytes, said: str) -> None:
    assert error(stdin(monkeypatch, data)).startswith(said)


@pytest.mark.usefixtures("telling")
def test_a_picture_is_a_label_of_which_nobody_knows_how_much_is_shown(tmp_path: Path) -> None:
    (item,) = read_inputs([picture(tmp_path / "front.png")])
    read = labeling(item)
    assert (read.surface, read.shows, read.product) == (Surface.LABEL, None, None)
    assert read.panels[0].name == "front"
    assert read.panels[0].text.printed == "CURES"


@pytest.mark.usefixtures("telling")
def test_options_outrank_the_inputs(tmp_path: Path) -> None:
    typed = text(tmp_path / "label.yaml", "product: Tea\ntype: food\nshows: front\n")
    for item in read_inputs([typed, picture(tmp_path / "a.png")], product_type="kratom", shows=("front", "back")):
        assert (labeling(item).type, labeling(item).shows) == ("kratom", frozenset({"front", "back"}))
    (item,) = read_inputs([typed])
    assert (labeling(item).type, labeling(item).shows) == ("food", frozenset({"front"}))


@pytest.mark.parametrize(
    ("fake", "said"), [(BlindEngine(), "nothing could be read on it"), (CrashingEngine(), "the engine broke down")]
)
def test_a_picture_that_is_not_read_is_no_pass(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, fake: Engine, said: str
) -> None:
    read_by(monkeypatch, fake)
    (item,) = read_inputs([picture(tmp_path / "a.png")])
    assert error(item).startswith(said)
    picture(tmp_path / "tea" / "a.png")
    typed = text(tmp_path / "tea" / "label.yaml", "product: Tea\nimages: a.png\n")
    (item,) = read_inputs([str(tmp_path / "tea")])
    assert item.source == typed
    assert f"a.png: {said}" in error(item)


@pytest.mark.usefixtures("telling")
def test_pictures_of_a_typed_label_get_names_of_their_own(tmp_path: Path) -> None:
    picture(tmp_path / "front.png")
    picture(tmp_path / "more" / "front.png")
    typed = text(tmp_path / "label.yaml", "product: Tea\npanels: {front: Tea}\nimages: [front.png, more/front.png]\n")
    (item,) = read_inputs([typed])
    assert [panel.name for panel in labeling(item).panels] == ["product", "front", "front[1]", "front[2]"]


@pytest.mark.usefixtures("telling")
def test_one_label_joins_everything_that_was_given(tmp_path: Path) -> None:
    paths = [
        picture(tmp_path / "front.png"),
        picture(tmp_path / "new" / "front.png"),
        text(tmp_path / "page.html", "<h1>Tea</h1>"),
        text(tmp_path / "a.txt", "One"),
        text(tmp_path / "b.txt", "Two"),
    ]
    (item,) = read_inputs(paths, one_label=True)
    read = labeling(item)
    assert [panel.name for panel in read.panels] == ["front", "front[1]", "heading[0]", "text", "text[1]"]
    assert (read.surface, read.shows, read.product) == (Surface.LABEL, None, "Tea")
    assert read.source == ", ".join(paths)


def test_texts_alone_stay_a_listing_as_one_label(tmp_path: Path) -> None:
    paths = [text(tmp_path / "a.txt", "One"), text(tmp_path / "b.txt", "Two")]
    (item,) = read_inputs(paths, one_label=True)
    assert labeling(item).surface is Surface.LISTING


def test_nothing_is_missing_on_one_label_of_which_a_part_was_not_read(tmp_path: Path) -> None:
    typed = text(tmp_path / "a.yaml", "product: Tea\nclaims: [Calms, Warms]\n")
    unread, read = read_inputs([typed, str(tmp_path / "none.png")], one_label=True)
    assert error(unread).startswith("there is no such file")
    assert labeling(read).shows == frozenset({"product", "claims"})
