"""Letters and digits that look alike and are told apart by what stands beside them: O and 0, I and l and 1, B and 8."""

from __future__ import annotations

import re

_OUNCE = re.compile(r"0(?=[zZ](?![A-Za-z0-9]))")
"""No number ends in "0z": ounces do."""

_UNITS = re.compile(r"1(?=[uU](?![A-Za-z0-9]))")
"""Nor in "1U": international units do."""

_CHLORINE = re.compile(r"(?<![A-Za-z0-9])HCI(?![A-Za-z0-9])")
"""There is no element "CI": salts are "HCl"."""

_B = re.compile(r"8(?=(?:[1-9]|12)(?![0-9.]))")
"""No vitamin is called "86": B6 is one."""

_DIGITS_AND_O = re.compile(r"[^A-Za-z0-9]*[0-9][0-9Oo.,]*[^A-Za-z0-9]*")
_LETTER_O = re.compile(r"(?<=[0-9.,])[Oo]")


def told_apart(word: str, before: str = "") -> str:
    """`word` with the letters of "oz", "IU", "HCl" and "Vitamin B6", and a 0 for each O among nothing but digits.

    Other words stay as they were read: they may be codes.

    >>> [told_apart(word) for word in ("0Z", "9.50z)", "50001U", "6O", "1O0%", "V1RO", "B0X", "500", "HCI)")]
    ['OZ', '9.5oz)', '5000IU', '60', '100%', 'V1RO', 'B0X', '500', 'HCl)']
    >>> told_apart("86", "Vitamin"), told_apart("812", "(Vitamin"), told_apart("80", "Vitamins"), told_apart("86", "to")
    ('B6', 'B12', '80', '86')
    """
    if before.lower().endswith("vitamin") and _B.match(word):
        return "B" + word[1:]
    if _DIGITS_AND_O.fullmatch(word):
        return _LETTER_O.sub("0", word)
    word = _CHLORINE.sub("HCl", word)
    return _OUNCE.sub(lambda found: "O" if word[found.end()] == "Z" else "o", _UNITS.sub("I", word))
