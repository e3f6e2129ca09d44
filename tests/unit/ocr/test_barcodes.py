"""Codes are found with their place, at twice the size where bars are thin."""

from __future__ import annotations

import pytest
from PIL import Image, ImageDraw, ImageFont

from labelwarden.ocr import barcodes
from labelwarden.ocr.barcodes import barcodes_on
from labelwarden.ocr.bars import bars_on
from labelwarden.ocr.codes import articles_on, remarks_on_codes
from labelwarden.ocr.digits_below import with_numbers
from labelwarden.ocr.page import BARS, Barcode, Page
from labelwarden.ocr.page_reading import read_page
from labelwarden.ocr.panels import to_panels
from labelwarden.ocr.reading import Reading
from labelwarden.ocr.view import PlacedWord, View
from labelwarden.text.span import Box, Span
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


_LEFT = ["0001101", "0011001", "0010011", "0111101", "0100011", "0110001", "0101111", "0111011", "0110111", "0001011"]
_ORDERS = ["LLLLLL", "LLGLGG", "LLGGLG", "LLGGGL", "LGLLGG", "LGGLLG", "LGGGLL", "LGLGLG", "LGLGGL", "LGGLGL"]


def drawn_bars(number: str) -> Image.Image:
    """An EAN-13 of that number, whether its check digit is right or not: what makes codes refuses wrong ones."""
    right = [code.translate(str.maketrans("01", "10")) for code in _LEFT]
    sets = {"L": _LEFT, "G": [code[::-1] for code in right]}
    first = "".join(sets[kind][int(digit)] for kind, digit in zip(_ORDERS[int(number[0])], number[1:7], strict=True))
    bars = f"101{first}01010{''.join(right[int(digit)] for digit in number[7:])}101"
    page = Image.new("RGB", (900, 600), "white")
    draw = ImageDraw.Draw(page)
    for place, bar in enumerate(bars):
        if bar == "1":
            draw.rectangle((200 + 3 * place, 100, 202 + 3 * place, 220), fill="black")
    return page


def reading(image: Image.Image) -> Reading:
    return Reading("shop/back.png", ("blind 1.0",), (read_page(image, BlindEngine()),))


def test_the_number_of_the_article_is_told() -> None:
    read = reading(drawn_bars("4006381333931"))
    assert articles_on(read) == ("4006381333931",)
    assert remarks_on_codes(read) == (
        "shop/back.png: GTIN 4006381333931 in a bar code (EAN-13), its check digit is right",
    )


def test_an_american_number_has_twelve_digits() -> None:
    assert articles_on(reading(drawn_bars("0651074168594"))) == ("651074168594",)


def test_a_wrong_check_digit_is_told_and_names_no_article() -> None:
    read = reading(drawn_bars("4006381333930"))
    (code,) = read.pages[0].barcodes
    assert (code.gtin, code.fault) == ("4006381333930", "its check digit is wrong: expected 1, found 0")
    assert articles_on(read) == ()
    (remark,) = remarks_on_codes(read)
    assert remark.startswith("shop/back.png: EAN-13 4006381333930: its check digit is wrong: expected 1, found 0.")


def test_a_link_is_labeling_and_its_page_was_not_read() -> None:
    read = reading(picture_of("https://example.com/cures-arthritis", "QRCode", 4))
    (remark,) = remarks_on_codes(read)
    assert "leads to https://example.com/cures-arthritis: the page behind it is part of the labeling" in remark
    (link,) = [panel for panel in to_panels(read) if panel.kind == "link"]
    assert (link.name, link.text.printed, link.file) == ("link", "https://example.com/cures-arthritis", "shop/back.png")
    assert link.boxes_of(Span(0, 5)) == (read.pages[0].barcodes[0].box,)


def test_what_is_neither_article_nor_link_is_left_to_the_reading() -> None:
    read = reading(picture_of("LOT 7", "QRCode", 4))
    assert (read.pages[0].barcodes[0].text, remarks_on_codes(read)) == ("LOT 7", ())
    assert [panel.kind for panel in to_panels(read)] == ["back"]


def test_two_articles_on_one_picture_are_several_products() -> None:
    page = Image.new("RGB", (900, 1200), "white")
    page.paste(drawn_bars("4006381333931"), (0, 0))
    page.paste(drawn_bars("0651074168594"), (0, 600))
    *_, remark = remarks_on_codes(reading(page))
    assert remark == "shop/back.png: bar codes of 2 articles on one picture: several products, judged together"


def thin_bars(number: str, pixels: float, *, upright: bool = True) -> Image.Image:
    """A label of 1600 pixels with bars that are so many pixels wide each."""
    code = drawn_bars(number)
    code = code.resize((round(900 * pixels / 3), round(600 * pixels / 3)), Image.Resampling.BICUBIC)
    label = Image.new("RGB", (1600, 600), "white")
    label.paste(code if upright else code.transpose(Image.Transpose.ROTATE_90), (40, 20))
    return label


@pytest.mark.parametrize("upright", [True, False])
@pytest.mark.parametrize("pixels", [1.1, 1.35, 1.5])
def test_thin_bars_on_a_large_label_are_decoded(pixels: float, upright: bool) -> None:
    image = thin_bars("4006381333931", pixels, upright=upright)
    (code,) = barcodes_on(image)
    assert (code.text, code.fault) == ("4006381333931", None)
    length, depth = max(code.box.width, code.box.height), min(code.box.width, code.box.height)
    assert 0.95 * 95 * pixels <= length <= 1.05 * 95 * pixels
    assert depth >= 0.8 * 120 * pixels / 3


