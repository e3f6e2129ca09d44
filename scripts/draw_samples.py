"""Draws the labels of the picture samples.

    python scripts/draw_samples.py [FOLDER]

Writes `samples/<name>/<picture>.png`, and beside it `places.json`: where on the picture each key phrase stands, so that
a test can tell whether a finding lies on the words that it quotes. The artwork is drawn with Pillow and the typeface
that comes inside it: no font of the system, no photo, nothing of anybody's label. All brands are invented.
"""

from __future__ import annotations

import json
import sys
from collections.abc import Iterable, Sequence
from dataclasses import dataclass, field
from pathlib import Path

from PIL import Image, ImageDraw, ImageFont

SAMPLES = Path(__file__).resolve().parents[1] / "samples"
FINE = 29
"""Size of the small print: an x-height of 15 pixels, as on a photo of a label that fills the frame."""

Rectangle = tuple[int, int, int, int]


def font(size: int) -> ImageFont.FreeTypeFont:
    loaded = ImageFont.load_default(size)
    if not isinstance(loaded, ImageFont.FreeTypeFont):
        raise SystemExit("Pillow was built without FreeType: the drawings need its scalable typeface")
    return loaded


@dataclass(frozen=True, slots=True)
class Style:
    """How words are set. The typeface has one weight; bold is a stroke around it."""

    size: int
    ink: str
    bold: bool = False

    @property
    def stroke(self) -> float:
        return self.size / 40 if self.bold else 0

    @property
    def leading(self) -> int:
        return self.size * 13 // 10


@dataclass(slots=True)
class Artwork:
    """One picture in the making, with the places of its key phrases."""

    width: int
    height: int
    ground: str
    phrases: tuple[str, ...]
    places: dict[str, list[Rectangle]] = field(default_factory=dict)
    image: Image.Image = field(init=False)
    draw: ImageDraw.ImageDraw = field(init=False)

    def __post_init__(self) -> None:
        self.image = Image.new("RGB", (self.width, self.height), self.ground)
        self.draw = ImageDraw.Draw(self.image)

    def text(self, text: str, left: int, top: int, width: int, style: Style, *, centred: bool = False) -> int:
        """Sets a paragraph in lines of at most `width` and gives the height at which the next one may begin."""
        set_in = font(style.size)
        words: list[tuple[str, Rectangle]] = []
        y = top
        for line in _lines(text, width, set_in):
            x = left + (width - set_in.getlength(line)) / 2 if centred else float(left)
            self.draw.text((x, y), line, fill=style.ink, font=set_in, stroke_width=style.stroke)
            # As high as the line: an engine that reads lines knows no other height for "eases".
            _, high, _, low = self.draw.textbbox((x, y), "Ag", font=set_in)
            before = ""
            for word in line.split():
                box = self.draw.textbbox((x + set_in.getlength(before), y), word, font=set_in)
                words.append((word, (round(box[0]), round(high), round(box[2]), round(low))))
                before += f"{word} "
            y += style.leading
        self._remember(words)
        return y

    def _remember(self, words: Sequence[tuple[str, Rectangle]]) -> None:
        plain = [_plain(word) for word, _ in words]
        for phrase in self.phrases:
            wanted = [_plain(word) for word in phrase.split()]
            for start in range(len(plain) - len(wanted) + 1):
                if plain[start : start + len(wanted)] == wanted:
                    boxes = [box for _, box in words[start : start + len(wanted)]]
                    self.places.setdefault(phrase, []).extend(_joined_by_line(boxes))

    def save(self, folder: Path, name: str) -> None:
        """The picture in few colours, small enough to live in a repository, and the places of all its phrases.

        Raises:
            SystemExit: a phrase was not drawn.
        """
        missing = [phrase for phrase in self.phrases if phrase not in self.places]
        if missing:
            raise SystemExit(f"{folder.name}/{name}: not on the picture as one paragraph: {', '.join(missing)}")
        folder.mkdir(parents=True, exist_ok=True)
        few = self.image.quantize(48, method=Image.Quantize.MEDIANCUT, dither=Image.Dither.NONE)
        few.save(folder / name, optimize=True)
        boxes = {
            phrase: [[left, top, right - left, bottom - top] for left, top, right, bottom in rectangles]
            for phrase, rectangles in self.places.items()
        }
        places = ",\n".join(f"  {json.dumps(phrase)}: {json.dumps(rows)}" for phrase, rows in boxes.items())
        (folder / "places.json").write_text(f"{{\n{places}\n}}\n", encoding="utf-8")


