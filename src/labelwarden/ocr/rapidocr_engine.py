"""RapidOCR: finds lines in any direction, and reads photographs that Tesseract cannot.

Measured with RapidOCR 3.10 and its models PP-OCRv6 small: a picture larger than 2000 pixels costs time and finds less;
lines one by one are read faster than in batches; the memory arena doubles the memory and gains nothing.
"""

from __future__ import annotations

import math
import os
import time
from collections.abc import Sequence
from concurrent.futures import ThreadPoolExecutor
from dataclasses import dataclass
from importlib.metadata import version
from pathlib import Path
from typing import Any

from PIL import Image

from labelwarden.errors import OcrError
from labelwarden.ocr.engine import TIMEOUT_SECONDS
from labelwarden.ocr.line_directions import along_their_length, ways_to_read
from labelwarden.ocr.seen_line import Corners, LineWord, SeenLine, between, words_along

HELP = 'pip install "labelwarden[photos]"'
HEADLESS = "pip uninstall opencv-python, then pip install --force-reinstall opencv-python-headless"

LONG_SIDE = 2000
_ROOM = 0.11
"""Share of a line's height that is room above it, and below it."""
_READ_AT = 48
"""Lines are read at this height in pixels. Those that the smaller copy shows lower are cut from the picture itself."""

_MODELS = {
    "Det": "PP-OCRv6_det_small.onnx",
    "Cls": "ch_ppocr_mobile_v2.0_cls_mobile.onnx",
    "Rec": "PP-OCRv6_rec_small.onnx",
}
_MOST_THREADS = 4
_NARROWEST = 6
_SMALLEST = 64
_SURELY_FLIPPED = 0.9


class RapidocrEngine:
    """Keeps two sets of models: lines are found by all threads together, and read by one thread each."""

    def __init__(self, timeout: float = TIMEOUT_SECONDS, threads: int | None = None) -> None:
        try:
            import cv2
            from rapidocr import main
            from rapidocr.inference_engine.onnxruntime.main import ONNXRuntimeError
        except ImportError as error:
            # opencv-python, which rapidocr asks for, wants the libraries of a screen; its headless twin does not.
            remedy = HEADLESS if ".so" in str(error) else HELP
            raise OcrError(f"RapidOCR cannot be used here ({error}); {remedy}") from error
        self._cv2: Any = cv2
        self._main: Any = main
        self._faults = (ONNXRuntimeError, cv2.error, ValueError)
        self._timeout = timeout
        self._threads = threads or min(os.cpu_count() or 1, _MOST_THREADS)
        try:
            self._finder = self._models(self._threads)
            self._reader = self._models(1)
        except (*self._faults, OSError) as error:
            raise OcrError(f"RapidOCR did not start ({error}); {HELP}") from error

    @property
    def name(self) -> str:
        return f"rapidocr {version('rapidocr')}"

    def read_lines(self, image: Image.Image) -> list[SeenLine]:
        until = time.monotonic() + self._timeout
        try:
            copies = _Copies.of(image)
            places = along_their_length(self._found(copies))
            if not places:
                return []
            _, seems = self._reader.cls_and_rotate([self._cut(copies, place) for place in places])
            flipped = ["180" in label and share > _SURELY_FLIPPED for label, share in seems.cls_res]
            ways = ways_to_read(places, flipped)
            with ThreadPoolExecutor(self._threads) as pool:
                lines = list(pool.map(lambda ends: self._better(copies, ends, until), ways))
        except self._faults as error:
            raise OcrError(f"RapidOCR broke down ({error}); save the picture anew as png") from error
        except MemoryError as error:
            raise OcrError("not enough memory to read this picture; make it smaller") from error
        return [line for line in lines if line.words]

    def _found(self, copies: _Copies) -> list[Corners]:
        """The corners of the lines, in pixels of the picture, from the top left on."""
        try:
            _, found = self._finder.detect_and_crop(copies.small, {})
        except self._main.RapidOCRError:  # its word for a picture without print
            return []
        quads = (found.boxes.astype(float) * copies.scale).tolist()
        return [(tuple(one), tuple(two), tuple(three), tuple(four)) for one, two, three, four in quads]

    def _better(self, copies: _Copies, ends: Sequence[Corners], until: float) -> SeenLine:
        """The line as it is read most surely of the `ends` from which it may begin."""
        if time.monotonic() > until:
            raise OcrError(f"RapidOCR did not finish in {self._timeout:g} s; make the picture smaller")
        readings = [SeenLine(_tight(corners), tuple(self._words(self._cut(copies, corners)))) for corners in ends]
        return max(readings, key=lambda line: sum(word.confidence * len(word.text) for word in line.words))

    def _words(self, cutting: Any) -> list[LineWord]:
        read = self._reader.recognize_txt([cutting])
        found = read.word_results[0]
        text = "".join(read.txts)
        if not text.strip():
            return []
        columns = iter([column for word in found.word_cols for column in word])
        places = [0 if letter.isspace() else next(columns) for letter in text]
        return words_along(text, found.confs, places, found.line_txt_len)

    def _cut(self, copies: _Copies, corners: Corners) -> Any:
        """The line, laid level."""
        import numpy as np

        width = max(math.dist(corners[0], corners[1]), math.dist(corners[2], corners[3]))
        height = max(math.dist(corners[0], corners[3]), math.dist(corners[1], corners[2]))
        scale, page = (copies.scale, copies.small) if height >= _READ_AT * copies.scale else (1.0, copies.large)
        size = max(1, int(width / scale)), max(1, int(height / scale))
        level = np.array([(0, 0), (size[0], 0), size, (0, size[1])], np.float32)
        matrix = self._cv2.getPerspectiveTransform(np.array(corners, np.float32) / np.float32(scale), level)
        cv2 = self._cv2
        return cv2.warpPerspective(page, matrix, size, borderMode=cv2.BORDER_REPLICATE, flags=cv2.INTER_CUBIC)

    def _models(self, threads: int) -> Any:
        """RapidOCR with the models that came with it: given their paths, it fetches nothing."""
        folder = Path(self._main.__file__).parent / "models"
        return self._main.RapidOCR(
            params={
                "Global.log_level": "critical",
                "Global.return_word_box": True,
                "Global.use_vertical_padding": False,
                "Rec.rec_batch_num": 1,
                "EngineConfig.onnxruntime.intra_op_num_threads": threads,
                "EngineConfig.onnxruntime.enable_cpu_mem_arena": False,
                **{f"{part}.model_path": str(folder / name) for part, name in _MODELS.items()},
            }
        )


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

        factor = min(LONG_SIDE / max(image.size), 1.0)
        size = max(1, round(image.width * factor)), max(1, round(image.height * factor))
        small = _with_room(image if factor == 1 else image.resize(size, Image.Resampling.LANCZOS))
        large, shrunk = (np.ascontiguousarray(np.asarray(copy.convert("RGB"))[:, :, ::-1]) for copy in (image, small))
        return cls(large, shrunk, 1 / factor)


def _with_room(image: Image.Image) -> Image.Image:
    """`image` with white below and beside it where it is narrow: lines are found on a copy of 736 pixels at least."""
    room = (
        max(image.width, image.height // _NARROWEST, _SMALLEST),
        max(image.height, image.width // _NARROWEST, _SMALLEST),
    )
    if room == image.size:
        return image
    paper = Image.new("RGB", room, "white")
    paper.paste(image)
    return paper
