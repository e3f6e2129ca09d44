"""What an engine of pages reads of one label in several passes: over the whole page, and over each region by itself."""

from __future__ import annotations

from collections.abc import Sequence
from concurrent.futures import ThreadPoolExecutor
from dataclasses import dataclass
from itertools import groupby

from PIL import Image

from labelwarden.ocr.engine import PageEngine, SeenWord
from labelwarden.ocr.ink import ink_mask
from labelwarden.ocr.line_order import words_of
from labelwarden.ocr.passes import Sheet, likely, merged, read_regions, read_whole, unsure_blocks
from labelwarden.ocr.reading_order import by_blocks, by_regions, by_rows
from labelwarden.ocr.regions import find_regions
from labelwarden.ocr.seen_line import SeenLine
from labelwarden.ocr.view import Block


@dataclass(frozen=True, slots=True)
class PageWords:
    """The words of each pass, and the likeliest of all."""

    ink: Image.Image
    whole: list[SeenWord]
    parts: list[SeenWord]
    again: list[SeenWord]
    """The regions, with the second reading of those that were unsure."""

    all: list[SeenWord]

    @classmethod
    def read(cls, sheet: Sheet, engine: PageEngine, twice: bool = False) -> PageWords:
        """With `twice`, unsure regions are read once more with their print levelled."""
        # Side by side: Tesseract leaves the interpreter free while it works.
        with ThreadPoolExecutor(1) as beside:
            reading_whole = beside.submit(read_whole, sheet, engine)
            ink = ink_mask(sheet.grey)
            regions = dict(enumerate(find_regions(ink), start=1))
            parts = read_regions(sheet, engine, regions)
            unsure = sorted(unsure_blocks(parts, regions)) if twice else []
            halves = [{number: regions[number] for number in half} for half in (unsure[::2], unsure[1::2])]
            reading_half = beside.submit(read_regions, sheet, engine, halves[0], level=True)
            second = read_regions(sheet, engine, halves[1], level=True) + reading_half.result()
            whole = reading_whole.result()
        again = [word for word in parts if word.block not in unsure] + second
        return cls(ink, whole, parts, likely(again), likely(merged(whole, merged(second, parts))))

    @property
    def readings(self) -> list[SeenWord]:
        """The words of all passes, so that most words are here several times."""
        return [*self.whole, *self.parts, *self.again]

    def orders(self, lines: Sequence[SeenLine] = ()) -> list[list[Block]]:
        """The words in reading order, the likeliest order first, then as each pass gave them.

        What was read again in single `lines` is put in where it was overlooked or is surer.
        """
        words = merged(words_of_lines(lines), self.all)
        return [
            by_regions(words),
            by_blocks(words),
            by_rows(words),
            by_regions(self.again),
            by_rows(self.again),
            _as_seen(self.whole),
            _as_seen(self.parts),
        ]


def words_of_lines(lines: Sequence[SeenLine]) -> list[SeenWord]:
    """The words of all `lines`, each line a block of its own."""
    return [word for number, line in enumerate(lines) for word in words_of(line, number)]


def _as_seen(words: Sequence[SeenWord]) -> list[Block]:
    """The engine's own lines and blocks."""
    return [
        [list(line) for _, line in groupby(block, key=lambda word: word.line)]
        for _, block in groupby(words, key=lambda word: word.block)
    ]
