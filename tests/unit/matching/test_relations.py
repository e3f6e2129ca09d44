"""The join against an oracle that compares every pair of terms."""

from __future__ import annotations

import pytest
from hypothesis import given

from labelwarden.findings.scales import Confidence
from labelwarden.matching.hits import Scanned
from labelwarden.matching.matcher import Matcher
from labelwarden.matching.relations import Relation, Side
from labelwarden.matching.term import Hit
from labelwarden.text.printed import Text
from tests.unit.matching.vocabulary import TEXTS, forms


def relation(id: str, about: str, companion: str = "", **more: object) -> Relation:
    companions = (companion,) if companion else ()
    return Relation(id, id, (about,), Confidence.HIGH, companions, **more)  # type: ignore[arg-type]


RELATIONS = (
    relation("acted-on", "condition", "action", within=4),
    relation("close", "condition", "action", within=0),
    relation("before", "condition", "cue.for", within=2, side=Side.BEFORE),
    relation("after", "condition", "relief", within=1, side=Side.AFTER),
    relation("alone", "condition.viral"),
    relation("listed", "condition", "condition", within=2),
    relation("cues-too", "cue.negation", "action", within=3),
    relation("third", "condition.pain", "action", within=5, also=("relief",)),
    relation("third-alone", "body", also=("condition", "cue.for")),
)
MATCHER = Matcher.build(forms(), RELATIONS)

Found = tuple[str, int, int | None]
"""Relation, where its focus begins, and how many tokens away its companion is."""


def gap(one: Hit, other: Hit) -> int:
    return max(other.start - one.end, one.start - other.end)


def is_beside(side: Side, focus: Hit, companion: Hit) -> bool:
    if companion.end <= focus.start:
        return side is not Side.AFTER
    return companion.start >= focus.end and side is not Side.BEFORE


def naive(hits: Scanned) -> dict[Found, bool]:
    """Every relation that holds; true where a further term is at hand, or none is asked for."""
    everything = [*hits.content, *hits.cues]
    found: dict[Found, bool] = {}
    for each in RELATIONS:
        for focus in everything:
            if not set(each.about) & set(focus.term.groups):
                continue
            gaps = [
                gap(focus, other)
                for other in everything
                if set(each.companion) & set(other.term.groups)
                and other.clause == focus.clause
                and is_beside(each.side, focus, other)
                and gap(focus, other) <= each.within
            ]
            if not each.companion:
                found[each.id, focus.start, None] = True
            elif gaps:
                found[each.id, focus.start, min(gaps)] = True
    return found


@given(TEXTS)
def test_the_join_finds_what_comparing_every_pair_finds(printed: str) -> None:
    hits = MATCHER.lexicon.scan(Text(printed))
    joined = {
        (each.relation.id, each.focus.start, None if each.companion is None else gap(each.focus, each.companion))
        for each in MATCHER.join(hits)
        if not each.relation.also
    }
    assert joined == {found for found in naive(hits) if not found[0].startswith("third")}


@given(TEXTS)
def test_a_further_term_is_another_one_in_the_same_clause(printed: str) -> None:
    hits = MATCHER.lexicon.scan(Text(printed))
    joined = {(each.relation.id, each.focus.start): each for each in MATCHER.join(hits) if each.relation.also}
    for each in joined.values():
        assert each.also is not None
        assert each.also.clause == each.focus.clause
        assert each.also not in (each.focus, each.companion)
        assert set(each.relation.also) & set(each.also.term.groups)
    for id, start, _ in naive(hits):
        if id == "third-alone" and (id, start) not in joined:
            focus = next(hit for hit in hits.content if hit.start == start)
            others = [*hits.of("condition"), *hits.of("cue.for")]
            assert not [hit for hit in others if hit.clause == focus.clause and hit.term is not focus.term]


@given(TEXTS)
def test_relations_come_in_the_order_of_the_text(printed: str) -> None:
    joined = MATCHER.join(MATCHER.scan(Text(printed)))
    starts = [each.focus.start for each in joined]
    assert starts == sorted(starts)
    assert all(each.start <= each.focus.start < each.end for each in joined)


@pytest.mark.parametrize(
    ("printed", "ids"),
    [
        ("treats pain", {"acted-on", "close"}),
        ("pain treats", {"acted-on", "close"}),
        ("treats all kinds of pain", {"acted-on"}),
        ("treats each and every kind of pain", set()),
        ("it treats. pain", set()),
        ("for pain", {"before"}),
        ("pain for", set()),
        ("pain relief", set()),  # one term of its own, no pain
        ("pain and relief", {"after"}),
        ("relief and pain", set()),
        ("AIDS", {"alone"}),
        ("nervous, pain", {"listed"}),
        ("treats pain with water and relief", {"acted-on", "close", "third"}),
    ],
)
def test_windows_sides_and_clauses(printed: str, ids: set[str]) -> None:
    joined = MATCHER.join(MATCHER.scan(Text(printed)))
    assert {each.relation.id for each in joined if each.relation.id != "third-alone"} == ids


def test_the_nearest_companion_is_named() -> None:
    (joined,) = [
        each
        for each in MATCHER.join(MATCHER.scan(Text("relieves or treats the pain")))
        if each.relation.id == "acted-on"
    ]
    assert joined.companion is not None
    assert joined.companion.term.form == "treats"


def test_terms_of_no_relation_cost_nothing() -> None:
    assert Matcher.build(forms()).join(MATCHER.scan(Text("treats pain"))) == []
