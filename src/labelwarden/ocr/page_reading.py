"""One page read by the engines at hand: its lines made level, and the orders in which they may be read."""

from __future__ import annotations

from collections.abc import Sequence
from concurrent.futures import ThreadPoolExecutor
from dataclasses import replace

from PIL import Image

from labelwarden.ocr.barcodes import barcodes_on
from labelwarden.ocr.bend import bend_of
from labelwarden.ocr.doubted_numbers import doubted_numbers
from labelwarden.ocr.engine import BothEngines, Engine, LineEngine, PageEngine, SeenWord
from labelwarden.ocr.frame import Frame, turn_of
from labelwarden.ocr.ink import SHRINK, covered, ink_mask
from labelwarden.ocr.letters import LetterLine
from labelwarden.ocr.line_order import in_order
from labelwarden.ocr.lines_on_sheet import lines_on
from labelwarden.ocr.overlooked import not_at, overlooked
from labelwarden.ocr.page import Page
from labelwarden.ocr.page_words import PageWords, words_of_lines
from labelwarden.ocr.passes import Sheet
from labelwarden.ocr.put_right import put_right
from labelwarden.ocr.reading_order import by_blocks, by_followed_rows, by_rows, by_stripes
from labelwarden.ocr.second_look import look_again
from labelwarden.ocr.seen_line import SeenLine
from labelwarden.ocr.upright import turn_for
from labelwarden.ocr.view import Block, View, written_out

_WELL_COVERED = 0.6
"""Of the ink of a page: where its own text covers that much, no more of it is read. Drawings are ink too."""


def read_page(image: Image.Image, engine: Engine, number: int = 1, typed: Sequence[SeenLine] = ()) -> Page:
    """What `engine` reads on `image`, whichever way it is turned, besides the lines that it is known to show."""
    page = _read_typed(image, typed, number) if typed else None
    if page is None or page.coverage < _WELL_COVERED:
        if isinstance(engine, LineEngine):
            page = _read_by_lines(image, engine, None, number, typed)
        elif isinstance(engine, BothEngines):
            page = _read_by_lines(image, engine.lines, engine.page, number, typed)
        else:
            page = _read_by_words(image, engine, number, typed)
    return replace(page, barcodes=barcodes_on(image))


def _read_typed(image: Image.Image, typed: Sequence[SeenLine], number: int) -> Page:
    sheet = Sheet.of(image)
    first, *others = [written_out(in_order(typed, order)) for order in (by_blocks, by_rows)]
    coverage = _covered(ink_mask(sheet.grey), typed, sheet)
    return _page(number, Frame.of(image, 0), first, others, coverage)


def _read_by_lines(
    image: Image.Image, lines_by: LineEngine, words_by: PageEngine | None, number: int, typed: Sequence[SeenLine]
) -> Page:
    """Lines first: they tell how the picture is turned. Words of a second engine fill up, and stay as other views."""
    found = lines_by.read_lines(image)
    frame = Frame.of(image, turn_of(found))
    lines = [frame.levelled(line) for line in found]
    as_it_is: list[View] = []
    if (flat := _flattened(image, found)) is not None:
        # What is not on the bottle, such as its lid, is read better as it is.
        as_it_is = _seen_on(frame, [in_order(lines, by_blocks)])
        frame = flat
        lines = lines_by.read_lines(frame.turned(image))
    sheet = Sheet.of(frame.turned(image))
    known = [frame.levelled(line) for line in typed]
    lines = known + not_at(known, lines)
    orders: list[list[Block]] = []
    readings: list[SeenWord] = []
    if words_by is None:
        ink = ink_mask(sheet.grey)
    else:
        words = PageWords.read(sheet, words_by)
        ink, orders, readings = words.ink, words.orders(), words.readings
        lines = lines + overlooked(lines, words.all)
    orders = [*(in_order(lines, order) for order in (by_blocks, by_rows, by_followed_rows, by_stripes)), *orders]
    first, *others = _seen_on(frame, _and_put_right(orders, readings))
    return _page(number, frame, first, [*others, *as_it_is], _covered(ink, lines, sheet))


