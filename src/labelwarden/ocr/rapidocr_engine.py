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
from labelwarden.ocr.engine import TIMEOUT_SECONDS
from labelwarden.ocr.found_line import FoundLine
from labelwarden.ocr.line_directions import ways_to_read
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

_WIDER = 1.5
"""Narrow letters that stand close share columns of the model, and one of them is lost."""


class RapidocrEngine:
    """Lines are found by all threads together, and read by one thread each."""

    def __init__(self, timeout: float = TIMEOUT_SECONDS, threads: int | None = None) -> None:
        try:
            import cv2

            from labelwarden.ocr import line_cutting, line_finder, line_reader, rapidocr_models
        except ImportError as error:
            # opencv-python, which rapidocr asks for, wants the libraries of a screen; its headless twin does not.
            remedy = HEADLESS if ".so" in str(error) else HELP
            raise OcrError(f"RapidOCR cannot be used here ({error}); {remedy}") from error
        self._finder, self._cutter, self._height = line_finder, line_cutting, line_reader.HEIGHT
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
            found = self._found(copies)
            with ThreadPoolExecutor(self._threads) as pool:
                flipped = list(pool.map(lambda line: self._is_flipped(copies, line), found))
                ways = ways_to_read(found, flipped)
                lines = list(pool.map(lambda ends: self._better(copies, ends, until), ways))
        except self._faults as error:
            raise OcrError(f"RapidOCR broke down ({error}); save the picture anew as png") from error
        except MemoryError as error:
            raise OcrError("not enough memory to read this picture; make it smaller") from error
        return [line for line in lines if line.words]

    def _found(self, copies: _Copies) -> list[FoundLine]:
        """The lines in pixels of the picture."""
        seen = self._finder.likely_print(copies.small, self._models.likelihood)
        return [line.scaled(copies.scale) for line in self._finder.find_lines(seen)]

    def _is_flipped(self, copies: _Copies, line: FoundLine) -> bool:
        return self._models.upside_down(self._cut(copies, line)) > _SURELY_FLIPPED

    def _better(self, copies: _Copies, ends: Sequence[FoundLine], until: float) -> SeenLine:
        """The line as it is read most surely of the `ends` from which it may begin."""
        if time.monotonic() > until:
            raise OcrError(f"RapidOCR did not finish in {self._timeout:g} s; make the picture smaller")
        readings = [self._read(copies, line) for line in ends]
        return max(readings, key=lambda line: _weight(line.words))

    def _read(self, copies: _Copies, line: FoundLine) -> SeenLine:
        words = self._models.words(self._cut(copies, line))
        if words and min(word.confidence for word in words) < _UNSURE:
            wider = self._models.words(self._cut(copies, line, _WIDER), _WIDER)
            words = max(words, wider, key=_weight)
        return SeenLine(_tight(line.corners), tuple(words), line.bow)

    def _cut(self, copies: _Copies, line: FoundLine, wider: float = 1.0) -> Any:
        """The line, laid level. Those that the smaller copy shows too low are cut from the picture itself."""
        page, scale = (
            (copies.small, copies.scale) if line.height >= self._height * copies.scale else (copies.large, 1.0)
        )
        return self._cutter.cut_out(page, line, scale, self._height, wider)


def _weight(words: Sequence[LineWord]) -> float:
    """Letters that were read, each counted by how sure its word is."""
    return sum(word.confidence * len(word.text) for word in words)


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
