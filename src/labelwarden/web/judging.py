"""A labeling put to the rules, and the outcome as the review page keeps it: findings with the version of their rule."""

from __future__ import annotations

import hashlib
import json
from dataclasses import dataclass, replace
from datetime import date
from functools import cache
from pathlib import Path
from typing import Any

from labelwarden.checker import Checker
from labelwarden.findings.finding import Finding, LabelResult
from labelwarden.findings.scales import Severity, Verdict
from labelwarden.label.labeling import Labeling
from labelwarden.reports.json_v1 import label_json
from labelwarden.rules.rule import Rule
from labelwarden.rules.rulebook import expand_jurisdictions
from labelwarden.web.store.decisions import Judged
from labelwarden.web.store.items import Outcome
from labelwarden.yamlfile.reader import read_yaml

_VERDICT_WEIGHT = {Verdict.FAIL: 1_000_000_000, Verdict.ERROR: 500_000_000, Verdict.REVIEW: 500_000_000}
_SEVERITY_WEIGHT = {Severity.CRITICAL: 1_000_000, Severity.MAJOR: 1_000, Severity.MINOR: 1, Severity.NOTE: 0}
_MOST = 400
"""Findings of one severity that count: more change nothing about the order, and must not reach the next weight."""


@dataclass(slots=True)
class Judge:
    """Checks labels by the rules in force on a day: a fixed one, or that of the check where `follows_today`."""

    checker: Checker
    follows_today: bool = True

    def at_present(self) -> Checker:
        """The checker for the day of the check. A server runs over midnight."""
        if self.follows_today and self.checker.as_of != date.today():
            self.checker = replace(self.checker, as_of=date.today(), _selections={})
        return self.checker

    def places(self, labeling: Labeling) -> tuple[str, ...]:
        """The jurisdictions that a label is checked for."""
        checker = self.checker
        asked = checker.jurisdictions or labeling.jurisdictions
        return tuple(sorted(expand_jurisdictions(asked, checker.rulebook.jurisdictions)))

    def check(self, labeling: Labeling) -> LabelResult:
        return self.at_present().check(labeling)

    def outcome(self, labeling: Labeling) -> Outcome:
        """The result as it is kept."""
        result = self.check(labeling)
        rules = {rule.id: rule for rule in self.checker.rules_for(self.checker.jurisdictions or labeling.jurisdictions)}
        return Outcome(
            rules_digest=self.checker.rulebook.digest,
            as_of=self.checker.as_of.isoformat(),
            product=result.product,
            verdict=result.verdict.value,
            risk=risk_of(result),
            # Without the checklist, which is worked out again when it is looked at, and is nine tenths of it.
            report=json.dumps(label_json(result), ensure_ascii=False),
            findings=tuple(
                (
                    Judged(finding.fingerprint, finding.rule, rule_version(rules[finding.rule]), words_of(finding)),
                    finding.severity.value,
                    finding.title,
                )
                for finding in result.findings
            ),
        )


def risk_of(result: LabelResult) -> int:
    """How urgent a label is: by its verdict, then by how many findings of which severity it has."""
    severities = [finding.severity for finding in result.findings]
    counted = sum(weight * min(_MOST, severities.count(severity)) for severity, weight in _SEVERITY_WEIGHT.items())
    return _VERDICT_WEIGHT.get(result.verdict, 0) + counted


def words_of(finding: Finding) -> str:
    """The words of the label that a finding rests on, or where something was looked for in vain."""
    quotes = dict.fromkeys(" ".join(seen.quote.split()) for seen in finding.evidence if seen.quote)
    if quotes:
        return " … ".join(quotes)
    searched = dict.fromkeys(name for seen in finding.evidence for name in seen.searched)
    return f"not found in {', '.join(searched) or 'anything given'}"


def rule_version(rule: Rule) -> str:
    """The version of its pack, and a mark of what the rule says.

    The mark is there for packs in the making, whose version stays while their rules change.
    """
    return f"{rule.pack.version}+{_marks(rule.pack.file).get(rule.id, 'unknown')}"


_TELLING = ("title", "severity", "confidence", "status", "surface", "when", "unless", "check", "message", "remedy")
"""What a judgement rests on. Another example or precedent does not open a finding again."""


@cache
def _marks(file: str) -> dict[str, str]:
    """Of each rule of a pack. Rules are read once in the life of a server, so this is too.

    From the file, since the models of checks, once compiled, cannot be written out.
    """
    pack: Any = read_yaml(Path(file).read_text(encoding="utf-8-sig"), file)
    return {rule["id"]: _digest({name: rule.get(name) for name in _TELLING}) for rule in pack["rules"]}


def _digest(value: Any) -> str:
    return hashlib.sha256(json.dumps(value, sort_keys=True, default=str).encode()).hexdigest()[:8]
