"""The matcher that remembers clauses against the one that does not: the same answers, whatever was read before."""

from __future__ import annotations

import pickle

import pytest
from hypothesis import given
from hypothesis import strategies as st

from labelwarden.findings.scales import Confidence
from labelwarden.matching import memory
from labelwarden.matching.contexts import WHOLE, Context, Effect, Part, Target
from labelwarden.matching.hits import Hits
from labelwarden.matching.matcher import Matcher
from labelwarden.matching.memory import Remembering
from labelwarden.matching.relations import Joined, Relation, Side
from labelwarden.matching.term import Form, Hit, Plane, words_of
from labelwarden.text.printed import Text
from tests.unit.matching.vocabulary import TEXTS, forms

ALL = frozenset(Target)
CONTEXTS = (
    Context("denied", "", ("cue.negation",), after=6, until=("cue.contrast",), part=Part.COMPANION),
    Context("unsure", "", ("cue.for",), before=2, after=2, targets=ALL, effect=Effect.LOWER),
    Context("goes-on", "", ("cue.warning",), clauses=2, targets=ALL, about=frozenset({"condition"}), yields_to_verbs=1),
    Context("unsurest", "", ("cue.warning",), before=WHOLE, after=WHOLE, targets=ALL, effect=Effect.LOWEST),
    Context("panel", "", panels=("warnings",), targets=ALL, relations=frozenset({"acted-on"})),
)
RELATIONS = (
    Relation("acted-on", "", ("condition",), Confidence.HIGH, ("action",), Side.EITHER, 4),
    Relation("named", "", ("condition",), Confidence.MEDIUM),
    Relation("third", "", ("condition.pain",), Confidence.HIGH, ("action",), Side.EITHER, 5, ("relief",)),
)
MATCHER = Matcher.build(
    [*forms(), Form(words_of("red vein"), "body", Plane.CONTENT, only_with=("substance.kratom",))], RELATIONS, CONTEXTS
)
WORN = Remembering.of(MATCHER)
"""One for all examples, so that each meets what others have left."""

LONGER = st.lists(st.one_of(TEXTS, st.sampled_from(["#painrelief", "red vein", "warning", ""])), max_size=4).map(
    ". ".join
)
PANELS = st.lists(st.tuples(st.sampled_from(["front", "warnings"]), st.integers(0, 9), st.integers(10, 40)), max_size=2)
LACKING = st.sampled_from([frozenset[str](), frozenset({"substance.kratom"})])

Answer = tuple[Joined, Confidence, str | None]


def answers(matcher: Matcher, hits: Hits, kinds: list[tuple[str, int, int]]) -> list[Answer]:
    """The claims with their places in the text."""
    return [
        (judged.joined.moved(offset, clause) if offset else judged.joined, judged.confidence, name(judged.spared))
        for judged, offset, clause in matcher.claims(hits, kinds)
    ]


def name(context: Context | None) -> str | None:
    return None if context is None else context.id


def placed(hits: list[Hit]) -> set[tuple[int, int, int, int]]:
    return {(hit.start, hit.end, hit.clause, id(hit.term)) for hit in hits}


@given(LONGER, LACKING)
def test_it_finds_the_same_terms_at_the_same_places(printed: str, lacking: frozenset[str]) -> None:
    text = Text(printed)
    plain, pieced = MATCHER.scan(text, lacking), WORN.scan(text, lacking)
    assert pieced.groups == set(plain.groups)
    assert pieced.size == plain.size == len(text.tokens)
    assert pieced.breaks == plain.breaks
    assert pieced.refused == plain.refused
    assert placed(pieced.all()) == placed(plain.all())
    for group in plain.groups:
        assert placed(pieced.of(group)) == placed(plain.of(group))
        assert [hit.start for hit in pieced.of(group)] == sorted(hit.start for hit in plain.of(group))
    assert pieced.of("no such group") == []


@given(LONGER, PANELS)
def test_it_makes_the_same_of_every_claim(printed: str, kinds: list[tuple[str, int, int]]) -> None:
    text = Text(printed)
    assert answers(WORN, WORN.scan(text), kinds) == answers(MATCHER, MATCHER.scan(text), kinds)


@given(LONGER, PANELS)
def test_the_same_contexts_hold_over_every_term(printed: str, kinds: list[tuple[str, int, int]]) -> None:
    text = Text(printed)
    plain, pieced = MATCHER.scan(text), WORN.scan(text)
    over, over_pieced = MATCHER.scopes(plain, kinds), WORN.scopes(pieced, kinds)
    for hit in plain.all():
        for target in Target:
            expected = [context.id for context in over.over(target, hit)]
            assert [context.id for context in over_pieced.over(target, hit)] == expected


@given(LONGER)
def test_a_name_is_taken_apart_all_the_same(printed: str) -> None:
    text = Text(printed)
    assert placed(WORN.scan(text, name=True).all()) == placed(MATCHER.scan(text, name=True).all())


def test_what_capitals_decide_is_asked_anew() -> None:
    worn = Remembering.of(MATCHER)
    for printed, group in (("aids", "action"), ("AIDS", "condition.viral"), ("aids", "action")):
        assert worn.scan(Text(printed)).of(group), printed


def test_it_forgets_and_still_finds_the_same(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(memory, "_KEPT", 2)
    worn = Remembering.of(MATCHER)
    printed = ["treats pain", "no pain", "back pain", "for pain", "treats pain", "no pain"] * 2
    for each in printed:
        assert answers(worn, worn.scan(Text(each)), []) == answers(MATCHER, MATCHER.scan(Text(each)), [])
    assert worn.remembered <= 4


def test_a_clause_is_read_once_and_a_long_one_each_time() -> None:
    worn = Remembering.of(MATCHER)
    for _ in range(2):
        worn.scan(Text("treats pain. no pain. treats pain"))
        assert worn.remembered == 2
    worn.scan(Text("back " * 100))
    assert worn.remembered == 2


def test_it_travels_without_its_memory() -> None:
    worn = Remembering.of(MATCHER)
    worn.scan(Text("treats pain"))
    again: Remembering = pickle.loads(pickle.dumps(worn))
    assert (worn.remembered, again.remembered) == (1, 0)
    text = Text("treats pain")
    assert [hit[:3] for hit in again.scan(text).all()] == [hit[:3] for hit in worn.scan(text).all()]
