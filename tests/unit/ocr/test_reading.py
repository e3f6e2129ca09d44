"""From a picture to its reading, with engines that do as they are told or fail in each way."""

from __future__ import annotations

from pathlib import Path

import pytest
from PIL import Image, ImageDraw

from labelwarden.errors import OcrError
from labelwarden.ocr.engine import Engine, SeenWord
from labelwarden.ocr.reading import read_picture
from labelwarden.ocr.render import as_json, as_text
from labelwarden.text.span import Box
from tests.fakes import BlindEngine, CrashingEngine, LyingEngine, SlowEngine, TellingEngine


@pytest.fixture
def picture(tmp_path: Path) -> Path:
    """A picture of 1500 x 600 pixels with one dark bar in it."""
    image = Image.new("RGB", (1500, 600), "white")
    ImageDraw.Draw(image).rectangle((100, 50, 140, 70), fill="black")
    path = tmp_path / "back.png"
    image.save(path)
    return path


def test_words_have_their_place_in_the_text_and_on_the_picture(picture: Path) -> None:
    engine = TellingEngine(
        words=[SeenWord("Take", Box(200, 100, 80, 40), 0.9, 1, 0), SeenWord("two", Box(300, 100, 80, 40), 0.8, 1, 0)]
    )
    reading = read_picture(picture, engine)
    (page,) = reading.pages
    assert engine.sizes == [(3000, 1200)]
    assert (page.width, page.height, page.turned) == (1500, 600, 0)
    assert page.text == "Take two"
    assert [(word.text, word.start, word.end) for word in page.words] == [("Take", 0, 4), ("two", 5, 8)]
    assert page.words[0].box == Box(100, 50, 40, 20)
    assert page.coverage == 1.0
    assert page.views == (), "views that say the same as the first are left out"
    assert not reading.is_empty


def test_other_orders_are_views_with_words_of_their_own(picture: Path) -> None:
    engine = TellingEngine(
        words=[
            SeenWord("Zinc", Box(1000, 100, 80, 40), 0.9, 1, 0),
            SeenWord("5mg", Box(1300, 100, 80, 40), 0.9, 2, 1),
        ]
    )
    (page,) = read_picture(picture, engine).pages
    assert page.text == "Zinc\n\n5mg"
    assert [view.text for view in page.views] == ["Zinc 5mg"]
    assert [(word.start, word.end) for word in page.views[0].words] == [(0, 4), (5, 8)]


def test_what_only_the_regions_show_is_added(picture: Path) -> None:
    engine = TellingEngine(
        words=[SeenWord("Take", Box(2000, 900, 80, 40), 0.9, 1, 0)],
        block_words=[SeenWord("CAUTION", Box(16, 16, 80, 40), 0.9, 1, 0)],
    )
    (page,) = read_picture(picture, engine).pages
    assert sorted(word.text for word in page.words) == ["CAUTION", "Take"]
    assert "CAUTION" in [view.text for view in page.views]


def test_nothing_read_is_an_empty_reading_and_no_error(picture: Path) -> None:
    reading = read_picture(picture, BlindEngine())
    assert reading.is_empty
    assert reading.pages[0].text == ""
    assert reading.pages[0].coverage == 0.0


def test_lies_of_an_engine_do_not_get_through(picture: Path) -> None:
    (page,) = read_picture(picture, LyingEngine()).pages
    assert sorted(word.text for word in page.words) == ["half out", "nonsense", "unsure"]
    for word in page.words:
        assert 0 <= word.confidence <= 1
        assert 0 <= word.box.x < word.box.right <= 1500
        assert 0 <= word.box.y < word.box.bottom <= 600


@pytest.mark.parametrize(
    ("engine", "fault"),
    [(CrashingEngine(), "broke down"), (SlowEngine(), "did not finish")],
    ids=["crash", "timeout"],
)
def test_an_engine_that_fails_costs_that_picture_only(picture: Path, engine: Engine, fault: str) -> None:
    with pytest.raises(OcrError, match=fault) as caught:
        read_picture(picture, engine)
    assert str(caught.value).startswith(f"{picture}: ")


def test_what_was_left_out_is_noted(tmp_path: Path) -> None:
    path = tmp_path / "moving.gif"
    frames = [Image.new("L", (30, 30), shade) for shade in (0, 120, 255)]
    frames[0].save(path, save_all=True, append_images=frames[1:])
    assert read_picture(path, BlindEngine()).notes == ("GIF of 3 frames: only the first was read",)


def test_json_has_the_published_shape(picture: Path) -> None:
    engine = TellingEngine(words=[SeenWord("Take", Box(200, 100, 80, 40), 0.98765, 1, 0)])
    reading = read_picture(picture, engine)
    assert as_json(reading) == {
        "schema": "labelwarden.reading/1",
        "source": str(picture),
        "engines": ["telling 1.0"],
        "notes": [],
        "pages": [
            {
                "page": 1,
                "width": 1500,
                "height": 600,
                "turned": 0,
                "text": "Take",
                "views": [],
                "coverage": 1.0,
                "unread": [],
                "words": [{"text": "Take", "box": [100, 50, 40, 20], "confidence": 0.9877}],
                "barcodes": [],
            }
        ],
    }
    assert as_text(reading) == "Take"
