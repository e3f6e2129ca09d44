"""Words that a reader of pictures glued, split or misread: found by the vocabulary, with nothing invented."""

from __future__ import annotations

import re
from itertools import pairwise

import pytest
from hypothesis import given
from hypothesis import strategies as st

from labelwarden.matching.matcher import Matcher
from labelwarden.matching.mending import Mending, mending_by
from labelwarden.matching.misread import NEGATIONS
from labelwarden.text.fold import fold
from labelwarden.text.printed import Text
from labelwarden.text.span import Span

PHRASES = (
    "not intended to",
    "diagnose",
    "treats",
    "diabetes",
    "joint pain",
    "anxiety",
    "inflammation",
    "reduces",
    "dietary supplement",
    "children",
    "reach",
    "keep out of reach",
    "years of age",
    "no added sugar",
    "modern",
    "able",
    "ingredients",
)
MENDING = Mending([phrase.split() for phrase in PHRASES])


def read(printed: str) -> str:
    return Text(printed, wrapped=True, changes=MENDING.changes).folded


@pytest.mark.parametrize(
    ("printed", "meant"),
    [
        ("notintendedto diagnose", "not intended to diagnose"),
        ("treatsdiabetes,", "treats diabetes,"),
        ("treats dia betes and inflam\nmation", "treats diabetes and inflammation"),
        ("in flam mation", "inflammation"),
        ("jointpain", "joint pain"),
        ("keepoutofreachofchildren", "keep out of reach of children"),
        ("children under18", "children under 18"),
        ("18yearsofage", "18 years of age"),
        ("ingrcdients: d1abetes", "ingredients: diabetes"),
        ("noaddedsugar", "no added sugar"),
        ("Donotuse", "do not use"),
    ],
)
def test_what_was_glued_split_or_misread(printed: str, meant: str) -> None:
    assert read(printed) == meant


@pytest.mark.parametrize(
    "printed",
    [
        "notable noticeable another knotted",
        "not able",
        "painless forever together",
        "no able",
        "#treatsdiabetes www.treatsdiabetes.com shop@treatsdiabetes.com",
        "500mg 10mg b12 omega3 coq10",
        "modem",
        "treats diabetes of children",
    ],
)
def test_what_stays_as_it_was_read(printed: str) -> None:
    expected = "modern" if printed == "modem" else printed
    assert read(printed) == expected


def test_the_way_back_leads_to_the_letters_of_the_print() -> None:
    text = Text("It TREATSDIABETES!", wrapped=True, changes=MENDING.changes)
    assert text.tokens == [b"it", b"treats", b"diabetes", b"|"]
    assert [text.quote(text.span(n, n + 1)) for n in range(3)] == ["It", "TREATS", "DIABETES"]
    assert text.span(1, 3) == Span(3, 17)
    split = Text("it treats dia betes", wrapped=True, changes=MENDING.changes)
    assert split.quote(split.span(2, 3)) == "dia betes"


WORDS = sorted(
    {word for phrase in PHRASES for word in phrase.split()} | {"of", "the", "for", "able", "18", "5mg", "xyzq"}
)
GLUED = st.lists(st.tuples(st.sampled_from(WORDS), st.sampled_from(["", "", " ", "\n"])), max_size=12).map(
    lambda pieces: "".join(word + space for word, space in pieces)
)
ANYTHING = st.text("abdeinotrsy018 \n-.,#", max_size=60)


@given(GLUED | ANYTHING)
def test_letters_and_digits_stay_in_their_order(printed: str) -> None:
    text = read(printed)
    digits = re.sub(r"\D", "", fold(printed, wrapped=True).text)
    assert len(re.sub(r"\D", "", text)) <= len(digits)
    for number in re.findall(r"(?<![^\s])\d+(?![^\s])", fold(printed, wrapped=True).text):
        assert number in text, "a number that stands alone is never touched"


@given(GLUED | ANYTHING)
def test_no_negation_is_lost_and_none_is_found_without_its_neighbour(printed: str) -> None:
    before = [token.decode() for token in Text(printed, wrapped=True).tokens]
    after = [token.decode() for token in Text(printed, wrapped=True, changes=MENDING.changes).tokens]
    lost = sum(word in NEGATIONS for word in before) - sum(word in NEGATIONS for word in after)
    assert lost <= 0
    if lost < 0:
        pairs = set(pairwise(after))
        assert any(
            f"{one}{other}" in "".join(before) for one, other in pairs if NEGATIONS.intersection((one, other))
        ), "its letters stood there"


@given(GLUED)
def test_mending_what_is_mended_changes_nothing(printed: str) -> None:
    once = read(printed)
    assert MENDING.changes(once) == [] or read(once) == once


def test_syllables_of_a_strange_word_are_no_words() -> None:
    assert Mending([["polyp"], ["meats"]]).changes("polyporus mcats") == []


def test_words_of_prescribed_statements_are_known() -> None:
    matcher = Matcher.build([], wordings=["It impairs your ability to operate machinery."])
    assert mending_by(matcher.lexicon).changes("impairsyourability to oper ate") == [
        (7, 7, " "),
        (11, 11, " "),
        (26, 27, ""),
    ]
