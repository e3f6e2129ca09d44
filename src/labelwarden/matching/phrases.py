"""Phrases of rules: words that stand together, with gaps and with groups of the vocabulary inside.

keep ... out of reach of children     up to eight tokens may stand in place of the dots
instead of {drug-name}                any term of that group
"""

from __future__ import annotations

import re
from bisect import bisect_left
from collections.abc import Iterator
from dataclasses import dataclass

from labelwarden.matching.hits import Hits
from labelwarden.matching.term import Form, Hit, Plane, words_of

GAP = 8
"""The most tokens that may stand in place of "..." in a phrase."""

_PART = re.compile(r"(\.\.\.|\{[a-z0-9_.-]+\})")
_GROUP = re.compile(r"\{[a-z0-9_.-]+\}")


@dataclass(frozen=True, slots=True)
class Phrase:
    """A phrase as written, and the groups of its parts with the gap allowed before each."""

    written: str
    parts: tuple[tuple[str, int], ...]
    forms: tuple[Form, ...]
    groups: frozenset[str]
    """The groups of its parts: it can stand only where all of them do."""

    @classmethod
    def parse(cls, written: str) -> Phrase:
        """Reads a phrase as a rule author writes it.

        Raises:
            ValueError: the phrase has no word, begins or ends with a gap, or has a brace that holds no group.

        >>> Phrase.parse("instead of {drug-name}").parts
        (('=instead of', 0), ('drug-name', 0))
        """
        parts: list[tuple[str, int]] = []
        forms: list[Form] = []
        gap = 0
        for piece in _PART.split(written.replace("…", "...")):
            if piece == "...":
                gap = GAP
                continue
            if _GROUP.fullmatch(piece):
                parts.append((piece[1:-1], gap))
            elif "{" in piece or "}" in piece:
                raise ValueError(f'"{written}": expected a group such as {{drug-name}} in braces, in small letters')
            elif words := words_of(piece):
                group = "=" + b" ".join(words).decode()
                parts.append((group, gap))
                forms.append(Form(words, group, Plane.PHRASE))
            else:
                continue
            gap = 0
        if not parts or gap or written.lstrip().startswith(("...", "…")):
            raise ValueError(f'"{written}" must begin and end with a word or a {{group}}')
        return cls(written, tuple(parts), tuple(forms), frozenset(group for group, _ in parts))


def find_phrase(hits: Hits, phrase: Phrase) -> list[tuple[int, int, Hit]]:
    """Where `phrase` stands: first and last token (half-open) and the hit of its first part, in order of the text."""
    if not phrase.groups <= hits.groups:
        return []  # as with most phrases on most texts
    first, *rest = phrase.parts
    found = []
    for hit in hits.of(first[0]):
        ends = {hit.end}
        for group, gap in rest:
            # The nearest one need not lead to the end: "not for sale, for children" has the second "for children".
            ends = {following.end for end in ends for following in _following(hits, group, end, gap, hit.clause)}
        if ends:
            found.append((hit.start, min(ends), hit))
    return found


def _following(hits: Hits, group: str, start: int, gap: int, clause: int) -> Iterator[Hit]:
    """The terms of a group that begin up to `gap` tokens behind `start` in the same clause."""
    of_group = hits.of(group)
    for place in range(bisect_left(of_group, start, key=lambda hit: hit.start), len(of_group)):
        hit = of_group[place]
        if hit.start - start > gap or hit.clause != clause:
            return
        yield hit
