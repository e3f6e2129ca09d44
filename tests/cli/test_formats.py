"""Reports of every form from the command line, one or several at once."""

from __future__ import annotations

import csv
import io
import json
import re
import sys
import zipfile
from pathlib import Path
from xml.etree import ElementTree as ET

import pytest
from PIL import Image
from python_calamine import CalamineWorkbook

from labelwarden.cli.formats import FORMATS, SUFFIXES
from tests.cli.conftest import Run

LABEL = "product: Calm Drops\ntype: dietary_supplement\npanels:\n  front: the MIRACLE CURE for everyone\n"

BEGINS = {
    "text": b"Calm Drops",
    "json": b'{\n  "schema": "labelwarden.report/1"',
    "jsonl": b'{"source": "label.yaml"',
    "html": b"<!DOCTYPE html>",
    "sarif": b'{\n  "$schema"',
    "junit": b"<?xml",
    "github": b"::error file=label.yaml,line=4,title=critical%3A Promises a miracle (us.demo.miracle)::",
    "markdown": b"# Label report",
    "csv": b"source,product,",
    "xlsx": b"PK\x03\x04",
    "pdf": b"%PDF-",
}


@pytest.fixture(autouse=True)
def label(tmp_path: Path) -> None:
    (tmp_path / "label.yaml").write_text(LABEL, encoding="utf-8")


@pytest.mark.parametrize("name", BEGINS)
def test_a_report_of_each_form_goes_to_its_file(run: Run, pack: tuple[str, ...], name: str) -> None:
    ended = run("check", "label.yaml", "--format", name, "--output", "report.out", *pack)
    assert (ended.code, ended.out, ended.err) == (1, "", "")
    assert Path("report.out").read_bytes().startswith(BEGINS[name])


def test_every_form_is_under_test() -> None:
    assert set(BEGINS) | {"png"} == set(FORMATS)


def test_several_reports_at_once_take_the_form_of_their_suffix(run: Run, pack: tuple[str, ...]) -> None:
    names = {
        "a.html": "html",
        "a.sarif": "sarif",
        "a.xml": "junit",
        "a.md": "markdown",
        "a.csv": "csv",
        "a.XLSX": "xlsx",
    }
    outputs = [part for name in names for part in ("--output", name)]
    ended = run("check", "label.yaml", *outputs, "--output", "-", "--format", "github", *pack)
    assert ended.code == 1
    assert ended.out.encode().startswith(BEGINS["github"])
    for name, form in names.items():
        assert Path(name).read_bytes().startswith(BEGINS[form])


def test_one_output_takes_the_form_that_was_asked_for_else_that_of_its_suffix(run: Run, pack: tuple[str, ...]) -> None:
    run("check", "label.yaml", "--output", "a.json", *pack)
    run("check", "label.yaml", "--output", "b.json", "--format", "markdown", *pack)
    run("check", "label.yaml", "--output", "report", *pack)
    assert json.loads(Path("a.json").read_text(encoding="utf-8"))["schema"] == "labelwarden.report/1"
    assert Path("b.json").read_bytes().startswith(BEGINS["markdown"])
    assert Path("report").read_bytes().startswith(BEGINS["text"])


@pytest.mark.parametrize(("name", "module"), [("xlsx", "xlsxwriter"), ("pdf", "fpdf")])
def test_a_form_that_is_not_installed_is_told_before_anything_is_read_or_written(
    run: Run, pack: tuple[str, ...], monkeypatch: pytest.MonkeyPatch, name: str, module: str
) -> None:
    monkeypatch.setitem(sys.modules, module, None)
    Path("a.html").write_text("of yesterday", encoding="utf-8")
    ended = run("check", "gone.yaml", "--output", "a.html", "--output", f"a.{name}", *pack)
    assert (ended.code, ended.out) == (2, "")
    assert f'a report as .{name} needs the extra "reports": pip install "labelwarden[reports]"' in ended.err
    assert Path("a.html").read_text(encoding="utf-8") == "of yesterday"


def test_a_report_of_yesterday_stays_until_that_of_today_is_whole(
    run: Run, pack: tuple[str, ...], monkeypatch: pytest.MonkeyPatch
) -> None:
    def broken(*_: object) -> str:
        raise KeyError("broken")

    Path("a.html").write_text("of yesterday", encoding="utf-8")
    Path("a.html").chmod(0o640)
    with monkeypatch.context() as breaking:
        breaking.setattr("labelwarden.reports.html.html_report", broken)
        assert run("check", "label.yaml", "--output", "a.html", "--output", "b.json", *pack).code == 70
    assert Path("a.html").read_text(encoding="utf-8") == "of yesterday"
    assert sorted(path.name for path in Path().iterdir()) == ["a.html", "label.yaml", "packs"]

    assert run("check", "label.yaml", "--output", "a.html", *pack).code == 1
    assert Path("a.html").read_bytes().startswith(BEGINS["html"])
    assert Path("a.html").stat().st_mode & 0o777 == 0o640


def test_a_device_takes_a_report_too(run: Run, pack: tuple[str, ...]) -> None:
    assert run("check", "label.yaml", "--format", "html", "--output", "/dev/null", *pack).code == 1


