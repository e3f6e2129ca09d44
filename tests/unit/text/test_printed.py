"""The way back: what is quoted for a token is what that token was made of."""

from __future__ import annotations

from itertools import pairwise

import pytest
from hypothesis import given
from hypothesis import strategies as st

from labelwarden.text.printed import Text
from labelwarden.text.span import Span
from labelwarden.text.tokens import PUNCTUATION

PRINTS = st.lists(
    st.sampled_from(
        [
            "Relieves",
            "PAIN",
            "сurеs",
            "7ΩHMZ",
            "C U R E S",
            "pre-\nvents",
            "don't",
            "0.5",
            "%",
            "•",
            "—",
            ",",
            "\n\n",
            ".",
            "cu\u00adres",
            "\u200b",
            "?",
            "é",
            "e\u0301",
            "'",
            "™",
            "½",
        ]
    )
    | st.text(max_size=6),
    max_size=14,
).map(" ".join)


@given(PRINTS, st.booleans(), st.data())
def test_quoting_the_slice_and_folding_it_gives_the_words_back(
    printed: str, wrapped: bool, data: st.DataObject
) -> None:
    text = Text(printed, wrapped=wrapped)
    words = [n for n, token in enumerate(text.tokens) if token not in PUNCTUATION]
    if not words:
        return
    first = data.draw(st.sampled_from(words))
    last = data.draw(st.sampled_from([n for n in words if n >= first]))
    # One printed character can hold two words ("½" is 1 and 2): a quote of the one shows the other.
    while first and _share_a_character(text, first - 1, first):
        first -= 1
    while last + 1 < len(text.tokens) and _share_a_character(text, last, last + 1):
        last += 1

    quoted = Text(text.quote(text.span(first, last + 1)), wrapped=wrapped)

    assert _words(quoted.tokens) == _words(text.tokens[first : last + 1])


@given(PRINTS)
def test_token_places_are_in_order_and_inside_the_print(printed: str) -> None:
    text = Text(printed)

    spans = [text.span(n, n + 1) for n in range(len(text.tokens))]

    assert all(0 <= span.start <= span.end <= len(printed) for span in spans)
    assert all(a.start <= b.start and a.end <= b.end for a, b in pairwise(spans))


@given(PRINTS)
def test_token_at_finds_the_first_token_that_ends_behind_a_place(printed: str) -> None:
    text = Text(printed)
    for number, token in enumerate(text.tokens):
        if token not in PUNCTUATION:
            start = text.span(number, number + 1).start
            found = text.token_at(start)
            assert found <= number
            assert text.span(found, found + 1).end > start
            assert all(text.span(n, n + 1).end <= start for n in range(found))


@pytest.mark.parametrize(
    ("printed", "first", "last", "quote"),
    [
        ("Kratom—relieves   PAIN!", 2, 4, "relieves   PAIN"),
        ("C U R E S  cancer", 0, 1, "C U R E S"),
        ("It pre-\nvents gout", 1, 2, "pre-\nvents"),
        ("'Cures' colds", 0, 1, "Cures"),
        ("cu\u00adres it", 0, 1, "cu\u00adres"),
        ("colds ,  flu", 1, 2, ","),
        ("colds , flu!", 0, 4, "colds , flu!"),
        ("a \u2014 b", 1, 2, "\u2014"),
        ("7\u03a9HMZ now", 0, 1, "7\u03a9HMZ"),
        ("", 0, 0, ""),
    ],
)
def test_quotes(printed: str, first: int, last: int, quote: str) -> None:
    text = Text(printed)

    assert text.quote(text.span(first, last)) == quote


def test_capitals_are_looked_at_in_the_print() -> None:
    text = Text("ADD to cart, add it")

    assert text.printed_upper(0, 1)
    assert not text.printed_upper(4, 5)


def test_texts_are_equal_by_what_they_print() -> None:
    assert Text("a") == Text("a")
    assert Text("a") != Text("a", wrapped=True)
    assert len({Text("a"), Text("a")}) == 1
    assert Text("abc").quote(Span(1, 2)) == "b"


def _share_a_character(text: Text, left: int, right: int) -> bool:
    return text.span(left, left + 1).end > text.span(right, right + 1).start


def _words(tokens: list[bytes]) -> list[bytes]:
    return [token for token in tokens if token not in PUNCTUATION]