def _plain(word: str) -> str:
    return word.strip(".,;:*()\"'").lower()


def _lines(text: str, width: int, set_in: ImageFont.FreeTypeFont) -> Iterable[str]:
    for paragraph in text.split("\n"):
        line = ""
        for word in paragraph.split():
            longer = f"{line} {word}".strip()
            if line and set_in.getlength(longer) > width:
                yield line
                line = word
            else:
                line = longer
        yield line


def _joined_by_line(boxes: Sequence[Rectangle]) -> list[Rectangle]:
    """One rectangle for each line that the boxes of consecutive words stand on."""
    lines: list[Rectangle] = []
    for box in boxes:
        if lines and box[0] > lines[-1][0] and box[1] < lines[-1][3]:
            last = lines[-1]
            lines[-1] = (last[0], min(last[1], box[1]), box[2], max(last[3], box[3]))
        else:
            lines.append(box)
    return lines


def facts_panel(
    art: Artwork, frame: Rectangle, serving: str, rows: Sequence[tuple[str, str]], foot: str, *, ink: str, paper: str
) -> None:
    """The Supplement Facts box as 21 CFR 101.36 draws it: heavy rules, hairlines, a foot line."""
    left, top, right, bottom = frame
    art.draw.rectangle(frame, fill=paper, outline=ink, width=4)
    inner, width = left + 22, right - left - 44
    y = art.text("Supplement Facts", inner, top + 16, width, Style(58, ink, bold=True)) + 4
    y = art.text(serving, inner, y, width, Style(FINE, ink)) + 8
    art.draw.rectangle((inner, y, right - 22, y + 12), fill=ink)
    y = art.text("Amount Per Serving", inner, y + 24, width, Style(FINE, ink, bold=True)) + 2
    art.draw.rectangle((inner, y, right - 22, y + 5), fill=ink)
    y += 16
    for name, amount in rows:
        amount_width = round(font(FINE).getlength(amount))
        next_y = art.text(name, inner, y, width - amount_width - 20, Style(FINE, ink))
        art.text(amount, right - 22 - amount_width, y, amount_width + 2, Style(FINE, ink))
        y = next_y + 6
        art.draw.line((inner, y, right - 22, y), fill=ink, width=2)
        y += 12
    art.draw.rectangle((inner, y, right - 22, y + 8), fill=ink)
    y = art.text(foot, inner, y + 22, width, Style(FINE, ink))
    if y > bottom:
        raise SystemExit(f"the facts panel needs {y - bottom} pixels more than its frame")


