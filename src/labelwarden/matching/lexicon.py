"""All terms in one table, and the single pass over a text's tokens that finds them.

The pass is one dictionary look-up a token; only where a first word is known are the longer forms compared. It is
linear in the tokens, whatever they are: a form has few words, and each place has one list of forms that begin there.
"""

from __future__ import annotations

import marshal
from collections import defaultdict
from collections.abc import Iterable, Iterator, Sequence
from functools import cached_property
from itertools import compress
from typing import Protocol, TypeAlias

from labelwarden.matching.hits import Scanned
from labelwarden.matching.term import Entry, Form, Hit, Plane, Term
from labelwarden.text.tokens import BREAK

_Plane: TypeAlias = tuple[tuple[int, ...], dict[bytes, list[tuple[list[bytes], int, int]]]]
"""What begins with one word: the entries that are this word alone, and the longer ones by their second word, each with
the words after that, the number of words in all, and the number of the entry."""

_Planes: TypeAlias = list[_Plane | None]
"""Content, cues, phrases; empty for the token that ends a clause."""

_Kind: TypeAlias = tuple[tuple[str, ...], str, bool, tuple[str, ...], bool]
"""All of an entry but its words: a few hundred kinds serve many thousand entries."""

_PLANES = (Plane.CONTENT, Plane.CUE, Plane.PHRASE)


class Words(Protocol):
    """What is scanned: tokens, and whether some of them are printed in capitals."""

    @property
    def tokens(self) -> list[bytes]: ...

    def printed_upper(self, first: int, last: int) -> bool: ...


class Joins(Protocol):
    """What makes a term of an entry: it knows the relations that the term can take part in."""

    def term_of(self, entry: Entry) -> Term: ...


_NO_GROUPS: frozenset[str] = frozenset()


