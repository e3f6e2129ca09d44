"""The one interface to matching: a text in, its terms, claims and contexts out.

`Matcher` is the reference implementation in pure Python, and the oracle of any faster one.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from typing import NamedTuple, Protocol

from labelwarden.matching.compounds import HASH, add_hashtags, add_names
from labelwarden.matching.contexts import Context, Contexts, Kinds, Target
from labelwarden.matching.hits import Hits, Scanned
from labelwarden.matching.judged import Judged, judge
from labelwarden.matching.lexicon import Lexicon, join_forms
from labelwarden.matching.relations import Joined, Relation, Relations
from labelwarden.matching.term import Form, Hit, words_of
from labelwarden.text.printed import Text


class Placed(NamedTuple):
    """A claim with the token and the number from which its places count: those of its clause, or 0 and 0."""

    judged: Judged
    offset: int = 0
    clause: int = 0


class Over(Protocol):
    """Answers which contexts hold over a term."""

    def over(self, target: Target, hit: Hit) -> list[Context]:
        """The contexts that hold over a single term, in their listed order."""


@dataclass(frozen=True, slots=True)
class Matcher:
    """Compiled vocabularies, relations and contexts. Holds no state of any text; one serves a whole run."""

    lexicon: Lexicon
    relations: Relations
    contexts: Contexts

    @classmethod
    def build(
        cls,
        forms: Iterable[Form],
        relations: Iterable[Relation] = (),
        contexts: Iterable[Context] = (),
        wordings: Iterable[str] = (),
    ) -> Matcher:
        joins = Relations(relations)
        prescribed = sorted({words_of(wording) for wording in wordings})
        return cls(Lexicon(join_forms(forms), joins, prescribed), joins, Contexts(contexts))

    def scan(self, text: Text, lacking: frozenset[str] = frozenset(), *, name: bool = False) -> Hits:
        """The terms of `text`, without those all of whose company is `lacking`.

        In the `name` of a product fused words are taken apart.
        """
        hits = self.lexicon.scan(text, lacking)
        if HASH in text.tokens:
            add_hashtags(hits, text, self.lexicon, lacking)
        if name:
            add_names(hits, text, self.lexicon, lacking)
        return hits

    def join(self, hits: Hits) -> list[Joined]:
        """The relations that hold between them."""
        return self.relations.join(_scanned(hits))

    def claims(self, hits: Hits, kinds: Kinds) -> Iterator[Placed]:
        """The relations that hold, each with what the contexts over it make of it, in the order of the text."""
        joined = self.join(hits)
        if joined:
            yield from map(Placed, judge(joined, self.contexts.all_over(hits, kinds).over_claim))

    def scopes(self, hits: Hits, kinds: Kinds) -> Over:
        """The contexts that hold over single terms."""
        return self.contexts.all_over(hits, kinds)


def _scanned(hits: Hits) -> Scanned:
    if not isinstance(hits, Scanned):
        raise TypeError(f"expected the terms of one scan, found {type(hits).__name__}")
    return hits
