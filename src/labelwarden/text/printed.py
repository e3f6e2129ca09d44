"""A printed text, its folded twin and its tokens, and the way from each back to the print."""

from __future__ import annotations

import re
from bisect import bisect_right
from collections.abc import Sequence
from itertools import accumulate, islice

from labelwarden.text.fold import Folded, Rewriting, fold, rewritten
from labelwarden.text.span import Span
from labelwarden.text.tokens import BREAK, PUNCTUATION, comparable

# The words of a folded text, in the order of its word tokens: the runs that `tokenize` cuts, less the apostrophes
# around them.
# Letters and digits, said by what they are not: a class that names a million letters takes milliseconds to compile.
_LETTER = r"[^\x00-/:-@\[-`{-\x7f]"
_INSIDE = r"[^\x00-&(-/:-@\[-`{-\x7f]"
_WORD = re.compile(rf"{_LETTER}(?:{_INSIDE}*{_LETTER})?")


class Text:
    """What was printed, and lazily what is compared.

    `wrapped` text comes from a picture: single line breaks are where lines wrap. With `changes` its folded text is
    compared with those made to it. The way back from tokens to the print is worked out on first use, since most texts
    hold nothing that is ever quoted.
    """

    __slots__ = ("_changes", "_comparable", "_folded", "_places", "_tokens", "printed", "wrapped")

    def __init__(self, printed: str, *, wrapped: bool = False, changes: Rewriting | None = None) -> None:
        self.printed = printed
        self.wrapped = wrapped
        self._changes = changes
        self._folded: Folded | None = None
        self._comparable: bytes | None = None
        self._tokens: list[bytes] | None = None
        self._places: _Places | None = None

    def __eq__(self, other: object) -> bool:
        return isinstance(other, Text) and (self.printed, self.wrapped) == (other.printed, other.wrapped)

    def __hash__(self) -> int:
        return hash((self.printed, self.wrapped))

    def __repr__(self) -> str:
        return f"Text({self.printed!r}{', wrapped=True' if self.wrapped else ''})"

    def with_changes(self, changes: Rewriting) -> Text:
        """The same print, compared with changes to its folded text."""
        return Text(self.printed, wrapped=self.wrapped, changes=changes)

    @property
    def folded(self) -> str:
        return self._fold().text

    @property
    def tokens(self) -> list[bytes]:
        if self._tokens is None:
            self._tokens = self._compared().split()
        return self._tokens

    @property
    def clauses(self) -> list[bytes]:
        """The tokens of each clause with white space between and around them; a break stands between two clauses."""
        return self._compared().split(BREAK)

    def quote(self, span: Span) -> str:
        """The printed words of a span."""
        return self.printed[span.start : span.end]

    def span(self, first: int, last: int) -> Span:
        """Where the tokens `first` to `last` (half-open) are printed."""
        if first >= last:
            return Span(0, 0)
        folded, places = self._fold(), self._word_places()
        start, end = places.of(first)[0], places.of(last - 1)[1]
        return folded.span(*_trimmed(folded.text, start, end))

    def folded_span(self, start: int, end: int) -> Span:
        """Where a range of the folded text is printed."""
        return self._fold().span(start, end)

    def token_at(self, offset: int) -> int:
        """The first token that ends behind an offset of the print."""
        return bisect_right(range(len(self.tokens)), offset, key=lambda number: self.span(number, number + 1).end)

    def printed_upper(self, first: int, last: int) -> bool:
        """Whether the letters of these tokens are printed in capitals."""
        return self.quote(self.span(first, last)).isupper()

    def _compared(self) -> bytes:
        if self._comparable is None:
            self._comparable = comparable(self._fold().text)
        return self._comparable

    def _fold(self) -> Folded:
        if self._folded is None:
            self._folded = fold(self.printed, wrapped=self.wrapped)
            if self._changes is not None:
                self._folded = rewritten(self._folded, self._changes(self._folded.text))
        return self._folded

    def _word_places(self) -> _Places:
        if self._places is None:
            marks = list(accumulate(map(PUNCTUATION.__contains__, self.tokens)))
            self._places = _Places(self._fold().text, marks)
        return self._places


class _Places:
    """Where the tokens stand in a folded text. Words are looked up as far as somebody asks."""

    __slots__ = ("_ahead", "_length", "_marks", "_words")

    def __init__(self, folded: str, marks: Sequence[int]) -> None:
        self._length = len(folded)
        self._marks = marks
        """For each token, how many of the tokens up to it are no words."""
        self._ahead = _WORD.finditer(folded)
        self._words: list[re.Match[str]] = []

    def of(self, token: int) -> tuple[int, int]:
        """The place of a token; a mark stands in the gap between its neighbours."""
        before = self._marks[token - 1] if token else 0
        word = token - before
        if word >= len(self._words):
            self._words.extend(islice(self._ahead, word + 1 - len(self._words)))
        if self._marks[token] == before:
            return self._words[word].span()
        start = self._words[word - 1].end() if word else 0
        return start, self._words[word].start() if word < len(self._words) else self._length


def _trimmed(folded: str, start: int, end: int) -> tuple[int, int]:
    """A range of the folded text without white space around it."""
    while start < end and folded[start].isspace():
        start += 1
    while start < end and folded[end - 1].isspace():
        end -= 1
    return start, end
