r"""Text of a label on a terminal: what steers the terminal, or is invisible, is shown by its number instead.

>>> visible("ab\x1b[31mc\u202ed\n")
'ab⟨U+001B⟩[31mc⟨U+202E⟩d '
"""

from __future__ import annotations

import unicodedata

_HIDDEN = frozenset({"Cc", "Cf", "Co", "Cs", "Zl", "Zp"})
"""Controls, formats (directions, zero widths, soft hyphens), private and lone halves, separators of lines."""

_SPACES = frozenset("\t\n\r\v\f")


def visible(text: str) -> str:
    """One line that prints as it is compared; tabs and line breaks become spaces."""
    # Nearly all text is plain, and asking so costs little.
    if text.isascii() and text.isprintable():
        return text
    return "".join(_shown(character) for character in text)


def visible_lines(text: str) -> str:
    r"""The same, line breaks kept.

    >>> visible_lines("a\u202eb\r\nc\td")
    'a⟨U+202E⟩b\nc d'
    """
    return "\n".join(map(visible, text.replace("\r\n", "\n").split("\n")))


def cells(text: str) -> int:
    """How many columns of a terminal `text` takes.

    >>> cells("cafe\u0301 茶")
    7
    """
    if text.isascii():
        return len(text)
    return sum(_cells(character) for character in text)


def _shown(character: str) -> str:
    if character in _SPACES:
        return " "
    # The last two of every plane are no characters, and no XML can hold those of the first.
    if unicodedata.category(character) in _HIDDEN or ord(character) & 0xFFFE == 0xFFFE:
        return f"⟨U+{ord(character):04X}⟩"
    return character


def _cells(character: str) -> int:
    if unicodedata.combining(character):
        return 0
    return 2 if unicodedata.east_asian_width(character) in "WF" else 1
