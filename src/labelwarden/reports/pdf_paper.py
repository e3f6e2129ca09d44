"""The paper that the PDF report is set on: its fonts, its colours, and lines of text that flow over pages."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from datetime import UTC, date, datetime
from importlib.resources import as_file, files

from fpdf import FPDF
from fpdf.enums import XPos, YPos
from PIL import Image, ImageColor

from labelwarden.reports.broken_lines import Part, broken_lines
from labelwarden.version import VERSION

FAMILY = "DejaVu Sans"

COLOURS = {
    "critical": "#b00020",
    "major": "#b34700",
    "minor": "#7a6200",
    "note": "#4a4a4a",
    "fail": "#b00020",
    "review": "#7a6200",
    "pass": "#1d6b36",
    "error": "#7b1fa2",
    "ink": "#1b1b1b",
    "faint": "#5a5a5a",
    "link": "#0b57a4",
    "line": "#d0d0d0",
    "white": "#ffffff",
}

NORMAL = 9.0
SMALL = 7.0
_MARGIN = 17.0
_LEADING = 0.48
"""Millimetres of a line for each point of its letters."""
_GUTTER = 6.0
_HANGING = 2.0
"""How far the further lines of an item in a column are indented."""


class Paper(FPDF):
    """Sheets of Letter size; the margins are wide enough for a printer to put them on A4 as they are."""

    def __init__(self, title: str, day: date) -> None:
        super().__init__(format="letter")
        self.set_margin(_MARGIN)
        self.set_auto_page_break(auto=True, margin=_MARGIN + 3)
        fonts = files("labelwarden.reports") / "fonts"
        for style, name in (("", "DejaVuSans.ttf"), ("B", "DejaVuSans-Bold.ttf")):
            with as_file(fonts / name) as file:
                self.add_font(FAMILY, style, file)
        # Cells are lines of text here, and begin where their line does.
        self.c_margin = 0.0
        self._letters = frozenset(getattr(self.fonts[FAMILY.lower()], "cmap", {}))
        self._widths: dict[tuple[str, str], float] = {}
        self._foot = self.shown(title)
        self.set_title(title)
        self.set_creator(f"Labelwarden {VERSION}")
        self.set_lang("en-US")
        # The day of the rules, so that the same labels and rules give the same file.
        self.set_creation_date(datetime(day.year, day.month, day.day, tzinfo=UTC))
        self.add_page()

    def footer(self) -> None:
        """The title and the number of the page."""
        self.set_y(-_MARGIN + 3)
        self._ink("", SMALL, "faint")
        room = self.epw - 20
        foot = self._foot
        while foot and self.get_string_width(foot) > room:
            foot = foot[: len(foot) * 9 // 10 - 1] + "…"
        self.cell(room, 4, foot)
        self.cell(20, 4, str(self.page_no()), align="R")

    def shown(self, text: str) -> str:
        """The text; letters that the fonts do not have are shown by their number."""
        return "".join(c if ord(c) in self._letters or c == "\n" else f"⟨U+{ord(c):04X}⟩" for c in text)

    def heading(self, text: str, size: float, *, room: float = 25.0) -> None:
        """A heading with some room below it on the same page, and a place in the outline of the file."""
        if self.will_page_break(room):
            self.add_page()
        elif self.get_y() > _MARGIN + 1:
            self.ln(size / 4)
        self.paragraph([Part(text, "B")], size)
        self.ln(1)

    def paragraph(self, parts: Iterable[Part], size: float = NORMAL, *, indent: float = 0.0) -> None:
        """Pieces of text that follow each other, wrapped, with every line at the same indent."""
        left = self.l_margin + indent
        for line in self._lines(parts, self.w - self.r_margin - left, size):
            if self.will_page_break(size * _LEADING):
                self.add_page()
            self.set_x(left)
            self._set(line, size)
            self.ln(size * _LEADING)
        self.set_x(self.l_margin)

    def item(self, word: str, parts: Iterable[Part], size: float = NORMAL, *, wide: float = 17.0) -> None:
        """A word on the left, `wide` with the room behind it, and what belongs to it beside it."""
        if self.will_page_break(size * _LEADING * 2):
            self.add_page()
        self._ink("", size, "faint")
        self.cell(wide, size * _LEADING, self.shown(word), new_x=XPos.LMARGIN, new_y=YPos.TOP)
        self.paragraph(parts, size, indent=wide)

    def badge(self, text: str, colour: str, size: float = NORMAL) -> None:
        """White letters on a ground of colour, in the running line, which has room for another one below."""
        if self.will_page_break(size * _LEADING * 2):
            self.add_page()
        self._ink("B", size, "white")
        self.set_fill_color(*_rgb(colour))
        left, top = self.get_x(), self.get_y()
        width = self.get_string_width(text) + 4
        self.rect(left, top - 0.4, width, size * _LEADING + 0.2, style="F")
        self.cell(width, size * _LEADING, text, align="C")

    def columns(self, items: Iterable[Iterable[Part]], size: float) -> None:
        """Short paragraphs in two columns of about the same length, closely set."""
        height, wide = size * _LEADING, (self.epw - _GUTTER) / 2
        lines = [
            (_HANGING if number else 0.0, line)
            for parts in items
            for number, line in enumerate(self._lines(parts, wide - _HANGING, size))
        ]
        if self.will_page_break(2 * height):
            self.add_page()
        while lines:
            fitting = max(1, int((self.page_break_trigger - self.get_y()) / height))
            count = min(fitting, (len(lines) + 1) // 2)
            top = self.get_y()
            for column in (0, 1):
                for row, (indent, line) in enumerate(lines[column * count : (column + 1) * count]):
                    self.set_xy(self.l_margin + column * (wide + _GUTTER) + indent, top + row * height)
                    self._set(line, size)
            lines = lines[2 * count :]
            self.set_xy(self.l_margin, top + count * height)
            if lines:
                self.add_page()
        self.ln(1)

    def rule(self, colour: str = "line") -> None:
        """A line across the page."""
        self.set_draw_color(*_rgb(colour))
        self.line(self.l_margin, self.get_y(), self.w - self.r_margin, self.get_y())
        self.ln(2)

    def picture(self, image: Image.Image, *, most: float = 140.0) -> None:
        """A picture in the middle, as wide as the page and at most `most` millimetres high, whole on one page."""
        width = min(self.epw, most * image.width / image.height)
        height = width * image.height / image.width
        if self.will_page_break(height):
            self.add_page()
        self.image(image, x=self.l_margin + (self.epw - width) / 2, w=width, h=height)
        self.ln(1)

    def _lines(self, parts: Iterable[Part], room: float, size: float) -> Iterable[Sequence[Part]]:
        """The parts as lines of letters that the fonts have."""
        points = size / self.k
        shown = (part._replace(text=self.shown(part.text)) for part in parts)
        return broken_lines(shown, room, lambda text, style: self._width(text, style) * points)

    def _width(self, text: str, style: str) -> float:
        """In sizes of its letters."""
        weight = "B" if "B" in style else ""
        total = 0.0
        for letter in text:
            known = self._widths.get((letter, weight))
            if known is None:
                _, known = self.fonts[FAMILY.lower() + weight].get_text_width(letter, 1.0, None)
                self._widths[letter, weight] = known
            total += known
        return total

    def _set(self, line: Iterable[Part], size: float) -> None:
        for part in line:
            self._ink(part.style, size, part.colour)
            self.cell(None, size * _LEADING, part.text, link=part.link)

    def _ink(self, style: str, size: float, colour: str) -> None:
        self.set_font(FAMILY, style, size)
        self.set_text_color(*_rgb(colour))


def _rgb(name: str) -> tuple[int, int, int]:
    red, green, blue = ImageColor.getrgb(COLOURS[name])[:3]
    return red, green, blue
