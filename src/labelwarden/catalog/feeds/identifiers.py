"""Trade item numbers: told apart from what spreadsheets make of them.

GTIN-8, -12 (UPC-A), -13 (EAN) and -14 end in a check digit: https://www.gs1.org/services/how-calculate-check-digit-manually
"""

from __future__ import annotations

import re

from labelwarden.label.gtin import LENGTHS, check_digit

_ROUNDED = re.compile(r"[+-]?\d(?:[.,]\d+)?[eE]\+?\d{1,2}")


def is_rounded(value: str) -> bool:
    """Whether a spreadsheet wrote the number in powers of ten, which loses its digits.

    >>> is_rounded("6.51074E+11"), is_rounded("651074168402")
    (True, False)
    """
    return _ROUNDED.fullmatch(value.strip()) is not None


def compact(value: str) -> str:
    """A number without the blanks, hyphens and apostrophes that are set around and in it.

    >>> compact(" '0 53181 01000 9")
    '053181010009'
    """
    return value.strip().removeprefix("'").replace(" ", "").replace("-", "")


def gtin_fault(value: str) -> str | None:
    """What is wrong with a GTIN, in one sentence; None when nothing is.

    >>> gtin_fault("0 53181 01000 9"), gtin_fault("783325397399")
    (None, None)
    >>> gtin_fault("783325397398")
    'GTIN 783325397398: its check digit is wrong, expected 9'
    """
    if is_rounded(value):
        return (
            f"GTIN {value.strip()}: a spreadsheet rounded it and its digits are lost; "
            "make the column text there and export again"
        )
    digits = compact(value)
    if not (digits.isascii() and digits.isdigit()):
        return f'GTIN "{value[:40]}": expected 8, 12, 13 or 14 digits'
    if len(digits) not in LENGTHS:
        hint = "; zeros in front may be lost" if len(digits) < 12 else ""
        return f"GTIN {digits[:40]}: expected 8, 12, 13 or 14 digits, found {len(digits)}{hint}"
    expected = check_digit(digits[:-1])
    return None if digits[-1] == expected else f"GTIN {digits}: its check digit is wrong, expected {expected}"
