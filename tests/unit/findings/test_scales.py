"""The order of each scale, and the verdict that follows from findings."""

from __future__ import annotations

from dataclasses import replace

import pytest

from labelwarden.findings.finding import Finding
from labelwarden.findings.observation import Evidence
from labelwarden.findings.scales import Category, Confidence, Outcome, Severity, Status, Sureness, Verdict
from labelwarden.findings.verdict import is_sure, verdict_of

FINDING = Finding(
    rule="us.x.a",
    title="A",
    category=Category.CLAIM,
    severity=Severity.MINOR,
    confidence=Confidence.MEDIUM,
    outcome=Outcome.VIOLATED,
    tags=(),
    message="m",
    remedy="r",
    jurisdiction="US",
    status=Status.STABLE,
    source=Sureness.VERIFIED,
    basis=(),
    precedents=(),
    evidence=(Evidence("x", "front", 0, 1),),
    fingerprint="f",
)
UNSURE = replace(FINDING, confidence=Confidence.LOW)
UNDETERMINED = replace(FINDING, outcome=Outcome.UNDETERMINED, confidence=Confidence.HIGH)
EXPERIMENTAL = replace(FINDING, status=Status.EXPERIMENTAL)
NOTE = replace(FINDING, severity=Severity.NOTE)


def test_worse_and_surer_come_first() -> None:
    assert sorted(Severity, key=lambda severity: severity.rank) == ["critical", "major", "minor", "note"]
    assert sorted(Confidence, key=lambda confidence: confidence.rank) == ["high", "medium", "low"]


def test_a_cap_lowers_and_never_raises() -> None:
    assert Confidence.HIGH.capped(Confidence.MEDIUM) is Confidence.MEDIUM
    assert Confidence.LOW.capped(Confidence.MEDIUM) is Confidence.LOW
    assert [confidence.lowered() for confidence in Confidence] == ["medium", "low", "low"]


@pytest.mark.parametrize(
    ("findings", "verdict"),
    [
        ([], Verdict.PASS),
        ([NOTE], Verdict.PASS),
        ([UNSURE], Verdict.REVIEW),
        ([UNDETERMINED], Verdict.REVIEW),
        ([EXPERIMENTAL], Verdict.REVIEW),
        ([NOTE, UNSURE, FINDING], Verdict.FAIL),
    ],
)
def test_the_verdict(findings: list[Finding], verdict: Verdict) -> None:
    assert verdict_of(findings) is verdict


def test_experimental_rules_can_be_let_to_fail_a_label() -> None:
    assert not is_sure(EXPERIMENTAL)
    assert verdict_of([EXPERIMENTAL], experimental=True) is Verdict.FAIL


def test_what_could_not_be_read_is_no_pass() -> None:
    assert verdict_of([], unread=True) is Verdict.REVIEW
    assert verdict_of([NOTE], unread=True) is Verdict.REVIEW
    assert verdict_of([FINDING], unread=True) is Verdict.FAIL
