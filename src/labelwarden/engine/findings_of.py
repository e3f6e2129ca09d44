"""From what a check saw to findings with the rule's law, message and remedy."""

from __future__ import annotations

import hashlib
from collections.abc import Iterator

from labelwarden.facts.facts import Facts
from labelwarden.findings.finding import Finding, Precedent, Topic
from labelwarden.findings.observation import Ground, Observation
from labelwarden.findings.scales import Confidence, Outcome
from labelwarden.label.labeling import Labeling
from labelwarden.matching.term import words_of
from labelwarden.rules.counsel import TAG, Counsel
from labelwarden.rules.message import fill
from labelwarden.rules.rule import Rule


def findings_of(rule: Rule, observation: Observation, facts: Facts, counsel: Counsel) -> Iterator[Finding]:
    """One finding for each ground of the observation."""
    seen: dict[str, int] = {}
    for ground in observation.grounds:
        mark = _mark(rule, ground)
        seen[mark] = seen.get(mark, 0) + 1
        topics = counsel.topics(ground.subjects)
        yield Finding(
            rule=rule.id,
            title=rule.title,
            category=rule.category,
            severity=rule.severity,
            confidence=_confidence(rule, ground),
            outcome=observation.outcome,
            tags=_tags(rule, ground, facts, counsel),
            message=_message(rule, observation, ground, facts.labeling),
            remedy=_remedy(rule, topics, facts, counsel),
            jurisdiction=rule.jurisdiction,
            status=rule.status,
            source=rule.source,
            basis=rule.basis,
            precedents=_precedents(rule, topics, facts, counsel),
            evidence=ground.evidence,
            # The second of two findings alike keeps apart from the first by its number.
            fingerprint=mark if seen[mark] == 1 else _digest(f"{mark} {seen[mark]}"),
            conditions=topics,
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


def _tags(rule: Rule, ground: Ground, facts: Facts, counsel: Counsel) -> tuple[str, ...]:
    """The tags of the rule, its criteria of 21 CFR 101.93(g)(2) replaced by those that this claim meets."""
    is_asked = any(tag.startswith(TAG) for tag in rule.tags)
    if not (is_asked or (rule.jurisdiction == "US" and facts.type.value == "dietary_supplement")):
        return rule.tags
    panel = (ground.evidence[0].panel or "").partition("[")[0]
    met = counsel.criteria(ground.subjects, panel)
    return (*(tag for tag in rule.tags if not tag.startswith(TAG)), *met) if met else rule.tags


def _remedy(rule: Rule, topics: tuple[Topic, ...], facts: Facts, counsel: Counsel) -> str:
    """What the rule says, and words that fit this claim."""
    if not topics:
        return rule.remedy
    fitting = counsel.rewording(topics, facts.type.value, facts.contained)
    return rule.remedy if fitting in rule.remedy else f"{rule.remedy} {fitting}"


def _precedents(rule: Rule, topics: tuple[Topic, ...], facts: Facts, counsel: Counsel) -> tuple[Precedent, ...]:
    if not topics:
        return rule.precedents
    return counsel.precedents(rule.id, rule.precedents, topics, rule.jurisdiction, facts.type.value, facts.contained)


def _mark(rule: Rule, ground: Ground) -> str:
    """Stable while rule, kind of panel and words stay the same, wherever they move."""
    words = b" ".join(
        word for evidence in ground.evidence if evidence.quote for word in words_of(evidence.quote)
    ).decode("utf-8", "replace")
    kinds = ",".join(sorted({(evidence.panel or "").partition("[")[0] for evidence in ground.evidence}))
    return _digest(f"{rule.id} {kinds} {words}")


def _digest(text: str) -> str:
    return hashlib.sha256(text.encode()).hexdigest()[:16]
