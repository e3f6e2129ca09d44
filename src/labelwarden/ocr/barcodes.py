"""Bar codes and matrix codes on a picture: the number of the product, or a link that belongs to its labeling."""

from __future__ import annotations

from importlib.util import find_spec
from typing import Any

from PIL import Image

from labelwarden.label.gtin import check_digit, gtin_in, is_right
from labelwarden.ocr.page import Barcode
from labelwarden.ocr.seen_line import around
from labelwarden.text.span import Box

_SMALL = 1500
"""Pixels: on a picture up to this size a bar may be one pixel wide, and is looked for once more at twice the size."""


def barcodes_on(image: Image.Image) -> tuple[Barcode, ...]:
    """The codes on `image`, from top to bottom; none where what decodes them is missing.

    A number of an article whose check digit is wrong is told with its fault; other codes that do not check are taken
    for a pattern that looks like one.
    """
    if find_spec("zxingcpp") is None:
        return ()
    grey = image.convert("L")
    found = _decoded(grey, 1)
    if all(code.fault for code in found) and max(grey.size) <= _SMALL:
        found = _decoded(grey.resize((2 * grey.width, 2 * grey.height), Image.Resampling.BICUBIC), 2) or found
    return tuple(sorted(found, key=lambda code: (code.box.y, code.box.x)))


def _decoded(grey: Image.Image, scale: int) -> list[Barcode]:
    import zxingcpp

    codes = zxingcpp.read_barcodes(grey, return_errors=True)
    found = [_code(code, scale) for code in codes if code.text and (code.valid or _is_article(code))]
    # Of a code that is damaged, parts may be read as another one.
    right = [code.box for code in found if code.fault is None]
    return [code for code in found if code.fault is None or not any(_meet(code.box, box) for box in right)]


def _is_article(code: Any) -> bool:
    """Whether it has all digits of an article's number, the last of which is wrong."""
    number = gtin_in(str(code.format), code.text)
    return number is not None and not is_right(number)


def _code(code: Any, scale: int) -> Barcode:
    place = code.position
    corners = (place.top_left, place.top_right, place.bottom_right, place.bottom_left)
    number = gtin_in(str(code.format), code.text)
    fault = None
    if number is not None and not is_right(number):
        fault = f"its check digit is wrong: expected {check_digit(number[:-1])}, found {number[-1]}"
    return Barcode(
        kind=str(code.format),
        text=code.text,
        box=around([(corner.x / scale, corner.y / scale) for corner in corners]),
        fault=fault,
    )


def _meet(one: Box, other: Box) -> bool:
    return one.x < other.right and other.x < one.right and one.y < other.bottom and other.y < one.bottom
