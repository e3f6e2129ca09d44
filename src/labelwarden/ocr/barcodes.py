"""Bar codes and matrix codes on a picture: the number of the product, or a link that belongs to its labeling."""

from __future__ import annotations

from importlib.util import find_spec

from PIL import Image

from labelwarden.ocr.page import Barcode
from labelwarden.ocr.seen_line import around

_SMALL = 1500
"""Pixels: on a picture up to this size a bar may be one pixel wide, and is looked for once more at twice the size."""


def barcodes_on(image: Image.Image) -> tuple[Barcode, ...]:
    """The codes on `image` whose check digits hold, from top to bottom; none where what decodes them is missing."""
    if find_spec("zxingcpp") is None:
        return ()
    grey = image.convert("L")
    found = _decoded(grey, 1)
    if not found and max(grey.size) <= _SMALL:
        found = _decoded(grey.resize((2 * grey.width, 2 * grey.height), Image.Resampling.BICUBIC), 2)
    return tuple(sorted(found, key=lambda code: (code.box.y, code.box.x)))


def _decoded(grey: Image.Image, scale: int) -> list[Barcode]:
    import zxingcpp

    return [
        Barcode(
            kind=str(code.format),
            text=code.text,
            box=around(
                [
                    (corner.x / scale, corner.y / scale)
                    for corner in (
                        code.position.top_left,
                        code.position.top_right,
                        code.position.bottom_right,
                        code.position.bottom_left,
                    )
                ]
            ),
        )
        for code in zxingcpp.read_barcodes(grey)
        if code.valid and code.text
    ]
