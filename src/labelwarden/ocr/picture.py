"""Opening a picture so that what comes out is what a viewer shows, or an error that says what is wrong with it.

Recognised by content; the suffix of the name does not count.
"""

from __future__ import annotations

import math
import struct
import threading
import warnings
import zlib
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path

from PIL import Image, ImageOps, UnidentifiedImageError

from labelwarden.errors import OcrError

FORMATS = ("PNG", "JPEG", "WEBP", "TIFF", "BMP", "GIF", "AVIF")
READABLE = "png, jpg, webp, tif, bmp, gif, avif or heic"
MAX_PIXELS = 200_000_000

# What Pillow raises for files that are cut off or overwritten, found by cutting and garbling files of each format.
_DECODING_FAULTS = (OSError, SyntaxError, ValueError, EOFError, TypeError, IndexError, struct.error, zlib.error)

_HEIF_BRANDS = (b"heic", b"heix", b"hevc", b"heim", b"heis", b"mif1", b"msf1")
_PAGED = ("TIFF",)
_MOVING = ("GIF", "WEBP", "PNG", "AVIF")
"""Frames are pages in TIFF, and moments here. Phones store previews and depth maps behind the photo (MPO, HEIC)."""

_HEAD_BYTES = 1024  # a PDF may carry some bytes before its mark
_GREY_DEPTHS = ("I", "F", "I;16", "I;16B", "I;16L", "I;16N")

_pillow_limit = threading.Lock()


@dataclass(frozen=True, slots=True)
class Picture:
    """A picture as a viewer shows it: upright by its EXIF, opaque on white, RGB.

    `frames` is how many of them the file holds that are pages; `note` says what was left out. `dots_per_inch` is what
    the file says of its resolution.
    """

    file: str
    image: Image.Image
    note: str | None = None
    frames: int = 1
    dots_per_inch: float | None = None
    is_photograph: bool = False


def open_picture(path: Path, frame: int = 0) -> Picture:
    """The picture at `path`: the first, or that `frame` of a file of several pages.

    Raises:
        OcrError: The file cannot be opened, is no picture of a known kind, is broken, or is too large.
    """
    head = file_head(path)
    formats = (*FORMATS, "HEIF") if _is_heif(head) and _heif_opens(path) else FORMATS
    try:
        with _without_pillows_limit(), Image.open(path, formats=formats) as file:
            pages = int(getattr(file, "n_frames", 1)) if file.format in _PAGED else 1
            if frame:
                file.seek(frame)
            _refuse_huge(path, file.width, file.height)
            note = _note_on_frames(file)
            file.load()
            dots, is_photograph = _resolution(file), _CAMERA in file.getexif()
            image = _opaque(ImageOps.exif_transpose(file))
    except UnidentifiedImageError as error:
        raise OcrError(
            f"{path}: expected a picture ({READABLE}), found something else; save it as png or jpg"
        ) from error
    except MemoryError as error:
        raise OcrError(f"{path}: not enough memory to open this picture; make it smaller") from error
    except _DECODING_FAULTS as error:
        reason = str(error).strip() or type(error).__name__
        raise OcrError(f"{path}: the picture is cut off or broken ({reason}); export or copy it again") from error
    return Picture(str(path), image, note, pages, dots, is_photograph)


_CAMERA = 0x0110
"""The tag of EXIF that names the model of a camera."""


def _resolution(file: Image.Image) -> float | None:
    """Dots an inch, where the file gives the same for both directions."""
    found = file.info.get("dpi")
    if not isinstance(found, tuple) or len(found) != 2:
        return None
    across, down = (float(dots) for dots in found)
    return across if across == down and math.isfinite(across) else None


def file_head(path: Path) -> bytes:
    """The first bytes of a file, by which its kind is told.

    Raises:
        OcrError: It is missing, empty or closed to us.
    """
    try:
        with path.open("rb") as file:
            head = file.read(_HEAD_BYTES)
    except FileNotFoundError as error:
        raise OcrError(f"{path}: there is no such file; check the path") from error
    except OSError as error:
        raise OcrError(f"{path}: cannot be opened ({error.strerror}); check that it is a file you may read") from error
    if not head:
        raise OcrError(f"{path}: the file is empty; export or copy it again")
    return head


def _is_heif(head: bytes) -> bool:
    return head[4:8] == b"ftyp" and head[8:12] in _HEIF_BRANDS


def _heif_opens(path: Path) -> bool:
    """Lets Pillow open HEIC, the format of iPhones.

    Raises:
        OcrError: What decodes it is not installed.
    """
    try:
        from pillow_heif import register_heif_opener
    except ImportError as error:
        message = 'a HEIC picture needs pip install "labelwarden[inputs]"; or save it as jpg'
        raise OcrError(f"{path}: {message}") from error
    register_heif_opener()
    return True


def _refuse_huge(path: Path, width: int, height: int) -> None:
    if width * height > MAX_PIXELS:
        found = f"{width * height / 1e6:.0f} megapixels ({width} x {height})"
        raise OcrError(f"{path}: {found}, and the limit is {MAX_PIXELS / 1e6:.0f}; make the picture smaller")


@contextmanager
def _without_pillows_limit() -> Iterator[None]:
    """Lifts Pillow's own limit (89 megapixels warn, 179 raise) while a file is opened: ours is checked instead."""
    with _pillow_limit, warnings.catch_warnings():
        warnings.simplefilter("ignore")  # also remarks on odd metadata, which say nothing about the pixels
        kept, Image.MAX_IMAGE_PIXELS = Image.MAX_IMAGE_PIXELS, None
        try:
            yield
        finally:
            Image.MAX_IMAGE_PIXELS = kept


def _note_on_frames(file: Image.Image) -> str | None:
    frames = int(getattr(file, "n_frames", 1))
    if frames == 1 or file.format not in _MOVING:
        return None
    return f"{file.format} of {frames} frames: only the first was read"


def _opaque(image: Image.Image) -> Image.Image:
    """`image` in RGB, on white where it is transparent."""
    if image.mode in _GREY_DEPTHS:
        image = _eight_bits(image)
    if image.has_transparency_data:
        seen = image.convert("RGBA")
        paper = Image.new("RGBA", seen.size, "white")
        return Image.alpha_composite(paper, seen).convert("RGB")
    return image.convert("RGB")


def _eight_bits(image: Image.Image) -> Image.Image:
    """Grey of 16 or 32 bits spread over 8: Pillow's own conversion clips, so that all but black turns white."""
    levels = image.convert("F")
    low, high = levels.getextrema()
    if not isinstance(low, float) or not isinstance(high, float) or high <= low:
        return Image.new("L", image.size, "white")
    spread = 255 / (high - low)
    return levels.point(lambda level: level * spread - low * spread).convert("L")
