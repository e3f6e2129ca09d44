"""Draws the findings of a JSON report on the pictures they were read from.

    python scripts/annotate.py REPORT.json FOLDER

Each picture gets a numbered box for every quote that has a place on it, and below it a legend that names severity and
rule of each number. What is missing from a label has no place, and stands in the legend of its first picture alone.
Numbers carry the meaning; colours repeat it.
"""

from __future__ import annotations

import json
import sys
from collections.abc import Iterator
from dataclasses import dataclass
from itertools import chain
from pathlib import Path
from typing import Any

from PIL import Image, ImageDraw, ImageFont, ImageOps

# Worst first. Each has a contrast of more than 4.5 to white, on which the numbers and the legend stand.
COLOURS = {"critical": "#b00020", "major": "#b34700", "minor": "#7a6200", "note": "#4a4a4a"}
# Room between ink and frame; with more, the frames of neighbouring words touch.
PADDING = 2
PICTURES = {".png", ".jpg", ".jpeg", ".webp", ".tif", ".tiff", ".bmp", ".gif"}

Rectangle = tuple[int, int, int, int]


@dataclass(frozen=True, slots=True)
class Mark:
    """One line of the legend, and where its number belongs: for each quote the rectangles of its lines."""

    number: int
    severity: str
    rule: str
    title: str
    places: tuple[tuple[Rectangle, ...], ...]


def picture_files(label: dict[str, Any]) -> tuple[str, ...]:
    """The pictures that a label of the report was read from, each once, in the order of its panels."""
    files = [panel["file"] for panel in label["panels"] if panel["file"]]
    return tuple(dict.fromkeys(file for file in files if Path(file).suffix.lower() in PICTURES))


def padded(box: list[int]) -> Rectangle:
    """Left, top, right and bottom of a box of the report, with room around the ink."""
    x, y, width, height = box
    return (x - PADDING, y - PADDING, x + width + PADDING, y + height + PADDING)


def marks_on(label: dict[str, Any], file: str) -> tuple[Mark, ...]:
    """Marks for one picture; the number of a finding is its place in the report, on whichever picture it stands."""
    first = file == picture_files(label)[0]
    marks = []
    for number, finding in enumerate(label["findings"], start=1):
        quotes = [seen["boxes"] for seen in finding["evidence"] if seen["file"] == file and seen.get("boxes")]
        placed_nowhere = not any(seen.get("boxes") for seen in finding["evidence"])
        if not quotes and not (placed_nowhere and first):
            continue
        places = tuple(tuple(padded(box) for box in boxes) for boxes in quotes)
        marks.append(Mark(number, finding["severity"], finding["rule"], finding["title"], places))
    return tuple(marks)


def locate(file: str, source: str) -> Path:
    """The picture on disk: as named, or beside the label that names it."""
    for candidate in (Path(file), Path(source) / file, Path(source).parent / file):
        if candidate.is_file():
            return candidate
    raise FileNotFoundError(
        f"the report names the picture {file}, which is neither here nor beside {source}; run from the same folder"
    )


def framed(rectangle: Rectangle, stroke: int) -> Rectangle:
    """The rectangle grown by its stroke: a stroke is drawn inwards and would cover the ink otherwise."""
    left, top, right, bottom = rectangle
    return (left - stroke, top - stroke, right + stroke, bottom + stroke)


def overlap(one: Rectangle, other: Rectangle) -> bool:
    return one[0] < other[2] and other[0] < one[2] and one[1] < other[3] and other[1] < one[3]


def badge_places(frame: Rectangle, size: tuple[int, int]) -> Iterator[Rectangle]:
    """Where the number of a frame may stand, best first: along its top, before it, behind it, along its bottom."""
    left, top, right, bottom = frame
    width, height = size
    along = range(left, max(right - width, left) + 1, width + 1)
    corners = [(x, top - height) for x in along]
    corners += [(left - width, top), (right, top)]
    corners += [(x, bottom) for x in along]
    for x, y in corners:
        yield (x, y, x + width, y + height)


