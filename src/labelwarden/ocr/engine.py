"""What an OCR engine is: it is given a picture and says which words or lines it sees where.

There are two kinds. One lays out a page by itself and wants print upright (Tesseract); the other finds single lines in
any direction and knows of no page (RapidOCR). A label is read by one of them, or by both.
"""

from __future__ import annotations

from dataclasses import dataclass
from importlib.util import find_spec
from typing import TYPE_CHECKING, Literal, Protocol, TypeAlias, runtime_checkable

from labelwarden.errors import OcrError
from labelwarden.text.span import Box

if TYPE_CHECKING:
    from collections.abc import Sequence

    from PIL import Image

    from labelwarden.ocr.seen_line import Corners, SeenLine

EngineName = Literal["auto", "both", "tesseract", "rapidocr", "tesserocr", "pytesseract"]

TIMEOUT_SECONDS = 120.0
"""For one pass over one picture, by the clock. The slowest of 54 label pictures took 9 s of two cores."""


@dataclass(frozen=True, slots=True)
class SeenWord:
    """A word as an engine saw it; `box` is in pixels of the picture it was given, `confidence` from 0 to 1.

    Words of one `block` and `line` follow each other in one printed line, as far as the engine can tell. `corners` are
    those of the word itself where it is not level.
    """

    text: str
    box: Box
    confidence: float
    block: int
    line: int
    corners: Corners | None = None


@runtime_checkable
class PageEngine(Protocol):
    """Reads upright pages. One engine serves many pictures and threads of a process."""

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


@runtime_checkable
class LineEngine(Protocol):
    """Reads lines, however they run. One engine serves many pictures and threads of a process."""

    @property
    def name(self) -> str:
        """Name and version, for the report."""
        ...

    def read_lines(self, image: Image.Image) -> list[SeenLine]:
        """The lines on `image` (RGB) in no order; none when it sees none.

        Raises:
            OcrError: The engine broke down or took too long on this picture.
        """
        ...


@dataclass(frozen=True, slots=True)
class BothEngines:
    """What `lines` reads is shown; what only `page` sees is added, and where they differ both are kept as views."""

    lines: LineEngine
    page: PageEngine


Engine: TypeAlias = PageEngine | LineEngine | BothEngines


def names_of(engine: Engine) -> tuple[str, ...]:
    """Of each engine at work, for the report."""
    return (engine.lines.name, engine.page.name) if isinstance(engine, BothEngines) else (engine.name,)


def load_engine(name: EngineName = "auto", timeout: float = TIMEOUT_SECONDS) -> Engine:
    """The engine of that name; `tesseract` is the way to call it that works here, `auto` all that is installed.

    Raises:
        OcrError: It is not installed, or its language data are missing.
    """
    # Imported here: a check of typed labels needs no engine.
    if name == "rapidocr":
        return _rapidocr(timeout)
    if name == "both":
        return BothEngines(_rapidocr(timeout), _tesseract(timeout))
    if name == "auto":
        return _all_that_work(timeout)
    return _tesseract(timeout) if name == "tesseract" else _tesseract_by(name, timeout)


def _all_that_work(timeout: float) -> Engine:
    """Without the extra Tesseract alone. Where the extra is there and broken, that is told: it reads far more."""
    if find_spec("rapidocr") is None:
        return _tesseract(timeout)
    lines = _rapidocr(timeout)
    try:
        return BothEngines(lines, _tesseract(timeout))
    except OcrError:
        return lines


def _rapidocr(timeout: float) -> LineEngine:
    from labelwarden.ocr.rapidocr_engine import RapidocrEngine

    return RapidocrEngine(timeout)


def _tesseract(timeout: float) -> PageEngine:
    """In process where that is installed (0.25 s less a call), else by Tesseract's command."""
    try:
        return _tesseract_by("tesserocr", timeout)
    except OcrError as in_process:
        try:
            return _tesseract_by("pytesseract", timeout)
        except OcrError as by_command:
            raise OcrError(f"no OCR engine works here.\n  {in_process}\n  {by_command}") from by_command


def _tesseract_by(name: Literal["tesserocr", "pytesseract"], timeout: float) -> PageEngine:
    if name == "tesserocr":
        from labelwarden.ocr.tesserocr_engine import TesserocrEngine

        return TesserocrEngine(timeout)
    from labelwarden.ocr.pytesseract_engine import PytesseractEngine

    return PytesseractEngine(timeout)
