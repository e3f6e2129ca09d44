"""Lines that were overlooked or read unsurely, cut out by their letters and read once more."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from concurrent.futures import ThreadPoolExecutor

from labelwarden.ocr.engine import PageEngine, SeenWord
from labelwarden.ocr.letters import LetterLine
from labelwarden.ocr.line_sheet import LineSheet
from labelwarden.ocr.passes import Sheet, likely, sure_letters
from labelwarden.ocr.seen_line import SeenLine, around
from labelwarden.text.span import Box

_SURE = 0.93
_KNOWN = 0.8
"""Of a line: where words were read surely over that much of it, it is not read again."""

_BELIEVED = 0.4
_LETTERS = 2

_BELIEVED_UPENDED = 0.7
"""Letters of several lines, one below the other, are read as letters, too, but not as surely."""


def look_again(
    sheet: Sheet, engine: PageEngine, lines: Iterable[LetterLine], words: Sequence[SeenWord]
) -> list[SeenLine]:
    """Those of `lines` on `sheet` in which `words` are unsure or missing, as `engine` reads them set anew."""
    sure = [word.box for word in words if word.confidence >= _SURE]
    doubtful = [line for line in lines if not _is_known(line, sure)]
    across = [line for line in doubtful if not line.runs_down]
    down = [line for line in doubtful if line.runs_down]
    read = read_set_anew(sheet, engine, [*across, *down, *(line.upside_down for line in down)])
    level, upended = read[: len(across)], read[len(across) :]
    surer = [
        max((line for line in ends if line), key=lambda line: sure_letters(line.words), default=None)
        for ends in zip(upended[: len(down)], upended[len(down) :], strict=True)
    ]
    return [line for line in level if line and _is_print(line, _BELIEVED)] + [
        line for line in surer if line and _is_print(line, _BELIEVED_UPENDED)
    ]


def read_set_anew(sheet: Sheet, engine: PageEngine, lines: Sequence[LetterLine]) -> list[SeenLine | None]:
    """What `engine` reads on each of `lines`, set on two sheets that are read side by side."""
    halves = lines[::2], lines[1::2]
    with ThreadPoolExecutor(1) as beside:
        reading = beside.submit(_read_sheet, sheet, engine, halves[0])
        second = _read_sheet(sheet, engine, halves[1])
        first = reading.result()
    read: list[SeenLine | None] = [None] * len(lines)
    read[::2], read[1::2] = first, second
    return read


def _read_sheet(sheet: Sheet, engine: PageEngine, lines: Sequence[LetterLine]) -> list[SeenLine | None]:
    if not lines:
        return []
    again = LineSheet.of(sheet.image, lines)
    return again.lines(likely(engine.read_blocks([again.image])[0]))


def _is_known(line: LetterLine, sure: Iterable[Box]) -> bool:
    box = around(line.place.corners)
    upended = box.height > box.width
    known = 0
    for word in sure:
        width = min(box.right, word.right) - max(box.x, word.x)
        height = min(box.bottom, word.bottom) - max(box.y, word.y)
        if upended:
            width, height = height, width
        if width > 0 and height > 0.5 * min(word.width if upended else word.height, line.height):
            known += width
    return known >= _KNOWN * (max(box.width, box.height) - line.height)


def _is_print(line: SeenLine, believed: float) -> bool:
    """Whether it is likely that letters were read, and no pattern."""
    letters = sum(map(str.isalnum, line.text))
    return letters >= _LETTERS and sure_letters(line.words) >= believed * letters
