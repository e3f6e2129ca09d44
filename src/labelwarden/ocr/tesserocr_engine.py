"""Tesseract in this process, by tesserocr."""

from __future__ import annotations

import os
import time
from collections.abc import Iterator, Sequence
from contextlib import contextmanager
from queue import Empty, SimpleQueue
from typing import TYPE_CHECKING

from labelwarden.errors import OcrError
from labelwarden.ocr.engine import TIMEOUT_SECONDS, SeenWord
from labelwarden.ocr.memory import keep_little
from labelwarden.ocr.tesseract import (
    HELP,
    LANGUAGE,
    ONE_BLOCK,
    RESOLUTION,
    WHOLE_PAGE,
    find_tessdata,
    use_one_thread,
    words_of_table,
)

if TYPE_CHECKING:
    from PIL import Image
    from tesserocr import PyTessBaseAPI


class TesserocrEngine:
    """Keeps the recognisers it has loaded (0.14 s each) and lends one to each thread that reads."""

    def __init__(self, timeout: float = TIMEOUT_SECONDS) -> None:
        use_one_thread()
        keep_little()
        try:
            import tesserocr
        except ImportError as error:
            raise OcrError(f"tesserocr cannot be used here ({error}); {HELP}") from error
        self._tesserocr = tesserocr
        self._tessdata = find_tessdata()
        self._timeout = timeout
        self._idle: SimpleQueue[PyTessBaseAPI] = SimpleQueue()
        self._idle.put(self._recogniser())  # so that missing data are found now, not at the first picture

    @property
    def name(self) -> str:
        return f"tesseract {self._tesserocr.PyTessBaseAPI.Version()}"

    def read(self, image: Image.Image) -> list[SeenWord]:
        until = time.monotonic() + self._timeout
        with self._borrowed() as recogniser:
            return self._recognised(recogniser, image, WHOLE_PAGE, until)

    def read_blocks(self, images: Sequence[Image.Image]) -> list[list[SeenWord]]:
        until = time.monotonic() + self._timeout  # for all of them together
        with self._borrowed() as recogniser:
            return [self._recognised(recogniser, image, ONE_BLOCK, until) for image in images]

    def _recognised(
        self, recogniser: PyTessBaseAPI, image: Image.Image, segmentation: int, until: float
    ) -> list[SeenWord]:
        channels = len(image.getbands())
        try:
            recogniser.SetPageSegMode(segmentation)
            recogniser.SetImageBytes(image.tobytes(), image.width, image.height, channels, channels * image.width)
            recogniser.SetSourceResolution(RESOLUTION)
            # At least 1: Tesseract takes 0 for no limit at all.
            if not recogniser.Recognize(max(1, round(1000 * (until - time.monotonic())))):
                raise OcrError(f"Tesseract did not finish in {self._timeout:g} s; make the picture smaller")
            return words_of_table(recogniser.GetTSVText(0))
        except RuntimeError as error:
            raise OcrError(f"Tesseract broke down ({error}); save the picture anew as png") from error

    @contextmanager
    def _borrowed(self) -> Iterator[PyTessBaseAPI]:
        """A recogniser that nobody else uses; one that failed is thrown away."""
        try:
            recogniser = self._idle.get_nowait()
        except Empty:
            recogniser = self._recogniser()
        try:
            yield recogniser
        except OcrError:
            recogniser.End()
            raise
        recogniser.Clear()
        self._idle.put(recogniser)

    def _recogniser(self) -> PyTessBaseAPI:
        try:
            recogniser = self._tesserocr.PyTessBaseAPI(path=str(self._tessdata), lang=LANGUAGE)
        except RuntimeError as error:
            raise OcrError(f"Tesseract did not start with the data in {self._tessdata} ({error}); {HELP}") from error
        recogniser.SetVariable("debug_file", os.devnull)  # its remarks on single pictures help nobody
        return recogniser
