"""Scopes against an oracle that walks from every cue, and what each context spares."""

from __future__ import annotations

import pytest
from hypothesis import given

from labelwarden.findings.scales import Confidence
from labelwarden.matching.contexts import WHOLE, Context, Part, Target
from labelwarden.matching.hits import Hits
from labelwarden.matching.matcher import Matcher
from labelwarden.matching.relations import Joined, Relation, Side
from labelwarden.matching.term import Hit
from labelwarden.text.printed import Text
from labelwarden.text.tokens import BREAK
from tests.unit.matching.vocabulary import TEXTS, forms

ALL = frozenset(Target)
CONTEXTS = (
    Context("ahead", "denied", ("cue.negation",), after=3, targets=ALL),
    Context("until", "denied, but", ("cue.negation",), after=WHOLE, until=("cue.contrast", "relief"), targets=ALL),
    Context("around", "a warning", ("cue.warning", "cue.for"), before=2, after=WHOLE, targets=ALL),
    Context("clause", "a clause", ("cue.warning",), before=WHOLE, after=WHOLE, unless=("action",), targets=ALL),
    Context("needs", "with company", ("cue.for",), before=WHOLE, after=1, needs=("body", "relief"), targets=ALL),
    Context("panel", "a warnings panel", panels=("warnings",), targets=ALL),
)
MATCHER = Matcher.build(forms(), (), CONTEXTS)


def begins(hits: Hits, groups: tuple[str, ...], start: int, end: int) -> list[int]:
    return sorted(hit.start for group in groups for hit in hits.of(group) if start <= hit.start < end)


def naive(context: Context, hits: Hits, tokens: list[bytes]) -> set[int]:
    """The tokens that a context covers, cue by cue."""
    covered: set[int] = set()
    for cue in (hit for group in context.cue for hit in hits.of(group)):
        first, last = cue.start, cue.end
        while first > 0 and tokens[first - 1] != BREAK:
            first -= 1
        while last < len(tokens) and tokens[last] != BREAK:
            last += 1
        start = max(first, cue.start - context.before) if context.before else cue.end
        end = min(last, cue.end + context.after)
        if ending := begins(hits, context.until, cue.end, end):
            end = ending[0]
        if begins(hits, context.unless, start, end):
            continue
        if context.needs and not begins(hits, context.needs, first, last):
            continue
        covered.update(range(start, end))
    return covered


@given(TEXTS)
def test_scopes_are_what_walking_from_every_cue_gives(printed: str) -> None:
    text = Text(printed)
    hits = MATCHER.scan(text)
    scopes = MATCHER.scopes(hits, [("front", 0, hits.size)])
    for hit in hits.all():
        held = {context.id for context in scopes.over(Target.PHRASE, hit)}
        expected = {
            context.id
            for context in CONTEXTS
            if context.cue and set(range(hit.start, hit.end)) <= naive(context, hits, text.tokens)
        }
        assert held == expected, hit


@given(TEXTS)
def test_a_panel_context_covers_the_whole_panel(printed: str) -> None:
    text = Text(printed)
    hits = MATCHER.scan(text)
    scopes = MATCHER.scopes(hits, [("warnings", 0, hits.size)])
    for hit in hits.all():
        assert "panel" in {context.id for context in scopes.over(Target.PHRASE, hit)}


def held(printed: str, context: Context, *relations: Relation) -> list[tuple[str, list[str]]]:
    """Relation and contexts over it, for each claim of a text."""
    matcher = Matcher.build(forms(), relations or (ACTED_ON,), (context,))
    text = Text(printed)
    hits = matcher.scan(text)
    return [
        (joined.relation.id, [held.id for held in matcher.contexts.all_over(hits, []).over_claim(joined)])
        for joined in matcher.join(hits)
    ]


ACTED_ON = Relation("acted-on", "", ("condition",), Confidence.HIGH, ("action",), Side.EITHER, 8)
FOR = Relation("for", "", ("condition",), Confidence.HIGH, ("cue.for",), Side.BEFORE, 2)
DENIED = Context("denied", "", ("cue.negation",), after=6, until=("cue.contrast",), part=Part.COMPANION)


@pytest.mark.parametrize(
    ("printed", "spared"),
    [
        ("does not help with pain", True),
        ("no water but treats pain", False),
        ("not water, relieves pain", True),
        ("relieves pain not water", False),
        ("not this. relieves pain", False),
    ],
)
def test_a_denial_holds_over_the_verb_and_ends_at_a_contrast(printed: str, spared: bool) -> None:
    assert [bool(ids) for _, ids in held(printed, DENIED)] == [spared]


def test_a_verb_in_the_third_person_wins_over_a_context_that_yields() -> None:
    warning = Context("warning", "", ("cue.warning",), before=WHOLE, after=WHOLE, yields_to_verbs=1)
    assert held("warning relieves pain", warning) == [("acted-on", [])]
    assert held("warning relieves all the pain", warning) == [("acted-on", ["warning"])]
    assert held("warning help with pain", warning) == [("acted-on", ["warning"])]


def test_a_context_may_spare_some_relations_and_some_subjects_only() -> None:
    text = "warning relieves pain for pain"
    some = Context("some", "", ("cue.warning",), after=WHOLE, relations=frozenset({"for"}))
    assert dict(held(text, some, ACTED_ON, FOR)) == {"acted-on": [], "for": ["some"]}
    nerves = Context("nerves", "", ("cue.warning",), after=WHOLE, about=frozenset({"condition.nerve"}))
    assert held("warning relieves pain", nerves) == [("acted-on", [])]
    assert held("warning relieves nerve pain", nerves) == [("acted-on", ["nerves"])]


def test_a_context_reaches_only_what_it_is_for() -> None:
    text = Text("no pain")
    context = Context("only-substances", "", ("cue.negation",), after=3, targets=frozenset({Target.SUBSTANCE}))
    matcher = Matcher.build(forms(), (), (context,))
    hits = matcher.scan(text)
    scopes = matcher.contexts.all_over(hits, [])
    (pain,) = hits.of("condition.pain")
    assert [held.id for held in scopes.over(Target.SUBSTANCE, pain)] == ["only-substances"]
    assert scopes.over(Target.PHRASE, pain) == []
    assert scopes.over_claim(_alone(pain)) == []


def _alone(hit: Hit) -> Joined:
    return Joined(Relation("alone", "", ("condition",), Confidence.HIGH), hit, None, None)
