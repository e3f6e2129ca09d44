"""Numbers that may have been read wrong are unsure, and no others."""

from __future__ import annotations

import pytest
from PIL import Image, ImageDraw

from labelwarden.ocr.doubted_numbers import DOUBTED, doubted_numbers
from labelwarden.ocr.engine import SeenWord
from labelwarden.ocr.page import Page
from labelwarden.ocr.view import View, written_out
from labelwarden.text.span import Box

PLACE = Box(100, 40, 60, 40)


def view(*words: tuple[str, float], box: Box = PLACE) -> View:
    return written_out([[[SeenWord(text, box, confidence, 1, 0) for text, confidence in words]]])


def confidence(*views: View, ink: Image.Image | None = None, scale: float = 4.0) -> float:
    main, *others = views
    page = Page(1, 400, 200, main, tuple(others))
    return doubted_numbers(page, ink, scale).main.words[0].confidence


def test_a_number_that_another_reading_has_otherwise_is_unsure_in_both() -> None:
    page = doubted_numbers(Page(1, 400, 200, view(("50", 0.85)), (view(("60", 0.8), box=Box(101, 41, 60, 40)),)))
    assert [word.confidence for shown in (page.main, *page.views) for word in shown.words] == [DOUBTED, DOUBTED]
    assert page.main.text == "50", "what was read stays"


@pytest.mark.parametrize(
    "other",
    [
        view(("(50)", 0.9), box=Box(98, 40, 64, 40)),  # the same digits
        view(("60", 0.3)),  # hardly read at all
        view(("60", 0.9), box=Box(300, 40, 60, 40)),  # another place
        view(("SO", 0.9)),  # no number: put right elsewhere
    ],
)
def test_other_readings_take_nothing_from_it_unless_they_contradict(other: View) -> None:
    assert confidence(view(("50", 0.85)), other) == 0.85


def test_two_readings_outweigh_a_third() -> None:
    second, third = view(("50", 0.9), box=Box(101, 40, 60, 40)), view(("56", 0.7), box=Box(102, 40, 60, 40))
    assert confidence(view(("50", 0.9)), second, third) == 0.9


@pytest.mark.parametrize(("text", "unsure"), [("3]", True), ("|30", True), ("(30)", False), ("30)", False)])
def test_a_bar_beside_a_digit_may_be_one(text: str, unsure: bool) -> None:
    assert confidence(view((text, 0.9))) == (DOUBTED if unsure else 0.9)


def mask(*boxes: tuple[int, int, int, int]) -> Image.Image:
    """Of a picture of 400 by 200 pixels: 100 by 50, with ink in `boxes`."""
    ink = Image.new("L", (100, 50), 0)
    for box in boxes:
        ImageDraw.Draw(ink).rectangle(box, fill=255)
    return ink


DIGIT = (25, 10, 39, 19)


def test_print_beside_a_number_that_nobody_read_makes_it_unsure() -> None:
    assert confidence(view(("3", 0.9)), ink=mask(DIGIT, (42, 10, 45, 19))) == DOUBTED
    assert confidence(view(("3", 0.9)), ink=mask(DIGIT, (19, 10, 22, 19))) == DOUBTED


@pytest.mark.parametrize(
    "beside",
    [
        (42, 10, 45, 12),  # a dash or a star
        (42, 0, 43, 49),  # a rule or a drawing that goes on
        (60, 10, 64, 19),  # too far away
    ],
)
def test_marks_rules_and_what_stands_apart_do_not(beside: tuple[int, int, int, int]) -> None:
    assert confidence(view(("3", 0.9)), ink=mask(DIGIT, beside)) == 0.9


def test_what_was_read_beside_it_is_no_doubt() -> None:
    read = view(("mg", 0.9), box=Box(166, 40, 20, 40))
    assert confidence(view(("3", 0.9)), read, ink=mask(DIGIT, (42, 10, 45, 19))) == 0.9


def test_words_and_typed_numbers_are_left_alone() -> None:
    assert confidence(view(("iron", 0.9)), view(("1ron", 0.9))) == 0.9
    assert confidence(view(("50", 1.0)), view(("60", 0.9))) == 1.0
