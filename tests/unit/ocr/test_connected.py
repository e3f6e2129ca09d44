"""The connected parts of a mask."""

from __future__ import annotations

from PIL import Image, ImageDraw

from labelwarden.ocr.connected import Groups, connected_parts
from labelwarden.text.span import Box


def test_parts_that_touch_only_further_down_or_at_a_corner_are_one() -> None:
    mask = Image.new("L", (20, 10), 0)
    draw = ImageDraw.Draw(mask)
    draw.line([(1, 1), (1, 6), (5, 6), (5, 1)], fill=255)  # a cup: its two sides meet at the bottom
    draw.line([(10, 2), (14, 6)], fill=255)  # a slope, corner to corner
    draw.point((18, 8), fill=255)
    assert sorted(connected_parts(mask), key=lambda part: part[0].x) == [
        (Box(1, 1, 5, 6), 15),
        (Box(10, 2, 5, 5), 5),
        (Box(18, 8, 1, 1), 1),
    ]


def test_parts_at_both_edges_of_neighbouring_rows_stay_apart() -> None:
    mask = Image.new("L", (6, 2), 0)
    mask.putpixel((5, 0), 255)
    mask.putpixel((0, 1), 255)
    assert len(connected_parts(mask)) == 2


def test_an_empty_mask_has_no_parts() -> None:
    assert connected_parts(Image.new("L", (6, 2), 0)) == []


def test_groups_that_are_joined_have_one_number() -> None:
    groups = Groups(4)
    groups.join(0, 1)
    groups.join(2, 1)
    groups.join(1, 2)  # once more
    assert len({groups.of(number) for number in (0, 1, 2)}) == 1
    assert groups.of(3) == 3
    assert groups.add() == 4
