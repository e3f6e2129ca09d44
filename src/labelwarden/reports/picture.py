"""A picture with its findings drawn on it, and a legend below.

Numbers carry the meaning; colours repeat it.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from itertools import chain
from typing import TypeAlias

from PIL import Image, ImageDraw, ImageFont

from labelwarden.reports.marks import Badge, Mark, Rectangle, grown, margin_of, place_badges, text_height
from labelwarden.reports.pages import ink_of
from labelwarden.reports.visible import visible
from labelwarden.text.span import Box

COLOURS = {"critical": "#b00020", "major": "#b34700", "minor": "#7a6200", "note": "#4a4a4a"}
"""Worst first. Each has a contrast of more than 4.5 to white, on which the numbers and the legend stand."""

_UNREAD = "#6639ba"
_NOT_READ = "print or drawing that was not read: look at it by eye"

_MIN_WIDTH = 480
"""Of the sheet: a legend needs room however small the picture is."""

Font: TypeAlias = ImageFont.FreeTypeFont | ImageFont.ImageFont


def annotated(picture: Image.Image, marks: Sequence[Mark], unread: Sequence[Box] = ()) -> Image.Image:
    """The picture with its marks, on a sheet with the legend below; with the places where print was not read."""
    marked = with_boxes(picture, marks)
    # A finding may point at the same places: then its number says it.
    unread = [place for place in unread if not any(_is_at(place, mark) for mark in marks)]
    _draw_unread(marked, unread, marked.width - picture.width)
    size = max(14, min(picture.size) // 45)
    font = ImageFont.load_default(size)
    margin, indent, step = size, size * 3, size * 3 // 2
    width = max(marked.width, _MIN_WIDTH)
    said = [(str(mark.number), COLOURS[mark.severity], _legend(mark)) for mark in marks]
    if unread:
        said.append(("?", _UNREAD, _NOT_READ if marks else f"no findings in what was read; {_NOT_READ}"))
    rows = [(number, colour, list(_wrapped(text, width - indent - 2 * margin, font))) for number, colour, text in said]
    height = 2 * margin + step * (sum(len(lines) for *_, lines in rows) or 1)
    sheet = Image.new("RGB", (width, marked.height + height), "white")
    sheet.paste(marked, (0, 0))

    draw = ImageDraw.Draw(sheet)
    y = marked.height + margin
    if not rows:
        draw.text((margin, y), "no findings", fill="black", font=font)
    for number, colour, lines in rows:
        draw.rectangle((margin, y, margin + size * 2, y + size + 4), fill=colour)
        draw.text((margin + size, y + 2 + size // 2), number, fill="white", font=font, anchor="mm")
        for line in lines:
            draw.text((margin + indent, y), line, fill="black", font=font)
            y += step
    return sheet


def with_boxes(picture: Image.Image, marks: Sequence[Mark]) -> Image.Image:
    """The picture with its frames and numbers; wider on the left where numbers had to stand beside it."""
    stroke = stroke_of(picture.size)
    badges = place_badges(marks, picture.size, ink_of(picture), stroke)
    margin = margin_of(badges)
    sheet = Image.new("RGB", (picture.width + margin, picture.height), "white")
    sheet.paste(picture.convert("RGB"), (margin, 0))
    draw = ImageDraw.Draw(sheet)
    # Frames first, the worst on top, then the numbers, so that no frame crosses a number.
    for mark in sorted(marks, key=lambda mark: list(COLOURS).index(mark.severity), reverse=True):
        for lines in mark.places:
            _draw_frame(
                sheet,
                [(left + margin, top, right + margin, bottom) for left, top, right, bottom in lines],
                mark,
                stroke,
            )
    for badge in badges:
        _draw_leader(draw, badge, margin, stroke)
    font = ImageFont.load_default(text_height(*picture.size))
    for badge in badges:
        _draw_badge(draw, badge, margin, font)
    return sheet


def _draw_frame(sheet: Image.Image, lines: Sequence[Rectangle], mark: Mark, stroke: int) -> None:
    """One frame around the lines of a quote, which may touch: it lies around their ink and on none of it.

    Its white rim keeps the colour visible on a dark label.
    """
    room = stroke + 1
    left, top = min(line[0] for line in lines) - room, min(line[1] for line in lines) - room
    size = max(line[2] for line in lines) + room + 1 - left, max(line[3] for line in lines) + room + 1 - top
    for by, colour in ((room, "white"), (stroke, COLOURS[mark.severity])):
        mask = Image.new("1", size)
        draw = ImageDraw.Draw(mask)
        for around, ink in ((by, 1), (0, 0)):
            for line in lines:
                x, y, right, bottom = grown(line, around)
                inner = (x - left, y - top, right - left, bottom - top)
                draw.rectangle(inner, fill=ink)
        sheet.paste(colour, (left, top), mask)


def _is_at(place: Box, mark: Mark) -> bool:
    x, y = place.x + place.width / 2, place.y + place.height / 2
    return any(left <= x <= right and top <= y <= bottom for left, top, right, bottom in chain(*mark.places))


def _draw_unread(sheet: Image.Image, places: Sequence[Box], margin: int) -> None:
    draw = ImageDraw.Draw(sheet)
    stroke = stroke_of(sheet.size)
    for place in places:
        frame = (place.x + margin, place.y, place.right + margin, place.bottom)
        draw.rectangle(grown(frame, 1), outline="white", width=1)
        draw.rectangle(frame, outline=_UNREAD, width=stroke)
        draw.text((frame[0] + 2 * stroke, frame[1] + 2 * stroke), "?", _UNREAD, ImageFont.load_default(8 * stroke))


def stroke_of(size: tuple[int, int]) -> int:
    """How thick frames are on a picture of that size."""
    return max(2, size[0] // 350)


def _draw_leader(draw: ImageDraw.ImageDraw, badge: Badge, margin: int, stroke: int) -> None:
    if badge.leader:
        x, y, to_x, to_y = badge.leader
        line = (x + margin, y, to_x + margin, to_y)
        # On a ground of its own colour the white rim shows it.
        draw.line(line, fill="white", width=2 * stroke)
        draw.line(line, fill=COLOURS[badge.mark.severity], width=stroke)


def _draw_badge(draw: ImageDraw.ImageDraw, badge: Badge, margin: int, font: Font) -> None:
    colour = COLOURS[badge.mark.severity]
    left, top, right, bottom = badge.place
    draw.rectangle((left + margin, top, right + margin - 1, bottom - 1), fill=colour)
    middle = ((left + right) // 2 + margin, (top + bottom) // 2)
    draw.text(middle, str(badge.mark.number), fill="white", font=font, anchor="mm")


def _legend(mark: Mark) -> str:
    nowhere = "" if mark.places else " (no place on the picture)"
    return visible(f"{mark.severity}  {mark.rule}: {mark.title}{nowhere}")


def _wrapped(text: str, width: float, font: Font) -> Iterator[str]:
    """Lines of whole words, none wider than `width` unless a single word is."""
    line = ""
    for word in text.split():
        longer = f"{line} {word}".strip()
        if line and font.getlength(longer) > width:
            yield line
            line = word
        else:
            line = longer
    yield line
