"""The scales of the contract: how a rule came out, how bad, how sure of the label, how sure of the law."""

from __future__ import annotations

from enum import StrEnum


class Outcome(StrEnum):
    """How one rule came out on one label."""

    MET = "met"
    VIOLATED = "violated"
    UNDETERMINED = "undetermined"
    NOT_VISIBLE = "not-visible"
    NOT_APPLICABLE = "not-applicable"


class Severity(StrEnum):
    """How bad a violation is. A `note` never counts for the verdict."""

    CRITICAL = "critical"
    MAJOR = "major"
    MINOR = "minor"
    NOTE = "note"

    @property
    def rank(self) -> int:
        """0 for the worst."""
        return _SEVERITY_RANK[self]


class Confidence(StrEnum):
    """How sure it is that the label does this; `low` means that a person has to look."""

    HIGH = "high"
    MEDIUM = "medium"
    LOW = "low"

    @property
    def rank(self) -> int:
        """0 for the surest."""
        return _CONFIDENCE_RANK[self]

    def capped(self, cap: Confidence) -> Confidence:
        """The less sure of the two."""
        return self if self.rank >= cap.rank else cap

    def lowered(self) -> Confidence:
        """One step less sure; `low` stays."""
        return (Confidence.MEDIUM, Confidence.LOW, Confidence.LOW)[self.rank]


class Sureness(StrEnum):
    """How sure the law is: read in a source, read second-hand, or not confirmed."""

    VERIFIED = "verified"
    SECONDARY = "secondary"
    UNCONFIRMED = "unconfirmed"


class Status(StrEnum):
    """Where a rule stands in its life."""

    EXPERIMENTAL = "experimental"
    STABLE = "stable"
    DEPRECATED = "deprecated"


class Category(StrEnum):
    """What kind of fault a finding is."""

    CLAIM = "claim"
    INGREDIENT = "ingredient"
    STATEMENT = "statement"
    AGE = "age"
    AMOUNT = "amount"
    PRESENTATION = "presentation"
    FIELD = "field"


class Verdict(StrEnum):
    """What becomes of the label as a whole."""

    FAIL = "fail"
    REVIEW = "review"
    PASS = "pass"
    ERROR = "error"


_SEVERITY_RANK = {severity: rank for rank, severity in enumerate(Severity)}
_CONFIDENCE_RANK = {confidence: rank for rank, confidence in enumerate(Confidence)}
