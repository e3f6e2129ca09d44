"""The dictionary pass against an oracle that tries every form at every place."""

from __future__ import annotations

import pickle
from collections.abc import Iterable

import pytest
from hypothesis import given

from labelwarden.matching.hits import Scanned
from labelwarden.matching.lexicon import Lexicon, join_forms
from labelwarden.matching.relations import Relations
from labelwarden.matching.term import Entry, Form, Hit, Plane, paths_above, words_of
from labelwarden.text.printed import Text
from labelwarden.text.tokens import BREAK
from tests.unit.matching.vocabulary import TEXTS, forms

LEXICON = Lexicon(join_forms(forms()), Relations(()))


def standing_at(text: Text, start: int, entries: Iterable[Entry], plane: Plane) -> list[Entry]:
    """Every entry of a plane that stands at a token, printed as it asks, the longest and strictest first."""
    found = []
    for entry in entries:
        end = start + len(entry.words)
        if entry.plane is not plane or tuple(text.tokens[start:end]) != entry.words:
            continue
        if entry.upper and not text.quote(text.span(start, end)).isupper():
            continue
        found.append(entry)
    return sorted(found, key=lambda entry: (-len(entry.words), not entry.upper, not entry.only_with))


def masked(text: Text, plane: Plane) -> list[tuple[int, int, tuple[bytes, ...], tuple[str, ...]]]:
    """From left to right the longest term, which masks what lies inside it."""
    found = []
    start = 0
    while start < len(text.tokens):
        standing = standing_at(text, start, LEXICON.entries, plane)
        if standing:
            end = start + len(standing[0].words)
            found.append((start, end, standing[0].words, standing[0].paths))
            start = end
        else:
            start += 1
    return found


def seen(hits: Iterable[Hit]) -> list[tuple[int, int, tuple[bytes, ...], tuple[str, ...]]]:
    return [(hit.start, hit.end, hit.term.words, hit.term.paths) for hit in hits]


@given(TEXTS)
def test_in_content_and_cues_the_longest_term_masks_the_others(printed: str) -> None:
    text = Text(printed)
    hits = LEXICON.scan(text)
    assert seen(hits.content) == masked(text, Plane.CONTENT)
    assert seen(hits.cues) == masked(text, Plane.CUE)


@given(TEXTS)
def test_phrases_are_found_wherever_they_stand(printed: str) -> None:
    text = Text(printed)
    expected = [
        (start, start + len(entry.words), entry.words, entry.paths)
        for start in range(len(text.tokens))
        for entry in standing_at(text, start, LEXICON.entries, Plane.PHRASE)
    ]
    assert seen(LEXICON.scan(text).phrases) == expected


@given(TEXTS)
def test_every_hit_knows_its_clause_and_stands_under_all_its_groups(printed: str) -> None:
    text = Text(printed)
    hits = LEXICON.scan(text)
    assert hits.breaks == [n for n, token in enumerate(text.tokens) if token == BREAK]
    by_group: dict[str, list[Hit]] = {}
    for hit in [*hits.content, *hits.cues, *hits.phrases]:
        assert hit.clause == sum(place < hit.start for place in hits.breaks)
        for group in {group for path in hit.term.paths for group in paths_above(path)}:
            by_group.setdefault(group, []).append(hit)
    assert set(hits.by_group) == set(by_group)
    for group, of_group in by_group.items():
        assert sorted(hits.of(group), key=seen_key) == sorted(of_group, key=seen_key)
        starts = [hit.start for hit in hits.of(group)]
        assert starts == sorted(starts)


def seen_key(hit: Hit) -> tuple[int, int, str]:
    return hit.start, hit.end, hit.term.plane


@pytest.mark.parametrize(
    ("printed", "path"),
    [("AIDS and flu", "condition.viral"), ("aids digestion", "action"), ("Aids digestion", "action")],
)
def test_capitals_tell_a_name_from_a_word(printed: str, path: str) -> None:
    assert [hit.term.paths for hit in LEXICON.scan(Text(printed)).content] == [(path,)]


@pytest.mark.parametrize(("printed", "found"), [("Dover, OR", 1), ("cure, or prevent", 0), ("DE", 1), ("de luxe", 0)])
def test_a_phrase_that_asks_for_capitals_is_found_in_capitals_only(printed: str, found: int) -> None:
    places = [Form(words_of(words), "item.place", Plane.PHRASE, upper=True) for words in (", OR", "DE")]
    assert len(Lexicon(join_forms(places), Relations(())).scan(Text(printed)).phrases) == found


def test_one_form_of_several_groups_is_one_term() -> None:
    entries = join_forms([Form((b"oil",), path, Plane.CONTENT) for path in ("b.y", "a.x", "b.y")])
    assert [(entry.words, entry.paths) for entry in entries] == [((b"oil",), ("a.x", "b.y"))]


def test_a_term_that_needs_company_gives_way_where_it_has_none() -> None:
    lexicon = Lexicon(
        join_forms(
            [
                Form(words_of("vein"), "body", Plane.CONTENT),
                Form(words_of("red vein"), "family", Plane.CONTENT, only_with=("substance.kratom",)),
            ]
        ),
        Relations(()),
    )
    text = Text("red vein")
    assert seen(lexicon.scan(text).content) == [(0, 2, (b"red", b"vein"), ("family",))]
    alone = lexicon.scan(text, lacking=frozenset({"substance.kratom"}))
    assert seen(alone.content) == [(1, 2, (b"vein",), ("body",))]
    assert set(alone.by_group) == {"body"}


@pytest.mark.parametrize(
    ("lacking", "found"),
    [(set(), 1), ({"condition.eye"}, 1), ({"condition.ear"}, 1), ({"condition.eye", "condition.ear"}, 0)],
)
def test_one_company_of_several_is_enough(lacking: set[str], found: int) -> None:
    needing = Form((b"amd",), "condition.eye", Plane.CONTENT, only_with=("condition.ear", "condition.eye"))
    lexicon = Lexicon(join_forms([needing]), Relations(()))
    hits = lexicon.scan(Text("AMD"), lacking=frozenset(lacking))
    assert len(hits.content) == found
    assert hits.refused == (set() if found else {"condition.ear", "condition.eye"})
    assert lexicon.needs == {"condition.ear", "condition.eye"}


def test_an_entry_that_begins_with_a_break_is_refused() -> None:
    with pytest.raises(ValueError, match="begin with a break"):
        Lexicon([Entry((BREAK,), ("a",), Plane.CONTENT)], Relations(()))


@given(TEXTS)
def test_a_lexicon_from_the_cache_finds_the_same(printed: str) -> None:
    again: Lexicon = pickle.loads(pickle.dumps(LEXICON))
    assert again.entries == LEXICON.entries
    text = Text(printed)
    one, other = LEXICON.scan(text), again.scan(text)
    assert [seen(part) for part in parts(one)] == [seen(part) for part in parts(other)]


def parts(hits: Scanned) -> tuple[list[Hit], list[Hit], list[Hit]]:
    return hits.content, hits.cues, hits.phrases
