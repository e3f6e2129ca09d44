"""A rule's verdict on a label as it is reported, and the result for the whole label."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import date
from typing import Literal

from labelwarden.findings.observation import Considered, Evidence
from labelwarden.findings.scales import Category, Confidence, Outcome, Severity, Status, Sureness, Verdict
from labelwarden.label.panel import Panel


@dataclass(frozen=True, slots=True)
class Basis:
    """A place in the law, where it was read, how sure that is, and the day it was looked at."""

    cite: str
    url: str | None
    source: Sureness
    as_of: date


@dataclass(frozen=True, slots=True)
class Precedent:
    """A warning letter that cited the same."""

    recipient: str
    date: date
    url: str | None = None
    cites: tuple[str, ...] = ()
    """The sections of the act that it cited, where they are known."""


@dataclass(frozen=True, slots=True)
class Topic:
    """A group of conditions that a claim is about, with the words by which it is named."""

    group: str
    words: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class Finding:
    """A rule that is violated, or that could not be judged on something that was given."""

    rule: str
    title: str
    category: Category
    severity: Severity
    confidence: Confidence
    outcome: Outcome
    tags: tuple[str, ...]
    message: str
    remedy: str
    jurisdiction: str
    status: Status
    source: Sureness
    basis: tuple[Basis, ...]
    precedents: tuple[Precedent, ...]
    evidence: tuple[Evidence, ...]
    fingerprint: str
    also: tuple[str, ...] = ()
    conditions: tuple[Topic, ...] = ()


@dataclass(frozen=True, slots=True)
class Duty:
    """One line of the checklist: a rule that was put to the label, and how it came out."""

    rule: str
    title: str
    outcome: Outcome
    reason: str
    evidence: tuple[Evidence, ...] = ()


@dataclass(frozen=True, slots=True)
class Waived:
    """A finding that somebody answers for: it counts for nothing, and stays visible with the reason."""

    finding: Finding
    reason: str
    by: Literal["waiver", "baseline"]


@dataclass(frozen=True, slots=True)
class LabelResult:
    """All that is said about one label.

    `error` is set, and the verdict is `error`, when the label could not be read.
    """

    source: str
    product: str | None
    type: str | None
    verdict: Verdict
    error: str | None = None
    findings: tuple[Finding, ...] = ()
    panels: tuple[Panel, ...] = ()
    considered: tuple[Considered, ...] = ()
    duties: tuple[Duty, ...] = ()
    outcomes: Mapping[Outcome, int] = field(default_factory=dict)
    notes: tuple[str, ...] = ()
    waived: tuple[Waived, ...] = ()
