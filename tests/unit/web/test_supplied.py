from __future__ import annotations

import pytest

from labelwarden.label.labeling import Labeling
from labelwarden.label.panel import Panel, Word
from labelwarden.text.printed import Text
from labelwarden.text.span import Box, Span
from labelwarden.web.region import Seen, clipped
from labelwarden.web.store.items import StoredPicture
from labelwarden.web.supplied import Supplied, with_reading

PICTURE = StoredPicture(1, "a.png", 1, 1000, 800, "0" * 64, "png")
REGION = Box(0, 0, 400, 100)
WORDS = (Word(0, 5, Box(10, 10, 100, 30), 0.4), Word(6, 10, Box(120, 10, 80, 30), 0.4))
LABELING = Labeling(
    "a.png",
    (
        Panel("front", Text("Cures g0ut", wrapped=True), "a.png", 1, WORDS, 0.9),
        Panel("front[view 2]", Text("Cures qout", wrapped=True), "a.png", 1, WORDS, 0.9, "front"),
        Panel("back", Text("Cures g0ut", wrapped=True), "b.png", 1, WORDS, 0.9),
    ),
)
SEEN = Seen("Cures g0ut", WORDS)


def supplied(text: str, *, instead: bool = False) -> Supplied:
    return Supplied(PICTURE, REGION, text, "anna", instead=instead)


def boxes(panel: Panel) -> list[Box]:
    return [word.box for word in panel.words]


def test_words_keep_the_places_at_which_they_were_read() -> None:
    panel = with_reading(LABELING, supplied("  Cures   gout \n\n"), SEEN).panels[-1]
    assert (panel.name, panel.view_of, panel.text.printed) == ("front[region 1]", "front", "Cures gout")
    assert boxes(panel) == [word.box for word in WORDS]
    assert panel.confidence_of(Span(0, 10)) == 1.0


def test_another_number_of_words_shares_the_line_and_another_number_of_lines_the_region() -> None:
    panel = with_reading(LABELING, supplied("Cures gout fast"), SEEN).panels[-1]
    assert [panel.text.printed[word.start : word.end] for word in panel.words] == ["Cures", "gout", "fast"]
    assert all(10 <= box.x < box.right <= 200 and box.y == 10 for box in boxes(panel))
    two = with_reading(LABELING, supplied("Cures\ngout"), SEEN).panels[-1]
    assert [(box.y, box.height) for box in boxes(two)] == [(0, 50), (50, 50)]
    assert two.text.printed == "Cures\ngout"


def test_a_second_region_has_a_name_of_its_own() -> None:
    once = with_reading(LABELING, supplied("Cures gout"), SEEN)
    assert with_reading(once, supplied("More"), Seen()).panels[-1].name == "front[region 2]"


def test_every_report_says_who_supplied_it() -> None:
    assert (
        with_reading(LABELING, supplied("Cures gout"), SEEN)
        .notes[-1]
        .startswith('anna had a region of a.png read again and supplied "Cures gout" (')
    )
    same = with_reading(LABELING, supplied("Cures g0ut"), SEEN).notes[-1]
    assert 'confirmed "Cures g0ut", as it was then read' in same


def test_what_was_read_before_is_struck_in_every_reading_of_that_picture_and_nowhere_else() -> None:
    labeling = with_reading(LABELING, supplied("Rests well", instead=True), SEEN)
    assert [panel.text.printed.strip() for panel in labeling.panels] == ["", "", "Cures g0ut", "Rests well"]
    assert "what was read there before is struck" in labeling.notes[-1]
    bare = with_reading(LABELING, supplied("", instead=True), SEEN)
    assert len(bare.panels) == 3
    assert "struck all that was read there" in bare.notes[-1]


def test_no_words_are_refused() -> None:
    with pytest.raises(ValueError, match="found none"):
        with_reading(LABELING, supplied(" \n "), SEEN)


def test_a_region_is_kept_on_the_picture_and_is_not_a_dot() -> None:
    assert clipped(Box(990, 700, 300, 300), 1000, 800) == Box(990, 700, 10, 100)
    for box in (Box(0, 0, 3, 90), Box(2000, 0, 90, 90)):
        with pytest.raises(ValueError, match="8 pixels"):
            clipped(box, 1000, 800)
