"""From a print to what is compared, and back.

The steps, in their order: characters (see `characters`), line breaks (words hyphenated over a line break are joined,
wrapped lines become spaces, other line breaks end a clause and become "|"), capitals, and letters that are
s p a c e d for looks. Folding what is folded changes nothing.

Text that is ASCII and needs no joining takes a fast path: it folds to itself in small letters, offset for offset.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass

from labelwarden.text.characters import folded_run, is_mark
from labelwarden.text.span import Span
from labelwarden.text.way_back import Changes, WayBack


@dataclass(frozen=True, slots=True)
class Folded:
    """A folded text and the way back through the steps that changed lengths, the first one first."""

    text: str
    layers: tuple[WayBack, ...] = ()

    def span(self, start: int, end: int) -> Span:
        """The range of the print that became the range `start` to `end` of the folded text."""
        for layer in reversed(self.layers):
            start, end = layer.back(start, end)
        return Span(start, end)


Rewriting = Callable[[str], Sequence[tuple[int, int, str]]]
"""From a folded text to ranges of it, in order, each with what is to be compared instead."""


def fold(printed: str, *, wrapped: bool = False) -> Folded:
    r"""Folds a print. With `wrapped` single line breaks are where lines wrap, as in text read from a picture.

    >>> fold("C U R E S  7ΩHMZ pre-\nvents").text
    'cures  7ohmz prevents'
    """
    layers: list[WayBack] = []
    text = printed
    if not text.isascii():
        if "\u00ad" in text:
            text = _SOFT_BREAK.sub(_soft_hyphens, text)
        layers.append(WayBack(text, _character_changes))
        parts = _OTHER.split(text)
        parts[1::2] = map(folded_run, parts[1::2])
        text = "".join(parts)
    if "\n" in text or "\r" in text or "\x0b" in text or "\x0c" in text:
        text = _line_ends(text)
        if "-\n" in text:
            text = _without(text, _capital_hyphens if wrapped else _hyphens, layers)
        text = _without_line_breaks(text, wrapped)
    # A letter of another script is in its small form by now; `casefold` leaves it as it is, `lower` might not.
    text = text.lower() if text.isascii() else text.casefold()
    if _SPACED_SHAPE.search(text.encode().translate(_SHAPES)):
        text = _without(text, _gaps, layers)
    return Folded(text, tuple(layers))


def rewritten(folded: Folded, changes: Sequence[tuple[int, int, str]]) -> Folded:
    """A folded text with some ranges changed, and the way back from them, too."""
    if not changes:
        return folded
    parts: list[str] = []
    copied = 0
    for start, end, text in changes:
        parts += folded.text[copied:start], text
        copied = end
    parts.append(folded.text[copied:])
    lengths = [(start, end, len(text)) for start, end, text in changes]
    return Folded("".join(parts), (*folded.layers, WayBack(folded.text, lambda _: lengths)))


def _without(text: str, changes: Changes, layers: list[WayBack]) -> str:
    """The text less the ranges that `changes` finds, with a layer more if there are any."""
    parts: list[str] = []
    copied = 0
    for start, end, _ in changes(text):
        parts.append(text[copied:start])
        copied = end
    if not copied:
        return text
    layers.append(WayBack(text, changes))
    parts.append(text[copied:])
    return "".join(parts)


# --- characters

_OTHER = re.compile(r"([^\x00-\x7f]+)")
_SOFT_BREAK = re.compile(r"\u00ad[ \t]*(?:\r\n?|\n)[ \t]*(?=[^\W_])")
"""A soft hyphen that shows, since a line ends there."""


def _soft_hyphens(match: re.Match[str]) -> str:
    # Soft hyphens all along: they vanish with the others, and offsets stay what they are.
    return "\u00ad" * len(match.group())


def _character_changes(text: str) -> Iterator[tuple[int, int, int]]:
    """Characters that fold to more or less than one, each with the marks on it."""
    for match in _OTHER.finditer(text):
        start, stop = match.span()
        lengths = list(map(len, map(folded_run, match.group())))
        if 0 not in lengths:  # no mark among them
            for offset, length in enumerate(lengths, start):
                if length != 1:
                    yield offset, offset + 1, length
            continue
        if start and is_mark(text[start]):
            start -= 1  # the letter under the mark is part of the print
            lengths.insert(0, 1)
        first = start
        while start < stop:
            end = start + 1
            while end < stop and is_mark(text[end]):
                end += 1
            length = lengths[start - first]
            if length != end - start:
                yield start, end, length
            start = end


# --- line breaks

_TRAILING = re.compile(r"(?<![ \t])[ \t]+\n")
"""From the first space on only: else a long run of spaces would be tried from each of them."""
_WRAPPED = re.compile(r"\n(?<!\n\n)(?!\n)")
# The literal comes first and is looked back over: so the search skips from one line break to the next.
_SENTENCE_GOES_ON = re.compile(r"\n(?!\n)(?:(?<=[0-9A-Za-z]-\n)|(?<![-.!?:;|\n]\n)(?=[ \t]*[a-z]))")
_HYPHEN = re.compile(r"-\n(?<=[A-Za-z]-\n)[ \t]*(?=[a-z])")
_CAPITAL_HYPHEN = re.compile(r"-\n(?:(?<=[A-Za-z]-\n)[ \t]*(?=[a-z])|(?<=[A-Z]-\n)[ \t]*(?=[A-Z]))")


def _line_ends(text: str) -> str:
    r"""Every line end as "\n", right behind the last character of its line."""
    if "\r" in text:
        text = text.replace("\r\n", "\n ").replace("\r", "\n")
    if "\x0b" in text or "\x0c" in text:
        text = text.replace("\x0b", "\n").replace("\x0c", "|")  # a page ends more than a line
    # Most lines that end in a space end in one, and that is a tenth of the work of the search.
    text = text.replace(" \n", "\n ")
    if " \n" in text or "\t\n" in text:
        text = _TRAILING.sub(lambda match: "\n" + " " * (len(match.group()) - 1), text)
    return text


def _hyphens(text: str) -> Iterator[tuple[int, int, int]]:
    return ((*match.span(), 0) for match in _HYPHEN.finditer(text))


def _capital_hyphens(text: str) -> Iterator[tuple[int, int, int]]:
    return ((*match.span(), 0) for match in _CAPITAL_HYPHEN.finditer(text))


def _without_line_breaks(text: str, wrapped: bool) -> str:
    text = (_WRAPPED if wrapped else _SENTENCE_GOES_ON).sub(" ", text)
    if "\n\n" in text:
        text = _BLANK_LINES.sub(lambda match: "|".ljust(len(match.group())), text)
    return text.replace("\n", "|")


_BLANK_LINES = re.compile(r"\n\n+")


# --- spaced letters

_SHAPES = bytes(
    ord("a") if chr(n).isalpha() or n >= 0x80 else ord(" ") if n == ord(" ") else ord(".") for n in range(256)
)
# Again the literal first. Finding nothing is what matters here: it is all that most texts pay.
_SPACED_SHAPE = re.compile(rb" a a a(?!a)(?:(?<=[^a]a a a a)|(?<=\Aa a a a))")
# Letters and digits, said by what they are not: a class that names a million letters takes milliseconds to compile.
_LETTER = r"[^\x00-/:-@\[-`{-\x7f]"
# Tokens of one letter each; what an apostrophe ties to a letter ("a b c d's") makes its token longer.
_SPACED = re.compile(rf"(?<!{_LETTER})[a-z](?: [a-z](?!{_LETTER}|'+{_LETTER})){{3,}}")


def _gaps(text: str) -> Iterator[tuple[int, int, int]]:
    """The spaces between letters that are spaced."""
    for match in _SPACED.finditer(text):
        start, end = match.span()
        before = start - 1
        while before >= 0 and text[before] == "'":
            before -= 1
        if before >= 0 and before < start - 1 and (text[before].isalnum() or text[before] > "\x7f"):
            start += 2  # the first letter belongs to the word before: "o'c a l m"
            if end - start < len("a b c d"):
                continue
        for gap in range(start + 1, end, 2):
            yield gap, gap + 1, 0
