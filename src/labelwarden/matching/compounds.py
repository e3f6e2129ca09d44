"""Hashtags: "#anxietyrelief" is one token, and is read as the words that it is put together from.

Only a token behind `#` is taken apart, and only where known words cover it from end to end. The walk keeps one place
for every letter, so that its cost is bounded by the square of the longest token that is looked at.
"""

from __future__ import annotations

from bisect import bisect_left, insort
from collections.abc import Callable, Iterator, Sequence
from operator import attrgetter

from labelwarden.matching.lexicon import Hits, Lexicon
from labelwarden.matching.term import Hit
from labelwarden.text.printed import Text

HASH = b"#"

LONGEST = 40
"""Letters of the longest token that is taken apart."""

_SHORTEST = 3
"""Letters of the shortest word in a compound; shorter ones fit anywhere."""

_GLUE = frozenset(
    b"and are awareness best body care cbd day does done every fighter for free from girl good hack hacks health "
    b"help helps how its journey life live living man mom month natural naturally news not now oil our out over "
    b"problem products real sale shop sucks support supports tea that the this tip tips today warrior week with "
    b"woman world you your".split()
)


_START = attrgetter("start")


def add_hashtags(hits: Hits, text: Text, lexicon: Lexicon, lacking: frozenset[str]) -> None:
    """Adds to `hits` what the hashtags of `text` are about: of each the first term that a relation can be about."""
    for place in hashtags(text.tokens):
        words = words_in(text.tokens[place], lexicon.begins)
        inside = lexicon.scan(Text(b" ".join(words).decode()), lacking).content if words else ()
        for found in inside:
            if found.term.focus:
                hit = Hit(place, place + 1, bisect_left(hits.breaks, place), found.term)
                insort(hits.content, hit, key=_START)
                for group in hit.term.groups:
                    insort(hits.by_group.setdefault(group, []), hit, key=_START)
                break


def hashtags(tokens: Sequence[bytes]) -> Iterator[int]:
    """Where the tokens that follow a `#` stand."""
    place = -1
    try:
        while True:
            place = tokens.index(HASH, place + 1)
            if place + 1 < len(tokens) and 2 * _SHORTEST <= len(tokens[place + 1]) <= LONGEST:
                yield place + 1
    except ValueError:
        return


def words_in(token: bytes, known: Callable[[bytes], bool]) -> list[bytes]:
    """The words that cover `token` from end to end, the longest first where there is a choice; none, if they do not.

    >>> words_in(b"anxietyrelief", {b"anxiety", b"relief"}.__contains__)
    [b'anxiety', b'relief']
    >>> words_in(b"anxietyxyz", {b"anxiety"}.__contains__)
    []
    """
    size = len(token)
    # For every place from which the end can be reached, the end of the word that begins there.
    reached: dict[int, int] = {size: size}
    for start in range(size - _SHORTEST, -1, -1):
        for end in range(size, start + _SHORTEST - 1, -1):
            if end in reached and (token[start:end] in _GLUE or known(token[start:end])):
                reached[start] = end
                break
    words: list[bytes] = []
    place = 0
    while place in reached and place < size:
        words.append(token[place : reached[place]])
        place = reached[place]
    return words if len(words) > 1 else []