def _flattened(image: Image.Image, found: Sequence[SeenLine]) -> Frame | None:
    """The frame in which print that goes around a bottle lies flat; none where none does."""
    quarter = Frame.of(image, round(turn_of(found) / 90) * 90)
    bend = bend_of((quarter.levelled(line) for line in found), quarter.size)
    return replace(quarter, bend=bend) if bend else None


def _read_by_words(image: Image.Image, engine: PageEngine, number: int, typed: Sequence[SeenLine]) -> Page:
    frame = Frame.of(image, 0)
    sheet = Sheet.of(image)
    words, lines = _words_and_lines(sheet, engine)
    turn = turn_for(sheet, engine, lines, words.all)
    if turn:
        frame = Frame.of(image, turn)
        sheet = Sheet.of(frame.turned(image))
        words, lines = _words_and_lines(sheet, engine)
    again = look_again(sheet, engine, lines, words.all)
    orders, level = words.orders(again), Frame.of(sheet.image, turn_of(again))
    if typed:
        known = [frame.levelled(line) for line in typed]
        known += overlooked(known, words.all)
        orders = [in_order(known, by_blocks), in_order(known, by_rows), *orders]
    readings = [*words.readings, *words_of_lines(again)]
    first, *others = _seen_on(frame, _and_put_right(orders, readings))
    others += [frame.on_picture(view) for view in _seen_on(level, _levelled(level, again, words.all))]
    coverage = covered(words.ink, (word.box for word in words.all), SHRINK * sheet.scale)
    page = _page(number, frame, first, others, coverage)
    return doubted_numbers(page, words.ink if frame.is_picture else None, SHRINK * sheet.scale)


def _words_and_lines(sheet: Sheet, engine: PageEngine) -> tuple[PageWords, list[LetterLine]]:
    """What is read as it stands, and the lines that letters tell; these are looked for while the engine reads."""
    with ThreadPoolExecutor(1) as beside:
        looking = beside.submit(lines_on, sheet)
        words = PageWords.read(sheet, engine, twice=True)
        return words, looking.result()


def _levelled(level: Frame, again: Sequence[SeenLine], words: Sequence[SeenWord]) -> list[list[Block]]:
    """The orders of slanted lines together with `words` that stand elsewhere, in the frame in which they are level."""
    lines = [level.levelled(line) for line in [*again, *overlooked(again, words)]]
    return [in_order(lines, by_blocks), in_order(lines, by_rows)] if again else []


def _covered(ink: Image.Image, lines: Sequence[SeenLine], sheet: Sheet) -> float:
    return covered(ink, (line.box_of(word) for line in lines for word in line.words), SHRINK * sheet.scale)


def _page(number: int, frame: Frame, main: View, others: Sequence[View], coverage: float) -> Page:
    return Page(
        page=number,
        width=frame.width,
        height=frame.height,
        main=main,
        views=_distinct(main, others),
        coverage=coverage,
        turned=round(frame.degrees) % 360,
    )


def _and_put_right(orders: Sequence[list[Block]], readings: Sequence[SeenWord]) -> list[list[Block]]:
    """The orders of reading, the second of them being the first with its words put right."""
    return [orders[0], put_right(orders[0], readings), *orders[1:]]


def _seen_on(frame: Frame, orders: Sequence[Sequence[Block]]) -> list[View]:
    return [frame.on_picture(written_out(order)) for order in orders]


def _distinct(main: View, others: Sequence[View]) -> tuple[View, ...]:
    """`others` without those that are empty or say the same as one before."""
    known = {main.text, ""}
    views = []
    for view in others:
        if view.text not in known:
            known.add(view.text)
            views.append(view)
    return tuple(views)
