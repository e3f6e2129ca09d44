"""The script draws what a report says, on the pictures beside the labels that it names."""

from __future__ import annotations

import json
from pathlib import Path

import pytest
from PIL import Image

from scripts.annotate import main
from tests.unit.reports.test_marks import LABEL


def test_it_writes_one_picture_for_each(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    source = tmp_path / "sample"
    source.mkdir()
    Image.new("RGB", (600, 500), "white").save(source / "front.png")
    Image.new("L", (300, 200), 255).save(source / "back.png")
    report = tmp_path / "report.json"
    report.write_text(json.dumps({"labels": [{**LABEL, "source": str(source / "label.yaml")}]}), encoding="utf-8")

    assert main([str(report), str(tmp_path / "out")]) == 0

    written = sorted((tmp_path / "out").iterdir())
    assert [path.name for path in written] == ["sample-back-annotated.png", "sample-front-annotated.png"]
    assert capsys.readouterr().out.count("wrote ") == 2


def test_a_picture_that_is_gone_is_named(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    report = tmp_path / "report.json"
    report.write_text(json.dumps({"labels": [LABEL]}), encoding="utf-8")
    assert main([str(report), str(tmp_path / "out")]) == 4
    assert "front.png: there is no such file" in capsys.readouterr().err
