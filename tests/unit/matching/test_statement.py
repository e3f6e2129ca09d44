"""A prescribed wording as labels print it: as it is, altered, with a "not" gone, or not at all."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from labelwarden.matching.misread import NEGATIONS
from labelwarden.matching.statement import Print, Printed, Statement, WordLine, find_statement
from labelwarden.text.printed import Text

WORDING = (
    "This statement has not been evaluated by the Food and Drug Administration. "
    "This product is not intended to diagnose, treat, cure, or prevent any disease."
)
STATEMENT = Statement.parse(WORDING)


def printed(text: str, *, wrapped: bool = False) -> Printed:
    return find_statement(WordLine.of(Text(text, wrapped=wrapped)), STATEMENT)


def test_a_wording_is_read_sentence_by_sentence() -> None:
    assert [len(sentence.words) for sentence in STATEMENT.sentences] == [12, 13]
    assert STATEMENT.words == STATEMENT.sentences[0].words + STATEMENT.sentences[1].words


@pytest.mark.parametrize(
    "text",
    [
        WORDING,
        WORDING.upper(),
        WORDING.replace(",", "").replace(".", ""),
        f"*{WORDING}*",
        WORDING.replace(" ", "\n"),
        "Net Wt 2 oz. " * 300 + WORDING + " Made in Ohio.",
        WORDING.replace("evaluated", "eval-\nuated"),
    ],
    ids=["same", "capitals", "no-points", "asterisks", "line-breaks", "long-label", "hyphenated"],
)
def test_case_points_and_line_breaks_do_not_matter(text: str) -> None:
    found = printed(text)
    assert (found.how, found.missing, found.added) == (Print.PRESENT, (), ())


def test_the_place_is_that_of_the_words() -> None:
    text = Text(f"Relax now! {WORDING} Made in Ohio.")
    found = find_statement(WordLine.of(text), STATEMENT)
    quote = text.quote(text.span(found.start, found.end))
    assert quote == WORDING.removesuffix(".")


@pytest.mark.parametrize("sentence", ["has not been", "is not intended"])
def test_a_dropped_not_is_never_a_likeness(sentence: str) -> None:
    found = printed(WORDING.replace(sentence, sentence.replace("not ", "")))
    assert (found.how, found.missing, found.negation) == (Print.ALTERED, ("not",), True)


def test_a_not_that_was_added_counts_as_well() -> None:
    statement = Statement.parse("Keep out of reach of children at all times")
    found = find_statement(WordLine.of(Text("Do not keep out of reach of not children at all times")), statement)
    assert (found.how, found.negation) == (Print.ALTERED, True)


def test_a_slip_of_the_reader_shows_both_words() -> None:
    found = printed(WORDING.replace("evaluated", "evaiuated"))
    assert (found.how, found.missing, found.added, found.negation) == (
        Print.ALTERED,
        ("evaluated",),
        ("evaiuated",),
        False,
    )


def test_another_name_of_the_agency_is_an_alteration() -> None:
    found = printed(WORDING.replace("the Food and Drug Administration", "the FDA"))
    assert found.how is Print.ALTERED
    assert "administration" in found.missing
    assert not found.negation


def test_one_of_two_sentences_leaves_the_words_of_the_other_missing() -> None:
    found = printed(WORDING.partition(". ")[0] + ". Best served cold, shake well before use and enjoy with friends.")
    assert found.how is not Print.PRESENT


@pytest.mark.parametrize(
    "text",
    [
        "",
        "not",
        "Food",
        "This product",
        "Drug Administration",
        "The food was evaluated by chefs",
        "Product to treat any disease",
        "Take one tablet daily with water. " * 20,
    ],
)
def test_a_few_of_its_words_are_not_the_statement(text: str) -> None:
    assert printed(text).how is Print.ABSENT


@pytest.mark.parametrize("contracted", ["hasn't", "has n't", "ha sn't", "hasnt", "HAS N\u2019T"])
def test_a_contraction_is_an_altered_wording_however_it_was_split(contracted: str) -> None:
    line = WordLine.of(Text(WORDING.replace("has not", contracted), wrapped=True))
    found = find_statement(line, STATEMENT, read=True)
    assert (found.how, found.negation, found.unsure) == (Print.ALTERED, True, False)


def test_without_tolerance_an_altered_wording_is_absent() -> None:
    line = WordLine.of(Text(WORDING.replace("evaluated", "evaiuated")))
    assert find_statement(line, STATEMENT, tolerant=False).how is Print.ABSENT


WORDS = st.sampled_from([*dict.fromkeys(WORDING.replace(".", "").split()), "pain", ".", "|", "7-OH", "évaluated", "*"])


@given(st.lists(WORDS, max_size=40).map(" ".join), st.lists(WORDS, max_size=10).map(" ".join))
def test_whatever_stands_around_it_a_statement_is_found_in_its_place(before: str, after: str) -> None:
    text = Text(f"{before} {WORDING} {after}")
    found = find_statement(WordLine.of(text), STATEMENT)
    assert found.how is Print.PRESENT
    assert 0 <= found.start < found.end <= len(text.tokens)


@given(st.lists(WORDS, max_size=40).map(" ".join))
def test_present_means_every_word_in_order(text: str) -> None:
    line = WordLine.of(Text(text))
    found = find_statement(line, STATEMENT)
    assert 0 <= found.start <= found.end <= max(len(Text(text).tokens), 1)
    if found.how is Print.PRESENT:
        at = line.tokens.index(found.start)
        assert line.words[at : at + len(STATEMENT.words)] == STATEMENT.words
    if found.how is Print.ALTERED:
        assert found.missing or found.added


DOSED = Statement.parse(
    "Children under 12 years: do not use more than 4 doses in 24 hours unless directed by a doctor, never with alcohol."
)


@st.composite
def misread(draw: st.DrawFn) -> str:
    """The statement with letters mistaken, and with spaces lost and found; digits and negations as they are."""
    text, glued = "", False
    for word in DOSED.spoken:
        letters = word
        if word.isalpha() and word not in NEGATIONS:
            place = draw(st.integers(0, len(word) - 1))
            letters = word[:place] + draw(st.sampled_from(_MISTAKEN.get(word[place], word[place]))) + word[place + 1 :]
            if len(word) > 5 and draw(st.booleans()):
                letters = f"{letters[:3]} {letters[3:]}"
        glued = not glued and text[-1:].isalpha() and word.isalpha() and draw(st.booleans())
        text += ("" if glued else " ") + letters
    return text


_MISTAKEN = {"o": "o0", "l": "l1i", "i": "i1l", "s": "s5", "e": "ec", "c": "ce"}


def read(text: str) -> Printed:
    return find_statement(WordLine.of(Text(text, wrapped=True)), DOSED, read=True)


@given(misread())
def test_what_a_reader_mistakes_is_no_alteration(text: str) -> None:
    found = read(f"Net Wt 2 oz.\n\n{text}\n\nMade in Ohio")
    assert found.how is Print.PRESENT or found.unsure


@given(misread(), st.sampled_from(sorted(NEGATIONS)), st.data())
def test_never_a_not_that_is_not_printed_and_never_one_less(text: str, negation: str, data: st.DataObject) -> None:
    words = text.split()
    place = data.draw(st.integers(1, len(words) - 1))
    more = [*words[:place], negation, *words[place:]]
    assert read(" ".join(more)).how is not Print.PRESENT
    if {"not", "never"} <= set(words):
        less = data.draw(st.sampled_from(["not", "never"]))
        assert read(" ".join(word for word in words if word != less)).how is not Print.PRESENT


@given(misread(), st.sampled_from(["12", "4", "24"]), st.integers(0, 999))
def test_never_another_number(text: str, number: str, other: int) -> None:
    changed = [str(other) if word == number else word for word in text.split()]
    found = read(" ".join(changed))
    assert found.how is not Print.PRESENT or str(other) == number or number not in text.split()