def test_bars_too_thin_for_any_reader_are_told() -> None:
    read = Reading("shop/back.png", ("blind 1.0",), (read_page(thin_bars("4006381333931", 0.8), BlindEngine()),))
    (code,) = read.pages[0].barcodes
    assert (code.kind, code.text, code.gtin) == (BARS, "", None)
    assert articles_on(read) == ()
    (remark,) = remarks_on_codes(read)
    place = f"{code.box.x},{code.box.y}"
    assert remark == f"shop/back.png: bars at {place} that could not be decoded (too few pixels, or printed wrong)"


@pytest.mark.parametrize(
    ("words", "number"),
    [
        (["4", "006381", "333931"], "4006381333931"),
        (["4006381333931"], "4006381333931"),
        (["4", "006381", "333930"], ""),
        (["Lot", "4006381"], ""),
    ],
)
def test_digits_below_bars_are_told_if_they_check(words: list[str], number: str) -> None:
    bars = Barcode(BARS, "", Box(100, 100, 80, 40), "its bars could not be decoded")
    view = View(
        " ".join(words),
        tuple(PlacedWord(word, Box(90 + 30 * n, 142, 28, 9), 0.9, 0, 1) for n, word in enumerate(words)),
    )
    elsewhere = View("0651074168594", (PlacedWord("0651074168594", Box(400, 142, 90, 9), 0.9, 0, 13),))
    page = with_numbers(Page(1, 600, 300, view, (elsewhere,), barcodes=(bars,)))
    assert (page.barcodes[0].text, page.barcodes[0].gtin) == (number, None)
    read = Reading("back.png", (), (page,))
    assert articles_on(read) == (), "no code has proved it"
    (remark,) = remarks_on_codes(read)
    assert ("; the digits below read 4006381333931, whose check digit is right" in remark) is bool(number)


def test_readings_that_differ_name_no_number() -> None:
    bars = Barcode(BARS, "", Box(100, 100, 80, 40), "its bars could not be decoded")
    one, other = (
        View(number, (PlacedWord(number, Box(100, 142, 80, 9), 0.9, 0, 13),))
        for number in ("4006381333931", "0651074168594")
    )
    assert with_numbers(Page(1, 600, 300, one, (other,), barcodes=(bars,))).barcodes == (bars,)


def test_a_thin_code_that_is_misread_as_it_is_is_not_believed(monkeypatch: pytest.MonkeyPatch) -> None:
    image = thin_bars("4006381333931", 1.35)
    (place,) = bars_on(image.convert("L"))
    wrong = Barcode("EAN-13", "0651074168594", place)
    monkeypatch.setattr(barcodes, "_decoded", lambda _grey, _scale: [wrong])
    assert [code.text for code in barcodes_on(image)] == ["4006381333931"]
    monkeypatch.setattr(barcodes, "_looked_at", lambda _grey, _place: {})
    assert [(code.kind, code.text) for code in barcodes_on(image)] == [(BARS, "")]


def test_a_thin_code_of_another_kind_is_kept() -> None:
    image = picture_of("LOT-2026-4711", "Code128", 1)
    assert bars_on(image.convert("L")), "they are looked at"
    (code,) = barcodes_on(image)
    assert (code.kind, code.text, code.fault) == ("Code 128", "LOT-2026-4711", None)


def test_words_are_no_bars() -> None:
    label = Image.new("L", (900, 600), "white")
    draw = ImageDraw.Draw(label)
    for row, size in enumerate((12, 18, 26, 40, 60)):
        draw.text((10, 10 + 90 * row), "Illuminating minimum WILLIAM lilt Hill", "black", ImageFont.load_default(size))
    assert bars_on(label) == []


@pytest.mark.parametrize(
    ("text", "said"),
    [
        ("SKU: 31 UPC: 4006381333931", "GTIN 4006381333931 in digits; its check digit is right."),
        ("upc 0 65107 41685 94", "GTIN 0651074168594 in digits; its check digit is right."),
        ("UPC 6 51074 16859 4", "GTIN 651074168594 in digits; its check digit is right."),
        ("UPC 651074168593", "GTIN 651074168593 in digits; its check digit is wrong: printed wrong or read wrong."),
        ("Lot 651074168594", None),
        ("UPC 651074168594-77", None),
    ],
)
def test_a_number_that_stands_there_in_digits_is_told_and_names_no_article(text: str, said: str | None) -> None:
    read = Reading("back.png", (), (Page(1, 600, 300, View(text, ())),))
    remarks = remarks_on_codes(read)
    assert articles_on(read) == ()
    assert len(remarks) == (said is not None)
    assert said is None or remarks[0].startswith(f"back.png: {said}")


def test_a_number_in_digits_that_its_code_proves_is_told_once() -> None:
    code = Barcode("EAN-13", "0651074168594", Box(0, 0, 190, 40))
    read = Reading("back.png", (), (Page(1, 600, 300, View("UPC 651074168594", ()), barcodes=(code,)),))
    (remark,) = remarks_on_codes(read)
    assert remark == "back.png: GTIN 651074168594 in a bar code (EAN-13), its check digit is right"
