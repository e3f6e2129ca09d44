"""The annotated picture: the ink stays as it was, and the legend names what has no place."""

from __future__ import annotations

from dataclasses import replace
from pathlib import Path

import pytest
from PIL import Image, ImageColor

from labelwarden.reports.marks import Mark
from labelwarden.reports.pages import PicturePage, open_page
from labelwarden.reports.picture import COLOURS, annotated
from labelwarden.reports.picture_names import picture_names
from labelwarden.text.span import Box

MARK = Mark(1, "critical", "us.a", "A", (((48, 58, 152, 82),),))


def test_the_ink_inside_a_box_stays_as_it_was_and_the_frame_surrounds_it() -> None:
    sheet = annotated(Image.new("RGB", (600, 400), "white"), (MARK,))
    red = ImageColor.getrgb(COLOURS["critical"])
    assert sheet.crop((48, 58, 153, 83)).getcolors() == [(105 * 25, (255, 255, 255))]
    assert all(sheet.getpixel(point) == red for point in [(47, 70), (153, 70), (100, 57), (100, 83)])


def test_lines_that_touch_have_one_frame_that_hides_no_ink() -> None:
    lines = ((50, 60, 250, 80), (50, 79, 180, 100))
    sheet = annotated(Image.new("RGB", (600, 400), "white"), (replace(MARK, places=(lines,)),))
    red = ImageColor.getrgb(COLOURS["critical"])
    assert sheet.crop((50, 60, 181, 101)).getcolors() == [(131 * 41, (255, 255, 255))]
    assert all(sheet.getpixel(point) == red for point in [(49, 90), (251, 70), (182, 95), (220, 82), (100, 59)])


def test_places_that_were_not_read_are_marked_unless_a_finding_points_at_them() -> None:
    picture = Image.new("RGB", (600, 400), "white")
    unread = Box(300, 200, 120, 60)
    plain, marked = annotated(picture, (MARK,)), annotated(picture, (MARK,), (unread,))
    assert marked.getpixel((300, 230)) != plain.getpixel((300, 230)) == (255, 255, 255)
    assert marked.height > plain.height, "the legend says what it means"
    pointed = replace(MARK, places=(((300, 200, 420, 260),),))
    assert annotated(picture, (pointed,), (unread,)).tobytes() == annotated(picture, (pointed,)).tobytes()


def test_a_transparent_picture_is_drawn_on_white(tmp_path: Path) -> None:
    Image.new("RGBA", (300, 200), (0, 0, 0, 0)).save(tmp_path / "front.png")
    sheet = annotated(open_page(PicturePage(str(tmp_path / "front.png"), 1, ())), ())
    assert sheet.getpixel((150, 100)) == (255, 255, 255)


def test_a_picture_is_turned_as_a_viewer_does(tmp_path: Path) -> None:
    exif = Image.Exif()
    exif[0x0112] = 6  # turned by a quarter
    Image.new("RGB", (600, 500), "white").save(tmp_path / "front.png", exif=exif)
    sheet = annotated(open_page(PicturePage(str(tmp_path / "front.png"), 1, ())), (MARK,))
    assert sheet.width == 500
    assert sheet.height > 600


@pytest.mark.parametrize(
    ("source", "file", "name"),
    [
        ("samples/oats/label.yaml", "samples/oats/front.png", "oats-front-annotated.png"),
        ("oats.yaml", "front.png", "oats-front-annotated.png"),
        ("front.png", "front.png", "front-annotated.png"),
        ("a/front.png, a/back.png", "a/back.png", "front-back-annotated.png"),
        ("label.yaml", "front.png", "label-front-annotated.png"),
    ],
)
def test_pictures_are_named_after_their_label(source: str, file: str, name: str) -> None:
    assert list(picture_names(source, [PicturePage(file, 1, ())], set())) == [name]


def test_no_picture_overwrites_another() -> None:
    taken: set[str] = set()
    pages = [PicturePage("x/front.png", 1, ())]
    names = [*picture_names("front.png", pages, taken), *picture_names("front.png", pages, taken)]
    assert names == ["front-annotated.png", "front-2-annotated.png"]
