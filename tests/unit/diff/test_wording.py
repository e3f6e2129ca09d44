"""What is a change of wording and what is none."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from labelwarden.diff.panel_pairs import panel_pairs
from labelwarden.diff.wording import Change, wording_changes
from labelwarden.label.panel import Panel
from labelwarden.text.printed import Text


def panel(name: str, text: str, view_of: str | None = None) -> Panel:
    return Panel(name, Text(text), view_of=view_of)


def changes(old: str, new: str) -> tuple[Change, ...]:
    return wording_changes([panel("front", old)], [panel("front", new)])


def test_a_change_is_shown_with_the_words_around_it() -> None:
    assert changes(
        "Calm Drops for everyday stress relief", "Calm Drops that cure anxiety for everyday stress relief"
    ) == (Change("added", "front", "", "that cure anxiety", "Calm Drops", "for everyday stress relief"),)
    assert changes("Take two tablets daily", "Take daily") == (
        Change("removed", "front", "two tablets", "", "Take", "daily"),
    )
    assert changes("Net wt 1.5 oz", "Net wt 15 oz") == (Change("changed", "front", "1.5", "15", "Net wt", "oz"),)


@pytest.mark.parametrize(
    ("old", "new"),
    [("CALM  drops", "Calm Drops"), ("Calm\nDrops.", "“Calm Drops”"), ("ﬁne ｃup", "fine cup"), ("a - b", "a b")],
)
def test_case_width_breaks_and_punctuation_are_no_wording(old: str, new: str) -> None:
    assert changes(old, new) == ()


def test_one_word_that_stayed_between_two_changes_belongs_to_both() -> None:
    (change,) = changes("supports a healthy heart", "cures a diseased heart")
    assert (change.old, change.new) == ("supports a healthy", "cures a diseased")


def test_items_of_a_list_are_told_apart_by_what_they_say() -> None:
    old = [panel("claims", "Ends back pain"), panel("claims[1]", "Tastes of lemon")]
    new = [panel("claims", "Tastes of lemon"), panel("claims[1]", "Sweetened with honey")]
    assert [(c.kind, c.panel, c.old, c.new) for c in wording_changes(old, new)] == [
        ("changed", "claims → claims[1]", "Ends back pain", "Sweetened with honey")
    ]


def test_a_panel_that_is_new_or_gone_is_one_change() -> None:
    old = [panel("front", "Oats"), panel("back", "Keep dry")]
    new = [panel("front", "Oats"), panel("web", "Heals burns in a day")]
    assert [(c.kind, c.panel) for c in wording_changes(old, new)] == [("removed", "back"), ("added", "web")]


def test_a_picture_under_another_name_is_the_same_panel() -> None:
    text = "Calm Drops, a dietary supplement with lemon balm and honey"
    assert wording_changes([panel("picture", text)], [panel("front", text.upper())]) == ()


def test_other_readings_of_a_picture_are_no_panels_of_the_label() -> None:
    front, view = panel("front", "Oats"), panel("front[view 2]", "0ats", view_of="front")
    assert panel_pairs([front, view], [front]) == ((front, front),)


words = st.lists(st.sampled_from(["calm", "drops", "end", "pain", "15", "mg"]), max_size=12).map(" ".join)


@given(words, words)
def test_the_same_text_has_no_changes_and_another_has_some(old: str, new: str) -> None:
    assert changes(old, old) == ()
    assert bool(changes(old, new)) == (old != new)
