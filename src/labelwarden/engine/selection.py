"""The rules that are put to labels, and which of them a label is out of the scope of at one look.

Most rules speak of one kind of product or of one substance. For a label of a given class those of other classes are
never looked at, and those that ask for a substance only where the label names one.
"""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from typing import NamedTuple, overload

from labelwarden.facts.facts import Facts
from labelwarden.rules.rule import Rule


class _OfKind(NamedTuple):
    """What is left of the rules for one class of product on one surface."""

    always: tuple[Rule, ...]
    with_substance: tuple[tuple[Rule, frozenset[str]], ...]


class Selection(Sequence[Rule]):
    """Rules in the order of their ids."""

    def __init__(self, rules: Iterable[Rule]) -> None:
        self._rules = tuple(rules)
        self._of_kind: dict[tuple[str, str], _OfKind] = {}

    @overload
    def __getitem__(self, index: int) -> Rule: ...

    @overload
    def __getitem__(self, index: slice) -> tuple[Rule, ...]: ...

    def __getitem__(self, index: int | slice) -> Rule | tuple[Rule, ...]:
        return self._rules[index]

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
