"""Numbers of articles (GTIN of 8, 12, 13 or 14 digits), whose last digit checks the others."""

from __future__ import annotations

import re

LENGTHS = (8, 12, 13, 14)

_BY_IDENTIFIER = re.compile(r"\(01\)(\d{14})(?!\d)")
"""In a code of GS1: the number behind its application identifier."""

_IN_LINK = re.compile(r"/01/(\d{8,14})(?![^/?#])")
"""In a link of GS1."""


def check_digit(digits: str) -> str:
    """What stands behind `digits`.

    >>> check_digit("400638133393")
    '1'
    """
    weighted = sum(int(digit) * (3 if place % 2 == 0 else 1) for place, digit in enumerate(reversed(digits)))
    return str(-weighted % 10)


def is_right(number: str) -> bool:
    """Whether the last digit of a number fits the others.

    >>> is_right("4006381333931"), is_right("4006381333930"), is_right("12345")
    (True, False, False)
    """
    digits = number.isascii() and number.isdecimal()
    return digits and len(number) in LENGTHS and check_digit(number[:-1]) == number[-1]


def gtin_in(kind: str, text: str) -> str | None:
    """The number of an article in a bar or matrix code, as it is printed, whether right or wrong; None where none is.

    >>> gtin_in("EAN-13", "0651074168594"), gtin_in("UPC-E", "01234565")
    ('651074168594', '012345000065')
    >>> gtin_in("QR Code", "https://example.com/01/09506000134352?x=1"), gtin_in("Code 128", "LOT 7")
    ('9506000134352', None)
    """
    found = _BY_IDENTIFIER.search(text) or _IN_LINK.search(text)
    if found is not None:
        return _as_printed(found[1])
    if not (text.isascii() and text.isdecimal() and len(text) in LENGTHS):
        return None
    if kind == "UPC-E":
        return _expanded(text)
    # A code of warehouses may hold any number; that of an article checks itself.
    is_article = kind.startswith(("EAN", "UPC")) or (len(text) == 14 and is_right(text))
    return _as_printed(text) if is_article else None


def as_fourteen(number: str) -> str:
    """The number as data bases keep it.

    >>> as_fourteen("651074168594")
    '00651074168594'
    """
    return number.zfill(14)


def _as_printed(number: str) -> str:
    """Without the zeros before it: an American number of 12 digits is read as one of 13."""
    short = number.lstrip("0")
    length = next((length for length in LENGTHS if length >= max(len(short), 1)), len(number))
    # Of 8 digits only where it was read as one of 8: 12 digits that begin with four zeros are 12.
    length = length if length > 8 or len(number) == 8 else 12
    return short.zfill(length)


def _expanded(number: str) -> str:
    """A short American number (zeros left out) in its 12 digits."""
    system, body, check = number[0], number[1:7], number[7]
    last = body[5]
    if last in "012":
        maker, item = body[:2] + last + "00", "00" + body[2:5]
    elif last == "3":
        maker, item = body[:3] + "00", "000" + body[3:5]
    elif last == "4":
        maker, item = body[:4] + "0", "0000" + body[4]
    else:
        maker, item = body[:5], "0000" + last
    return system + maker + item + check
