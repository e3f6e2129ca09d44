"""Phrases of rules: words that stand together, with gaps and with groups of the vocabulary inside.

keep ... out of reach of children     up to eight tokens may stand in place of the dots
instead of {drug-name}                any term of that group
"""

from __future__ import annotations

import re
from bisect import bisect_left
from dataclasses import dataclass

from labelwarden.matching.lexicon import Hits
from labelwarden.matching.term import Form, Hit, Plane, words_of

GAP = 8
"""The most tokens that may stand in place of "..." in a phrase."""

_PART = re.compile(r"(\.\.\.|\{[a-z0-9_.-]+\})")


@dataclass(frozen=True, slots=True)
class Phrase:
    """A phrase as written, and the groups of its parts with the gap allowed before each."""

    written: str
    parts: tuple[tuple[str, int], ...]
    forms: tuple[Form, ...]

    @classmethod
    def parse(cls, written: str) -> Phrase:
        """Reads a phrase as a rule author writes it.

        Raises:
            ValueError: the phrase has no word, or begins or ends with a gap.

        >>> Phrase.parse("instead of {drug-name}").parts
        (('=instead of', 0), ('drug-name', 0))
        """
        parts: list[tuple[str, int]] = []
        forms: list[Form] = []
        gap = 0
        for piece in _PART.split(written):
            if piece == "...":
                gap = GAP
                continue
            if piece.startswith("{"):
                parts.append((piece[1:-1], gap))
            elif words := words_of(piece):
                group = "=" + b" ".join(words).decode()
                parts.append((group, gap))
                forms.append(Form(words, group, Plane.PHRASE))
            else:
                continue
            gap = 0
        if not parts or gap or written.lstrip().startswith("..."):
            raise ValueError(f'"{written}" must begin and end with a word or a {{group}}')
        return cls(written, tuple(parts), tuple(forms))


def find_phrase(hits: Hits, phrase: Phrase) -> list[tuple[int, int, Hit]]:
    """Where `phrase` stands: first and last token (half-open) and the hit of its first part, in order of the text."""
    first, *rest = phrase.parts
    found = []
    for hit in hits.of(first[0]):
        end = hit.end
        for group, gap in rest:
            following = _next(hits, group, end, gap, hit.clause)
            if following is None:
                break
            end = following.end
        else:
            found.append((hit.start, end, hit))
    return found


def _next(hits: Hits, group: str, start: int, gap: int, clause: int) -> Hit | None:
    of_group = hits.of(group)
    place = bisect_left(of_group, start, key=lambda hit: hit.start)
    if place < len(of_group):
        hit = of_group[place]
        if hit.start - start <= gap and hit.clause == clause:
            return hit
    return None