def test_the_report_keeps_the_options_of_its_run(run: Run, pack: tuple[str, ...]) -> None:
    run("check", "label.yaml", "--as-of", "2026-11-25", "--fail-on", "major", "--output", "a.html", *pack)
    html = Path("a.html").read_text(encoding="utf-8")
    for said in (
        "--no-builtin-rules",
        "--rules packs",
        "--as-of 2026-11-25",
        "--fail-on major",
        "on 2026-11-25 for US",
    ):
        assert said in html
    assert "A miracle is nothing" not in html


def test_pictures_need_a_place_and_say_when_there_are_none(run: Run, pack: tuple[str, ...]) -> None:
    ended = run("check", "label.yaml", "--format", "png", "--output", "drawn", *pack)
    assert (ended.code, ended.out) == (1, "")
    assert ended.err == "no picture was checked, so none was drawn\n"


@pytest.mark.ocr
def test_pictures_are_drawn_into_a_folder_or_a_file(run: Run, pack: tuple[str, ...]) -> None:
    from PIL import ImageDraw, ImageFont

    picture = Image.new("RGB", (900, 300), "white")
    ImageDraw.Draw(picture).text((60, 100), "The miracle cure", fill="black", font=ImageFont.load_default(80))
    picture.save("front.png")
    folder = run("check", "front.png", "--engine", "tesseract", "--format", "png", "--output", "drawn", *pack)
    file = run("check", "front.png", "--engine", "tesseract", "--output", "one.png", *pack)
    html = run("check", "front.png", "--engine", "tesseract", "--output", "a.html", *pack)
    assert folder.err == "wrote drawn/front-annotated.png\n"
    assert file.err == "wrote one.png\n"
    with Image.open("one.png") as drawn:
        assert drawn.height > 300
    assert html.code == 1
    assert "esseract" in Path("a.html").read_text(encoding="utf-8").partition("<dt>Reading</dt>")[2][:60]
    assert 'aria-label="Finding 1, critical: Promises a miracle"' in Path("a.html").read_text(encoding="utf-8")


HOSTILE = (
    "<script>alert(1)</script><img src=x onerror=alert(1)>",
    '=HYPERLINK("https://example.com","x")',
    "@SUM(1+1)*cmd|' /C calc'!A0",
    "\x1b]0;owned\x07\x1b[31m",
    "\u202eeruc\u202c \u2066x\u2069 \u200b",
    "%0A::error::owned",
    "\n::error::owned\n",
    "![x](https://example.com/x.png) <b>@octocat #1",
    "]]>&amp;<!--",
    "\ufffe\uffff \ue000",
)


def begins_a_formula(cell: str) -> bool:
    return cell.lstrip(" '\"").startswith(("=", "+", "-", "@")) and not cell.startswith("'")


def cells_of(book: bytes) -> list[str]:
    """All texts of a workbook; none of its cells is a formula, whatever it looks like."""
    with zipfile.ZipFile(io.BytesIO(book)) as parts:
        sheets = [name for name in parts.namelist() if name.startswith("xl/worksheets/")]
        assert not [name for name in sheets if b"<f>" in parts.read(name) or b"<hyperlink" in parts.read(name)]
    opened = CalamineWorkbook.from_filelike(io.BytesIO(book))
    return [
        str(cell) for name in opened.sheet_names for row in opened.get_sheet_by_name(name).to_python() for cell in row
    ]


@pytest.mark.parametrize("evil", HOSTILE)
def test_a_hostile_label_stays_data_in_every_form(run: Run, pack: tuple[str, ...], evil: str) -> None:
    words = f"{evil} miracle cure {evil}"
    label = {"product": f"{evil} x", "type": "food", "claims": [words], "panels": {"front": words}}
    Path("evil.json").write_text(json.dumps(label), encoding="utf-8")
    names = [f"report{suffix}" for suffix in SUFFIXES if suffix != ".png"]
    outputs = [part for name in names for part in ("--output", name)]
    ended = run("check", "evil.json", *outputs, "--output", "-", "--format", "github", "--checklist", *pack)

    assert (ended.code, ended.err) == (1, "")
    assert not [line for line in ended.out.splitlines() if line.startswith("::error::")]
    for name in names:
        content = Path(name).read_bytes()
        assert content
        if name.endswith((".json", ".jsonl", ".ndjson", ".sarif")):
            for line in content.decode().splitlines() if "jsonl" in name else [content.decode()]:
                json.loads(line)
        if name.endswith(".xlsx"):
            cells = cells_of(content)
            assert "miracle cure" in " ".join(cells)
            assert not [cell for cell in cells if begins_a_formula(cell)]
        if name.endswith(".pdf"):
            assert not {b"/JavaScript", b"/JS", b"/Launch", b"/SubmitForm"} & set(re.findall(rb"/[A-Za-z]+", content))
        if name.endswith((".xlsx", ".pdf", ".json", ".jsonl", ".ndjson")):
            continue
        text = content.decode()
        assert not set(text) & set("\x1b\x07\u202e\u202c\u2066\u2069\u200b\ufffe")
        if name.endswith((".html", ".htm", ".md")):
            assert "<script" not in text
            assert "<img" not in text
            assert "<b>" not in text
        if name.endswith(".xml"):
            ET.fromstring(text)
        if name.endswith(".csv"):
            assert not [cell for row in csv.reader(text.splitlines()) for cell in row if begins_a_formula(cell)]
        if name.endswith((".txt", ".md")):
            assert not [line for line in text.splitlines() if line.lstrip().startswith("::")]
