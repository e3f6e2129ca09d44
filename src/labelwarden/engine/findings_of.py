"""From what a check saw to findings with the rule's law, message and remedy."""

from __future__ import annotations

import hashlib
from collections.abc import Iterator

from labelwarden.findings.finding import Finding
from labelwarden.findings.observation import Ground, Observation
from labelwarden.findings.scales import Confidence, Outcome
from labelwarden.label.labeling import Labeling
from labelwarden.matching.term import words_of
from labelwarden.rules.message import fill
from labelwarden.rules.rule import Rule


def findings_of(rule: Rule, observation: Observation, labeling: Labeling) -> Iterator[Finding]:
    """One finding for each ground of the observation."""
    seen: dict[str, int] = {}
    for ground in observation.grounds:
        mark = _mark(rule, ground)
        seen[mark] = seen.get(mark, 0) + 1
        yield Finding(
            rule=rule.id,
            title=rule.title,
            category=rule.category,
            severity=rule.severity,
            confidence=_confidence(rule, ground),
            outcome=observation.outcome,
            tags=rule.tags,
            message=_message(rule, observation, ground, labeling),
            remedy=rule.remedy,
            jurisdiction=rule.jurisdiction,
            status=rule.status,
            source=rule.source,
            basis=rule.basis,
            precedents=rule.precedents,
            evidence=ground.evidence,
            # The second of two findings alike keeps apart from the first by its number.
            fingerprint=mark if seen[mark] == 1 else _digest(f"{mark} {seen[mark]}"),
        )


READ_UNSURELY = 0.5
"""Reading confidence below which words from a picture make a finding one step less sure."""


def _confidence(rule: Rule, ground: Ground) -> Confidence:
    confidence = ground.confidence.capped(rule.confidence)
    read = [e.ocr_confidence for e in ground.evidence[:1] if e.ocr_confidence is not None]
    return confidence.lowered() if read and min(read) < READ_UNSURELY else confidence


def _message(rule: Rule, observation: Observation, ground: Ground, labeling: Labeling) -> str:
    message = fill(rule.message, {"product": labeling.product or "the product", **ground.values})
    if observation.outcome is Outcome.UNDETERMINED:
        message = f"Could not be judged ({observation.reason}). {message}"
    return f"{message} {ground.note}".rstrip()


def _mark(rule: Rule, ground: Ground) -> str:
    """Stable while rule, kind of panel and words stay the same, wherever they move."""
    words = b" ".join(
        word for evidence in ground.evidence if evidence.quote for word in words_of(evidence.quote)
    ).decode("utf-8", "replace")
    kinds = ",".join(sorted({(evidence.panel or "").partition("[")[0] for evidence in ground.evidence}))
    return _digest(f"{rule.id} {kinds} {words}")


def _digest(text: str) -> str:
    return hashlib.sha256(text.encode()).hexdigest()[:16]
