"""The one interface to matching: a text in, its terms, relations and contexts out.

`Matcher` is the reference implementation in pure Python, and the oracle of any faster one.
"""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass

from labelwarden.matching.compounds import HASH, add_hashtags, add_names
from labelwarden.matching.contexts import Context, Contexts, Scopes
from labelwarden.matching.lexicon import Hits, Lexicon, join_forms
from labelwarden.matching.relations import Joined, Relation, Relations
from labelwarden.matching.term import Form
from labelwarden.text.printed import Text


@dataclass(frozen=True, slots=True)
class Matcher:
    """Compiled vocabularies, relations and contexts. Holds no state of any text; one serves a whole run."""

    lexicon: Lexicon
    relations: Relations
    contexts: Contexts

    @classmethod
    def build(
        cls, forms: Iterable[Form], relations: Iterable[Relation] = (), contexts: Iterable[Context] = ()
    ) -> Matcher:
        joins = Relations(relations)
        return cls(Lexicon(join_forms(forms), joins), joins, Contexts(contexts))

    def scan(self, text: Text, lacking: frozenset[str] = frozenset(), *, name: bool = False) -> Hits:
        """The terms of `text`, without those that count only beside a term of a group in `lacking`.

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
        return self.relations.join(hits)

    def scopes(self, hits: Hits, panels: Iterable[tuple[str, int, int]], size: int) -> Scopes:
        """The contexts that hold over them.

        `panels` are the kinds of panel of the text, each with its tokens; `size` is the number of tokens.
        """
        return Scopes(self.contexts, hits, panels, size)
