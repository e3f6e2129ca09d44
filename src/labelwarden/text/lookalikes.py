"""Letters of other scripts that look like a Latin letter.

Made by scripts/make_lookalikes.py from Unicode's confusables (UTS 39) as in confusable-homoglyphs 3.3.1; do not
edit. Only single letters whose twin is one ASCII letter. Made on 2026-11-25.
"""

from __future__ import annotations

_BY_TWIN = {
    "a": "ɑΑαАаᎪᴀꓮ",
    "b": "ʙΒВЬвьᏏᏴᲀꓐ",
    "c": "ϲϹСсᏟᲃᴄⲤⲥꓚꮯ𐐕𐐽",
    "d": "ԁᎠᏧᴅꓒꓓ",
    "e": "ΕεЕеҽᎬᴇⴹꓰ",
    "f": "Ϝքꓝꜰ",
    "g": "ɡɢԌԍցᏀᏳꓖ",
    "h": "ʜΗНнһհᎻᏂⲎꓧ",
    "i": "ıɪͺΙιІіӀӏᎥιⲒꙇꭵ",
    "j": "ͿϳЈјᎫᴊꓙ",
    "k": "ΚκКкᏦᴋⲔꓗ",
    "l": "ʟᏞⳐⵏꓡꓲ𐐛",
    "m": "ΜϺМмᎷᴍⲘꓟ",
    "n": "ɴΝηոռⲚꓠ",
    "o": "ΟοσОоՕօჿᲂᴏⲞⲟⵔꓳ𐐄𐐬",
    "p": "ΡρϱРрᏢᴘⲢⲣꓑ",
    "q": "ԛգզⵕꞯ",
    "r": "ʀгᎡᏒᴦⲅꓣꮁ",
    "s": "ЅѕՏᏕᏚꓢꜱꮪ𐐠𐑈",
    "t": "ΤτТтᎢᲄᲅᴛⲦꓔ",
    "u": "υՍսᴜꓴ",
    "v": "νѴѵᏙᴠⴸꓦꮩ",
    "w": "ѡԜԝաᎳᏔᴡꓪꮃ",
    "x": "ΧχХхⲬⵝꓫ",
    "y": "ʏΥγϒУуҮүყᎩᎽⲨꓬ",
    "z": "ΖᏃᴢꓜꮓ",
}

LOOKALIKES = {letter: twin for twin, letters in _BY_TWIN.items() for letter in letters}
"""From a letter to its Latin twin, in small letters."""
