"""All terms in one table, and the single pass over a text's tokens that finds them.

The pass is one dictionary look-up a token; only where a first word is known are the longer forms compared. It is
linear in the tokens, whatever they are: a form has few words, and each place has one list of forms that begin there.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable
from dataclasses import dataclass, field, replace
from typing import TypeAlias

from labelwarden.matching.term import Form, Hit, Plane, Term, paths_above
from labelwarden.text.printed import Text
from labelwarden.text.tokens import BREAK

_Choice: TypeAlias = tuple[list[bytes], int, Term]
"""The words after the first, the number of words in all, and the term."""


@dataclass(slots=True)
class Hits:
    """The terms found in one text.

    `content` and `cues` are in the order of the text and free of overlaps; `by_group` has the hits of every group,
    phrases included, each list in the order of the text. `breaks` are the tokens that end a clause.
    """

    content: list[Hit] = field(default_factory=list)
    cues: list[Hit] = field(default_factory=list)
    phrases: list[Hit] = field(default_factory=list)
    breaks: list[int] = field(default_factory=list)
    by_group: dict[str, list[Hit]] = field(default_factory=dict)

    def of(self, group: str) -> list[Hit]:
        """The hits of a group, in the order of the text."""
        return self.by_group.get(group, _NONE)

    def without(self, group: str) -> Hits:
        """The same hits, less those that count only on a label that has `group`."""
        kept = Hits(breaks=self.breaks)
        for plane in ("content", "cues", "phrases"):
            setattr(kept, plane, [hit for hit in getattr(self, plane) if hit.term.only_with != group])
        for name, hits in self.by_group.items():
            if left := [hit for hit in hits if hit.term.only_with != group]:
                kept.by_group[name] = left
        return kept


_NONE: list[Hit] = []


class Lexicon:
    """Terms by their first word."""

    def __init__(self, terms: Iterable[Term]) -> None:
        self.terms = tuple(terms)
        by_first: dict[bytes, dict[Plane, list[_Choice]]] = defaultdict(lambda: {plane: [] for plane in Plane})
        for term in self.terms:
            first, *rest = term.words
            by_first[first][term.plane].append((rest, len(term.words), term))
        self._entries: dict[bytes, tuple[list[_Choice], list[_Choice], list[_Choice]] | None] = {BREAK: None}
        for first, planes in by_first.items():
            for choices in planes.values():
                # The longest first; of the same words, those that ask for more.
                choices.sort(key=lambda choice: (-choice[1], not choice[2].upper, choice[2].only_with is None))
            self._entries[first] = (planes[Plane.CONTENT], planes[Plane.CUE], planes[Plane.PHRASE])

    def scan(self, text: Text) -> Hits:
        """Every term in `text`."""
        tokens = text.tokens
        entries = self._entries
        hits = Hits()
        content, cues, phrases, by_group = hits.content, hits.cues, hits.phrases, hits.by_group
        clause = content_end = cue_end = 0
        for start, token in [(n, token) for n, token in enumerate(tokens) if token in entries]:
            entry = entries[token]
            if entry is None:
                hits.breaks.append(start)
                clause += 1
                continue
            of_content, of_cues, of_phrases = entry
            if of_content and start >= content_end:
                hit = _longest(text, tokens, start, clause, of_content)
                if hit is not None:
                    content_end = hit.end
                    content.append(hit)
                    for group in hit.term.groups:
                        by_group.setdefault(group, []).append(hit)
            if of_cues and start >= cue_end:
                hit = _longest(text, tokens, start, clause, of_cues)
                if hit is not None:
                    cue_end = hit.end
                    cues.append(hit)
                    for group in hit.term.groups:
                        by_group.setdefault(group, []).append(hit)
            for rest, size, term in of_phrases:
                if size == 1 or tokens[start + 1 : start + size] == rest:
                    hit = Hit(start, start + size, clause, term)
                    phrases.append(hit)
                    for group in term.groups:
                        by_group.setdefault(group, []).append(hit)
        return hits


def _longest(text: Text, tokens: list[bytes], start: int, clause: int, choices: list[_Choice]) -> Hit | None:
    for rest, size, term in choices:
        if (size == 1 or tokens[start + 1 : start + size] == rest) and (
            not term.upper or text.printed_upper(start, start + size)
        ):
            return Hit(start, start + size, clause, term)
    return None


def join_forms(forms: Iterable[Form]) -> list[Term]:
    """One term for all the groups that list the same form, in a fixed order."""
    paths: dict[tuple[tuple[bytes, ...], Plane, bool, str | None], set[str]] = defaultdict(set)
    finite: dict[tuple[tuple[bytes, ...], Plane, bool, str | None], bool] = defaultdict(bool)
    for form in forms:
        key = (form.words, form.plane, form.upper, form.only_with)
        paths[key].add(form.path)
        finite[key] |= form.finite
    terms = []
    for key in sorted(paths, key=lambda key: (key[0], key[1], key[2], key[3] or "")):
        words, plane, upper, only_with = key
        own = tuple(sorted(paths[key]))
        term = Term(words, own, plane, upper=upper, only_with=only_with, finite=finite[key])
        groups = {group for path in own for group in paths_above(path)}
        terms.append(replace(term, groups=tuple(sorted(groups))))
    return terms
