"""Counts over the whole store: verdicts by day, rules that fire most, and how often reviewers dismiss them."""

from __future__ import annotations

from dataclasses import dataclass

from labelwarden.web.store.audit import wilson
from labelwarden.web.store.database import Database


@dataclass(frozen=True, slots=True)
class Day:
    """How the labels of one day came out, by their newest result."""

    day: str
    failed: int
    review: int
    passed: int
    unread: int

    @property
    def total(self) -> int:
        return self.failed + self.review + self.passed + self.unread


@dataclass(frozen=True, slots=True)
class RuleTally:
    """What became of the findings of one rule. Of those decided, `dismissed` is the share of false alarms."""

    rule: str
    findings: int
    accepted: int
    dismissed: int
    legal: int

    @property
    def decided(self) -> int:
        return self.accepted + self.dismissed + self.legal

    @property
    def dismissal_rate(self) -> float | None:
        return self.dismissed / self.decided if self.decided else None

    @property
    def interval(self) -> tuple[float, float] | None:
        """Between which shares the rate lies, with 95 % confidence: 1 of 1 says little."""
        return wilson(self.dismissed, self.decided) if self.decided else None


_DAYS = """
SELECT substr(item.added_at, 1, 10) AS day,
       sum(item.state = 'read' AND result.verdict = 'fail'), sum(item.state = 'read' AND result.verdict = 'review'),
       sum(item.state = 'read' AND result.verdict = 'pass'), sum(item.state = 'failed')
FROM item LEFT JOIN result ON result.id = item.result_id
GROUP BY day ORDER BY day DESC LIMIT ?
"""

_RULES = """
SELECT finding.rule, count(*), sum(coalesce(decision.kind = 'accept', 0)), sum(coalesce(decision.kind = 'dismiss', 0)),
       sum(coalesce(decision.kind = 'legal', 0))
FROM item JOIN finding ON finding.result_id = item.result_id
LEFT JOIN decision ON decision.rule_version = finding.rule_version AND decision.id = (
    SELECT max(newest.id) FROM decision AS newest
    WHERE newest.item_id = item.id AND newest.fingerprint = finding.fingerprint
      AND newest.kind IN ('accept', 'dismiss', 'legal', 'undo'))
GROUP BY finding.rule ORDER BY count(*) DESC, finding.rule LIMIT ?
"""


def days(database: Database, most: int = 30) -> list[Day]:
    """The newest days first."""
    return [Day(row[0], *(int(count or 0) for count in tuple(row)[1:])) for row in database.rows(_DAYS, (most,))]


def rules(database: Database, most: int = 50) -> list[RuleTally]:
    """The rules with the most findings first."""
    return [RuleTally(*row) for row in database.rows(_RULES, (most,))]
