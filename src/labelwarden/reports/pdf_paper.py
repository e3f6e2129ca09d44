"""The paper that the PDF report is set on: its fonts, its colours, and lines of text that flow over pages."""

from __future__ import annotations

from collections.abc import Iterable
from datetime import UTC, date, datetime
from importlib.resources import as_file, files
from typing import TypeAlias

from fpdf import FPDF
from fpdf.enums import XPos, YPos
from PIL import Image, ImageColor

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
    "line": "#d0d0d0",
    "white": "#ffffff",
}

NORMAL = 9.0
SMALL = 7.0
_MARGIN = 17.0
_LEADING = 0.48
"""Millimetres of a line for each point of its letters."""

Part: TypeAlias = tuple[str, str, str]
"""Text, style (such as `B` or `BU`) and the name of a colour."""


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
        self._letters = frozenset(getattr(self.fonts[FAMILY.lower()], "cmap", {}))
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
        self.paragraph([(text, "B", "ink")], size)
        self.ln(1)

    def paragraph(self, parts: Iterable[Part], size: float = NORMAL, *, indent: float = 0.0) -> None:
        """Pieces of text that follow each other, wrapped, with every line at the same indent."""
        left = self.l_margin
        self.set_left_margin(left + indent)
        self.set_x(left + indent)
        for text, style, colour in parts:
            self._ink(style, size, colour)
            self.write(size * _LEADING, self.shown(text))
        self.ln(size * _LEADING)
        self.set_left_margin(left)
        self.set_x(left)

    def item(self, word: str, parts: Iterable[Part], size: float = NORMAL) -> None:
        """A word on the left, and what belongs to it beside it."""
        if self.will_page_break(size * _LEADING * 2):
            self.add_page()
        self._ink("", size, "faint")
        self.cell(17, size * _LEADING, word, new_x=XPos.LMARGIN, new_y=YPos.TOP)
        self.paragraph(parts, size, indent=17)

    def badge(self, text: str, colour: str, size: float = NORMAL) -> None:
        """White letters on a ground of colour, in the running line."""
        self._ink("B", size, "white")
        self.set_fill_color(*_rgb(colour))
        left, top = self.get_x(), self.get_y()
        width = self.get_string_width(text) + 4
        self.rect(left, top - 0.4, width, size * _LEADING + 0.2, style="F")
        self.cell(width, size * _LEADING, text, align="C")

    def columns(self, items: Iterable[Iterable[Part]], size: float) -> None:
        """Short paragraphs in two columns, closely set."""
        with self.text_columns(ncols=2, gutter=6, text_align="L", line_height=1.15, balance=True) as columns:
            for parts in items:
                for text, style, colour in parts:
                    self._ink(style, size, colour)
                    columns.write(self.shown(text))
                columns.ln(size * _LEADING * 0.8)
        self.ln(1)

    def rule(self, colour: str = "line") -> None:
        """A line across the page."""
        self.set_draw_color(*_rgb(colour))
        self.line(self.l_margin, self.get_y(), self.w - self.r_margin, self.get_y())
        self.ln(2)

    def picture(self, image: Image.Image, *, most: float = 140.0) -> None:
        """A picture as wide as the page, at most `most` millimetres high, whole on one page."""
        width = min(self.epw, most * image.width / image.height)
        height = width * image.height / image.width
        if self.will_page_break(height):
            self.add_page()
        self.image(image, w=width, h=height)
        self.ln(1)

    def _ink(self, style: str, size: float, colour: str) -> None:
        self.set_font(FAMILY, style, size)
        self.set_text_color(*_rgb(colour))


def _rgb(name: str) -> tuple[int, int, int]:
    red, green, blue = ImageColor.getrgb(COLOURS[name])[:3]
    return red, green, blue
