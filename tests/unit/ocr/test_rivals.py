"""Which of two lines in one place is believed."""

from __future__ import annotations

from labelwarden.ocr.rivals import believed, is_sure
from labelwarden.ocr.seen_line import level_line
from labelwarden.text.span import Box


def test_more_letters_that_are_read_surely_win_the_place() -> None:
    across = [level_line([("300", Box(20, 60, 60, 40), 0.9)]), level_line([("E", Box(30, 120, 40, 40), 0.5)])]
    beside = level_line([("MYTRICINE", Box(200, 60, 300, 40), 0.99)])
    upended = level_line([("LOT:MB038", Box(20, 20, 30, 200), 0.98)])
    assert believed([*across, beside], [upended]) == [beside, upended]


def test_fewer_letters_do_not() -> None:
    table = [level_line([(f"{amount} mg", Box(20, 30 * amount, 60, 20), 1.0)]) for amount in (1, 2, 3, 4)]
    upended = level_line([("ggmg", Box(60, 20, 20, 130), 0.6)])
    assert believed(table, [upended]) == table


def test_leaves_of_a_wreath_are_no_sure_print() -> None:
    box = Box(0, 0, 100, 20)
    assert is_sure(level_line([("FACILITY", box, 0.95)]))
    assert not is_sure(level_line([("mmmn", box, 0.3)]))
    assert not is_sure(level_line([("5", box, 1.0)]))
