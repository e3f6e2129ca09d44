"""Writes src/labelwarden/text/lookalikes.py: letters of other scripts that look like Latin ones.

    python scripts/make_lookalikes.py

The table is made from Unicode's confusables (UTS 39), as the package confusable-homoglyphs carries them. Run it when
that package brings a newer Unicode version, and look at what changed.
"""

from __future__ import annotations

import json
import string
import sys
import unicodedata
from datetime import UTC, datetime
from importlib.metadata import version
from importlib.resources import files
from pathlib import Path

SCRIPTS = (
    "CYRILLIC",
    "GREEK",
    "ARMENIAN",
    "CHEROKEE",
    "COPTIC",
    "LISU",
    "DESERET",
    "GEORGIAN",
    "TIFINAGH",
    "GOTHIC",
    "LATIN LETTER SMALL CAPITAL",
    "LATIN SMALL LETTER ALPHA",
    "LATIN SMALL LETTER DOTLESS",
    "LATIN SMALL LETTER SCRIPT",
)
ADDED = {"κ": "k", "τ": "t", "χ": "x", "ε": "e", "η": "n"}
"""Small Greek letters that stand in for Latin ones on labels; Unicode calls none of them confusable."""
TARGET = Path(__file__).resolve().parent.parent / "src" / "labelwarden" / "text" / "lookalikes.py"
HEADER = '''"""Letters of other scripts that look like a Latin letter.

Made by scripts/make_lookalikes.py from Unicode's confusables (UTS 39) as in confusable-homoglyphs {version}; do not
edit. Only single letters whose twin is one ASCII letter. Made on {day}.
"""

from __future__ import annotations

_BY_TWIN = {{
{rows}
}}

LOOKALIKES = {{letter: twin for twin, letters in _BY_TWIN.items() for letter in letters}}
"""From a letter to its Latin twin, in small letters."""
'''


def twins() -> dict[str, str]:
    """From each look-alike letter to the small Latin letter that it looks like."""
    table = json.loads(files("confusable_homoglyphs").joinpath("confusables.json").read_text(encoding="utf-8"))
    found = dict(ADDED)
    for char, likes in table.items():
        if len(char) != 1 or not _is_letter(char):
            continue
        twin = next((like["c"] for like in likes if len(like["c"]) == 1 and like["c"] in string.ascii_letters), None)
        if twin is not None:
            # To Unicode a capital I is a small l; the capital of another script stays a capital.
            found[char] = "i" if twin == "l" and char.isupper() else twin.lower()
    for char in map(chr, range(0x80, sys.maxunicode + 1)):
        name = unicodedata.name(char, "")
        if name.startswith("LATIN LETTER SMALL CAPITAL ") and len(name.split()[-1]) == 1 and len(name.split()) == 5:
            found[char] = name[-1].lower()
        # Small Cyrillic letters are small capitals, and look like what their capitals look like: т like Т.
        elif name.startswith("CYRILLIC SMALL LETTER") and char not in found and char.upper() in found:
            found[char] = found[char.upper()]
    return found


def _is_letter(char: str) -> bool:
    return unicodedata.name(char, "").startswith(SCRIPTS) and unicodedata.category(char).startswith("L")


def main() -> None:
    """Write the module."""
    by_twin: dict[str, list[str]] = {}
    for letter, twin in sorted(twins().items()):
        by_twin.setdefault(twin, []).append(letter)
    rows = "\n".join(f'    "{twin}": "{"".join(letters)}",' for twin, letters in sorted(by_twin.items()))
    TARGET.write_text(
        HEADER.format(version=version("confusable-homoglyphs"), day=datetime.now(UTC).date(), rows=rows),
        encoding="utf-8",
    )


if __name__ == "__main__":
    main()
