"""The rules that are put to labels, and which of them a label is out of the scope of at one look.

Most rules speak of one kind of product or of one substance. For a label of a given class those of other classes are
never looked at, and those that ask for a substance only where the label names one.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence
from operator import attrgetter
from typing import NamedTuple, overload

from labelwarden.facts.facts import Facts
from labelwarden.rules.rule import Rule


class _OfKind(NamedTuple):
    """What is left of the rules for one class of product on one surface."""

    always: tuple[Rule, ...]
    with_substance: tuple[tuple[Rule, frozenset[str]], ...]


class _Triggered(NamedTuple):
    """The same, by what a label must name for a rule to find anything on it."""

    always: frozenset[Rule]
    groups: frozenset[str]
    by_group: dict[str, list[Rule]]


class Selection(Sequence[Rule]):
    """Rules in the order of their ids."""

    def __init__(self, rules: Iterable[Rule]) -> None:
        self._rules = tuple(rules)
        self._of_kind: dict[tuple[str, str], _OfKind] = {}
        self._triggered: dict[tuple[str, str], _Triggered] = {}

    @overload
    def __getitem__(self, index: int) -> Rule: ...

    @overload
    def __getitem__(self, index: slice) -> tuple[Rule, ...]: ...

    def __getitem__(self, index: int | slice) -> Rule | tuple[Rule, ...]:
        return self._rules[index]

    def __iter__(self) -> Iterator[Rule]:
        return iter(self._rules)

    def __len__(self) -> int:
        return len(self._rules)

    def in_scope(self, facts: Facts) -> list[Rule]:
        """The rules that may apply to a label, in their order; all others are not applicable to it."""
        kind = facts.type.value, facts.labeling.surface.value
        if kind not in self._of_kind:
            self._of_kind[kind] = self._narrowed(*kind)
        always, with_substance = self._of_kind[kind]
        contained = facts.contained
        if not contained:
            return list(always)
        named = [rule for rule, substances in with_substance if not contained.isdisjoint(substances)]
        return sorted((*always, *named), key=lambda rule: rule.id) if named else list(always)

    def telling(self, facts: Facts) -> list[Rule]:
        """The rules that may apply to a label and can find something on it, in their order."""
        kind = facts.type.value, facts.labeling.surface.value
        if kind not in self._triggered:
            self._triggered[kind] = _by_trigger(self._narrowed(*kind))
        triggered = self._triggered[kind]
        found = set(triggered.always)
        present = facts.present
        for group in triggered.groups & present:
            found.update(triggered.by_group[group])
        return sorted([rule for rule in found if rule.check.can_find(facts)], key=_ID)

    def _narrowed(self, type: str, surface: str) -> _OfKind:
        always: list[Rule] = []
        with_substance: list[tuple[Rule, frozenset[str]]] = []
        for rule in self._rules:
            if rule.surface not in ("both", surface):
                continue
            scopes = [scope for scope in rule.when if not scope.type or type in scope.type]
            if rule.when and not scopes:
                continue
            if scopes and all(scope.contains for scope in scopes):
                with_substance.append((rule, frozenset(name for scope in scopes for name in scope.contains)))
            else:
                always.append(rule)
        return _OfKind(tuple(always), tuple(with_substance))


def _by_trigger(left: _OfKind) -> _Triggered:
    """The rules that look at every label, and the others by the groups that they find something of, or apply to."""
    always: list[Rule] = []
    by_trigger: dict[str, list[Rule]] = {}
    for rule, triggers in (*((rule, rule.check.triggers()) for rule in left.always), *left.with_substance):
        if triggers is None:
            always.append(rule)
        for group in triggers or ():
            by_trigger.setdefault(group, []).append(rule)
    return _Triggered(frozenset(always), frozenset(by_trigger), by_trigger)


_ID = attrgetter("id")
