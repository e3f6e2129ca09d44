"""Writes the fonts of the PDF report: DejaVu Sans, cut down to the letters that labels of the markets we know use.

    python scripts/report_fonts.py FOLDER

FOLDER holds DejaVuSans.ttf and DejaVuSans-Bold.ttf of release 2.37 (https://dejavu-fonts.github.io/). The fonts that
every reader of PDF has know neither "≥" nor "½".
"""

from __future__ import annotations

import sys
from pathlib import Path

from fontTools.subset import Options, Subsetter
from fontTools.ttLib import TTFont

TARGET = Path(__file__).resolve().parent.parent / "src" / "labelwarden" / "reports" / "fonts"
NAMES = ("DejaVuSans.ttf", "DejaVuSans-Bold.ttf")

RANGES = (
    (0x20, 0x17F),  # Latin
    (0x1E00, 0x1EFF),  # Latin with marks, as in Vietnamese
    (0x2B0, 0x36F),  # marks that stand alone or combine
    (0x370, 0x3FF),  # Greek
    (0x400, 0x45F),  # Cyrillic
    (0x2000, 0x206F),  # dashes and quotes
    (0x2070, 0x209F),  # raised and lowered figures
    (0x20A0, 0x20BF),  # currencies
    (0x2100, 0x218F),  # ™, ℞, fractions
    (0x2190, 0x21FF),  # arrows
    (0x2200, 0x22FF),  # ≥ and the like
    (0x25A0, 0x26FF),  # bullets, stars, warning signs
    (0x2700, 0x27BF),  # ticks
    (0x27E8, 0x27E9),  # the brackets around what is made visible
    (0xFB00, 0xFB04),  # ligatures
    (0xFFFD, 0xFFFD),
)


def main(arguments: list[str]) -> int:
    """Write both fonts and say how large they are."""
    if len(arguments) != 1:
        print("usage: report_fonts.py FOLDER", file=sys.stderr)
        return 2
    letters = [code for first, last in RANGES for code in range(first, last + 1)]
    options = Options(layout_features=[], hinting=False, desubroutinize=True, notdef_outline=True, name_IDs=["*"])
    for name in NAMES:
        font = TTFont(Path(arguments[0]) / name)
        subsetter = Subsetter(options)
        subsetter.populate(unicodes=letters)
        subsetter.subset(font)
        font.save(TARGET / name)
        print(f"wrote {TARGET / name}, {(TARGET / name).stat().st_size} bytes")
    return 0


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