class Lexicon:
    """Entries by their first word.

    An entry becomes a term when its words are first found: a vocabulary has many thousand entries, a label a few
    dozen of them, and a lexicon that is read from a cache should cost no more than what it is asked for. For the same
    reason it is kept as plain lists and tuples, which `marshal` reads ten times faster than objects.
    """

    def __init__(self, entries: Sequence[Entry], joins: Joins, wordings: Iterable[tuple[bytes, ...]] = ()) -> None:
        self._joins = joins
        self.wordings = tuple(wordings)
        """Words that are prescribed and are no terms; what glued letters are taken apart into knows them, too."""
        kinds: dict[_Kind, int] = {}
        self._kind_of = [
            kinds.setdefault((entry.paths, entry.plane.value, *entry[3:]), len(kinds)) for entry in entries
        ]
        self._kinds = list(kinds)
        self._by_first: dict[bytes, _Planes] = {BREAK: []}
        self._terms: dict[int, Term] = {}
        # The longest first; of the same words, those that ask for more.
        order = sorted(
            range(len(entries)),
            key=lambda n: (-len(entries[n].words), not entries[n].upper, not entries[n].only_with, n),
        )
        for number in order:
            words = entries[number].words
            planes = self._by_first.setdefault(words[0], [None, None, None])
            if not planes:
                raise ValueError("an entry cannot begin with a break")
            place = _PLANES.index(entries[number].plane)
            alone, longer = planes[place] or ((), {})
            if len(words) == 1:
                alone = (*alone, number)
            else:
                longer.setdefault(words[1], []).append((list(words[2:]), len(words), number))
            planes[place] = (alone, longer)

    def __getstate__(self) -> tuple[Joins, bytes]:
        return self._joins, marshal.dumps((self._kinds, self._kind_of, self._by_first, self.wordings))

    def __setstate__(self, state: tuple[Joins, bytes]) -> None:
        self._joins, kept = state
        # Part of a pickle that is trusted or not read.
        self._kinds, self._kind_of, self._by_first, self.wordings = marshal.loads(kept)  # noqa: S302
        self._terms = {}

    @cached_property
    def needs(self) -> frozenset[str]:
        """The groups beside which some entries count, and without which they do not."""
        return frozenset(group for _, _, _, only_with, _ in self._kinds for group in only_with)

    @property
    def entries(self) -> tuple[Entry, ...]:
        """All entries, in a fixed order."""
        words: dict[int, tuple[bytes, ...]] = {}
        for first, planes in self._by_first.items():
            for plane in planes:
                alone, longer = plane or ((), {})
                words.update((number, (first,)) for number in alone)
                for second, choices in longer.items():
                    words.update((number, (first, second, *rest)) for rest, _, number in choices)
        # A few hundred kinds: what is the same for thousands of entries is made once.
        kinds = [(paths, Plane(plane), upper, with_, finite) for paths, plane, upper, with_, finite in self._kinds]
        return tuple([Entry(words[number], *kinds[self._kind_of[number]]) for number in sorted(words)])

    def _entry(self, number: int, words: tuple[bytes, ...]) -> Entry:
        paths, plane, upper, only_with, finite = self._kinds[self._kind_of[number]]
        return Entry(words, paths, Plane(plane), upper, only_with, finite)

    def _term(self, number: int, words: Sequence[bytes]) -> Term:
        term = self._terms[number] = self._joins.term_of(self._entry(number, tuple(words)))
        return term

    def begins(self, word: bytes) -> bool:
        """Whether some form begins with `word`."""
        return word in self._by_first

    def scan(self, text: Words, lacking: frozenset[str] = _NO_GROUPS) -> Scanned:
        """Every term in `text`, without those all of whose company is `lacking`."""
        tokens = text.tokens
        by_first = self._by_first
        hits = Scanned(len(tokens))
        content, cues, phrases, breaks = hits.content, hits.cues, hits.phrases, hits.breaks
        clause = content_end = cue_end = 0
        count = len(tokens)
        # Most tokens begin no term; they are passed over without a step of the interpreter.
        for start in compress(range(count), map(by_first.__contains__, tokens)):
            planes = by_first[tokens[start]]
            if not planes:
                breaks.append(start)
                clause += 1
                continue
            of_content, of_cues, of_phrases = planes
            following = tokens[start + 1] if start + 1 < count else BREAK
            if of_content is not None and start >= content_end and (of_content[0] or following in of_content[1]):
                hit = self._longest(text, start, clause, of_content, lacking, hits.refused)
                if hit is not None:
                    content_end = hit.end
                    content.append(hit)
            if of_cues is not None and start >= cue_end and (of_cues[0] or following in of_cues[1]):
                hit = self._longest(text, start, clause, of_cues, lacking, hits.refused)
                if hit is not None:
                    cue_end = hit.end
                    cues.append(hit)
            if of_phrases is not None and (of_phrases[0] or following in of_phrases[1]):
                phrases.extend(self._every(text, start, clause, of_phrases, lacking, hits.refused))
        return hits

    def _longest(
        self, text: Words, start: int, clause: int, plane: _Plane, lacking: frozenset[str], refused: set[str]
    ) -> Hit | None:
        # The first that `_every` gives and that is printed as it asks, without the cost of a generator.
        alone, longer = plane
        tokens = text.tokens
        if longer and start + 1 < len(tokens):
            for rest, size, number in longer.get(tokens[start + 1], ()):
                if size == 2 or tokens[start + 2 : start + size] == rest:
                    term = self._terms.get(number) or self._term(number, tokens[start : start + size])
                    if not term.upper or text.printed_upper(start, start + size):
                        if not term.only_with or not lacking.issuperset(term.only_with):
                            return Hit(start, start + size, clause, term)
                        refused.update(term.only_with)
        for number in alone:
            term = self._terms.get(number) or self._term(number, tokens[start : start + 1])
            if not term.upper or text.printed_upper(start, start + 1):
                if not term.only_with or not lacking.issuperset(term.only_with):
                    return Hit(start, start + 1, clause, term)
                refused.update(term.only_with)
        return None

    def _every(
        self, text: Words, start: int, clause: int, plane: _Plane, lacking: frozenset[str], refused: set[str]
    ) -> Iterator[Hit]:
        """The terms of one plane that begin at `start`, the longest first."""
        alone, longer = plane
        tokens = text.tokens
        if longer and start + 1 < len(tokens):
            for rest, size, number in longer.get(tokens[start + 1], ()):
                if size == 2 or tokens[start + 2 : start + size] == rest:
                    term = self._terms.get(number) or self._term(number, tokens[start : start + size])
                    if term.upper and not text.printed_upper(start, start + size):
                        continue
                    if not term.only_with or not lacking.issuperset(term.only_with):
                        yield Hit(start, start + size, clause, term)
                    else:
                        refused.update(term.only_with)
        for number in alone:
            term = self._terms.get(number) or self._term(number, tokens[start : start + 1])
            if term.upper and not text.printed_upper(start, start + 1):
                continue
            if not term.only_with or not lacking.issuperset(term.only_with):
                yield Hit(start, start + 1, clause, term)
            else:
                refused.update(term.only_with)


def join_forms(forms: Iterable[Form]) -> list[Entry]:
    """One entry for all the groups that list the same form, in a fixed order."""
    paths: dict[tuple[tuple[bytes, ...], Plane, bool, tuple[str, ...]], set[str]] = defaultdict(set)
    finite: set[tuple[tuple[bytes, ...], Plane, bool, tuple[str, ...]]] = set()
    for form in forms:
        key = (form.words, form.plane, form.upper, form.only_with)
        paths[key].add(form.path)
        if form.finite:
            finite.add(key)
    ordered = sorted(paths, key=lambda key: (key[0], key[1], key[2], key[3]))
    return [
        Entry(words, tuple(sorted(paths[key])), plane, upper, only_with, key in finite)
        for key in ordered
        for words, plane, upper, only_with in [key]
    ]
