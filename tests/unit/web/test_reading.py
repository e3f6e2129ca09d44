from __future__ import annotations

from datetime import date
from pathlib import Path

import pytest
from PIL import Image

from labelwarden.catalog.pictures import PictureReader
from labelwarden.checker import Checker
from labelwarden.errors import LabelError
from labelwarden.label.labeling import Surface
from labelwarden.web.blobs import Blobs
from labelwarden.web.judging import Judge
from labelwarden.web.labeling_json import from_json, to_json
from labelwarden.web.reading import Given, read_label_files, why

PIXELS = 1_000_000
SAMPLES = Path(__file__).resolve().parents[3] / "samples"


def given(blobs: Blobs, name: str, data: bytes) -> Given:
    return Given(name, blobs.path(blobs.put(data)))


@pytest.fixture
def blobs(tmp_path: Path) -> Blobs:
    return Blobs(tmp_path / "files")


def test_a_content_lies_under_its_hash_whatever_it_is_called(blobs: Blobs) -> None:
    first, second = (given(blobs, name, b"same") for name in ("../../etc/passwd", "a.txt"))
    assert first.path == second.path
    assert first.path.is_relative_to(blobs.folder)
    assert first.path.read_bytes() == b"same"
    with pytest.raises(ValueError, match="SHA-256"):
        blobs.path("../secret")


def test_text_and_a_page_are_a_listing(blobs: Blobs) -> None:
    labeling = read_label_files([given(blobs, "shop.txt", b"Cures gout")], PictureReader(), PIXELS)
    assert (labeling.source, labeling.surface) == ("shop.txt", Surface.LISTING)


def test_a_typed_label_without_the_picture_it_names_says_which(blobs: Blobs) -> None:
    file = given(blobs, "label.yaml", b"product: Oats\nimages: [front.png]\n")
    with pytest.raises(LabelError) as error:
        read_label_files([file], PictureReader(), PIXELS)
    assert '"front.png"' in why(error.value)
    assert str(file.path) not in why(error.value)


def test_a_faulty_label_is_told_by_its_line(blobs: Blobs) -> None:
    with pytest.raises(LabelError) as error:
        read_label_files([given(blobs, "label.yaml", b"product: Oats\nclams: none\n")], PictureReader(), PIXELS)
    assert why(error.value).startswith("label.yaml:2:1: ")


def test_a_picture_of_too_many_pixels_is_refused_before_it_is_opened(blobs: Blobs, tmp_path: Path) -> None:
    Image.new("1", (2000, 1000)).save(tmp_path / "a.png")
    with pytest.raises(LabelError, match="at most 1 megapixels, found 2"):
        read_label_files([given(blobs, "a.png", (tmp_path / "a.png").read_bytes())], PictureReader(), PIXELS)


def test_a_catalogue_is_no_panel_of_a_label(blobs: Blobs) -> None:
    files = [given(blobs, "shop.csv", b"id,title\n1,Oats\n"), given(blobs, "a.txt", b"Oats")]
    with pytest.raises(LabelError, match="no panel of one label"):
        read_label_files(files, PictureReader(), PIXELS)


@pytest.mark.ocr
def test_a_label_with_its_picture_keeps_names_and_goes_through_json_unchanged(blobs: Blobs) -> None:
    folder = SAMPLES / "7oh-tablets-picture"
    files = [given(blobs, name, (folder / name).read_bytes()) for name in ("label.yaml", "front.png")]
    labeling = read_label_files(files, PictureReader("tesseract"), 50_000_000)
    assert {panel.file for panel in labeling.panels if panel.words} == {"front.png"}
    assert "front" in {panel.name for panel in labeling.panels}
    assert from_json(to_json(labeling)) == labeling
    outcome = Judge(Checker.load(as_of=date(2026, 11, 25)), follows_today=False).outcome(labeling)
    assert outcome.verdict == "fail"
    assert "us.7oh.disease-claim" in {judged.rule for judged, _, _ in outcome.findings}
    assert all("+" in judged.rule_version for judged, _, _ in outcome.findings)
