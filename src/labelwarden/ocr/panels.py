"""From a reading to the panels that the rules are applied to."""

from __future__ import annotations

from pathlib import PurePath

from labelwarden.label.panel import LINK, Panel, Word
from labelwarden.ocr.page import Barcode, Page
from labelwarden.ocr.reading import Reading
from labelwarden.ocr.view import View
from labelwarden.text.printed import Text

SURFACES = frozenset({"front", "back", "left", "right", "side", "top", "bottom", "facts", "ingredients", "warnings"})
"""What a picture may be called to say which surface it shows."""


def panel_name(source: str) -> str:
    """The surface that the file's name tells, else `picture`.

    >>> panel_name("shop/Back.JPG"), panel_name("IMG_4316.jpeg")
    ('back', 'picture')
    """
    stem = PurePath(source).stem.casefold()
    return stem if stem in SURFACES else "picture"


def to_panels(reading: Reading, name: str | None = None) -> tuple[Panel, ...]:
    """One panel a page, called `name` (or after the file), one for each other view of it, one for each link in a code.

    Further pages are `name[1]`, `name[2]`; the second view of a page is `name[view 2]`; a link is `link`.
    """
    name = name or panel_name(reading.source)
    panels: list[Panel] = []
    for index, page in enumerate(reading.pages):
        first = f"{name}[{index}]" if index else name
        panels.append(_panel(reading, page, page.main, first, None))
        for number, view in enumerate(page.views, start=2):
            panels.append(_panel(reading, page, view, f"{first}[view {number}]", first))
    links = [(page, code) for page in reading.pages for code in page.barcodes if code.link]
    panels += (_link(reading, page, code, number) for number, (page, code) in enumerate(links))
    return tuple(panels)


def _link(reading: Reading, page: Page, code: Barcode, number: int) -> Panel:
    """What a code leads to belongs to the labeling; its words are those of the link, at the place of the code."""
    return Panel(
        name=f"{LINK}[{number}]" if number else LINK,
        text=Text(code.text),
        file=reading.source,
        page=page.page,
        words=(Word(0, len(code.text), code.box, 1.0),),
        per_point=page.per_point,
    )


def _panel(reading: Reading, page: Page, view: View, name: str, view_of: str | None) -> Panel:
    return Panel(
        name=name,
        text=Text(view.text, wrapped=True),
        file=reading.source,
        page=page.page,
        words=tuple(
            Word(word.start, word.end, word.box, word.confidence, word.type_size, word.contrast) for word in view.words
        ),
        coverage=page.coverage,
        view_of=view_of,
        size=(page.width, page.height),
        scale=page.scale,
        unread=page.unread,
        per_point=page.per_point,
    )
