"""Letters of other scripts that look like a Latin letter.

Made by scripts/make_lookalikes.py from Unicode's confusables (UTS 39) as in confusable-homoglyphs 3.3.1; do not
edit. Only single letters whose twin is one ASCII letter.
"""

from __future__ import annotations

_BY_TWIN = {
    "a": "ΑαАаᎪꓮ",
    "b": "ΒВЬᏏᏴꓐ",
    "c": "ϲϹСсᏟⲤⲥꓚꮯ𐐕𐐽",
    "d": "ԁᎠᏧꓒꓓ",
    "e": "ΕЕеҽᎬⴹꓰ",
    "f": "Ϝքꓝ",
    "g": "ԌցᏀᏳꓖ",
    "h": "ΗНһհᎻᏂⲎꓧ",
    "i": "ͺιіӏᎥιꙇꭵ",
    "j": "ͿϳЈјᎫꓙ",
    "k": "ΚКᏦⲔꓗ",
    "l": "ΙІӀᏞⲒⳐⵏꓡꓲ𐐛",
    "m": "ΜϺМᎷⲘꓟ",
    "n": "ΝոռⲚꓠ",
    "o": "ΟοσОоՕօჿⲞⲟⵔꓳ𐐄𐐬",
    "p": "ΡρϱРрᏢⲢⲣꓑ",
    "q": "ԛգզⵕ",
    "r": "гᎡᏒᴦⲅꓣꮁ",
    "s": "ЅѕՏᏕᏚꓢꮪ𐐠𐑈",
    "t": "ΤТᎢⲦꓔ",
    "u": "υՍսꓴ",
    "v": "νѴѵᏙⴸꓦꮩ",
    "w": "ѡԜԝաᎳᏔꓪꮃ",
    "x": "ΧХхⲬⵝꓫ",
    "y": "ΥγϒУуҮүყᎩᎽⲨꓬ",
    "z": "ΖᏃꓜꮓ",
}

LOOKALIKES = {letter: twin for twin, letters in _BY_TWIN.items() for letter in letters}
"""From a letter to its Latin twin, in small letters."""