def place_badge(frame: Rectangle, size: tuple[int, int], taken: list[Rectangle], limit: tuple[int, int]) -> Rectangle:
    """The first place on the picture that covers no frame and no other number; inside the frame when there is none."""
    for badge in badge_places(frame, size):
        inside = badge[0] >= 0 and badge[1] >= 0 and badge[2] <= limit[0] and badge[3] <= limit[1]
        if inside and not any(overlap(badge, other) for other in taken):
            return badge
    return (frame[0], frame[1], frame[0] + size[0], frame[1] + size[1])


def draw_boxes(
    picture: Image.Image, marks: tuple[Mark, ...], font: ImageFont.FreeTypeFont | ImageFont.ImageFont
) -> None:
    """Frames first, the worst on top, then the numbers, so that no frame crosses a number."""
    draw = ImageDraw.Draw(picture)
    stroke = max(2, picture.width // 500)
    for mark in sorted(marks, key=lambda mark: list(COLOURS).index(mark.severity), reverse=True):
        for rectangle in chain.from_iterable(mark.places):
            # The white rim keeps the colour visible on a dark label.
            draw.rectangle(framed(rectangle, stroke + 1), outline="white", width=1)
            draw.rectangle(framed(rectangle, stroke), outline=COLOURS[mark.severity], width=stroke)
    taken = [framed(rectangle, stroke) for mark in marks for rectangle in chain.from_iterable(mark.places)]
    for mark in marks:
        text = str(mark.number)
        box = draw.textbbox((0, 0), text, font=font)
        size = (int(box[2] - box[0]) + 8, int(box[3] - box[1]) + 8)
        for rectangles in mark.places:
            badge = place_badge(framed(rectangles[0], stroke), size, taken, picture.size)
            taken.append(badge)
            draw.rectangle(badge, fill=COLOURS[mark.severity])
            draw.text((badge[0] + 4 - box[0], badge[1] + 4 - box[1]), text, fill="white", font=font)


def wrap(text: str, width: float, font: ImageFont.FreeTypeFont | ImageFont.ImageFont) -> Iterator[str]:
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


def annotate(picture: Image.Image, marks: tuple[Mark, ...]) -> Image.Image:
    """The picture with its marks, on a sheet with the legend below."""
    size = max(14, min(picture.size) // 45)
    font = ImageFont.load_default(size)
    margin, indent = size, size * 3
    sheet_width = max(picture.width, 480)
    rows: list[tuple[Mark, list[str]]] = []
    for mark in marks:
        nowhere = "" if mark.places else " (no place on the picture)"
        words = f"{mark.severity}  {mark.rule}: {mark.title}{nowhere}"
        rows.append((mark, list(wrap(words, sheet_width - indent - 2 * margin, font))))
    step = size * 3 // 2
    legend_height = 2 * margin + step * (sum(len(lines) for _, lines in rows) or 1)
    sheet = Image.new("RGB", (sheet_width, picture.height + legend_height), "white")
    marked = picture.convert("RGB")
    draw_boxes(marked, marks, font)
    sheet.paste(marked, (0, 0))

    draw = ImageDraw.Draw(sheet)
    y = picture.height + margin
    if not rows:
        draw.text((margin, y), "no findings", fill="black", font=font)
    for mark, lines in rows:
        draw.rectangle((margin, y, margin + size * 2, y + size + 4), fill=COLOURS[mark.severity])
        draw.text((margin + size, y + 2 + size // 2), str(mark.number), fill="white", font=font, anchor="mm")
        for line in lines:
            draw.text((margin + indent, y), line, fill="black", font=font)
            y += step
    return sheet


def main(arguments: list[str]) -> int:
    """Write one annotated picture for each picture of the report and say where it is."""
    if len(arguments) != 2:
        print("usage: annotate.py REPORT.json FOLDER", file=sys.stderr)
        return 2
    report = json.loads(Path(arguments[0]).read_text(encoding="utf-8"))
    folder = Path(arguments[1])
    folder.mkdir(parents=True, exist_ok=True)
    for label in report["labels"]:
        for file in picture_files(label):
            # Boxes count in pixels of the picture as a viewer shows it, so the camera's turn comes first.
            with Image.open(locate(file, label["source"])) as opened:
                picture = ImageOps.exif_transpose(opened)
            target = folder / f"{Path(label['source']).stem}-{Path(file).stem}-annotated.png"
            annotate(picture, marks_on(label, file)).save(target)
            print(f"wrote {target}")
    return 0


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
