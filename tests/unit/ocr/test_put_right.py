"""Misread words are put right in views besides the first, and nothing else is."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from labelwarden.matching.misread import NEGATIONS
from labelwarden.ocr.dictionary import dictionary
from labelwarden.ocr.engine import SeenWord
from labelwarden.ocr.put_right import put_right
from labelwarden.text.span import Box

HERE = Box(10, 10, 80, 20)
ELSEWHERE = Box(300, 10, 80, 20)


def word(text: str, confidence: float = 0.8, box: Box = HERE) -> SeenWord:
    return SeenWord(text, box, confidence, 1, 1)


def right(text: str, *readings: SeenWord, confidence: float = 0.8) -> str:
    [[[found]]] = put_right([[[word(text, confidence)]]], readings)
    return found.text


@pytest.mark.parametrize(
    ("read", "printed"),
    [
        ("Waming:", "Warning:"),
        ("DURNG", "DURING"),
        ("heaith", "health"),
        ("(protcin)", "(protein)"),
        ("SERUING", "SERVING"),
    ],
)
def test_a_word_of_no_dictionary_is_the_one_that_looks_the_same(read: str, printed: str) -> None:
    assert right(read) == printed


@pytest.mark.parametrize(
    "read", ["Warning", "proline", "tocopheryl", "kratom", "mcg", "B12", "l0mg", "n0t", "nct", "L-Arginin"]
)
def test_words_units_and_numbers_stay_as_they_are(read: str) -> None:
    assert right(read) == read


def test_glued_words_stay_for_the_comparison_to_part() -> None:
    assert right("bythe") == "bythe"


def test_another_reading_of_the_same_place_tells_the_word() -> None:
    assert right("Dxstilled", word("Distilled", 0.9)) == "Distilled"
    assert right("Dxstilled", word("Distilled", 0.9, ELSEWHERE)) == "Dxstilled"
    assert right("Dxstilled", word("Distilled", 0.4)) == "Dxstilled"  # nobody is sure of it
    assert right("Dxstilled", word("Distillry", 0.9)) == "Dxstilled"  # no word either
    assert right("Dxstilled", word("Cheers", 0.9)) == "Dxstilled"  # another word, not another reading


def test_what_no_reading_has_is_held_to_be_unsure() -> None:
    [[[guessed]]] = put_right([[[word("heaith", 0.99)]]], [])
    [[[read]]] = put_right([[[word("heaith", 0.99)]]], [word("health", 0.9)])
    assert guessed.confidence < 0.5 < read.confidence


@given(st.text(alphabet="not0cairelv", min_size=1, max_size=8), st.sampled_from(sorted(NEGATIONS)))
def test_no_negation_comes_or_goes(read: str, negation: str) -> None:
    found = right(read, word(negation, 0.99))
    assert (found.lower() in NEGATIONS) == (read.lower() in NEGATIONS)


@given(st.text(max_size=12))
def test_digits_and_marks_stay(read: str) -> None:
    def kept(text: str) -> str:
        return "".join(char for char in text if not char.isalpha())

    assert kept(right(read)) == kept(read)


def test_what_is_put_right_is_a_word() -> None:
    words = dictionary()
    for read in ("Suppiement", "practiticner", "CERTFIED"):
        assert not words.has(read)
        assert words.has(right(read))
