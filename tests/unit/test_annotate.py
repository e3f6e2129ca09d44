"""Boxes lie around the ink, numbers stay on the picture, and what has no place is named all the same."""

from __future__ import annotations

import json
from pathlib import Path
from typing import Any

import pytest
from PIL import Image, ImageColor

from scripts.annotate import COLOURS, Mark, annotate, main, marks_on, place_badge


def finding(rule: str, severity: str, *places: tuple[str, list[list[int]]]) -> dict[str, Any]:
    evidence = [{"quote": "x", "file": file, "boxes": boxes} for file, boxes in places]
    return {"rule": rule, "title": f"Title of {rule}", "severity": severity, "evidence": evidence}


LABEL: dict[str, Any] = {
    "source": "sample",
    "panels": [{"file": "front.png"}, {"file": "back.png"}, {"file": None}, {"file": "sheet.pdf"}],
    "findings": [
        finding("us.a.on-front", "critical", ("front.png", [[50, 60, 100, 20], [50, 85, 40, 20]])),
        finding("us.b.missing", "major"),
        finding("us.c.on-back", "minor", ("back.png", [[10, 10, 5, 5]])),
    ],
}


def test_a_number_is_the_place_in_the_report_on_every_picture() -> None:
    assert [(m.number, m.rule) for m in marks_on(LABEL, "front.png")] == [(1, "us.a.on-front"), (2, "us.b.missing")]
    assert [(m.number, m.rule) for m in marks_on(LABEL, "back.png")] == [(3, "us.c.on-back")]


def test_boxes_are_padded_by_two_pixels() -> None:
    assert marks_on(LABEL, "front.png")[0].places == (((48, 58, 152, 82), (48, 83, 92, 107)),)


def test_the_ink_inside_a_box_stays_as_it_was_and_the_frame_surrounds_it() -> None:
    mark = Mark(1, "critical", "us.a", "A", (((48, 58, 152, 82),),))
    sheet = annotate(Image.new("RGB", (600, 400), "white"), (mark,))
    red = ImageColor.getrgb(COLOURS["critical"])
    assert sheet.crop((48, 58, 153, 83)).getcolors() == [(105 * 25, (255, 255, 255))]
    assert all(sheet.getpixel(point) == red for point in [(47, 70), (153, 70), (100, 57), (100, 83)])


def test_numbers_of_one_place_cover_neither_each_other_nor_a_frame_nor_leave_the_picture() -> None:
    frame, line_above = (40, 30, 140, 50), (40, 8, 90, 28)
    taken = [frame, line_above]
    for _ in range(6):
        taken.append(place_badge(frame, (20, 16), taken, (200, 200)))
    assert all(left >= 0 and top >= 0 and right <= 200 and bottom <= 200 for left, top, right, bottom in taken)
    cells = [(x, y) for left, top, right, bottom in taken for x in range(left, right) for y in range(top, bottom)]
    assert len(cells) == len(set(cells))


def test_a_number_without_room_around_its_frame_stands_in_it() -> None:
    assert place_badge((0, 0, 50, 40), (20, 16), [], (50, 40)) == (0, 0, 20, 16)


def test_the_command_writes_one_picture_for_each_and_turns_it_as_a_viewer_does(
    tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    source = tmp_path / "sample"
    source.mkdir()
    exif = Image.Exif()
    exif[0x0112] = 6  # turned by a quarter
    Image.new("RGB", (600, 500), "white").save(source / "front.png", exif=exif)
    Image.new("L", (300, 200), 255).save(source / "back.png")
    report = tmp_path / "report.json"
    report.write_text(json.dumps({"labels": [{**LABEL, "source": str(source)}]}), encoding="utf-8")

    assert main([str(report), str(tmp_path / "out")]) == 0

    written = sorted((tmp_path / "out").iterdir())
    assert [path.name for path in written] == ["sample-back-annotated.png", "sample-front-annotated.png"]
    assert capsys.readouterr().out.count("wrote ") == 2
    with Image.open(written[1]) as front:
        assert front.width == 500
        assert front.height > 600


def test_a_picture_that_is_gone_is_named(tmp_path: Path) -> None:
    report = tmp_path / "report.json"
    report.write_text(json.dumps({"labels": [LABEL]}), encoding="utf-8")
    with pytest.raises(FileNotFoundError, match=r"front\.png, which is neither here nor beside sample"):
        main([str(report), str(tmp_path / "out")])
