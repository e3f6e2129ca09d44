"""Readings become panels."""

from __future__ import annotations

import pytest

from labelwarden.ocr.page import Page
from labelwarden.ocr.panels import panel_name, to_panels
from labelwarden.ocr.reading import Reading
from labelwarden.ocr.view import PlacedWord, View
from labelwarden.text.span import Box, Span


def view(*words: str) -> View:
    placed = []
    start = 0
    for index, word in enumerate(words):
        placed.append(PlacedWord(word, Box(50 * index, 0, 40, 20), 0.9, start, start + len(word)))
        start += len(word) + 1
    return View(" ".join(words), tuple(placed))


def reading(*pages: Page, source: str = "shop/IMG_1.jpg") -> Reading:
    return Reading(source, ("telling 1.0",), pages)


@pytest.mark.parametrize(
    ("source", "name"),
    [
        ("front.png", "front"),
        ("a/b/BACK.jpeg", "back"),
        ("warnings.tif", "warnings"),
        ("frontier.png", "picture"),
        ("7oh.front.png", "picture"),
    ],
)
def test_a_picture_named_after_a_surface_is_that_panel(source: str, name: str) -> None:
    assert panel_name(source) == name
    page = Page(1, 100, 50, view("Take", "two"))
    assert [panel.name for panel in to_panels(reading(page, source=source))] == [name]


def test_a_panel_keeps_words_file_page_and_coverage() -> None:
    (panel,) = to_panels(reading(Page(1, 100, 50, view("Take", "two"), coverage=0.75)))
    assert panel.text.printed == "Take two"
    assert (panel.file, panel.page, panel.coverage, panel.view_of) == ("shop/IMG_1.jpg", 1, 0.75, None)
    assert panel.boxes_of(Span(5, 8)) == (Box(50, 0, 40, 20),)
    assert panel.confidence_of(Span(0, 8)) == 0.9


def test_each_other_view_is_a_panel_that_names_the_first() -> None:
    page = Page(1, 100, 50, view("Take", "two"), (view("two", "Take"), view("two")))
    panels = to_panels(reading(page), "picture[1]")
    assert [(panel.name, panel.view_of, panel.kind) for panel in panels] == [
        ("picture[1]", None, "picture"),
        ("picture[1][view 2]", "picture[1]", "picture"),
        ("picture[1][view 3]", "picture[1]", "picture"),
    ]
    assert panels[1].boxes_of(Span(0, 3)) == (Box(0, 0, 40, 20),)


def test_pages_are_counted() -> None:
    panels = to_panels(reading(Page(1, 100, 50, view("one")), Page(2, 100, 50, view("two"))), "facts")
    assert [(panel.name, panel.page) for panel in panels] == [("facts", 1), ("facts[1]", 2)]
