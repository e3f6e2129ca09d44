"""RapidOCR: finds lines in any direction, and reads photographs that Tesseract cannot.

Measured with RapidOCR 3.10 and its models PP-OCRv6 small: a picture larger than 2000 pixels costs time and finds less;
lines one by one are read faster than in batches.
"""

from __future__ import annotations

import os
import time
from collections.abc import Sequence
from concurrent.futures import ThreadPoolExecutor
from dataclasses import dataclass
from typing import Any

from PIL import Image

from labelwarden.errors import OcrError
from labelwarden.ocr.agreed import agreed, is_unknown, say_the_same
from labelwarden.ocr.engine import TIMEOUT_SECONDS
from labelwarden.ocr.found_line import FoundLine
from labelwarden.ocr.line_directions import ways_to_read
from labelwarden.ocr.rivals import believed, is_sure, weight
from labelwarden.ocr.seen_line import Corners, LineWord, SeenLine, between

HELP = 'pip install "labelwarden[photos]"'
HEADLESS = "pip uninstall opencv-python, then pip install --force-reinstall opencv-python-headless"

LONG_SIDE = 2000
_SHORT_SIDE = 736
"""A smaller picture is enlarged to this, so that print of few pixels is found."""

_ROOM = 0.11
"""Share of a line's height that is room above it, and below it."""

_MOST_THREADS = 4
_SURELY_FLIPPED = 0.9

_UNSURE = 0.8
"""Of the least sure word of a line: below it the line is read once more, wider."""

_AGAIN = ((0.15, 1.5), (0.25, 1.5), (0.0, 1.5))
"""How a line that was read unsurely is read again: without this share of its height, and this many times as wide.

Small print has too much room around it, and narrow letters that stand close share columns of the model.
"""

_ONCE_MORE = ((0.15, 2.0),)
"""How a small number is read again, also a sure one: its point is easily overlooked."""

_WIDEST = 3000
"""Pixels of a line that is read wider than it is: of 6,000 the reader takes 300 megabytes, of 3,000 a third of that."""

_SMALL = 16.0
_SMALL_NUMBER = 20.0
"""Height of a line with its room, in pixels of the picture, below which it is small print, or a small number."""

_LONGEST_NUMBER = 16
"""Letters of what stands in a cell of a table."""


