"""The old rules and the new ones, and a quick look at whether they can differ on a label at all.

Most changes touch a few rules, and leave the vocabularies alone. Then the findings on a label can differ only where a
rule that is not the same on both sides has something to say; all others need not be run, which makes a catalogue of a
million products a matter of minutes.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass, field
from functools import cache, lru_cache
from operator import attrgetter
from typing import Any, TypeAlias

from labelwarden.checker import Checker
from labelwarden.engine.check_label import observe
from labelwarden.facts.facts import Facts
from labelwarden.findings.finding import LabelResult
from labelwarden.impact.changes import Change, changes_of
from labelwarden.label.labeling import Labeling
from labelwarden.matching.lexicon import Lexicon
from labelwarden.matching.matcher import Matcher
from labelwarden.matching.term import Entry
from labelwarden.rules.rule import Rule

_Rules: TypeAlias = tuple[Rule, ...]

# What of a rule decides on findings and on how they are merged; its words may change.
_WEIGHS = attrgetter(
    *("id", "jurisdiction", "severity", "confidence", "status", "surface", "when", "unless", "check", "replaces")
)


@dataclass(slots=True)
class Sides:
    """Two checkers to be compared."""

    old: Checker
    new: Checker
    renamed: dict[str, str] = field(init=False)
    same_words: bool = field(init=False)
    _differing: dict[tuple[str, ...], tuple[_Rules, _Rules]] = field(init=False, default_factory=dict)

    def __post_init__(self) -> None:
        self.renamed = {name: rule.id for rule in self.new.rulebook.rules for name in rule.replaces}
        self.same_words = _see_the_same(self.old.rulebook.matcher, self.new.rulebook.matcher)

    def may_differ(self, labeling: Labeling) -> bool:
        """Whether the findings on a label can differ; False is sure."""
        if not self.same_words:
            return True
        return any(
            observe(rule, facts).grounds
            for rules, checker in zip(self.differing(labeling.jurisdictions), (self.old, self.new), strict=True)
            if rules
            for facts in (Facts(labeling, checker.rulebook.matcher),)
            for rule in rules
        )

    def differing(self, places: Sequence[str]) -> tuple[_Rules, _Rules]:
        """The rules in force for these places that the other side does not have alike."""
        key = tuple(places)
        if key not in self._differing:
            old = self.old.rules_for(self.old.jurisdictions or places)
            new = self.new.rules_for(self.new.jurisdictions or places)
            self._differing[key] = tuple(_not_among(old, new)), tuple(_not_among(new, old))
        return self._differing[key]

    def changes(self, before: LabelResult, after: LabelResult) -> Iterator[Change]:
        """Every finding that differs between the two results."""
        return changes_of(before, after, self.renamed)


def _not_among(rules: Sequence[Rule], others: Sequence[Rule]) -> Iterator[Rule]:
    known: dict[str, Any] = {rule.id: _WEIGHS(rule) for rule in others}
    return (rule for rule in rules if known.get(rule.id) != _WEIGHS(rule))


def _see_the_same(one: Matcher, other: Matcher) -> bool:
    """Whether two matchers find the same in a text, apart from phrases that rules bring themselves."""
    return (
        one.relations.relations == other.relations.relations
        and one.contexts.contexts == other.contexts.contexts
        and _vocabulary(one.lexicon) == _vocabulary(other.lexicon)
    )


@lru_cache(maxsize=2)  # one of the two sides is often the same as the last time
def _vocabulary(lexicon: Lexicon) -> frozenset[Entry]:
    return frozenset(
        entry._replace(paths=shared) if (shared := _shared(entry.paths)) != entry.paths else entry
        for entry in lexicon.entries
        if _shared(entry.paths)
    )


@cache
def _shared(paths: tuple[str, ...]) -> tuple[str, ...]:
    """The groups among them, without the phrases that rules bring themselves."""
    return tuple(path for path in paths if not path.startswith("="))
