"""Bar codes and matrix codes on a picture: the number of the product, or a link that belongs to its labeling."""

from __future__ import annotations

from dataclasses import replace
from importlib.util import find_spec
from typing import Any

from PIL import Image

from labelwarden.label.gtin import check_digit, gtin_in, is_right
from labelwarden.ocr.bars import bars_on
from labelwarden.ocr.page import BARS, Barcode
from labelwarden.ocr.seen_line import around
from labelwarden.text.span import Box

_SMALL = 1500
"""Pixels: on a picture up to this size a bar may be one pixel wide, and is looked for once more at twice the size."""

_ENLARGED = (3, 4, 5, 6)
"""How many times larger thin bars are looked at."""

_THIN = 190
"""Pixels of the 95 bars and gaps of a number: below two pixels each they are misread as another number that checks.

Of 57 codes drawn that thin and decoded as they are 3 were; enlarged, of 294 read twice alike and never otherwise none.
"""

_TWICE = 2

_QUIET = 24
"""Pixels beside the bars, of the empty zone that belongs to them."""


def barcodes_on(image: Image.Image) -> tuple[Barcode, ...]:
    """The codes on `image`, from top to bottom; none where what decodes them is missing.

    A number of an article whose check digit is wrong is told with its fault; other codes that do not check are taken
    for a pattern that looks like one. Bars that cannot be decoded are told as such.
    """
    if find_spec("zxingcpp") is None:
        return ()
    grey = image.convert("L")
    found = _decoded(grey, 1)
    if all(code.fault for code in found) and max(grey.size) <= _SMALL:
        found = _decoded(grey.resize((2 * grey.width, 2 * grey.height), Image.Resampling.BICUBIC), 2) or found
    found = _without_doubtful(_with_thin_bars(grey, found))
    return tuple(sorted(found, key=lambda code: (code.box.y, code.box.x)))


def _decoded(grey: Image.Image, scale: int) -> list[Barcode]:
    import zxingcpp

    codes = zxingcpp.read_barcodes(grey, return_errors=True)
    return [_code(code, scale) for code in codes if code.text and (code.valid or _is_article(code))]


def _without_doubtful(codes: list[Barcode]) -> list[Barcode]:
    """Of a code that is damaged, parts may be read as another one, and bars with a wrong number are told by it."""
    right = [code.box for code in codes if code.fault is None]
    kept = [code for code in codes if code.fault is None or not any(code.box.meets(box) for box in right)]
    numbered = [code.box for code in kept if code.text]
    return [code for code in kept if code.text or not any(code.box.meets(box) for box in numbered)]


def _with_thin_bars(grey: Image.Image, found: list[Barcode]) -> list[Barcode]:
    """The codes with what stands in thin bars, and in those that were not decoded."""
    for place in bars_on(grey):
        here = [code for code in found if code.fault is None and place.meets(code.box)]
        if here and (max(place.width, place.height) >= _THIN or any(code.gtin is None for code in here)):
            continue  # wide enough, or of a kind with a check of its own that no chance passes
        looked_at = _looked_at(grey, place)
        if any(code.text in looked_at for code in here):
            continue
        found = [code for code in found if code not in here]
        alike = [code for codes in looked_at.values() if len(codes) >= _TWICE for code in codes[:1]]
        found += alike if len(looked_at) == 1 and alike else [Barcode(BARS, "", place, _UNREAD)]
    return found


_UNREAD = "its bars could not be decoded"


def _looked_at(grey: Image.Image, place: Box) -> dict[str, list[Barcode]]:
    """The numbers that are read in these bars in several sizes, each with its codes."""
    import zxingcpp

    x, y, right, bottom = place.x, place.y, place.right, place.bottom
    if place.width >= place.height:
        x, right = max(x - _QUIET, 0), min(right + _QUIET, grey.width)
    else:
        y, bottom = max(y - _QUIET, 0), min(bottom + _QUIET, grey.height)
    part = grey.crop((x, y, right, bottom))
    of_articles = zxingcpp.BarcodeFormats(zxingcpp.BarcodeFormat.EANUPC)
    read: dict[str, list[Barcode]] = {}
    for scale in _ENLARGED:
        large = part.resize((scale * part.width, scale * part.height), Image.Resampling.LANCZOS)
        codes = zxingcpp.read_barcodes(large, formats=of_articles)
        # One size counts once, however many rows are decoded.
        for code in {code.text: code for code in codes}.values():
            seen = _code(code, scale, (x, y))
            read.setdefault(code.text, []).append(replace(seen, box=_of_all_bars(seen.box, place)))
    return read


def _of_all_bars(row: Box, place: Box) -> Box:
    """As long as was decoded, and as deep as the bars: what decodes them may look at one row only."""
    if place.width >= place.height:
        return Box(row.x, place.y, row.width, place.height)
    return Box(place.x, row.y, place.width, row.height)


def _is_article(code: Any) -> bool:
    """Whether it has all digits of an article's number, the last of which is wrong."""
    number = gtin_in(str(code.format), code.text)
    return number is not None and not is_right(number)


def _code(code: Any, scale: int, corner: tuple[int, int] = (0, 0)) -> Barcode:
    """As it was decoded on a part of the picture that begins at `corner`, `scale` times larger."""
    place = code.position
    corners = (place.top_left, place.top_right, place.bottom_right, place.bottom_left)
    number = gtin_in(str(code.format), code.text)
    fault = None
    if number is not None and not is_right(number):
        fault = f"its check digit is wrong: expected {check_digit(number[:-1])}, found {number[-1]}"
    return Barcode(
        kind=str(code.format),
        text=code.text,
        box=around([(corner[0] + point.x / scale, corner[1] + point.y / scale) for point in corners]),
        fault=fault,
    )
