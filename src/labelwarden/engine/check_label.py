"""One label against a selection of rules."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Sequence
from dataclasses import dataclass

from labelwarden.engine.findings_of import findings_of
from labelwarden.engine.merge import merge_claims
from labelwarden.engine.selection import Selection
from labelwarden.facts.facts import Facts, is_read_well
from labelwarden.facts.parts import facts_panels
from labelwarden.findings.finding import Duty, Finding, LabelResult
from labelwarden.findings.observation import Considered, Observation
from labelwarden.findings.scales import Outcome
from labelwarden.findings.verdict import verdict_of
from labelwarden.label.labeling import Labeling
from labelwarden.matching.matcher import Matcher
from labelwarden.rules.counsel import Counsel
from labelwarden.rules.rule import Rule


@dataclass(frozen=True, slots=True)
class Settings:
    """`experimental` lets rules fail a label whose law is unconfirmed; `checklist` keeps the outcome of every rule.

    Where outcomes are not even `counted`, rules that cannot find anything on a label are not put to it, and what was
    spared is not told.
    """

    experimental: bool = False
    checklist: bool = True
    counted: bool = True


def check_label(
    labeling: Labeling,
    rules: Sequence[Rule],
    matcher: Matcher,
    settings: Settings = Settings(),
    counsel: Counsel | None = None,
) -> LabelResult:
    """Puts every rule to the label; each gives one outcome. `counsel` adds to findings, and changes none."""
    facts = Facts(labeling, matcher, explains=settings.counted)
    counsel = counsel or Counsel()
    counts = dict.fromkeys(Outcome, 0)
    findings: list[Finding] = []
    specificity: dict[str, int] = {}
    considered: list[Considered] = []
    duties: list[Duty] = []
    # A checklist tells of every rule why it does not apply; without one those out of scope are only counted.
    put: Sequence[Rule] = rules
    if isinstance(rules, Selection) and not settings.checklist:
        put = rules.in_scope(facts) if settings.counted else rules.telling(facts)
    counts[Outcome.NOT_APPLICABLE] = len(rules) - len(put)
    for rule in put:
        observation = observe(rule, facts)
        counts[observation.outcome] += 1
        if settings.checklist:
            duties.append(_duty(rule, observation))
        if observation.grounds:
            specificity[rule.id] = rule.specificity
            findings.extend(findings_of(rule, observation, facts, counsel))
        if observation.spared:
            considered.extend(_considered(rule, observation))
    merged = tuple(sorted(merge_claims(findings, specificity), key=_worst_first(facts)))
    return LabelResult(
        source=labeling.source,
        product=labeling.product,
        type=facts.type.value,
        verdict=verdict_of(merged, experimental=settings.experimental, unread=not facts.read_well),
        findings=merged,
        panels=tuple(panel.panel for panel in facts.panels),
        considered=_unflagged(considered, merged),
        duties=tuple(duties),
        outcomes=counts if settings.counted else {},
        notes=(*labeling.notes, *_unread(facts), *_several(facts)),
    )


def observe(rule: Rule, facts: Facts) -> Observation:
    """The answer of one rule: not applicable out of its scope, else what its check says."""
    if rule.surface not in ("both", facts.labeling.surface):
        return Observation(Outcome.NOT_APPLICABLE, f"a duty of a {rule.surface}")
    if rule.when:
        reasons = [scope.unmet(facts) for scope in rule.when]
        if all(reasons):
            return Observation(Outcome.NOT_APPLICABLE, reasons[0] or "")
    for scope in rule.unless:
        if scope.unmet(facts) is None:
            return Observation(Outcome.NOT_APPLICABLE, "an exception of the rule holds")
    return rule.check.run(facts)


def _unread(facts: Facts) -> list[str]:
    """A remark for each picture of which too much could not be read for silence to mean anything."""
    return [
        f"{panel.panel.file}: only {panel.panel.coverage:.0%} of what looks like print was read; look at it by eye, or "
        "take a sharper picture"
        for panel in facts.first_readings
        if not is_read_well(panel.panel)
    ]


def _several(facts: Facts) -> list[str]:
    """A remark for each picture with several facts panels: of several products, or of several flavours of one."""
    return [
        f"{panel.panel.file}: {count} facts panels on one picture; if they are of several products, take one of each"
        for panel in facts.first_readings
        if (count := facts_panels(panel.panel, panel.hits)) > 1
    ]


def _duty(rule: Rule, observation: Observation) -> Duty:
    evidence = observation.evidence or tuple(e for ground in observation.grounds[:1] for e in ground.evidence)
    return Duty(rule.id, rule.title, observation.outcome, observation.reason, evidence)


def _considered(rule: Rule, observation: Observation) -> Iterable[Considered]:
    for spared in observation.spared:
        evidence = spared.evidence
        if evidence.quote is not None and evidence.panel is not None:
            yield Considered(
                rule.id, evidence.quote, evidence.panel, evidence.start or 0, evidence.end or 0, spared.reason
            )


def _unflagged(considered: Iterable[Considered], findings: Iterable[Finding]) -> tuple[Considered, ...]:
    """What was spared and is not part of a finding all the same; each place and reason once."""
    flagged = {(evidence.panel, evidence.start, evidence.end) for finding in findings for evidence in finding.evidence}
    once: dict[tuple[str, int, int, str], Considered] = {}
    for item in considered:
        if (item.panel, item.start, item.end) not in flagged:
            once.setdefault((item.panel, item.start, item.end, item.reason), item)
    return tuple(once.values())


def _worst_first(facts: Facts) -> Callable[[Finding], tuple[int, int, str, int, int]]:
    order = {panel.panel.name: n for n, panel in enumerate(facts.panels)}

    def key(finding: Finding) -> tuple[int, int, str, int, int]:
        first = finding.evidence[0]
        place = order.get(first.panel or "", len(order))
        return finding.severity.rank, finding.confidence.rank, finding.rule, place, first.start or 0

    return key
