"""A rule as the engine runs it: the law, the scope and the check, without the file it came from."""

from __future__ import annotations

from dataclasses import dataclass, field
from datetime import date
from typing import Any, Literal, TypeAlias

from labelwarden.checks.base import Check
from labelwarden.findings.finding import Basis, Precedent
from labelwarden.findings.scales import Category, Confidence, Severity, Status, Sureness
from labelwarden.rules.scope import Scope


@dataclass(frozen=True, slots=True)
class Pack:
    """A pack as a report names it."""

    id: str
    title: str
    version: str
    jurisdiction: str
    authority: str
    file: str


Example: TypeAlias = str | dict[str, Any]
"""The text of a whole label, or a label as one types it."""


@dataclass(frozen=True, slots=True)
class Examples:
    """Labels with a known answer, run as tests."""

    violated: tuple[Example, ...]
    met: tuple[Example, ...]
    near_miss: tuple[Example, ...]
    undetermined: tuple[Example, ...] = ()
    not_visible: tuple[Example, ...] = ()


@dataclass(frozen=True, slots=True, eq=False)
class Rule:
    """One requirement or prohibition."""

    id: str
    pack: Pack
    title: str
    rationale: str
    severity: Severity
    confidence: Confidence
    status: Status
    surface: Literal["label", "listing", "both"]
    tags: tuple[str, ...]
    when: tuple[Scope, ...]
    unless: tuple[Scope, ...]
    check: Check
    message: str
    remedy: str
    basis: tuple[Basis, ...]
    precedents: tuple[Precedent, ...]
    effective_from: date | None
    effective_to: date | None
    review_by: date | None
    replaces: tuple[str, ...]
    false_alarms: tuple[str, ...]
    examples: Examples
    heir: str | None = None
    source: Sureness = field(init=False)
    """How sure the law is: as sure as the least sure basis."""
    specificity: int = field(init=False)
    """How narrow the rule is: of two that say the same of the same words the narrower one is shown."""

    @property
    def category(self) -> Category:
        return self.check.found_as

    @property
    def jurisdiction(self) -> str:
        return self.pack.jurisdiction

    def __post_init__(self) -> None:
        # Asked for by every finding and every label, and always the same.
        set_once = object.__setattr__
        set_once(self, "source", max((basis.source for basis in self.basis), key=list(Sureness).index))
        narrow = sum(1 + 2 * bool(scope.contains) + bool(scope.type) + bool(scope.form) for scope in self.when)
        set_once(self, "specificity", narrow)

    def in_force(self, as_of: date) -> bool:
        """Whether the rule holds on a day."""
        return (self.effective_from is None or self.effective_from <= as_of) and (
            self.effective_to is None or as_of <= self.effective_to
        )

    def matches(self, selector: str) -> bool:
        """Whether a selector of the command line means this rule: its id, the head of it, its category or a tag."""
        return (
            self.id == selector
            or self.id.startswith(selector.rstrip(".") + ".")
            or selector == self.category.value
            or selector in self.tags
            or selector in self.replaces
        )
