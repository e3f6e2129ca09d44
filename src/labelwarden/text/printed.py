"""A printed text, its folded twin and its tokens, and the way from each back to the print."""

from __future__ import annotations

import re
from itertools import accumulate

from labelwarden.text.fold import Folded, fold
from labelwarden.text.span import Span
from labelwarden.text.tokens import PUNCTUATION, tokenize

# The words of a folded text, in the order of its word tokens: the same runs that `tokenize` cuts.
_WORD = re.compile(r"[a-z0-9'\u0080-\U0010ffff]*[a-z0-9\u0080-\U0010ffff][a-z0-9'\u0080-\U0010ffff]*")


class Text:
    """What was printed, and lazily what is compared.

    `wrapped` text comes from a picture: single line breaks are where lines wrap. The way back from tokens to the print
    is worked out on first use, since most texts hold nothing that is ever quoted.
    """

    __slots__ = ("_folded", "_places", "_tokens", "printed", "wrapped")

    def __init__(self, printed: str, *, wrapped: bool = False) -> None:
        self.printed = printed
        self.wrapped = wrapped
        self._folded: Folded | None = None
        self._tokens: list[bytes] | None = None
        self._places: tuple[list[int], list[int]] | None = None

    def __eq__(self, other: object) -> bool:
        return isinstance(other, Text) and (self.printed, self.wrapped) == (other.printed, other.wrapped)

    def __hash__(self) -> int:
        return hash((self.printed, self.wrapped))

    def __repr__(self) -> str:
        return f"Text({self.printed!r}{', wrapped=True' if self.wrapped else ''})"

    @property
    def folded(self) -> str:
        return self._fold().text

    @property
    def tokens(self) -> list[bytes]:
        if self._tokens is None:
            self._tokens = tokenize(self._fold().text)
        return self._tokens

    def quote(self, span: Span) -> str:
        """The printed words of a span."""
        return self.printed[span.start : span.end]

    def span(self, first: int, last: int) -> Span:
        """Where the tokens `first` to `last` (half-open) are printed."""
        if first >= last:
            return Span(0, 0)
        starts, ends = self._token_places()
        return self._fold().span(starts[first], max(ends[last - 1], starts[first]))

    def folded_span(self, start: int, end: int) -> Span:
        """Where a range of the folded text is printed."""
        return self._fold().span(start, end)

    def token_at(self, offset: int) -> int:
        """The first token that ends behind an offset of the print."""
        fold_ = self._fold()
        starts, ends = self._token_places()
        low, high = 0, len(ends)
        while low < high:
            middle = (low + high) // 2
            if fold_.span(starts[middle], max(ends[middle], starts[middle])).end > offset:
                high = middle
            else:
                low = middle + 1
        return low

    def printed_upper(self, first: int, last: int) -> bool:
        """Whether the letters of these tokens are printed in capitals."""
        return self.quote(self.span(first, last)).isupper()

    def _fold(self) -> Folded:
        if self._folded is None:
            self._folded = fold(self.printed, wrapped=self.wrapped)
        return self._folded

    def _token_places(self) -> tuple[list[int], list[int]]:
        """Start and end of every token in the folded text; a mark stands in the gap between its neighbours."""
        if self._places is None:
            folded = self._fold().text
            words = [_trimmed(folded, match) for match in _WORD.finditer(folded)]
            number = list(accumulate(token not in PUNCTUATION for token in self.tokens))
            starts: list[int] = []
            ends: list[int] = []
            for token, count in zip(self.tokens, number, strict=True):
                if token in PUNCTUATION:
                    before = words[count - 1][1] if count else 0
                    after = words[count][0] if count < len(words) else len(folded)
                    starts.append(before)
                    ends.append(after)
                else:
                    starts.append(words[count - 1][0])
                    ends.append(words[count - 1][1])
            self._places = (starts, ends)
        return self._places


def _trimmed(folded: str, match: re.Match[str]) -> tuple[int, int]:
    """A word without apostrophes around it."""
    start, end = match.span()
    while folded[start] == "'":
        start += 1
    while folded[end - 1] == "'":
        end -= 1
    return start, end