def seven_oh_front() -> Artwork:
    """The front of a box of chewable 7-OH tablets: loud claims above, the worst one in the small print."""
    plum, lilac, cream, gold = "#3b1150", "#e9dcf3", "#fffaf0", "#f2b632"
    art = Artwork(
        1300,
        1600,
        cream,
        (
            "7-OH",
            "7-Hydroxymitragynine 15 mg per tablet",
            "Fast relief from chronic back pain",
            "Stronger than morphine",
            "eases opioid withdrawal",
        ),
    )
    art.draw.rectangle((0, 0, 1300, 250), fill=plum)
    art.text("QUILLMOOR", 0, 50, 1300, Style(110, cream, bold=True), centred=True)
    art.text("botanical laboratory", 0, 175, 1300, Style(40, lilac), centred=True)
    art.draw.rectangle((0, 250, 1300, 262), fill=gold)

    # A molecule as ornament: artwork is ink too, and must not be taken for words.
    for x, y in ((150, 400), (250, 345), (350, 400), (350, 510), (250, 565), (150, 510)):
        art.draw.ellipse((x - 16, y - 16, x + 16, y + 16), fill=gold)
    art.draw.line([(150, 400), (250, 345), (350, 400), (350, 510), (250, 565), (150, 510), (150, 400)], fill=gold,
                  width=8)  # fmt: skip
    art.text("7-OH", 430, 315, 800, Style(250, plum, bold=True))
    art.text("CHEWABLE TABLETS", 0, 640, 1300, Style(92, plum, bold=True), centred=True)
    art.text("Berry flavor", 0, 755, 1300, Style(50, plum), centred=True)

    art.draw.rounded_rectangle((110, 850, 1190, 1010), radius=40, fill=plum)
    art.text("Fast relief from chronic back pain", 130, 895, 1040, Style(62, cream, bold=True), centred=True)
    art.draw.rounded_rectangle((250, 1050, 1050, 1160), radius=55, fill=gold)
    art.text("Stronger than morphine", 260, 1075, 780, Style(54, plum, bold=True), centred=True)

    art.text("7-Hydroxymitragynine 15 mg per tablet", 0, 1210, 1300, Style(48, plum), centred=True)
    art.text("10 tablets", 0, 1285, 1300, Style(48, plum), centred=True)
    art.draw.rectangle((0, 1380, 1300, 1600), fill=lilac)
    small = (
        "Dietary supplement. Thousands of customers tell us that one tablet eases opioid withdrawal. Keep out of "
        "reach of children."
    )
    art.text(small, 90, 1420, 1120, Style(FINE + 3, plum), centred=True)
    art.text("Net wt 5 g (0.18 oz)", 90, 1530, 1120, Style(FINE, plum), centred=True)
    return art


def kratom_wrap() -> Artwork:
    """The back of a leaf pouch in two columns: warnings beside the words about the leaf, one word of them left out.

    "Cured" on the left stands level with "liver disorder" on the right: a reader that runs the columns together makes
    a cure of it.
    """
    kraft, green, paper = "#d9c29a", "#1f4a2c", "#fbf6ea"
    art = Artwork(
        1800,
        1200,
        kraft,
        ("This product is not intended to diagnose, treat, or prevent any disease", "Mitragyna speciosa leaf powder"),
    )
    art.draw.rectangle((0, 0, 1800, 190), fill=green)
    art.text("FENBRACKEN", 60, 40, 900, Style(100, paper, bold=True))
    art.text("Green kratom leaf powder", 1000, 70, 760, Style(54, paper))
    ink = Style(FINE + 1, green)
    head = Style(42, green, bold=True)

    y = art.text("The leaf", 60, 235, 780, head) + 8
    y = art.text(
        "One farm, one harvest. Each batch is picked by hand, washed, and cured in the shade. It is milled once and "
        "sieved to a fine green powder.",
        60, y, 780, ink,
    ) + 26  # fmt: skip
    y = art.text("Directions", 60, y, 780, head) + 8
    y = art.text(
        "Stir one teaspoon into warm water. Take one serving. Do not take more than two servings per 24 hours.",
        60, y, 780, ink,
    ) + 26  # fmt: skip
    facts_panel(
        art,
        (60, y, 840, y + 545),
        "Serving size 1 teaspoon (2.4 g)\nServings per container 41",
        (
            ("Mitragyna speciosa leaf powder", "2.4 g"),
            ("Mitragynine", "34 mg"),
            ("7-Hydroxymitragynine", "0.3 mg"),
        ),
        "Daily Value not established.\nOther ingredients: none.",
        ink=green,
        paper=paper,
    )

    art.draw.rectangle((920, 235, 1760, 820), fill=paper, outline=green, width=4)
    y = art.text("Warning", 950, 260, 780, head) + 8
    y = art.text(
        "Do not use if you have a liver disorder, high blood pressure, or heart disease. Not recommended for anyone "
        "who is under 21 years of age, pregnant, or breast-feeding. Consult a health care practitioner before use. "
        "May be habit-forming. Do not combine with alcohol or medication. Do not drive or operate machinery. Keep out "
        "of reach of children.",
        950, y, 780, ink,
    ) + 26  # fmt: skip
    y = art.text("Not for sale to persons under 21 years of age.", 950, y, 780, Style(FINE + 1, green, bold=True)) + 26
    art.text(
        "These statements have not been evaluated by the Food and Drug Administration. This product is not intended "
        "to diagnose, treat, or prevent any disease.",
        950, y, 780, ink,
    )  # fmt: skip
    y = art.text("Distributed by Fenbracken Leaf Co.", 920, 880, 800, ink)
    y = art.text("12 Example Road, Lincoln, NE 68500", 920, y, 800, ink)
    y = art.text("Lot no. FB-0417  Best by 03/2028", 920, y, 800, ink)
    art.text("Net wt 3.5 oz (100 g)", 920, y + 16, 800, Style(FINE + 5, green, bold=True))
    return art


