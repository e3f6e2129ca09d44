"""Words as they were printed, where a reader of pictures glued, split or misread them: "treatsdia betes", "diseasc".

The vocabulary tells which words there are. What it knows stays as it was read; what it does not know is taken apart,
put together or read as a word that looks the same. A "not" is taken out of glued letters only where the vocabulary or
the language has it beside its neighbour, and none is ever put into another word; digits stay as they are. The print is
not rewritten: the changes are a step of folding, with the way back.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator, Sequence
from functools import lru_cache
from itertools import chain, pairwise

from labelwarden.matching.lexicon import Lexicon
from labelwarden.matching.misread import NEGATIONS, shape


def _words(listed: str) -> frozenset[str]:
    return frozenset(listed.split())


_LITTLE = _words(
    "a age all also an and any are as ask at be been before but by can consult contact daily did do does during each "
    "else every for from get had has have help helps her his how if in into is it its may more most must of off on one "
    "only or other our out over per such take than that the their them then these they this to under up us use used "
    "using was we were what when which while who will with you your"
)
"""Words of the language that are glued to others most; the vocabulary lists few of them by themselves."""

_WHOLE = _words(
    "another caloric cannot denote knot monotone none nonetheless noon nor normal north nose notable notably notary "
    "notation notch note noted notes nothing notice noticeable noticed notification notify notion notorious "
    "notwithstanding nova novel now nowhere piano snot throughout underneath understand understanding understood"
)
"""Words that look as if a negation, or another word, were glued to something."""

_BESIDE_NOT = frozenset(
    {
        *((word, "not") for word in ("are", "can", "could", "did", "do", "does", "has", "have", "is", "may", "must")),
        *((word, "not") for word in ("product", "should", "statement", "statements", "was", "were", "will", "would")),
        *(("not", word) for word in ("be", "been", "contain", "evaluated", "exceed", "for", "intended", "meant")),
        *(("not", word) for word in ("recommended", "suitable", "take", "use", "used")),
    }
)

_SHORTEST = 4
"""Letters of a word that is found in glued letters, but for the little ones."""

_TELLING = 5
"""Letters of a word that hardly stands in another one by chance."""

_GLUED = 7
_LONGEST = 60
_JOINED = 6
_MISREAD = 5
_PIECES = 3
_DIGITS = str.maketrans("015i", "olsl")
"""What digits are taken for, and letters like them."""

_BEFORE_NUMBER = _words("age aged ages exceed least most of over than to under")
_BEHIND_NUMBER = _words("and day days hour hours minutes month months of or years yrs")

_CHUNK = re.compile(r"[^\s|]+")
_ADDRESS = re.compile(r"[#@/\\]|www|[a-z0-9]\.[a-z]")
_TOKEN = re.compile(r"[^\W_]+")
_NUMBERED = re.compile(r"(?P<letters>[a-z]+)(?=\d+$)|(?P<digits>\d+)(?=[a-z]+$)")

Change = tuple[int, int, str]
"""A range of a folded text, and what stands there instead."""


class Mending:
    """The words that are known, and what becomes of those that are not."""

    def __init__(self, phrases: Iterable[Sequence[str]]) -> None:
        listed: set[str] = set()
        pairs = set(_BESIDE_NOT)
        for phrase in phrases:
            listed.update(word for word in phrase if word.isalpha())
            pairs.update(pairwise(phrase))
        self._listed = frozenset(word for word in listed if len(word) >= _SHORTEST)
        self._known = frozenset(listed | _LITTLE | _WHOLE | NEGATIONS)
        self._pairs = frozenset(pairs)
        self._with_negation = {
            one + other: len(one)
            for one, other in pairs
            if NEGATIONS.intersection((one, other)) and ((one, other) in _BESIDE_NOT or len(one + other) > _MISREAD)
        }
        by_shape: dict[str, str] = {}
        for word in sorted(self._listed):
            if len(word) >= _MISREAD:
                seen = _seen(word)
                by_shape[seen] = "" if seen in by_shape else word
        self._by_shape = by_shape

    def changes(self, folded: str) -> list[Change]:
        """What is to be read differently in a folded text, in its order.

        >>> Mending([["not", "intended"], ["any", "disease"]]).changes("notintended any diseasc")
        [(3, 3, ' '), (16, 23, 'disease')]
        """
        changes: list[Change] = []
        tokens = list(_tokens(folded))
        place = 0
        while place < len(tokens):
            start, end, token = tokens[place]
            place += 1
            if token in self._known or token.isdecimal():
                # A whole word may be the first part of one that was split: "be nefits".
                joined = self._joined(folded, tokens, place - 1)
                if joined:
                    changes += joined
                    place += len(joined)
                continue
            if joined := self._joined(folded, tokens, place - 1):
                changes += joined
                place += len(joined)
            elif cuts := self.cuts(token) or self._beside_number(token):
                changes += ((start + cut, start + cut, " ") for cut in cuts)
            elif (word := self._misread(token)) and word != token:
                changes.append((start, end, word))
        return changes

    def _joined(self, folded: str, tokens: Sequence[tuple[int, int, str]], place: int) -> list[Change]:
        """The spaces to take away where the tokens from `place` on are the pieces of one word."""
        pieces = [tokens[place][2]]
        spaces: list[Change] = []
        for (_, end, _), (start, _, token) in zip(
            tokens[place : place + _PIECES - 1], tokens[place + 1 : place + _PIECES], strict=False
        ):
            if folded[end:start] != " ":
                return []
            pieces.append(token)
            spaces.append((end, start, ""))
            word = "".join(pieces)
            if (
                len(word) >= _JOINED
                and word in self._listed
                and not self._known.issuperset(pieces)
                and NEGATIONS.isdisjoint(pieces)
            ):
                return spaces
        return []

    def cuts(self, token: str) -> list[int]:
        """Where letters fall apart into known words, the fewest; nowhere where they do not, or may well be one word."""
        if token in self._with_negation:
            return [self._with_negation[token]]
        if not (_GLUED <= len(token) <= _LONGEST and token.isalpha()):
            return []
        # For each place from which the end can be reached by whole words: their ends.
        reached: dict[int, tuple[int, ...]] = {len(token): ()}
        for start in range(len(token) - 1, -1, -1):
            best: tuple[int, ...] | None = None
            for end, further in reached.items():
                word = token[start:end]
                if not self._fits(word, token[end : further[0]] if further else ""):
                    continue
                if best is None or len(further) + 1 < len(best):
                    best = (end, *further)
            if best is not None:
                reached[start] = best
        ends = reached.get(0, ())
        words = [token[start:end] for start, end in zip((0, *ends), ends, strict=False)]
        return list(ends[:-1]) if self._are_glued(words) else []

    def _fits(self, word: str, following: str) -> bool:
        """Whether a word may stand in glued letters before the one that follows."""
        if following in NEGATIONS and (word, following) in self._pairs:
            return word in self._known
        if word in NEGATIONS:
            return True  # whether it may stand there is asked of the whole
        return word in _LITTLE or (len(word) >= _SHORTEST and (word in self._listed or word in _WHOLE))

    def _are_glued(self, words: Sequence[str]) -> bool:
        """Whether the words are ones that somebody glued, and not the syllables of another."""
        pairs = list(pairwise(words))
        for place, word in enumerate(words):
            if word in NEGATIONS and not self._pairs.intersection(pairs[max(place - 1, 0) : place + 1]):
                return False
        if self._pairs.intersection(pairs):
            return True
        telling = [word for word in words if len(word) >= _TELLING and word not in _LITTLE]
        # A strange word falls into syllables, too: the polypore is no "polyp or us".
        return len(telling) > 1 or (len(telling) == 1 and len(words) == 2 and not _LITTLE.isdisjoint(words))

    def _beside_number(self, token: str) -> list[int]:
        """Where a number ends that is glued to a word which goes with ages and times; where letters behind it do."""
        found = _NUMBERED.match(token)
        if found is None:
            return []
        end = found.end()
        if found["letters"]:
            return [end] if token[:end] in _BEFORE_NUMBER else []
        further = self.cuts(token[end:])
        first = token[end : end + further[0]] if further else token[end:]
        return [end, *(end + cut for cut in further)] if first in _BEHIND_NUMBER else []

    def _misread(self, token: str) -> str:
        """The one known word that looks the same; empty where there is none, or a choice."""
        if len(token) < _MISREAD or 2 * sum(map(str.isdecimal, token)) > len(token):
            return ""
        word = self._by_shape.get(shape(token), "")
        return word if len(word) > _MISREAD else self._by_shape.get(token.translate(_DIGITS), "")


def _seen(word: str) -> str:
    """What a word is known by: a short one by less, since many a short word looks like another."""
    return shape(word) if len(word) > _MISREAD else word.translate(_DIGITS)


@lru_cache(maxsize=4)
def mending_by(lexicon: Lexicon) -> Mending:
    """The mending by the words of a lexicon and of prescribed wordings; made when the first picture comes."""
    phrases = chain((entry.words for entry in lexicon.entries), lexicon.wordings)
    return Mending([word.decode("utf-8", "replace") for word in phrase] for phrase in phrases)


def _tokens(folded: str) -> Iterator[tuple[int, int, str]]:
    """The words of a folded text that are no part of an address or a hashtag."""
    for chunk in _CHUNK.finditer(folded):
        if not _ADDRESS.search(chunk.group()):
            for token in _TOKEN.finditer(folded, *chunk.span()):
                yield token.start(), token.end(), token.group()