class RapidocrEngine:
    """Lines are found by all threads together, and read by one thread each."""

    def __init__(self, timeout: float = TIMEOUT_SECONDS, threads: int | None = None) -> None:
        try:
            import cv2

            from labelwarden.ocr import line_cutting, line_finder, line_reader, line_search, rapidocr_models
        except ImportError as error:
            # opencv-python, which rapidocr asks for, wants the libraries of a screen; its headless twin does not.
            remedy = HEADLESS if ".so" in str(error) else HELP
            raise OcrError(f"RapidOCR cannot be used here ({error}); {remedy}") from error
        self._finder, self._cutter, self._height = line_finder, line_cutting, line_reader.HEIGHT
        self._search = line_search.search
        self._faults = (*rapidocr_models.FAULTS, cv2.error)
        self._timeout = timeout
        self._threads = threads or min(os.cpu_count() or 1, _MOST_THREADS)
        self._name = rapidocr_models.name()
        try:
            self._models = rapidocr_models.RapidocrModels(self._threads)
        except (*self._faults, ImportError, OSError, KeyError) as error:
            raise OcrError(f"RapidOCR did not start ({error}); {HELP}") from error

    @property
    def name(self) -> str:
        return self._name

    def read_lines(self, image: Image.Image) -> list[SeenLine]:
        until = time.monotonic() + self._timeout
        try:
            copies = _Copies.of(image)
            found = self._search(copies.small, copies.large, copies.scale, self._finder_of)
            kinds = [found.known, found.turned, found.doubtful]
            places = [line.scaled(copies.scale) for kind in kinds for line in kind]
            with ThreadPoolExecutor(self._threads) as pool:
                flipped = list(pool.map(lambda line: self._is_flipped(copies, line), places))
                ways = ways_to_read(places, flipped)
                lines = list(pool.map(lambda ends: self._better(copies, ends, until), ways))
        except self._faults as error:
            raise OcrError(f"RapidOCR broke down ({error}); save the picture anew as png") from error
        except MemoryError as error:
            raise OcrError("not enough memory to read this picture; make it smaller") from error
        first, second = len(found.known), len(found.known) + len(found.turned)
        sure = [line for line in lines[second:] if is_sure(line)]
        return [line for line in believed(lines[:first], [*lines[first:second], *sure]) if line.words]

    def _finder_of(self, picture: Any) -> list[FoundLine]:
        return self._finder.find_lines(self._finder.likely_print(picture, self._models.likelihood))

    def _is_flipped(self, copies: _Copies, line: FoundLine) -> bool:
        return self._models.upside_down(self._cut(copies, line)) > _SURELY_FLIPPED

    def _better(self, copies: _Copies, ends: Sequence[FoundLine], until: float) -> SeenLine:
        """The line as it is read most surely of the `ends` from which it may begin."""
        if time.monotonic() > until:
            raise OcrError(f"RapidOCR did not finish in {self._timeout:g} s; make the picture smaller")
        readings = [self._read(copies, line) for line in ends]
        return max(readings, key=weight)

    def _read(self, copies: _Copies, line: FoundLine) -> SeenLine:
        """The line as it is, and if that is unsure as often as needed tighter and wider."""
        words = self._models.words(self._cut(copies, line))
        readings = [words]
        small = line.height < _SMALL
        ways: Sequence[tuple[float, float]] = ()
        if not _is_settled(words, small):
            ways = _AGAIN
        elif line.height < _SMALL_NUMBER and _has_number(words, small):
            ways = _ONCE_MORE
        for tighter, most in ways:
            again = line.tighter(tighter)
            wider = min(most, max(1.0, _WIDEST / (self._height * again.length / max(again.height, 1.0))))
            readings.append(self._models.words(self._cut(copies, again, wider), wider))
            words = agreed(readings)
            if _is_settled(words, small) or say_the_same(*readings[-2:]):
                break
        return SeenLine(_tight(line.corners), tuple(words), line.bow)

    def _cut(self, copies: _Copies, line: FoundLine, wider: float = 1.0) -> Any:
        """The line, laid level. Those that the smaller copy shows too low are cut from the picture itself."""
        page, scale = (
            (copies.small, copies.scale) if line.height >= self._height * copies.scale else (copies.large, 1.0)
        )
        return self._cutter.cut_out(page, line, scale, self._height, wider)


def _is_settled(words: Sequence[LineWord], small: bool) -> bool:
    """Whether another reading would say the same: all `words` are sure, and those of small print are known."""
    return all(word.confidence >= _UNSURE and not (small and is_unknown(word.text)) for word in words)


def _has_number(words: Sequence[LineWord], among_others: bool) -> bool:
    """Whether a line is a number with its unit, or also has one `among_others`."""
    letters = "".join(word.text for word in words)
    return any(map(str.isdigit, letters)) and (among_others or len(letters) <= _LONGEST_NUMBER)


def _tight(corners: Corners) -> Corners:
    """The line without the room above and below that the finder leaves, and the reader needs."""
    first, second, third, fourth = corners
    return (
        between(first, fourth, _ROOM),
        between(second, third, _ROOM),
        between(third, second, _ROOM),
        between(fourth, first, _ROOM),
    )


@dataclass(frozen=True, slots=True)
class _Copies:
    """A picture as arrays (blue, green, red) in its own size and in that in which lines are found."""

    large: Any
    small: Any
    scale: float

    @classmethod
    def of(cls, image: Image.Image) -> _Copies:
        import numpy as np

        factor = min(max(1.0, _SHORT_SIDE / min(image.size)), LONG_SIDE / max(image.size))
        size = max(1, round(image.width * factor)), max(1, round(image.height * factor))
        way = Image.Resampling.LANCZOS if factor < 1 else Image.Resampling.BICUBIC
        small = image if factor == 1 else image.resize(size, way)
        large, shrunk = (np.asarray(copy.convert("RGB"))[:, :, ::-1] for copy in (image, small))
        return cls(large, np.ascontiguousarray(shrunk), 1 / factor)
