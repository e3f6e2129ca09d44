"""A matcher that remembers clauses: a catalogue says the same things over and over.

All that matching finds lies inside one clause, but for the few contexts that go on behind theirs. So what a clause
holds is worked out once, counted from its own first token, and a text is put together from its clauses. The answers are
those of `Matcher`, whatever was read before.

Only what is told by the clause alone is kept: not where a term depends on capitals, and no clause of great length.
"""

from __future__ import annotations

from bisect import bisect_left
from collections.abc import Iterator
from dataclasses import dataclass, field
from operator import itemgetter

from labelwarden.matching.compounds import HASH, add_hashtags, add_names
from labelwarden.matching.contexts import Context, Contexts, Kinds, Scopes, Target
from labelwarden.matching.hits import NONE, Hits, Scanned
from labelwarden.matching.judged import Judged, judge
from labelwarden.matching.matcher import Matcher, Over, Placed
from labelwarden.matching.relations import Joined
from labelwarden.matching.term import Hit
from labelwarden.text.printed import Text

_KEPT = 1 << 13
"""Clauses of one generation; two are kept, about 55 MB where all are full of claims."""

_LONGEST = 400
"""Bytes of the longest clause that is kept; longer ones hardly come twice."""


class _Clause:
    """One clause: its terms, and its claims as far as the clause alone decides them."""

    __slots__ = ("by_group", "claims", "contexts", "hits", "size")

    def __init__(self, hits: Scanned, claims: tuple[Judged, ...], contexts: Scopes | None) -> None:
        self.hits = hits
        self.by_group = hits.by_group
        self.size = hits.size
        self.claims = claims
        self.contexts = contexts
        """Worked out where there is a claim; else when they are asked for."""


_NUMBER = itemgetter(2)
_NONE_REFUSED: frozenset[str] = frozenset()


class _Words:
    """The tokens of a clause, which may ask the text that they are cut from how they are printed."""

    __slots__ = ("_offset", "_text", "asked", "tokens")

    def __init__(self, tokens: list[bytes], text: Text, offset: int) -> None:
        self.tokens = tokens
        self._text = text
        self._offset = offset
        self.asked = False

    def printed_upper(self, first: int, last: int) -> bool:
        self.asked = True
        return self._text.printed_upper(first + self._offset, last + self._offset)


class Pieced:
    """The terms of a text, put together from its clauses."""

    __slots__ = ("_of", "_sizes", "groups", "placed", "refused", "size")

    def __init__(self, sizes: list[int], placed: list[tuple[_Clause, int, int]], refused: bool) -> None:
        self._sizes = sizes
        self.placed = placed
        self.size = sum(sizes) + len(sizes) - 1
        self.groups: frozenset[str] = frozenset().union(*[clause.by_group for clause, _, _ in placed])
        self.refused = {group for clause, _, _ in placed for group in clause.hits.refused} if refused else _NONE_REFUSED
        self._of: dict[str, list[Hit]] = {}

    def clause_of(self, hit: Hit) -> tuple[_Clause, int]:
        """The clause of a hit, and the token that the clause begins with."""
        place = bisect_left(self.placed, hit.clause, key=_NUMBER)
        clause, offset, _ = self.placed[place]
        return clause, offset

    @property
    def breaks(self) -> list[int]:
        breaks = []
        end = -1
        for size in self._sizes[:-1]:
            end += size + 1
            breaks.append(end)
        return breaks

    def of(self, group: str) -> list[Hit]:
        """The hits of a group, in the order of the text."""
        if group not in self.groups:
            return NONE
        found = self._of.get(group)
        if found is None:
            found = self._of[group] = [
                hit.moved(offset, number)
                for clause, offset, number in self.placed
                if group in clause.by_group
                for hit in clause.by_group[group]
            ]
        return found

    def all(self) -> list[Hit]:
        """Every hit: content, then cues, then phrases."""
        return [
            hit.moved(offset, number)
            for kind in ("content", "cues", "phrases")
            for clause, offset, number in self.placed
            for hit in getattr(clause.hits, kind)
        ]


class _Memory:
    """Clauses by their words and by the company that was lacking. When it is full, the older half is forgotten."""

    __slots__ = ("_old", "_young")

    def __init__(self) -> None:
        self._young: dict[tuple[bytes, frozenset[str]], _Clause] = {}
        self._old: dict[tuple[bytes, frozenset[str]], _Clause] = {}

    def __reduce__(self) -> tuple[type[_Memory], tuple[()]]:
        return _Memory, ()  # what one process read is of no use to another

    def __len__(self) -> int:
        return len(self._young.keys() | self._old.keys())

    def get(self, key: tuple[bytes, frozenset[str]]) -> _Clause | None:
        found = self._young.get(key)
        if found is None:
            found = self._old.get(key)
            if found is not None:
                self.keep(key, found)
        return found

    def keep(self, key: tuple[bytes, frozenset[str]], clause: _Clause) -> None:
        if len(self._young) >= _KEPT:
            self._old = self._young
            self._young = {}
        self._young[key] = clause