def light_on_dark() -> Artwork:
    """A supplement in cream on navy: lawful words with their disclaimer, and disease claims that it does not cure."""
    navy, cream, copper, mist = "#101c33", "#f5ecd7", "#d98f4e", "#b9c3d6"
    art = Artwork(
        1700,
        1120,
        navy,
        ("Fights colds and flu", "prevents bronchitis"),
    )
    art.draw.rectangle((28, 28, 1672, 1092), outline=copper, width=5)
    art.text("ELDERWICK", 90, 90, 760, Style(104, cream, bold=True))
    art.text("Black elderberry", 90, 235, 760, Style(78, copper))
    art.text("60 capsules, dietary supplement", 90, 345, 760, Style(40, mist))
    art.draw.rectangle((90, 430, 800, 436), fill=copper)
    art.text("Fights colds and flu", 90, 475, 760, Style(70, cream, bold=True))
    y = art.text("Supports the immune system.*", 90, 590, 760, Style(44, cream)) + 26
    art.text(
        "Our berries are pressed cold within a day of picking. Taken all winter, our elderberry prevents bronchitis.",
        90, y, 720, Style(FINE + 2, mist),
    )  # fmt: skip
    art.text(
        "*This statement has not been evaluated by the Food and Drug Administration. This product is not intended to "
        "diagnose, treat, cure, or prevent any disease.",
        90, 860, 720, Style(FINE, cream),
    )  # fmt: skip
    art.text("Elderwick Orchards, 4 Sample Lane, Salem, OR 97300", 90, 1030, 760, Style(FINE, mist))
    facts_panel(
        art,
        (900, 90, 1620, 600),
        "Serving size 2 capsules\nServings per container 30",
        (
            ("Vitamin C  100% DV", "90 mg"),
            ("Zinc  100% DV", "11 mg"),
            ("Black elderberry extract", "600 mg"),
        ),
        "Other ingredients: hypromellose, rice flour.",
        ink=cream,
        paper=navy,
    )
    y = art.text("Suggested use", 900, 650, 720, Style(38, copper, bold=True)) + 6
    y = art.text("Take two capsules daily with water.", 900, y, 720, Style(FINE + 1, cream)) + 24
    y = art.text("Warning", 900, y, 720, Style(38, copper, bold=True)) + 6
    art.text(
        "If you are pregnant, nursing, or take medicine, ask your doctor before use. Stop if a rash or fever occurs. "
        "Keep out of reach of children.",
        900, y, 720, Style(FINE + 1, cream),
    )  # fmt: skip
    return art


PICTURES = (
    ("7oh-tablets-picture", "front.png", seven_oh_front),
    ("kratom-two-columns-picture", "wrap.png", kratom_wrap),
    ("light-on-dark-picture", "label.png", light_on_dark),
)


def main(arguments: list[str]) -> int:
    """Draw all pictures and say how large they are."""
    samples = Path(arguments[0]) if arguments else SAMPLES
    for folder, name, drawn in PICTURES:
        drawn().save(samples / folder, name)
        print(f"wrote {samples.name}/{folder}/{name}: {(samples / folder / name).stat().st_size // 1000} KB")
    return 0


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
