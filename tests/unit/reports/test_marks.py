"""Boxes lie around the ink, numbers stay readable and hide no words, and what has no place is named all the same."""

from __future__ import annotations

from typing import Any

from PIL import Image, ImageDraw

from labelwarden.reports.marks import Mark, Rectangle, margin_of, marks_on, overlap, place_badges
from labelwarden.reports.pages import ink_of, picture_pages


def finding(rule: str, severity: str, *places: tuple[str, list[list[int]]]) -> dict[str, Any]:
    evidence = [{"quote": "x", "file": file, "page": 1, "boxes": boxes} for file, boxes in places]
    return {"rule": rule, "title": f"Title of {rule}", "severity": severity, "evidence": evidence}


LABEL: dict[str, Any] = {
    "source": "sample",
    "panels": [
        {"file": "front.png", "page": 1},
        {"file": "back.png", "page": 1},
        {"file": None, "page": None},
        {"file": "sheet.txt", "page": None},
    ],
    "findings": [
        finding("us.a.on-front", "critical", ("front.png", [[50, 60, 100, 20], [50, 85, 40, 20]])),
        finding("us.b.missing", "major"),
        finding("us.c.on-back", "minor", ("back.png", [[10, 10, 5, 5]])),
    ],
}


def mark(*places: tuple[Rectangle, ...], number: int = 1) -> Mark:
    return Mark(number, "critical", "us.a", "A", places)


def no_ink(_place: Rectangle) -> float:
    return 0.0


def test_a_number_is_the_place_in_the_report_on_every_picture() -> None:
    front, back = picture_pages(LABEL)
    assert [(m.number, m.rule) for m in front.marks] == [(1, "us.a.on-front"), (2, "us.b.missing")]
    assert [(m.number, m.rule) for m in back.marks] == [(3, "us.c.on-back")]
    assert [m.number for m in front.missing] == [2]


def test_boxes_are_padded_by_two_pixels() -> None:
    (on_front, _missing) = marks_on(LABEL, "front.png", 1, first=True)
    assert on_front.places == (((48, 58, 152, 82), (48, 83, 92, 107)),)


def test_numbers_cover_neither_each_other_nor_a_frame_nor_leave_the_picture() -> None:
    marks = [mark(((40, 30, 140, 50),), number=n) for n in range(1, 6)] + [mark(((40, 8, 90, 28),), number=6)]
    places = [badge.place for badge in place_badges(marks, (300, 200), no_ink, 2)]
    assert len(places) == 6
    frames = [(40, 30, 140, 50), (40, 8, 90, 28)]
    assert not [(a, b) for n, a in enumerate(places) for b in (*places[n + 1 :], *frames) if overlap(a, b)]
    assert all(left >= 0 and top >= 0 and right <= 300 and bottom <= 200 for left, top, right, bottom in places)


def test_a_number_goes_where_nothing_is_printed() -> None:
    picture = Image.new("RGB", (300, 100), "white")
    draw = ImageDraw.Draw(picture)
    for x in range(100, 200, 4):  # the quoted words
        draw.line((x, 42, x, 58), fill="black")
    for x in (*range(0, 100, 4), *range(200, 300, 4)):  # words before and behind them, and a line above
        draw.line((x, 42, x, 58), fill="black")
    for x in range(0, 300, 4):
        draw.line((x, 15, x, 35), fill="black")
    (badge,) = place_badges([mark(((98, 40, 202, 60),))], picture.size, ink_of(picture), 2)
    assert badge.leader is None
    assert badge.place[1] >= 60


def test_where_all_around_is_printed_the_number_stands_beside_the_picture_with_a_line_to_its_frame() -> None:
    picture = Image.new("RGB", (300, 120), "white")
    draw = ImageDraw.Draw(picture)
    for x in range(0, 300, 4):
        draw.line((x, 0, x, 120), fill="black")
    badges = place_badges(
        [mark(((98, 40, 202, 60),)), mark(((98, 41, 150, 59),), number=2)], picture.size, ink_of(picture), 2
    )
    assert all(badge.place[2] <= 0 for badge in badges)
    assert not overlap(badges[0].place, badges[1].place)
    assert badges[0].leader is not None
    assert badges[0].leader[2] == 96  # where its frame begins
    assert margin_of(badges) == 2 - badges[0].place[0]


def test_a_number_goes_to_the_nearest_empty_place_where_there_is_none_at_its_frame() -> None:
    picture = Image.new("RGB", (300, 200), "white")
    draw = ImageDraw.Draw(picture)
    for x in range(0, 300, 4):
        draw.line((x, 0, x, 120), fill="black")
    (badge,) = place_badges([mark(((98, 60, 202, 80),))], picture.size, ink_of(picture), 2)
    assert 100 < badge.place[1] < 140
    assert badge.leader is not None
    assert (badge.leader[1], badge.leader[3]) == (badge.place[1], 82)  # from its top to where the frame ends


def test_the_same_words_of_another_reading_are_marked_once_and_other_words_each() -> None:
    words, again, apart = [[50, 60, 100, 20]], [[52, 61, 80, 18]], [[50, 90, 100, 20]]
    label = {"findings": [finding("us.a", "major", *(("front.png", boxes) for boxes in (words, again, apart)))]}
    (on_front,) = marks_on(label, "front.png", 1, first=True)
    assert on_front.places == (((48, 58, 152, 82),), ((48, 88, 152, 112),))
