"""Several readings of one line, put together."""

from __future__ import annotations

from labelwarden.ocr.agreed import agreed, is_unknown
from labelwarden.ocr.seen_line import LineWord


def said(*words: tuple[str, float], line: str = "") -> list[LineWord]:
    """The words of a reading, side by side as wide as their letters."""
    length = len(line or " ".join(text for text, _ in words))
    found, at = [], 0
    for text, confidence in words:
        found.append(LineWord(text, confidence, at / length, (at + len(text)) / length))
        at += len(text) + 1
    return found


def text_of(words: list[LineWord]) -> str:
    return " ".join(word.text for word in words)


def test_at_each_place_the_reading_with_most_votes_counts() -> None:
    first = said(("Acoding", 0.5), ("to", 0.9), ("the", 0.4))
    second = said(("Acoding", 0.4), ("to", 0.9), ("tho", 0.5))
    third = said(("Acnding", 0.6), ("to", 0.9), ("tho", 0.3))
    words = agreed([first, second, third])
    assert text_of(words) == "Acoding to tho"
    assert [word.confidence for word in words] == [0.5, 0.9, 0.5], "as sure as its surest reading"


def test_a_known_word_counts_more_than_unknown_letters() -> None:
    readings = [said(("mahinery", 0.6)), said(("machinery", 0.5)), said(("machlnery", 0.7))]
    assert text_of(agreed(readings)) == "machinery"


def test_no_word_is_made_up_that_no_reading_has() -> None:
    assert text_of(agreed([said(("mahinery", 0.6)), said(("machlnery", 0.5))])) == "mahinery"


def test_what_is_glued_in_one_reading_is_one_place() -> None:
    glued = said(("shouldnot", 0.9))
    parted = said(("should", 0.8), ("not", 0.8))
    assert text_of(agreed([glued, parted, parted])) == "should not"
    assert (
        text_of(agreed([said(("SURGEON", 0.9), ("GENERAL", 0.9)), said(("SURGEONGENERAL", 0.3))])) == "SURGEON GENERAL"
    )


def test_a_point_that_one_reading_saw_in_a_number_is_believed() -> None:
    assert text_of(agreed([said(("4226g", 0.99)), said(("42.26", 0.8), ("g", 0.9))])) == "42.26 g"
    assert text_of(agreed([said(("4226g", 0.99)), said(("42.86g", 0.5))])) == "4226g", "other digits are no vote"


def test_a_word_that_one_reading_overlooked_stays() -> None:
    assert text_of(agreed([said(("do", 0.9), line="do not"), said(("do", 0.9), ("not", 0.7))])) == "do not"


def test_letters_that_are_no_word_are_unknown_and_numbers_are_not() -> None:
    assert is_unknown("COMPLANT")
    assert not any(map(is_unknown, ("COMPLIANT", "500mg", "(1)", "Women's", "")))
