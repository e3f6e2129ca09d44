"""What the reports for people say in words: how sure a finding is, what a verdict means, what is not checked at all."""

from __future__ import annotations

from labelwarden.findings.finding import Finding, LabelResult
from labelwarden.findings.scales import Confidence, Outcome, Severity, Status, Sureness, Verdict
from labelwarden.reports.layout import counted

CLOSING = "This helps a person to decide and is no legal advice. A label without findings may still be unlawful."

LAW = {
    Sureness.VERIFIED: "",
    Sureness.SECONDARY: " (read second-hand)",
    Sureness.UNCONFIRMED: " (not confirmed)",
}
"""Added to a citation, by how sure the law is."""

OUTCOMES = (
    (Outcome.VIOLATED, "violated"),
    (Outcome.UNDETERMINED, "could not be judged"),
    (Outcome.NOT_VISIBLE, "not visible"),
    (Outcome.MET, "met"),
    (Outcome.NOT_APPLICABLE, "do not apply"),
)
"""In the order in which a checklist shows them."""

LIMITS = (
    "Only wording is judged. No product was tested, no stated amount verified, nothing said elsewhere looked at.",
    "The rules cover what warning letters and the laws named here cite, not all of food and drug law.",
    "A claim made by hints, pictures or irony alone is mostly missed.",
)
"""Of every run, whatever was given."""


def doubts(finding: Finding) -> list[str]:
    """Why a finding is less than a plain violation; empty when it is one."""
    found = []
    if finding.outcome is Outcome.UNDETERMINED:
        found.append("could not be judged")
    elif finding.confidence is Confidence.LOW:
        found.append("low confidence: a person has to look")
    elif finding.confidence is Confidence.MEDIUM:
        found.append("medium confidence")
    if finding.status is Status.EXPERIMENTAL:
        found.append("experimental rule")
    return found


def law_key(finding: Finding) -> tuple[object, ...]:
    """Findings with the same of this share law, letters and remedy, which are then said once."""
    return finding.rule, finding.jurisdiction, finding.basis, finding.precedents, finding.remedy


def headline(result: LabelResult) -> str:
    """The verdict in one sentence."""
    if result.verdict is Verdict.ERROR:
        return "Could not be read, so nothing was checked."
    by_severity = [
        f"{count} {severity.value}"
        for severity in Severity
        if (count := sum(finding.severity is severity for finding in result.findings))
    ]
    found = f"{counted(len(result.findings), 'finding')} ({', '.join(by_severity)})" if by_severity else "No findings"
    if result.verdict is Verdict.REVIEW:
        return f"{found}. A person has to look before this label can be called good or bad."
    if result.verdict is Verdict.PASS:
        return f"{found} among the rules that were put to this label."
    return f"{found}."


def outcome_counts(result: LabelResult) -> str:
    """How many rules came out how."""
    counts = [f"{result.outcomes[outcome]} {word}" for outcome, word in OUTCOMES if result.outcomes.get(outcome)]
    return " · ".join(counts) or "no rule was put to this label"


def percent(share: float) -> str:
    """A share for people.

    >>> percent(0.964)
    '96 %'
    """
    return f"{share:.0%}".replace("%", " %")