class _PiecedScopes:
    """The contexts over the terms of a pieced text: those of the clause, and those that reach it from outside."""

    __slots__ = ("_across", "_contexts", "_hits", "_kinds")

    def __init__(self, contexts: Contexts, hits: Pieced, kinds: Kinds) -> None:
        self._contexts = contexts
        self._hits = hits
        self._kinds = kinds
        self._across = contexts.across(hits, kinds)

    def over(self, target: Target, hit: Hit) -> list[Context]:
        """The contexts that hold over a single term, in their listed order."""
        clause, offset = self._hits.clause_of(hit)
        held = _inside(self._contexts, clause).over(target, hit.moved(-offset, 0))
        if self._across is not None and (across := self._across.over(target, hit)):
            return self._contexts.in_order((*held, *across), self._kinds)
        return held


@dataclass(frozen=True, slots=True)
class Remembering(Matcher):
    """A matcher with a memory. One serves one thread of work; forked or pickled, it begins anew."""

    _memory: _Memory = field(default_factory=_Memory, repr=False, compare=False)
    _names: _Memory = field(default_factory=_Memory, repr=False, compare=False)

    @classmethod
    def of(cls, matcher: Matcher) -> Remembering:
        return cls(matcher.lexicon, matcher.relations, matcher.contexts)

    @property
    def remembered(self) -> int:
        """How many clauses it remembers."""
        return len(self._memory) + len(self._names)

    def scan(self, text: Text, lacking: frozenset[str] = frozenset(), *, name: bool = False) -> Hits:
        """As `Matcher.scan`."""
        memory = self._names if name else self._memory
        sizes: list[int] = []
        placed: list[tuple[_Clause, int, int]] = []
        offset = 0
        refused = False
        for number, printed in enumerate(text.clauses):
            words = printed.strip()
            size = 0
            if words:
                clause = memory.get((words, lacking)) or self._read(words, lacking, text, offset, name=name)
                if clause.hits.refused:
                    refused = True
                size = clause.size
                placed.append((clause, offset, number))
            sizes.append(size)
            offset += size + 1
        return Pieced(sizes, placed, refused)

    def claims(self, hits: Hits, kinds: Kinds) -> Iterator[Placed]:
        """As `Matcher.claims`."""
        if not isinstance(hits, Pieced):
            yield from Matcher.claims(self, hits, kinds)
            return
        across = self.contexts.across(hits, kinds)
        for clause, offset, number in hits.placed:
            claims = clause.claims
            if claims and across is not None:
                claims = tuple(self._judged_anew(clause, offset, number, across, kinds))
            for judged in claims:
                yield Placed(judged, offset, number)

    def scopes(self, hits: Hits, kinds: Kinds) -> Over:
        """As `Matcher.scopes`."""
        if not isinstance(hits, Pieced):
            return Matcher.scopes(self, hits, kinds)
        return _PiecedScopes(self.contexts, hits, kinds)

    def _read(self, words: bytes, lacking: frozenset[str], text: Text, offset: int, *, name: bool) -> _Clause:
        cut = _Words(words.split(), text, offset)
        hits = self.lexicon.scan(cut, lacking)
        if HASH in cut.tokens:
            add_hashtags(hits, cut, self.lexicon, lacking)
        if name:
            add_names(hits, cut, self.lexicon, lacking)
        joined = self.relations.join(hits)
        contexts = self.contexts.inside(hits) if joined else None
        clause = _Clause(hits, () if contexts is None else tuple(judge(joined, contexts.over_claim)), contexts)
        if len(words) <= _LONGEST and not cut.asked:
            (self._names if name else self._memory).keep((words, lacking), clause)
        return clause

    def _judged_anew(self, clause: _Clause, offset: int, number: int, across: Scopes, kinds: Kinds) -> Iterator[Judged]:
        """The claims of a clause where contexts from outside reach it as well."""

        def over(joined: Joined) -> list[Context]:
            held = _inside(self.contexts, clause).over_claim(joined)
            reaching = across.over_claim(joined.moved(offset, number))
            return self.contexts.in_order((*held, *reaching), kinds) if reaching else held

        return judge([judged.joined for judged in clause.claims], over)


def _inside(contexts: Contexts, clause: _Clause) -> Scopes:
    if clause.contexts is None:
        clause.contexts = contexts.inside(clause.hits)
    return clause.contexts
