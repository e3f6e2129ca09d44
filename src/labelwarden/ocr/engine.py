"""What an OCR engine is: it is given a picture and says which words it sees where."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING, Literal, Protocol

from labelwarden.errors import OcrError
from labelwarden.text.span import Box

if TYPE_CHECKING:
    from collections.abc import Sequence

    from PIL import Image

EngineName = Literal["auto", "tesserocr", "pytesseract"]

TIMEOUT_SECONDS = 60.0
"""For one pass over one picture. The slowest of 35 label pictures took 4 s of one core."""


@dataclass(frozen=True, slots=True)
class SeenWord:
    """A word as an engine saw it; `box` is in pixels of the picture it was given, `confidence` from 0 to 1.

    Words of one `block` and `line` follow each other in one printed line, as far as the engine can tell.
    """

    text: str
    box: Box
    confidence: float
    block: int
    line: int


class Engine(Protocol):
    """Reads pictures. One engine serves many pictures and threads of a process."""

    @property
    def name(self) -> str:
        """Name and version, for the report."""
        ...

    def read(self, image: Image.Image) -> list[SeenWord]:
        """The words on `image` (grey or RGB) in the engine's own order; none when it sees none.

        Raises:
            OcrError: The engine broke down or took too long on this picture.
        """
        ...

    def read_blocks(self, images: Sequence[Image.Image]) -> list[list[SeenWord]]:
        """The words on each of `images`, of which each shows one paragraph or table.

        Raises:
            OcrError: The engine broke down or took too long on one of them.
        """
        ...


def load_engine(name: EngineName = "auto", timeout: float = TIMEOUT_SECONDS) -> Engine:
    """The engine of that name, or the first that works here.

    Raises:
        OcrError: It is not installed, or its language data are missing.
    """
    # Imported here: a check of typed labels needs no engine.
    if name == "tesserocr":
        from labelwarden.ocr.tesserocr_engine import TesserocrEngine

        return TesserocrEngine(timeout)
    if name == "pytesseract":
        from labelwarden.ocr.pytesseract_engine import PytesseractEngine

        return PytesseractEngine(timeout)
    return _first_that_works(timeout)


def _first_that_works(timeout: float) -> Engine:
    """In process where that is installed (0.25 s less a call), else by Tesseract's command."""
    try:
        return load_engine("tesserocr", timeout)
    except OcrError as in_process:
        try:
            return load_engine("pytesseract", timeout)
        except OcrError as by_command:
            raise OcrError(f"no OCR engine works here.\n  {in_process}\n  {by_command}") from by_command
