"""Phrases with gaps and groups, against an oracle that tries every way to place the parts."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from labelwarden.matching.hits import Hits
from labelwarden.matching.matcher import Matcher
from labelwarden.matching.phrases import GAP, Phrase, find_phrase
from labelwarden.matching.term import Form, Plane, words_of
from labelwarden.text.printed import Text

DRUGS = [Form(words_of(name), "drug", Plane.CONTENT) for name in ("morphine", "morphine sulfate", "oxy")]
PHRASES = {
    written: Phrase.parse(written)
    for written in (
        "keep out of reach",
        "keep ... out of reach ... children",
        "instead of {drug}",
        "not ... for {drug}",
        "{drug} ... {drug}",
        "100 % natural",
    )
}
MATCHER = Matcher.build([*DRUGS, *dict.fromkeys(form for phrase in PHRASES.values() for form in phrase.forms)])


def found(printed: str, written: str) -> list[str]:
    text = Text(printed)
    places = find_phrase(MATCHER.scan(text), PHRASES[written])
    return [text.quote(text.span(first, last)) for first, last, _ in places]


@pytest.mark.parametrize(
    ("printed", "written", "quotes"),
    [
        ("KEEP OUT OF REACH!", "keep out of reach", ["KEEP OUT OF REACH"]),
        ("keep out-of-reach", "keep out of reach", ["keep out-of-reach"]),
        ("keep out\nof reach", "keep out of reach", ["keep out\nof reach"]),
        ("keep out. Of reach", "keep out of reach", []),
        ("keep this product out of reach of small children", "keep ... out of reach ... children", 1),
        ("keep out of reach children", "keep ... out of reach ... children", 1),
        ("keep it at all times very well away and out of reach of children", "keep ... out of reach ... children", 1),
        (
            "keep it and that at all times well away and out of reach of children",
            "keep ... out of reach ... children",
            [],
        ),
        ("keep it cool. Out of reach of children", "keep ... out of reach ... children", []),
        ("instead of Morphine Sulfate tablets", "instead of {drug}", ["instead of Morphine Sulfate"]),
        ("instead of aspirin", "instead of {drug}", []),
        ("not for sale and for oxy", "not ... for {drug}", ["not for sale and for oxy"]),
        ("oxy oxy oxy", "{drug} ... {drug}", ["oxy oxy", "oxy oxy"]),
        ("100% natural", "100 % natural", ["100% natural"]),
        ("100 natural", "100 % natural", []),
    ],
)
def test_where_a_phrase_stands(printed: str, written: str, quotes: list[str] | int) -> None:
    assert found(printed, written) == (quotes if isinstance(quotes, list) else [printed])


WORDS = sorted({word.decode() for entry in MATCHER.lexicon.entries for word in entry.words})
TEXTS = st.lists(st.sampled_from([*WORDS, *WORDS, "not for oxy", "x", ".", ","]), max_size=25).map(" ".join)


def every_way(hits: Hits, parts: tuple[tuple[str, int], ...], end: int, clause: int) -> list[int]:
    """The ends of all ways to place the parts behind `end`."""
    if not parts:
        return [end]
    (group, gap), *rest = parts
    return [
        last
        for hit in hits.of(group)
        if hit.clause == clause and 0 <= hit.start - end <= gap
        for last in every_way(hits, tuple(rest), hit.end, clause)
    ]


@given(TEXTS, st.sampled_from(sorted(PHRASES)))
def test_a_phrase_is_found_if_there_is_any_way_to_place_its_parts(printed: str, written: str) -> None:
    hits = MATCHER.scan(Text(printed))
    first, *rest = PHRASES[written].parts
    expected = [
        (hit.start, min(ends), hit)
        for hit in hits.of(first[0])
        if (ends := every_way(hits, tuple(rest), hit.end, hit.clause))
    ]
    assert find_phrase(hits, PHRASES[written]) == expected


def test_how_a_phrase_is_read() -> None:
    phrase = Phrase.parse("Keep … Children's {drug.opioid} away")
    assert phrase.parts == (("=keep", 0), ("=childrens", GAP), ("drug.opioid", 0), ("=away", 0))
    assert {form.plane for form in phrase.forms} == {Plane.PHRASE}


@pytest.mark.parametrize(
    "written", ["", "...", "... keep", "keep ...", "keep …", "!!!", "{Drug} here", "instead of {drug", "a } b", "{}"]
)
def test_a_phrase_without_a_firm_begin_and_end_is_refused(written: str) -> None:
    with pytest.raises(ValueError, match=r"must begin and end with|expected a group"):
        Phrase.parse(written)
