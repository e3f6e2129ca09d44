"""A page is read once; what is kept is told apart by all that changes a reading, and broken files do no harm."""

from __future__ import annotations

from dataclasses import replace
from pathlib import Path

import pytest
from PIL import Image

from labelwarden.ocr.engine import SeenWord
from labelwarden.ocr.page import Barcode, Page
from labelwarden.ocr.page_cache import MOST_PAGES_KEPT, PageCache
from labelwarden.ocr.reading import read_picture
from labelwarden.ocr.seen_line import level_line
from labelwarden.ocr.source_pages import SourcePage
from labelwarden.ocr.view import PlacedWord, View
from labelwarden.text.span import Box
from tests.fakes import TellingEngine

VIEW = View("18 +", (PlacedWord("18", Box(1, 2, 3, 4), 0.25, 0, 2), PlacedWord("+", Box(5, 2, 3, 4), 1.0, 3, 4)))
PAGE = Page(1, 60, 30, VIEW, (View("18\n+", VIEW.words),), 0.5, 90, (Barcode("QR Code", "x", Box(0, 0, 9, 9)),))


@pytest.fixture
def cache(tmp_path: Path) -> PageCache:
    return PageCache(tmp_path / "cache")


def test_what_was_read_once_is_not_read_again(tmp_path: Path, cache: PageCache) -> None:
    engine = TellingEngine(words=[SeenWord("Take", Box(200, 100, 80, 40), 0.9, 1, 0)])
    one, same = tmp_path / "one.png", tmp_path / "same.bmp"
    Image.new("RGB", (1500, 600), "white").save(one)
    Image.new("RGB", (1500, 600), "white").save(same)
    first = read_picture(one, engine, cache)
    asked = len(engine.sizes)
    second = read_picture(same, engine, cache)
    assert asked > 0
    assert len(engine.sizes) == asked
    assert second.pages == first.pages
    assert second.source == str(same)


def test_a_page_comes_back_as_it_was(cache: PageCache) -> None:
    cache.keep("ab12", PAGE)
    assert cache.get("ab12") == PAGE
    assert cache.get("ab13") is None


def test_the_key_holds_all_that_changes_a_reading(cache: PageCache) -> None:
    page = SourcePage(Image.new("RGB", (4, 6), "white"))
    dot = page.image.copy()
    dot.putpixel((3, 5), (255, 255, 254))
    typed = level_line([("18", Box(0, 0, 3, 3), 1.0)])
    keys = [
        cache.key(page, ["tesseract 5"]),
        cache.key(page, ["tesseract 6"]),
        cache.key(page, ["rapidocr 3", "tesseract 5"]),
        cache.key(replace(page, image=Image.new("RGB", (6, 4), "white")), ["tesseract 5"]),
        cache.key(replace(page, image=dot), ["tesseract 5"]),
        cache.key(replace(page, typed=(typed,)), ["tesseract 5"]),
    ]
    assert len(set(keys)) == len(keys)
    assert cache.key(SourcePage(page.image.copy(), note="other"), ["tesseract 5"]) == keys[0]


@pytest.mark.parametrize("content", [b"", b"{", b'{"page": 1}', b"\x80\x04pickle"])
def test_a_broken_file_is_as_if_it_were_not_there(cache: PageCache, content: bytes) -> None:
    cache.keep("ab12", PAGE)
    (file,) = cache.folder.rglob("*.json")
    file.write_bytes(content)
    assert cache.get("ab12") is None
    cache.keep("ab12", PAGE)
    assert cache.get("ab12") == PAGE


def test_a_folder_that_cannot_be_written_is_no_error(tmp_path: Path) -> None:
    (tmp_path / "file").write_text("in the way")
    cache = PageCache(tmp_path / "file")
    cache.keep("ab12", PAGE)
    assert cache.get("ab12") is None


def test_the_oldest_pages_make_room(cache: PageCache) -> None:
    for number in range(MOST_PAGES_KEPT // 256 + 5):
        cache.keep(f"ab{number}", PAGE)
    assert len(list(cache.folder.rglob("*.json"))) == MOST_PAGES_KEPT // 256
    assert list(cache.folder.rglob("*.part")) == []


def test_the_environment_names_the_folder_or_switches_it_off(monkeypatch: pytest.MonkeyPatch, tmp_path: Path) -> None:
    monkeypatch.setenv("LABELWARDEN_CACHE", str(tmp_path))
    assert PageCache.of_user() == PageCache(tmp_path / "pages")
    monkeypatch.setenv("LABELWARDEN_CACHE", "off")
    assert PageCache.of_user() is None
    monkeypatch.delenv("LABELWARDEN_CACHE")
    user = PageCache.of_user()
    assert user is not None
    assert user.folder.parts[-2:] == ("labelwarden", "pages")


def moving(path: Path, shade: int) -> Path:
    frames = [Image.new("L", (300, 200), shade), Image.new("L", (300, 200), 40)]
    frames[0].save(path, save_all=True, append_images=frames[1:])
    return path


def test_a_file_that_comes_again_is_not_opened(
    tmp_path: Path, cache: PageCache, monkeypatch: pytest.MonkeyPatch
) -> None:
    engine = TellingEngine(words=[SeenWord("Take", Box(200, 100, 80, 40), 0.9, 1, 0)])
    one, copy = moving(tmp_path / "one.gif", 255), moving(tmp_path / "copy.gif", 255)
    first = read_picture(one, engine, cache)

    def refuse(path: Path) -> None:
        raise AssertionError(f"{path} was opened")

    monkeypatch.setattr("labelwarden.ocr.reading.pages_of", refuse)
    again = read_picture(copy, engine, cache)
    assert (again.pages, again.notes) == (first.pages, first.notes)
    assert again.notes == ("GIF of 2 frames: only the first was read",)
    with pytest.raises(AssertionError, match=r"other\.gif was opened"):
        read_picture(moving(tmp_path / "other.gif", 254), engine, cache)


def test_a_file_of_several_pages_keeps_their_order(tmp_path: Path, cache: PageCache) -> None:
    engine = TellingEngine(words=[SeenWord("Take", Box(200, 100, 80, 40), 0.9, 1, 0)])
    path = tmp_path / "pages.tif"
    same = Image.new("RGB", (300, 200), "white")
    same.save(path, save_all=True, append_images=[same, Image.new("RGB", (200, 300), "white")])
    first = read_picture(path, engine, cache)
    again = read_picture(path, engine, cache)
    assert again.pages == first.pages
    assert [page.page for page in again.pages] == [1, 2, 3]


def test_a_page_that_was_dropped_is_read_anew(tmp_path: Path, cache: PageCache) -> None:
    engine = TellingEngine(words=[SeenWord("Take", Box(200, 100, 80, 40), 0.9, 1, 0)])
    path = tmp_path / "one.png"
    Image.new("RGB", (300, 200), "white").save(path)
    first = read_picture(path, engine, cache)
    for file in cache.folder.rglob("*.json"):
        if b'"main"' in file.read_bytes():
            file.unlink()
    asked = len(engine.sizes)
    assert read_picture(path, engine, cache).pages == first.pages
    assert len(engine.sizes) > asked
