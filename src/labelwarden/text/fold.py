"""From a print to what is compared, and back.

The steps, in their order: line breaks (words hyphenated over a line break are joined, wrapped lines become spaces,
other line breaks end a clause and become "|"), characters (see `characters`), capitals, and letters that are
s p a c e d for looks. Folding what is folded changes nothing.

Text that is ASCII and needs no joining takes a fast path: it folds to itself in small letters, offset for offset.
Elsewhere only the places where lengths differ are kept, and an offset is looked up only for what was found.
"""

from __future__ import annotations

import re
from bisect import bisect_right
from collections.abc import Iterable
from dataclasses import dataclass

from labelwarden.text.characters import folded_character
from labelwarden.text.span import Span


@dataclass(frozen=True, slots=True)
class Edits:
    """Where a rewriting changed the length of a text: pieces of the new text and what they stood for in the old."""

    new: tuple[int, ...]
    """Where each piece begins in the new text."""
    new_end: tuple[int, ...]
    old: tuple[int, ...]
    old_end: tuple[int, ...]

    def back(self, start: int, end: int) -> tuple[int, int]:
        """The old range that became the new range `start` to `end`."""
        return self._start(start), self._end(end, start)

    def _start(self, offset: int) -> int:
        place = bisect_right(self.new, offset) - 1
        # Of several pieces that begin here, all but the last are empty: what they stood for lies before the range.
        if place < 0:
            return offset
        if offset < self.new_end[place]:
            return self.old[place]
        return self.old_end[place] + offset - self.new_end[place]

    def _end(self, offset: int, start: int) -> int:
        if offset <= start:
            return self._start(start)
        place = bisect_right(self.new, offset - 1) - 1
        if place < 0:
            return offset
        if offset - 1 < self.new_end[place]:
            return self.old_end[place]
        return self.old_end[place] + offset - self.new_end[place]


@dataclass(frozen=True, slots=True)
class Folded:
    """A folded text and the rewritings that led to it, the first one first."""

    text: str
    layers: tuple[Edits, ...] = ()

    def span(self, start: int, end: int) -> Span:
        """The range of the print that became the range `start` to `end` of the folded text."""
        for layer in reversed(self.layers):
            start, end = layer.back(start, end)
        return Span(start, end)


def fold(printed: str, *, wrapped: bool = False) -> Folded:
    r"""Folds a print. With `wrapped` single line breaks are where lines wrap, as in text read from a picture.

    >>> fold("C U R E S  7ΩHMZ pre-\nvents").text
    'cures  7ohmz prevents'
    """
    text = _without_line_breaks(printed, wrapped=wrapped)
    if text.isascii():
        layers: tuple[Edits, ...] = ()
        text = text.lower()
    else:
        text, edits = _rewritten(text, _characters(text))
        # As bytes, so that only ASCII letters change: the others are folded, and `lower` could lengthen them.
        text = text.encode().lower().decode()
        layers = (edits,)
    if _SPACED_SHAPE in text.encode().translate(_SHAPES):
        text, edits = _rewritten(text, _spaced_letters(text))
        layers = (*layers, edits)
    return Folded(text, layers)


_BREAK = re.compile(r"([-\u2010\u00ad]?)[ \t\xa0]*(?:\r\n|[\n\r\x0b\x0c\x85\u2028\u2029])\s*")
_ENDS_A_LINE = frozenset(".!?:;|")


def _without_line_breaks(printed: str, *, wrapped: bool) -> str:
    """Every line break as a space, as "|" where it ends a clause, or as nothing inside a hyphenated word.

    Nothing is written as soft hyphens, which the next step drops, so that offsets stay what they are.
    """
    if not _has_break(printed):
        return printed

    def replaced(match: re.Match[str]) -> str:
        found, start, end = match.group(), match.start(), match.end()
        before, after = printed[start - 1 : start], printed[end : end + 1]
        single = len(_LINE_ENDS.findall(found)) == 1
        if match[1] and single and before.isalpha() and _continues(before, after, wrapped):
            return "\u00ad" * len(found)
        hyphen = match[1]
        inside_word = bool(hyphen) and before.isalnum()
        soft = single and (wrapped or inside_word or (after.islower() and before not in _ENDS_A_LINE and not hyphen))
        return (hyphen + (" " if soft else "|")).ljust(len(found))[: len(found)]

    return _BREAK.sub(replaced, printed)


def _has_break(printed: str) -> bool:
    # Looking for one character after the other is several times as fast as a character class.
    if "\n" in printed or "\r" in printed or "\x0b" in printed or "\x0c" in printed:
        return True
    return not printed.isascii() and ("\x85" in printed or "\u2028" in printed or "\u2029" in printed)


_LINE_ENDS = re.compile(r"\r\n|[\n\r\x0b\x0c\x85\u2028\u2029]")


def _continues(before: str, after: str, wrapped: bool) -> bool:
    return after.islower() or (wrapped and before.isupper() and after.isupper())


_OTHER = re.compile(r"[^\x00-\x7f]+")


def _characters(text: str) -> Iterable[tuple[int, int, str]]:
    for match in _OTHER.finditer(text):
        for offset, char in enumerate(match.group(), match.start()):
            yield offset, offset + 1, folded_character(char)


_SHAPES = bytes(
    ord("a") if chr(n).isalpha() or n >= 0x80 else ord(" ") if n == ord(" ") else ord(".") for n in range(256)
)
_SPACED_SHAPE = b"a a a a"
_SPACED = re.compile(r"(?<![^\W_])[^\W\d_](?: [^\W\d_]){3,}(?![^\W_])")


def _spaced_letters(text: str) -> Iterable[tuple[int, int, str]]:
    for match in _SPACED.finditer(text):
        yield match.start(), match.end(), match.group().replace(" ", "")


def _rewritten(text: str, changes: Iterable[tuple[int, int, str]]) -> tuple[str, Edits]:
    """The text with the ranges replaced, and where its length changed."""
    parts: list[str] = []
    new: list[int] = []
    new_end: list[int] = []
    old: list[int] = []
    old_end: list[int] = []
    copied = shift = 0
    for start, end, piece in changes:
        parts += (text[copied:start], piece)
        copied = end
        if len(piece) != end - start:
            new.append(start + shift)
            new_end.append(start + shift + len(piece))
            old.append(start)
            old_end.append(end)
            shift += len(piece) - (end - start)
    parts.append(text[copied:])
    return "".join(parts), Edits(tuple(new), tuple(new_end), tuple(old), tuple(old_end))
