"""Every folder under samples/ is one test, with what is expected of it under expected/; see expectation.py."""

from __future__ import annotations

import json
from datetime import date
from functools import cache
from pathlib import Path

import pytest
from PIL import Image, ImageChops

from labelwarden.catalog.inputs import Unreadable, read_inputs
from labelwarden.checker import Checker, unreadable
from labelwarden.findings.finding import LabelResult
from labelwarden.text.span import Box
from labelwarden.yamlfile.reader import read_yaml
from scripts.draw_samples import PICTURES
from scripts.draw_samples import main as draw_samples
from tests.samples.expectation import Expectation, differences, lies_on

SAMPLES = Path(__file__).resolve().parents[2] / "samples"
EXPECTED = Path(__file__).with_name("expected")
FOLDERS = sorted(path for path in SAMPLES.iterdir() if path.is_dir())
SUFFIXES = frozenset({".png", ".jpg", ".jpeg", ".webp", ".tif", ".tiff", ".bmp", ".gif"})


def _case(folder: Path) -> object:
    pictured = any(path.suffix.lower() in SUFFIXES for path in folder.rglob("*"))
    return pytest.param(folder, id=folder.name, marks=[pytest.mark.ocr] if pictured else [])


@cache
def _checker(jurisdictions: tuple[str, ...], as_of: date) -> Checker:
    return Checker.load(jurisdictions=jurisdictions, as_of=as_of)


def _result(folder: Path, expected: Expectation) -> LabelResult:
    files = [str(folder / name) for name in expected.input]
    (said,) = read_inputs(files, one_label=len(files) > 1)
    if isinstance(said, Unreadable):
        return unreadable(said.source, said.error)
    return _checker(expected.jurisdictions, expected.as_of).check(said)


def _places(folder: Path) -> dict[str, tuple[Box, ...]]:
    file = folder / "places.json"
    drawn = json.loads(file.read_text(encoding="utf-8")) if file.is_file() else {}
    return {phrase: tuple(Box(*box) for box in boxes) for phrase, boxes in drawn.items()}


@pytest.mark.parametrize("folder", [_case(folder) for folder in FOLDERS])
def test_sample(folder: Path) -> None:
    file = EXPECTED / f"{folder.name}.yaml"
    expected = Expectation.model_validate(read_yaml(file.read_text(encoding="utf-8"), str(file)))

    missed = differences(expected, _result(folder, expected), _places(folder))

    assert not missed, "\n".join([f"{folder.name}: {expected.why}", *missed])


def test_the_drawn_pictures_are_what_the_script_draws(tmp_path: Path) -> None:
    draw_samples([str(tmp_path)])
    for folder, name, _ in PICTURES:
        assert (tmp_path / folder / "places.json").read_text() == (SAMPLES / folder / "places.json").read_text()
        with Image.open(tmp_path / folder / name) as now, Image.open(SAMPLES / folder / name) as committed:
            difference = ImageChops.difference(now.convert("L"), committed.convert("L"))
        # Another release of FreeType may shade an edge otherwise; another word would change far more.
        changed = sum(difference.histogram()[64:]) / (difference.width * difference.height)
        assert changed < 0.001, f"{folder}/{name} is stale: run python scripts/draw_samples.py"


def test_pictures_are_small_enough_to_live_in_the_repository() -> None:
    large = [path for path in SAMPLES.rglob("*") if path.suffix in SUFFIXES and path.stat().st_size >= 200_000]
    assert not large


PHRASE = (Box(100, 50, 200, 30), Box(10, 90, 80, 30))


@pytest.mark.parametrize(
    ("boxes", "lies"),
    [
        ((Box(101, 52, 198, 27), Box(10, 92, 79, 26)), True),
        ((Box(110, 50, 190, 30),), True),
        ((Box(100, 50, 60, 30),), False),  # too little of it
        ((Box(100, 50, 200, 30), Box(500, 50, 80, 30)), False),  # also elsewhere
        ((Box(0, 0, 400, 400),), False),  # about everything
    ],
)
def test_boxes_lie_on_a_phrase_when_they_cover_it_and_little_else(boxes: tuple[Box, ...], lies: bool) -> None:
    assert lies_on(boxes, PHRASE) is lies


def test_samples_and_expectations_belong_together() -> None:
    assert {path.stem for path in EXPECTED.iterdir()} == {folder.name for folder in FOLDERS}
