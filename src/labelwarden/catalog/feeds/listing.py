"""A listing in the making: what a profile finds of one product, each kind of text in a panel of its own."""

from __future__ import annotations

import re
from collections.abc import Iterable
from typing import Any

from labelwarden.catalog.feeds.html_cell import has_markup, read_cell
from labelwarden.catalog.feeds.identifiers import compact, gtin_fault, is_rounded
from labelwarden.catalog.feeds.record import Product, Record, RecordError
from labelwarden.errors import LabelError
from labelwarden.label.labeling import Labeling, Surface
from labelwarden.label.panel import Panel
from labelwarden.text.printed import Text

_LONG = 60
"""Characters from which on a text that stands in another one is the same text once more."""

_PROSE = re.compile(r"[^\W\d_]{2,}[\s,]+[^\W\d_]{2,}")
_NO_PROSE = ("http://", "https://", "{", "[{", "a:", "//")


class Listing:
    """Takes the texts of one product; what stands in several fields is judged once, in the first of them."""

    __slots__ = (
        "_kept",
        "_long",
        "_panels",
        "brand",
        "category",
        "form",
        "gtin",
        "id",
        "notes",
        "pictures",
        "product",
        "sku",
        "supplier",
        "type",
        "unread",
    )

    def __init__(self) -> None:
        self._panels: list[Panel] = []
        self._kept: set[str] = set()
        self._long: list[str] = []
        self.id: str | None = None
        self.product: str | None = None
        self.brand: str | None = None
        self.supplier: str | None = None
        self.category: str | None = None
        self.type: str | None = None
        self.form: str | None = None
        self.sku: str | None = None
        self.gtin: str | None = None
        self.notes: list[str] = []
        self.unread: list[str] = []
        self.pictures: list[str] = []

    def text(self, name: str, value: Any) -> None:
        """Adds a panel of plain text; lists are their entries, one a line."""
        text = as_text(value)
        if not text or text.isspace() or text in self._kept:
            return
        if len(text) > _LONG:
            if any(text in other for other in self._long):
                return
            self._long.append(text)
        self._kept.add(text)
        self._panels.append(Panel(name, Text(text.replace("\0", "") if "\0" in text else text)))

    def html(self, name: str, value: Any) -> None:
        """Adds what a cell shows that may hold HTML, and panels for testimonials and picture texts in it.

        Raises:
            RecordError: the markup cannot be read.
        """
        text = as_text(value)
        if not text or not has_markup(text):
            self.text(name, text)
            return
        try:
            shown = read_cell(text)
        except LabelError as error:
            raise RecordError(f'"{name}": {error.faults[0].message}') from error
        self.text(name, shown.web)
        self.alts(shown.alts)
        for words in shown.testimonials:
            self.text("testimonial", words)

    def alts(self, texts: Iterable[Any]) -> None:
        """Adds the words that stand for pictures; names of files are none."""
        said = [text for text in (as_text(value).strip() for value in texts) if text and not _FILE_NAME.fullmatch(text)]
        self.text("alt", "\n\n".join(dict.fromkeys(said)))

    def files(self, value: Any) -> None:
        """Takes the names or addresses of pictures: a list, or a cell with several."""
        if isinstance(value, str):
            self.pictures += [name for name in _names_in(value) if name not in self.pictures]
        elif isinstance(value, (list, tuple)):
            for item in value:
                self.files(item.get("src") or item.get("url") if isinstance(item, dict) else item)

    def number(self, value: Any) -> None:
        """Takes the GTIN, with a note when it is none."""
        text = as_text(value).strip()
        if not text or self.gtin:
            return
        fault = gtin_fault(text)
        self.gtin = compact(text) if not is_rounded(text) else None
        if fault:
            self.notes.append(fault)

    def says(self, value: str) -> bool:
        """Whether this text, or the beginning of it, was taken already."""
        shown = " ".join(value.split())[:_LONG]
        return any(shown in " ".join(text.split()) for text in self._kept) if shown else True

    def leave(self, name: str, value: Any) -> None:
        """Looks at a field that nobody reads; one with text is named."""
        if isinstance(value, str) and is_prose(value):
            self.unread.append(name)

    def finished(self, record: Record, source: str, *, pictured: bool = False) -> Product:
        """The product; with `pictured` one that is told by its pictures alone will do.

        Raises:
            RecordError: nothing was found that could be checked.
        """
        if not self._panels and not (pictured and self.pictures):
            raise RecordError("expected a product with text, found none in the fields that are read")
        panels = _told_apart(self._panels)
        labeling = Labeling(
            source=f"{source}:{record.number}",
            panels=panels,
            product=self.product or None,
            brand=self.brand or None,
            type=self.type,
            form=self.form or None,
            sku=self.sku or None,
            gtin=self.gtin or None,
            surface=Surface.LISTING,
            notes=tuple(self.notes),
        )
        return Product(
            record.number,
            self.id or self.sku or self.gtin,
            labeling,
            supplier=self.supplier or self.brand or None,
            category=self.category or None,
            notes=(*record.notes, *self.notes),
            unread=tuple(self.unread),
            pictures=tuple(self.pictures),
        )


_FILE_NAME = re.compile(r"\S+\.(?:jpe?g|png|gif|webp|avif|svg|tiff?|bmp)", re.IGNORECASE)
_PICTURE = re.compile(r".*\.(?:jpe?g|png|gif|webp|avif|tiff?|bmp|heic|pdf)(?:\?\S*)?\s*", re.IGNORECASE | re.DOTALL)


def _names_in(cell: str) -> list[str]:
    """The pictures that a cell names, parted by lines, bars, semicolons, or commas behind the end of a name.

    >>> _names_in("a.png, b, c.jpg | https://cdn.example/d.png?v=1;e")
    ['a.png', 'b, c.jpg', 'https://cdn.example/d.png?v=1', 'e']
    """
    names = []
    for piece in re.split(r"[|;\n\r]+", cell):
        held = ""
        for part in piece.split(","):
            held = f"{held},{part}" if held else part
            if _PICTURE.fullmatch(held):
                names.append(held)
                held = ""
        if held:
            names.append(held)
    return [name for name in (name.strip() for name in names) if name]


def as_text(value: Any) -> str:
    """A value of a cell or an object as text: entries of lists one a line, numbers as written, nothing for nothing."""
    if isinstance(value, str):
        return value
    if value is None or isinstance(value, bool):
        return ""
    if isinstance(value, (list, tuple)):
        return "\n".join(text for text in map(as_text, value) if text)
    if isinstance(value, dict):
        return "\n".join(text for text in map(as_text, value.values()) if text)
    return str(value)


def is_prose(value: str) -> bool:
    """Whether a cell holds words in a row, and no address or data.

    >>> is_prose("Calms the mind"), is_prose("EX-7OH-15"), is_prose("https://a.example/calms the mind")
    (True, False, False)
    """
    return not value.startswith(_NO_PROSE) and _PROSE.search(value, 0, 2000) is not None


def _told_apart(panels: list[Panel]) -> tuple[Panel, ...]:
    """The panels; where several have one name they are numbered."""
    names = [panel.name for panel in panels]
    if len(set(names)) == len(names):
        return tuple(panels)
    count: dict[str, int] = {}
    numbered = []
    for panel in panels:
        if names.count(panel.name) > 1:
            number = count.get(panel.name, 0)
            count[panel.name] = number + 1
            panel = Panel(f"{panel.name}[{number}]", panel.text)  # noqa: PLW2901 - the same panel under its number
        numbered.append(panel)
    return tuple(numbered)
