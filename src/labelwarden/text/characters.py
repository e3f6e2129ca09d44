"""What one character of a print is compared as.

Composed and decomposed spellings come out alike, since accents go: `é` and `e` with an accent are both `e`. Look-alike
letters of other scripts become their Latin twins, so that a claim in mixed letters is the same claim.
"""

from __future__ import annotations

import unicodedata

from labelwarden.text.lookalikes import LOOKALIKES

# 7ΩHMZ is read "7-OHMZ": the ohm sign and both omegas stand for an O.
_SPELLED = {"Ω": "o", "\N{OHM SIGN}": "o", "ω": "o", "Δ": "delta", "δ": "delta", "μ": "u", "\N{MICRO SIGN}": "u"}
# Composed, so that "1½" stays two numbers.
_FRACTIONS = {"½": " 1/2", "¼": " 1/4", "¾": " 3/4", "⅓": " 1/3", "⅔": " 2/3", "⅛": " 1/8"}
_SIGNS = (
    ("", "™®©℠℗Ⓡⓡ"),  # marks of ownership say nothing
    ("'", "‘’‚‛′ʼʻ´ˈ"),
    ('"', "“”„‟″«»"),
    ("--", "—―⸺⸻"),
    ("-", "−⁻₋"),
    ("|", "•‣⁃·∙⋅※¦¶§√→➔⇒"),  # what opens an item of a list ends the clause before it
    ("\n", "\x85\u2028\u2029"),
    (" ", "°"),
    ("x", "×"),
    ("/", "⁄∕"),
    ("<", "≤"),
    (">", "≥"),
)
_GIVEN = _SPELLED | _FRACTIONS | {char: folded for folded, chars in _SIGNS for char in chars}
_LETTERS_AND_NUMBERS = frozenset(("Lu", "Ll", "Lt", "Lm", "Lo", "Nd", "Nl", "No", "Mc"))
_BY_CATEGORY = {
    "Mn": "",
    "Me": "",
    "Cf": "",  # zero-width characters, soft hyphens, signs of direction
    "Sk": "",
    "Pd": "-",
    "Pi": '"',
    "Pf": '"',
    "So": "|",  # emoji, stars, check marks
    "Co": "|",  # the bullets of symbol fonts
}
"""Every other category that is neither letter nor number separates words."""


def folded_character(char: str) -> str:
    r"""What a character is compared as; empty where it says nothing.

    >>> [folded_character(c) for c in ("É", "ﬁ", "ß", "Ω", "е", "—", "\u200b", "™")]
    ['e', 'fi', 'ss', 'o', 'e', '--', '', '']
    """
    if char.isascii():
        return char.lower()
    if char in _GIVEN:
        return _GIVEN[char]
    if char in LOOKALIKES:
        return LOOKALIKES[char]
    category = unicodedata.category(char)
    if category == "No" and "SUPERSCRIPT" in unicodedata.name(char, ""):
        return " "  # a footnote mark, more often than a power
    if is_mark(char):
        return ""
    plain = unicodedata.normalize("NFKD", char)
    plain = plain.casefold() if plain == char else plain
    if plain != char:
        return "".join(map(folded_character, plain))
    return char if category in _LETTERS_AND_NUMBERS else _BY_CATEGORY.get(category, " ")


def is_mark(char: str) -> bool:
    """Whether a character stands on the one before it and says nothing by itself."""
    return not char.isascii() and (unicodedata.category(char) in {"Mn", "Me"} or unicodedata.combining(char) != 0)


class _Runs(dict[str, str]):
    """Folds of runs, kept: the same few dashes, quotes and accents make up nearly all that is not ASCII."""

    KEPT = 8192
    LONGEST = 12

    def __missing__(self, run: str) -> str:
        if len(run) == 1:
            folded = folded_character(run)
            # Where a line breaks, it matters whether a capital follows. `istitle` is true of each kind of capital.
            folded = folded.upper() if run.istitle() and folded.isascii() else folded
        else:
            folded = "".join(map(self.__getitem__, run))
        if len(run) <= self.LONGEST and len(self) < self.KEPT:
            self[run] = folded
        return folded


folded_run = _Runs().__getitem__
"""What a run of characters that are not ASCII is compared as, with capitals still capitals where they are Latin."""
