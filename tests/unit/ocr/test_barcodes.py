"""Codes are found with their place, at twice the size where bars are thin."""

from __future__ import annotations

import pytest
from PIL import Image

from labelwarden.ocr import barcodes
from labelwarden.ocr.barcodes import barcodes_on
from labelwarden.ocr.page_reading import read_page
from tests.fakes import BlindEngine

zxingcpp = pytest.importorskip("zxingcpp", reason='needs pip install "labelwarden[inputs]"')


def picture_of(text: str, kind: str, scale: int) -> Image.Image:
    code = zxingcpp.create_barcode(text, getattr(zxingcpp.BarcodeFormat, kind))
    page = Image.new("L", (900, 600), "white")
    page.paste(Image.fromarray(code.to_image(scale=scale)), (200, 100))
    return page.convert("RGB")


@pytest.mark.parametrize(
    ("text", "kind", "name", "scale"),
    [
        ("4006381333931", "EAN13", "EAN-13", 3),
        ("https://example.com/lot/7", "QRCode", "QR Code", 4),
        ("4006381333931", "EAN13", "EAN-13", 1),
    ],
)
def test_a_code_is_read_with_its_place(text: str, kind: str, name: str, scale: int) -> None:
    image = picture_of(text, kind, scale)
    (code,) = read_page(image, BlindEngine()).barcodes
    assert (code.text, code.kind) == (text, name)
    assert 190 < code.box.x < code.box.right < 900
    assert 90 < code.box.y < code.box.bottom < 600


def test_a_picture_without_codes_has_none() -> None:
    assert barcodes_on(Image.new("RGB", (300, 200), "white")) == ()


def test_without_what_decodes_them_there_are_none(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(barcodes, "find_spec", lambda _name: None)
    assert barcodes_on(picture_of("4006381333931", "EAN13", 3)) == ()
