"""Writes src/labelwarden/text/lookalikes.py: letters of other scripts that look like Latin ones.

    python scripts/make_lookalikes.py

The table is made from Unicode's confusables (UTS 39), as the package confusable-homoglyphs carries them. Run it when
that package brings a newer Unicode version, and look at what changed.
"""

from __future__ import annotations

import json
import unicodedata
from importlib.metadata import version
from importlib.resources import files
from pathlib import Path

SCRIPTS = ("CYRILLIC", "GREEK", "ARMENIAN", "CHEROKEE", "COPTIC", "LISU", "DESERET", "GEORGIAN", "TIFINAGH", "GOTHIC")
TARGET = Path(__file__).resolve().parent.parent / "src" / "labelwarden" / "text" / "lookalikes.py"
HEADER = '''"""Letters of other scripts that look like a Latin letter.

Made by scripts/make_lookalikes.py from Unicode's confusables (UTS 39) as in confusable-homoglyphs {version}; do not
edit. Only single letters whose twin is one ASCII letter.
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
    found = {}
    for char, likes in table.items():
        name = unicodedata.name(char[0], "")
        if len(char) != 1 or not name.startswith(SCRIPTS) or not unicodedata.category(char).startswith("L"):
            continue
        for like in likes:
            if len(like["c"]) == 1 and like["c"].isascii() and like["c"].isalpha():
                found[char] = like["c"].lower()
                break
    return found


def main() -> None:
    """Write the module."""
    by_twin: dict[str, list[str]] = {}
    for letter, twin in sorted(twins().items()):
        by_twin.setdefault(twin, []).append(letter)
    rows = "\n".join(f'    "{twin}": "{"".join(letters)}",' for twin, letters in sorted(by_twin.items()))
    TARGET.write_text(HEADER.format(version=version("confusable-homoglyphs"), rows=rows), encoding="utf-8")


if __name__ == "__main__":
    main()
