"""The words of our vocabularies that no list of English has: python -m scripts.make_label_words [--output FILE].

Readers of pictures tell by them a word from a misread one, as `tocopheryl` from `tocopheryi`.
"""

from __future__ import annotations

import argparse
from collections.abc import Sequence
from pathlib import Path

from spellchecker import SpellChecker

from labelwarden.rules.open import open_rulebook

LIST = Path(__file__).resolve().parents[1] / "src/labelwarden/ocr/label_words.txt"
_SHORTEST = 4


def label_words() -> list[str]:
    """In the order of the alphabet. What is written in capitals only is no word of print in general."""
    english = SpellChecker(language="en").word_frequency.dictionary
    words = {
        word.decode("ascii")
        for form in open_rulebook().forms
        if not form.upper
        for word in form.words
        if word.isascii() and word.isalpha() and len(word) >= _SHORTEST
    }
    return sorted(word for word in words if word not in english)


def main(argv: Sequence[str] | None = None) -> None:
    parser = argparse.ArgumentParser(description=__doc__.partition("\n")[0])
    parser.add_argument("--output", type=Path, default=LIST)
    parser.parse_args(argv).output.write_text("".join(f"{word}\n" for word in label_words()), encoding="ascii")


if __name__ == "__main__":
    main()
