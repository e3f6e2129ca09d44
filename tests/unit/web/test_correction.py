from __future__ import annotations

from dataclasses import replace

import pytest

from labelwarden.label.labeling import Labeling
from labelwarden.label.panel import Panel, Word
from labelwarden.text.printed import Text
from labelwarden.text.span import Box
from labelwarden.web.correction import corrected


def panel(name: str, *words: str, view_of: str | None = None, y: int = 0) -> Panel:
    placed, start = [], 0
    for number, word in enumerate(words):
        placed.append(Word(start, start + len(word), Box(100 * number, y, 80, 20), 0.4))
        start += len(word) + 1
    return Panel(name, Text(" ".join(words), wrapped=True), "a.png", 1, tuple(placed), 0.9, view_of)


LABELING = Labeling(
    "a.png", (panel("front", "Cures", "g0ut", "fast"), panel("front[view 2]", "Cures", "qout", "fast", view_of="front"))
)


def test_a_word_is_put_right_in_every_reading_and_the_rest_keeps_its_place() -> None:
    right = corrected(LABELING, "front", (6, 10), "g0ut", "arthritis", "anna")
    for one in right.panels:
        assert one.text.printed == "Cures arthritis fast"
        assert [one.text.printed[word.start : word.end] for word in one.words] == ["Cures", "arthritis", "fast"]
    assert right.panels[0].words[1].confidence == 1.0
    assert right.notes[0].startswith('anna put "arthritis" for "g0ut" on a.png (')


def test_a_word_that_is_not_printed_is_taken_out() -> None:
    right = corrected(LABELING, "front", (6, 10), "g0ut", "", "anna")
    assert right.panels[0].text.printed == "Cures  fast"
    assert len(right.panels[0].words) == 2


def test_other_pages_and_other_places_are_left_alone() -> None:
    other = replace(panel("back", "Cures", "g0ut"), file="b.png")
    below = panel("front[view 3]", "Cures", "g0ut", view_of="front", y=300)
    labeling = replace(LABELING, panels=(*LABELING.panels, other, below))
    right = corrected(labeling, "front", (6, 10), "g0ut", "gout", "anna")
    assert right.panels[2:] == (other, below)


@pytest.mark.parametrize(
    ("name", "place", "was", "new"),
    [
        ("front", (6, 10), "gout", "x"),
        ("front", (7, 10), "0ut", "x"),
        ("none", (6, 10), "g0ut", "x"),
        ("front", (6, 10), "g0ut", "g0ut"),
        ("front", (6, 10), "g0ut", "a\nb"),
    ],
    ids=["other word", "no word", "no panel", "same word", "two lines"],
)
def test_what_cannot_be_meant_is_refused(name: str, place: tuple[int, int], was: str, new: str) -> None:
    with pytest.raises(ValueError, match=r"“|Expected"):
        corrected(LABELING, name, place, was, new, "anna")
