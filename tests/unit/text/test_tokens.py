"""Tokens: words, the marks that stand alone, and where a clause ends."""

from __future__ import annotations

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
        ("", ""),
    ],
)
def test_tokens(printed: str, tokens: str) -> None:
    assert b" ".join(tokenize(fold(printed).text)).decode() == tokens


@given(st.text(max_size=80))
def test_words_hold_no_mark_and_marks_no_letter(printed: str) -> None:
    for token in tokenize(fold(printed).text):
        assert token in PUNCTUATION or not any(mark in token for mark in PUNCTUATION)
