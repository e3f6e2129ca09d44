"""Hashtags and fused names: "#anxietyrelief" is read as two words, "ArthriCalm" as the beginning of a disease.

Only a token behind `#` or in the name of a product is taken apart. A compound counts where known words cover it from
end to end; a name also where it begins with a stem of the group `stem`, which is how brands name a disease without
writing it out (21 CFR 101.93(g)(2)(iv)(A)). The walk keeps one place for every letter, so that its cost is bounded by
the square of the longest token that is looked at.
"""

from __future__ import annotations

from bisect import bisect_left, insort
from collections.abc import Callable, Iterator, Sequence
from operator import attrgetter

from labelwarden.matching.hits import Scanned
from labelwarden.matching.lexicon import Lexicon, Words
from labelwarden.matching.term import Hit, Term
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


def add_hashtags(hits: Scanned, text: Words, lexicon: Lexicon, lacking: frozenset[str]) -> None:
    """Adds to `hits` what the hashtags of `text` are about."""
    for place in hashtags(text.tokens):
        _add(hits, place, _first_inside(text.tokens[place], lexicon, lacking))


def add_names(hits: Scanned, text: Words, lexicon: Lexicon, lacking: frozenset[str]) -> None:
    """Adds to `hits` what the fused words of a product's name are about."""
    for place, token in enumerate(text.tokens):
        if 2 * _SHORTEST <= len(token) <= LONGEST and not lexicon.begins(token):
            _add(hits, place, _first_inside(token, lexicon, lacking) or _stem(token, lexicon, lacking))


def _first_inside(token: bytes, lexicon: Lexicon, lacking: frozenset[str]) -> Term | None:
    """The first term that a relation can be about, in the words that the token is put together from."""
    words = words_in(token, lexicon.begins)
    found = lexicon.scan(Text(b" ".join(words).decode()), lacking).content if words else ()
    return next((hit.term for hit in found if hit.term.focus), None)


def _stem(token: bytes, lexicon: Lexicon, lacking: frozenset[str]) -> Term | None:
    """The longest stem that the token begins with."""
    for end in range(len(token) - 1, _SHORTEST, -1):
        if lexicon.begins(token[:end]):
            for hit in lexicon.scan(Text(token[:end].decode("utf-8", "ignore")), lacking).content:
                if "stem" in hit.term.groups:
                    return hit.term
    return None


def _add(hits: Scanned, place: int, term: Term | None) -> None:
    if term is not None:
        hit = Hit(place, place + 1, bisect_left(hits.breaks, place), term)
        insort(hits.content, hit, key=_START)
        for group in term.groups:
            insort(hits.by_group.setdefault(group, []), hit, key=_START)


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
