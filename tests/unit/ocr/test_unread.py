"""Print that nobody read is told with its place."""

from __future__ import annotations

from pathlib import Path

from PIL import Image

from labelwarden.ocr.engine import SeenWord
from labelwarden.ocr.page import Page
from labelwarden.ocr.panels import to_panels
from labelwarden.ocr.reading import Reading, read_picture
from labelwarden.ocr.unread import unread_on
from labelwarden.ocr.view import PlacedWord, View
from labelwarden.text.span import Box
from tests.fakes import BlindEngine, TellingEngine
from tests.unit.ocr.drawn import two_columns

LEFT, RIGHT = Box(40, 60, 420, 190), Box(880, 60, 420, 190)


def page_with(*boxes: Box) -> Page:
    words = tuple(PlacedWord("x", box, 0.9, 2 * n, 2 * n + 1) for n, box in enumerate(boxes))
    return Page(1, 1500, 500, View(" ".join("x" for _ in boxes), words))


def inside(box: Box, around: Box) -> bool:
    return around.x <= box.x and box.right <= around.right and around.y <= box.y and box.bottom <= around.bottom


def test_the_column_that_was_not_read_is_the_place_to_look_at() -> None:
    found = unread_on(page_with(LEFT), two_columns())
    assert found
    assert all(inside(box, RIGHT) for box in found)


def test_words_of_any_view_are_read() -> None:
    page = page_with(LEFT)
    both = Page(1, 1500, 500, page.main, (page_with(RIGHT).main,))
    assert unread_on(both, two_columns()) == ()


def test_an_empty_page_has_nothing_to_look_at() -> None:
    assert unread_on(page_with(), Image.new("RGB", (300, 200), "white")) == ()


def test_it_is_looked_for_where_little_was_read(tmp_path: Path) -> None:
    two_columns().save(tmp_path / "back.png")
    word = SeenWord("Keep", Box(2 * LEFT.x, 2 * LEFT.y, 2 * LEFT.width, 2 * LEFT.height), 0.9, 1, 0)
    for engine, is_read in ((BlindEngine(), False), (TellingEngine(words=[word]), False)):
        (page,) = read_picture(tmp_path / "back.png", engine).pages
        assert bool(page.unread) is not is_read
    reading = read_picture(tmp_path / "back.png", TellingEngine(words=[word]))
    (panel,) = to_panels(Reading("back.png", (), reading.pages))
    assert panel.unread == reading.pages[0].unread
    assert any(inside(box, RIGHT) for box in panel.unread)
