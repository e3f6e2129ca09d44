"""What one character of a print is compared as.

Composed and decomposed spellings come out alike, since accents go: `é` and `e` with an accent are both `e`. Look-alike
letters of other scripts become their Latin twins, so that a claim in mixed letters is the same claim.
"""

from __future__ import annotations

import unicodedata
from functools import lru_cache

from labelwarden.text.lookalikes import LOOKALIKES

_GIVEN = {
    # 7ΩHMZ is read "7-OHMZ": the ohm sign and both omegas stand for an O.
    "\N{OHM SIGN}": "o",
    "\N{GREEK CAPITAL LETTER OMEGA}": "o",
    "\N{GREEK SMALL LETTER OMEGA}": "o",
    "\N{GREEK CAPITAL LETTER DELTA}": "delta",
    "\N{GREEK SMALL LETTER DELTA}": "delta",
    "\N{GREEK SMALL LETTER MU}": "u",
    "\N{MICRO SIGN}": "u",
    # Marks of ownership say nothing.
    "™": "",
    "®": "",
    "©": "",
    "℠": "",
    "‘": "'",
    "’": "'",
    "‚": "'",
    "‛": "'",
    "′": "'",
    "ʼ": "'",
    "`": "'",
    "´": "'",
    "“": '"',
    "”": '"',
    "„": '"',
    "‟": '"',
    "″": '"',
    "«": '"',
    "»": '"',
    "—": "--",
    "―": "--",
    "⸺": "--",
    "−": "-",
    "⁃": "|",
    "•": "|",
    "‣": "|",
    "·": "|",
    "∙": "|",
    "⋅": "|",
    "※": "|",
    "°": " ",
    "×": "x",
    "≤": "<",
    "≥": ">",
    "½": " 1/2",
    "¼": " 1/4",
    "¾": " 3/4",
    "⅓": " 1/3",
    "⅔": " 2/3",
    "ı": "i",
}

_BY_CATEGORY = {
    "Mn": "",
    "Me": "",
    "Cf": "",
    "Sk": "",
    "Cc": " ",
    "Cs": " ",
    "Co": " ",
    "Cn": " ",
    "Zs": " ",
    "Zl": " ",
    "Zp": " ",
    "Pd": "-",
    "Pi": '"',
    "Pf": '"',
    "So": "|",
    "Sc": " ",
}


@lru_cache(maxsize=8192)
def folded_character(char: str) -> str:
    r"""What a character that is not ASCII is compared as; empty where it says nothing.

    >>> [folded_character(c) for c in ("É", "ﬁ", "ß", "Ω", "е", "—", "\u200b", "™")]
    ['e', 'fi', 'ss', 'o', 'e', '--', '', '']
    """
    given = _GIVEN.get(char) or LOOKALIKES.get(char)
    if given is not None or char in _GIVEN:
        return given or ""
    category = unicodedata.category(char)
    if category in _BY_CATEGORY and (category != "So" or unicodedata.normalize("NFKD", char) == char):
        return _BY_CATEGORY[category]
    if "SUPERSCRIPT" in unicodedata.name(char, "") and category == "No":
        return " "  # a footnote mark, more often than a power
    plain = unicodedata.normalize("NFKD", char).casefold()
    if plain == char:
        return char if category[0] in "LNM" else " "
    return "".join(part.lower() if part.isascii() else folded_character(part) for part in plain)
