"""Where on a picture a stretch of text stands."""

from __future__ import annotations

from labelwarden.label.panel import Panel, Word
from labelwarden.text.printed import Text
from labelwarden.text.span import Box, Span

PRINTED = "treats back\npain now"
PANEL = Panel(
    "front",
    Text(PRINTED, wrapped=True),
    file="front.png",
    words=(
        Word(0, 6, Box(0, 0, 60, 20), 0.9),
        Word(7, 11, Box(70, 2, 40, 18), 0.4),
        Word(12, 16, Box(0, 30, 40, 20), 0.8),
        Word(17, 20, Box(50, 30, 30, 20), 1.0),
    ),
)


def test_one_box_a_line() -> None:
    assert PANEL.boxes_of(Span(0, 16)) == (Box(0, 0, 110, 20), Box(0, 30, 40, 20))
    assert PANEL.boxes_of(Span(11, 12)) == ()


def test_of_two_words_that_were_read_as_one_each_has_its_letters() -> None:
    assert PANEL.boxes_of(Span(0, 2)) == (Box(0, 0, 20, 20),)
    assert PANEL.boxes_of(Span(2, 11)) == (Box(20, 0, 90, 20),)


def test_a_mark_beside_a_word_is_part_of_its_place() -> None:
    panel = Panel("front", Text("pain,"), words=(Word(0, 5, Box(0, 0, 50, 20), 0.9),))
    assert panel.boxes_of(Span(0, 4)) == (Box(0, 0, 50, 20),)


def test_of_print_that_runs_up_or_down_the_whole_word_is_shown() -> None:
    panel = Panel("side", Text("joinpain"), words=(Word(0, 8, Box(0, 0, 20, 80), 0.9),))
    assert panel.boxes_of(Span(4, 8)) == (Box(0, 0, 20, 80),)


def test_the_worst_reading_counts() -> None:
    assert PANEL.confidence_of(Span(0, 16)) == 0.4
    assert PANEL.confidence_of(Span(17, 20)) == 1.0
    assert PANEL.confidence_of(Span(11, 12)) is None


def test_the_kind_of_a_panel_is_its_name_without_number() -> None:
    assert Panel("claims[12]", Text("x")).kind == "claims"
    assert Panel("back", Text("x")).kind == "back"
