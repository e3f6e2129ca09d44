"""Hashtags and fused names: what is taken apart, what is left alone, and where the hits come to stand."""

from __future__ import annotations

import pytest

from labelwarden.findings.scales import Confidence
from labelwarden.matching.compounds import LONGEST, hashtags, words_in
from labelwarden.matching.hits import Hits
from labelwarden.matching.matcher import Matcher
from labelwarden.matching.relations import Relation
from labelwarden.matching.term import Form, Plane, words_of
from labelwarden.text.printed import Text


def _matcher() -> Matcher:
    forms = [
        Form(words_of(form), path, Plane.CONTENT)
        for form, path in (
            ("anxiety", "condition.anxiety"),
            ("back pain", "condition.pain"),
            ("pain", "condition.pain"),
            ("relief", "relief.noun"),
            ("arthri", "stem.condition"),
            ("arthritis", "condition.arthritis"),
        )
    ]
    relations = [
        Relation("named", "names it", ("condition",), Confidence.MEDIUM),
        Relation("stem", "names it in part", ("stem",), Confidence.MEDIUM),
    ]
    return Matcher.build(forms, relations)


def _found(text: str, *, name: bool = False) -> list[tuple[int, str]]:
    hits: Hits = _matcher().scan(Text(text), name=name)
    return [(hit.start, hit.term.form) for hit in hits.all()]


def test_a_hashtag_is_about_the_condition_inside_it() -> None:
    assert _found("Try it. #anxietyrelief") == [(4, "anxiety")]


def test_several_words_inside_a_hashtag_are_one_term() -> None:
    assert _found("#backpainrelief") == [(1, "back pain")]


def test_hits_stand_in_the_order_of_the_text_and_in_their_clause() -> None:
    hits = _matcher().scan(Text("#anxietyrelief! Arthritis, #backpain"))
    assert [(hit.term.form, hit.clause) for hit in hits.all()] == [("anxiety", 0), ("arthritis", 1), ("back pain", 1)]
    assert [hit.start for hit in hits.of("condition")] == sorted(hit.start for hit in hits.of("condition"))


@pytest.mark.parametrize("text", ["anxietyrelief", "#anxietyxyz", "# anxiety relief 5", "#relief", "#", "a # "])
def test_what_is_no_covered_hashtag_adds_nothing(text: str) -> None:
    known = {"anxiety", "relief"}
    assert {form for _, form in _found(text)} <= known
    assert len(_found(text)) == sum(word in known for word in text.replace("#", " ").split())


def test_a_name_is_taken_apart_and_a_stem_counts_in_it() -> None:
    assert _found("ArthriCalm", name=True) == [(0, "arthri")]
    assert _found("AnxietyRelief", name=True) == [(0, "anxiety")]
    assert _found("ArthriCalm") == []


def test_the_whole_word_outranks_its_stem() -> None:
    assert _found("Arthritis Tea", name=True) == [(0, "arthritis")]


def test_a_token_longer_than_the_bound_is_left_alone() -> None:
    assert list(hashtags([b"#", b"a" * LONGEST, b"#", b"a" * (LONGEST + 1)])) == [1]


def test_a_hostile_token_costs_no_more_than_its_square() -> None:
    calls = 0

    def known(word: bytes) -> bool:
        nonlocal calls
        calls += 1
        return set(word) == {ord("a")}

    assert words_in(b"a" * LONGEST + b"!", known) == []
    assert calls <= LONGEST * LONGEST
