"""What the reports for people say in words: how sure a finding is, what a verdict means, what is not checked at all."""

from __future__ import annotations

import re

from labelwarden.findings.finding import Finding, LabelResult, Precedent
from labelwarden.findings.scales import Confidence, Outcome, Severity, Status, Sureness, Verdict
from labelwarden.reports.layout import counted
from labelwarden.reports.visible import visible

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
"""In the order in which a checklist shows them, as they are counted."""

CHECKLIST = {
    Outcome.VIOLATED: "not met",
    Outcome.UNDETERMINED: "not judged",
    Outcome.NOT_VISIBLE: "not visible",
    Outcome.MET: "met",
    Outcome.NOT_APPLICABLE: "does not apply",
}
"""What a checklist says of one duty."""
NOT_CHECKED = "not checked"
NAMED_BY_FAULT = "Rules are named by the fault that they look for; met means that the label is free of it."

_MAX_QUOTE = 80


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


def cited(letter: Precedent) -> str:
    """The sections that a letter cites, as far as they are known."""
    if not letter.cites:
        return ""
    word = "section" if len(letter.cites) == 1 else "sections"
    return visible(f"cites {word} {', '.join(letter.cites)} of the Act")


def letter_line(letter: Precedent) -> str:
    """A letter in one line.

    >>> from datetime import date
    >>> letter_line(Precedent("Maker", date(2025, 6, 25), cites=("505(a)", "301(d)")))
    'Maker (2025-06-25, cites sections 505(a), 301(d) of the Act)'
    """
    said = ", ".join(part for part in (letter.date.isoformat(), cited(letter)) if part)
    return f"{visible(letter.recipient)} ({said})"


def quoted(finding: Finding) -> str:
    """The words that a finding is shown by, in quotation marks and not too many; empty for one of something absent."""
    words = next((visible(seen.quote) for seen in finding.evidence if seen.quote is not None), None)
    if words is None:
        return ""
    return f"“{words if len(words) <= _MAX_QUOTE else words[: _MAX_QUOTE - 1] + '…'}”"


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


_PANEL = re.compile(r"(?P<kind>.*?)(?:\[(?P<index>\d{1,6})\])?(?:\[view (?P<view>\d{1,6})\])?", re.DOTALL)


def panel_words(name: str) -> str:
    """The name of a panel as people say it; data formats keep the name itself.

    >>> panel_words("front"), panel_words("claims[1]"), panel_words("front[1][view 4]")
    ('front', 'claims 2', 'front 2, reading 4')
    """
    found = _PANEL.fullmatch(name)
    if found is None:
        return visible(name)
    number = f" {int(found['index']) + 1}" if found["index"] else ""
    reading = f", reading {found['view']}" if found["view"] else ""
    return f"{visible(found['kind'])}{number}{reading}"


def percent(share: float) -> str:
    """A share for people.

    >>> percent(0.964)
    '96 %'
    """
    return f"{share:.0%}".replace("%", " %")
