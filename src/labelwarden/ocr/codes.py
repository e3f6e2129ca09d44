"""What the codes on the pictures of a label say of it: which article it is, and what belongs to its labeling."""

from __future__ import annotations

from collections.abc import Iterator

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


def _codes(reading: Reading) -> Iterator[Barcode]:
    for page in reading.pages:
        yield from page.barcodes
