"""Folding: what is compared alike, what is joined, and that every piece of the fold has its place in the print."""

from __future__ import annotations

import unicodedata
from itertools import pairwise

import pytest
from hypothesis import given
from hypothesis import strategies as st

from labelwarden.text.fold import fold
from labelwarden.text.lookalikes import LOOKALIKES
from scripts.make_lookalikes import twins

LETTERS = st.text(
    st.sampled_from("abcXYZ 7.,-|\n\r\t'\"éÉñßΩωсеυﬁ½µ—–•™®\u00ad\u200b\u0301\u2028°№ⅷΣςİı漢\ud800🌿")
    | st.characters(),
    max_size=60,
)


@given(LETTERS, st.booleans())
def test_folding_twice_changes_nothing(printed: str, wrapped: bool) -> None:
    once = fold(printed, wrapped=wrapped).text

    assert fold(once).text == once
    assert fold(once, wrapped=True).text == once


@given(LETTERS, st.booleans())
def test_every_folded_character_points_into_the_print_in_order(printed: str, wrapped: bool) -> None:
    folded = fold(printed, wrapped=wrapped)

    places = [folded.span(n, n + 1) for n in range(len(folded.text))]

    assert all(0 <= place.start <= place.end <= len(printed) for place in places)
    assert all(a.start <= b.start and a.end <= b.end for a, b in pairwise(places))
    assert all(place.start < place.end for place in places)


def test_a_letter_is_quoted_with_its_marks_and_a_joined_word_with_its_break() -> None:
    printed = "te\u0301 \u2122 pre\u2010\nvents"
    folded = fold(printed)

    assert folded.text == "te  prevents"
    for part, quote in (("te", "te\u0301"), ("e", "e\u0301"), ("prevents", "pre\u2010\nvents"), ("vents", "vents")):
        start = folded.text.rindex(part) if part == "vents" else folded.text.index(part)
        span = folded.span(start, start + len(part))
        assert printed[span.start : span.end] == quote


def test_the_table_of_look_alikes_is_what_its_script_makes() -> None:
    assert twins() == LOOKALIKES


@given(LETTERS)
def test_composed_and_decomposed_spellings_fold_alike(printed: str) -> None:
    composed = unicodedata.normalize("NFC", printed)
    decomposed = unicodedata.normalize("NFD", printed)

    assert fold(composed).text == fold(decomposed).text


@given(LETTERS, st.booleans())
def test_nothing_of_capitals_or_line_ends_is_left(printed: str, wrapped: bool) -> None:
    folded = fold(printed, wrapped=wrapped).text

    assert not set(folded) & set("ABCDEFGHIJKLMNOPQRSTUVWXYZ\n\r\x0b\x0c")
    assert all(char.isascii() or unicodedata.category(char)[0] in "LNM" for char in folded)


@given(st.text(st.characters(max_codepoint=0x7F, exclude_characters="\n\r\x0b\x0c -"), max_size=80))
def test_plain_ascii_folds_to_itself_in_small_letters(printed: str) -> None:
    folded = fold(printed)

    assert folded.text == printed.lower()
    assert folded.layers == ()


@pytest.mark.parametrize(
    ("printed", "folded"),
    [
        ("CURES Cancer", "cures cancer"),
        ("cu\u00adres", "cures"),
        ("cu\u200bres\ufeff", "cures"),
        ("\uff43\uff55\uff52\uff45\uff53", "cures"),
        ("\u0441ur\u0435s", "cures"),
        ("C U R E S  C A N C E R", "cures  cancer"),
        ("pre-\nvents", "prevents"),
        ("pre\u00ad\nvents", "prevents"),
        ("7\u03a9HMZ", "7ohmz"),
        ("7\u2126HMZ", "7ohmz"),
        ("7\u2011OH", "7-oh"),
        ("Kratom\u2014relief", "kratom--relief"),
        ("\u201cnatural\u201d", '"natural"'),
        ("Alzheimer\u2019s", "alzheimer's"),
        ("\u2022 gout \u2022 pain", "| gout | pain"),
        ("Relief\u2122 fast", "relief fast"),
        ("50 \u00b5g", "50 ug"),
        ("\u00bd tablet", " 1/2 tablet"),
        ("pain\u00b9 relief", "pain  relief"),
        ("\u0394-8 THC", "delta-8 thc"),
        ("d\u00e9pression", "depression"),
        ("120 \u00b0F", "120  f"),
        ("\u0422\u0420\u0415\u0410TS", "tpeats"),
        ("\u0442reats", "treats"),
        ("\u1d04\u1d1c\u0280\u1d07s", "cures"),
        ("V\u0406TAMIN", "vitamin"),
        ("1\u00bd", "1 1/2"),
        ("\u2713 sleep \u2192 calm", "| sleep | calm"),
        ("\uf0b7 gout", "| gout"),
        ("de\u0301pression", "depression"),
        ("'C U R E S'", "'cures'"),
        ("I T R", "i t r"),
        ("take a b complex", "take a b complex"),
        ("a b c d's", "a b c d's"),
        ("o'a b c d", "o'a b c d"),
        ("o'a b c d e", "o'a bcde"),
    ],
)
def test_folds(printed: str, folded: str) -> None:
    assert fold(printed).text == folded


@pytest.mark.parametrize(
    ("printed", "wrapped", "folded"),
    [
        ("supports\nhealthy joints", False, "supports healthy joints"),
        ("Heading\nText", False, "heading|text"),
        ("a sentence.\nlower", False, "a sentence.|lower"),
        ("FAST\nRELIEF", True, "fast relief"),
        ("FAST\n\nRELIEF", True, "fast||relief"),
        ("FAST\r\nRELIEF", True, "fast  relief"),
        ("PRE-\nVENTS", True, "prevents"),
        ("7-\nOH", False, "7- oh"),
        ("Benefits -\nCalm", False, "benefits -|calm"),
        ("fast  \nrelief", False, "fast   relief"),
        ("im\u00ad\r\nMUNITY", False, "immunity"),
        ("page one\x0cgoes on", True, "page one|goes on"),
        ("pre-\n\nvents", True, "pre-||vents"),
        ("d\u00e9-\nj\u00e0", False, "deja"),
    ],
)
def test_line_breaks(printed: str, wrapped: bool, folded: str) -> None:
    squeezed = fold(printed, wrapped=wrapped).text.replace("|  ", "|").replace("| ", "||")

    assert squeezed == folded
