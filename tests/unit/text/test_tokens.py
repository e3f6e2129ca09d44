"""Tokens: words, the marks that stand alone, and where a clause ends."""

from __future__ import annotations

import re

import pytest
from hypothesis import given
from hypothesis import strategies as st

from labelwarden.text.fold import fold
from labelwarden.text.tokens import PUNCTUATION, tokenize


@pytest.mark.parametrize(
    ("printed", "tokens"),
    [
        ("7-OH", "7 oh"),
        ("7.5 mg", "7 5 mg"),
        ("0.05 %", "0 05 %"),
        ("Alzheimer's", "alzheimers"),
        ("Relieves pain. Fast!", "relieves pain | fast |"),
        ("S. salivarius", "s salivarius"),
        ("Dr. Smith says", "dr smith says"),
        ("any disease.* This", "any disease | this"),
        ("Got arthritis?", "got arthritis ? |"),
        ("#AnxietyRelief", "# anxietyrelief"),
        ("colds, flu & more: all", "colds , flu & more : all"),
        ("relief - fast", "relief | fast"),
        ("anti-inflammatory", "anti inflammatory"),
        ("21+ only", "21 + only"),
        ("www.shop.example/pain", "www shop example pain"),
        ("rock 'n' roll", "rock n roll"),
        ("Kratom\u2014relief", "kratom | relief"),
        ("\u2022 S. boulardii", "| s boulardii"),
        ("Rich in vitamin C. Helps", "rich in vitamin c | helps"),
        ("the U.S. market, e.g. here", "the u s market , e g here"),
        ('pain." So', "pain | so"),
        ("(eczema.) So", "eczema | so"),
        ("Take 5. Then 7.5. Rest", "take 5 | then 7 5 | rest"),
        ("No. 5, approx. 6 oz. each", "no 5 , approx 6 oz each"),
        ("The tapir ran. Fox. Out", "the tapir ran | fox | out"),
        ("herbs, etc. Calm", "herbs , etc | calm"),
        ("first; second | third", "first | second | third"),
        ("7\u03a9HMZ", "7ohmz"),
        ("C U R E S  C A N C E R", "cures cancer"),
        ("50 \u00b5g", "50 ug"),
        ("\u00bd", "1 2"),
        ("a \u2013 b", "a | b"),
        ("", ""),
    ],
)
def test_tokens(printed: str, tokens: str) -> None:
    assert b" ".join(tokenize(fold(printed).text)).decode() == tokens


@given(st.text(max_size=80) | st.text("aB7.'- ,?|\u00e9\u0432\u2014\n", max_size=40))
def test_words_are_the_runs_of_letters_and_digits_without_apostrophes(printed: str) -> None:
    folded = fold(printed).text
    runs = [run.replace("'", "").encode() for run in re.findall(r"[a-z0-9'\x80-\U0010ffff]+", folded)]

    words = [token for token in tokenize(folded) if token not in PUNCTUATION]

    assert words == [run for run in runs if run]


@given(st.text(max_size=80))
def test_words_hold_no_mark_and_marks_no_letter(printed: str) -> None:
    for token in tokenize(fold(printed).text):
        assert token in PUNCTUATION or not any(mark in token for mark in PUNCTUATION)
