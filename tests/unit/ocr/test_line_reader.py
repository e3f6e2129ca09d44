"""From likelihoods of letters to words: what is no letter of a label, accents that are dirt, words far apart."""

from __future__ import annotations

from importlib.util import find_spec

import pytest

if find_spec("numpy") is None:
    pytest.skip('needs pip install "labelwarden[photos]"', allow_module_level=True)

import numpy as np

from labelwarden.ocr.line_reader import Alphabet, as_input

LETTERS = ["a", "g", "e", "à", "ç", "c", "č", "国", "1", "8"]
INDEX = {"": 0, **{letter: number for number, letter in enumerate(LETTERS, start=1)}, " ": len(LETTERS) + 1}


def read(*columns: dict[str, float]) -> str:
    likelihood = np.zeros((len(columns), len(INDEX)), np.float32)
    for row, shares in enumerate(columns):
        for letter, share in shares.items():
            likelihood[row, INDEX[letter]] = share
    return " ".join(word.text for word in Alphabet(LETTERS).words(likelihood, 1.0))


def test_a_letter_held_over_columns_is_one_and_a_blank_parts_two() -> None:
    assert read({"a": 0.9}, {"a": 0.9}, {"": 0.9}, {"a": 0.9}) == "aa"
    assert read({"1": 0.9}, {"8": 0.9}, {" ": 0.9}, {"a": 0.9}) == "18 a"


def test_an_accent_is_believed_where_it_is_sure_and_western() -> None:
    assert read({"à": 0.7, "a": 0.2}, {"g": 0.9}, {"e": 0.9}) == "age"
    assert read({"à": 0.99}) == "à"
    assert read({"č": 0.99}) == "c"


def test_letters_that_are_not_printed_here_are_misread() -> None:
    assert read({"国": 0.6, "a": 0.3}, {"g": 0.9}) == "ag"
    assert read({"国": 0.97, "a": 0.01}) == ""


def test_letters_far_apart_are_no_one_word() -> None:
    gap = [{"": 0.9}] * 9
    assert read({"1": 0.9}, *gap, {"8": 0.9}) == "1 8"
    assert read({"1": 0.9}, *gap[:4], {"8": 0.9}) == "18"


def test_a_line_is_given_as_wide_as_it_is() -> None:
    level = np.full((48, 101, 3), 255, np.uint8)
    given = as_input(level)
    assert given.shape == (1, 3, 48, 104)
    assert (given[0, 0, 0, 0], given[0, 0, 0, -1]) == (1, 0)
