"""What becomes of a label, given its findings."""

from __future__ import annotations

from collections.abc import Iterable

from labelwarden.findings.finding import Finding
from labelwarden.findings.scales import Confidence, Outcome, Severity, Status, Verdict


def is_sure(finding: Finding, *, experimental: bool = False) -> bool:
    """Whether a finding fails the label: a violation of high or medium confidence of a rule whose law is settled.

    Experimental rules lead to `review` at most, unless `experimental` lets them fail.
    """
    return (
        finding.outcome is Outcome.VIOLATED
        and finding.confidence is not Confidence.LOW
        and (experimental or finding.status is not Status.EXPERIMENTAL)
    )


def verdict_of(findings: Iterable[Finding], *, experimental: bool = False, unread: bool = False) -> Verdict:
    """`fail`, `review` or `pass`; notes do not count.

    With `unread` part of what was given could not be read: that no fault was found there is no pass.
    """
    counted = [finding for finding in findings if finding.severity is not Severity.NOTE]
    if any(is_sure(finding, experimental=experimental) for finding in counted):
        return Verdict.FAIL
    return Verdict.REVIEW if counted or unread else Verdict.PASS
