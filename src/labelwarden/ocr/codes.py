"""What the codes on the pictures of a label say of it: which article it is, and what belongs to its labeling."""

from __future__ import annotations

import re
from collections.abc import Iterator

from labelwarden.label.gtin import as_fourteen, is_right
from labelwarden.ocr.page import BARS, Barcode
from labelwarden.ocr.reading import Reading


def articles_on(reading: Reading) -> tuple[str, ...]:
    """The numbers of the articles whose codes are right, each once."""
    return tuple(dict.fromkeys(code.gtin for code in _codes(reading) if code.gtin and not code.fault))


def remarks_on_codes(reading: Reading) -> tuple[str, ...]:
    """What a reviewer has to know of the codes on a picture, a sentence each."""
    remarks = [_remark(code) for code in _codes(reading)]
    if len(articles := articles_on(reading)) > 1:
        remarks.append(f"bar codes of {len(articles)} articles on one picture: several products, judged together")
    remarks += _written_numbers(reading)
    return tuple(f"{reading.source}: {remark}" for remark in dict.fromkeys(remarks) if remark)


def _remark(code: Barcode) -> str:
    if code.kind == BARS:
        number = f"; the digits below read {code.text}, whose check digit is right: compare them" if code.text else ""
        return f"bars at {code.box.x},{code.box.y} that could not be decoded (too few pixels, or printed wrong){number}"
    if code.fault:
        return f"{code.kind} {code.text}: {code.fault}. Printed wrong or read wrong: compare the digits below the bars"
    if code.link:
        return f"{code.kind} leads to {code.text}: the page behind it is part of the labeling, and was not read"
    return f"GTIN {code.gtin} in a bar code ({code.kind}), its check digit is right" if code.gtin else ""


_WRITTEN = re.compile(r"\b(?:UPC|EAN|GTIN)(?:-?1[234])?\b\W{0,3}(\d(?: ?\d){11,13})(?![\d-])", re.IGNORECASE)
"""A number that the label calls one of an article, such as "UPC: 0 12345 67890 5"."""


def _written_numbers(reading: Reading) -> Iterator[str]:
    """A remark on each number of an article that stands there in digits, and in no code that was decoded."""
    known = {as_fourteen(code.gtin or code.text) for code in _codes(reading) if code.text.isdecimal()}
    written = [found[1] for page in reading.pages for found in _WRITTEN.finditer(page.text)]
    for number in dict.fromkeys(re.sub(r"\D", "", digits) for digits in written):
        if as_fourteen(number) not in known:
            check = "right" if is_right(number) else "wrong: printed wrong or read wrong"
            yield f"GTIN {number} in digits; its check digit is {check}. No code proves it: compare it with the picture"


def _codes(reading: Reading) -> Iterator[Barcode]:
    for page in reading.pages:
        yield from page.barcodes
