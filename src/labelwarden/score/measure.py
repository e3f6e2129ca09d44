"""What the results of cases add up to.

Three levels are counted side by side: *any* finding, *sure* ones (those that fail a label: high or medium confidence,
of a rule whose law is settled, and no mere note), and *high* ones.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from dataclasses import dataclass, field

from labelwarden.findings.finding import Finding, LabelResult
from labelwarden.findings.scales import Confidence, Severity
from labelwarden.findings.verdict import is_sure
from labelwarden.score.cases import Case

LEVELS = ("any", "sure", "high")


@dataclass(slots=True)
class Share:
    """So many of a number, at each level."""

    of: int = 0
    any: int = 0
    sure: int = 0
    high: int = 0

    def add(self, confidence: Confidence | None) -> None:
        """One more of the number; at which level it was found, or None where it was not."""
        self.of += 1
        if confidence is not None:
            self.any += 1
            self.sure += confidence is not Confidence.LOW
            self.high += confidence is Confidence.HIGH

    def at(self, level: str) -> float | None:
        """The share at that level; None of nothing."""
        count: int = getattr(self, level)
        return count / self.of if self.of else None


@dataclass(slots=True)
class Yield:
    """What a rule, a tag or a level of confidence gave: cases where it was right, where it misfired.

    `alone` counts the right ones in which nothing else met what was expected: without the rule they would be missed.
    """

    right: int = 0
    wrong: int = 0
    alone: int = 0

    @property
    def precision(self) -> float | None:
        """The share of its cases in which it was right; None where it had none."""
        return self.right / (self.right + self.wrong) if self.right + self.wrong else None


@dataclass(frozen=True, slots=True)
class Miss:
    """A case that came out otherwise than expected: missed, unsure (found with low confidence only) or misfired."""

    kind: str
    case: Case
    type: str
    expected: tuple[str, ...]
    findings: tuple[Finding, ...]


@dataclass(slots=True)
class Score:
    """The sums. `recall` counts what was expected, `misfires` the cases in which nothing may be found."""

    experimental: bool = False
    cases: int = 0
    recall: Share = field(default_factory=Share)
    misfires: Share = field(default_factory=Share)
    by_expected: dict[str, Share] = field(default_factory=dict)
    recall_by_type: dict[str, Share] = field(default_factory=dict)
    misfires_by_type: dict[str, Share] = field(default_factory=dict)
    by_confidence: dict[str, Yield] = field(default_factory=dict)
    by_tag: dict[str, Yield] = field(default_factory=dict)
    by_rule: dict[str, Yield] = field(default_factory=dict)
    misses: list[Miss] = field(default_factory=list)

    def add(self, case: Case, result: LabelResult) -> None:
        """One case with its result."""
        self.cases += 1
        type = case.labeling.type or result.type or "other"
        if case.expect:
            self._expecting(case, result, type)
        else:
            self._lawful(case, result, type)

    def _expecting(self, case: Case, result: LabelResult, type: str) -> None:
        missed, unsure = [], []
        for name in case.expect:
            meeting = [finding for finding in result.findings if meets(finding, name)]
            surest = self._surest(meeting)
            self.recall.add(surest)
            self.by_expected.setdefault(name, Share()).add(surest)
            self.recall_by_type.setdefault(type, Share()).add(surest)
            if surest is None:
                missed.append(name)
            elif surest is Confidence.LOW:
                unsure.append(name)
        right = [finding for finding in result.findings if any(meets(finding, name) for name in case.expect)]
        self._yields(right, wrong=False)
        for kind, names in (("missed", missed), ("unsure", unsure)):
            if names:
                self.misses.append(Miss(kind, case, type, tuple(names), result.findings))

    def _lawful(self, case: Case, result: LabelResult, type: str) -> None:
        surest = self._surest(result.findings)
        self.misfires.add(surest)
        self.misfires_by_type.setdefault(type, Share()).add(surest)
        self._yields(result.findings, wrong=True)
        if result.findings:
            self.misses.append(Miss("misfired", case, type, (), result.findings))

    def _yields(self, findings: Iterable[Finding], *, wrong: bool) -> None:
        """Counts a case once for each rule, tag and the surest level that its findings have."""
        found = list(findings)
        if not found:
            return
        by_rule = [{finding.rule, *finding.also} for finding in found]
        rules = set().union(*by_rule)
        tags = {tag for finding in found for tag in finding.tags}
        surest = self._surest(found) or Confidence.LOW
        for table, names in ((self.by_rule, rules), (self.by_tag, tags), (self.by_confidence, {surest.value})):
            for name in names:
                given = table.setdefault(name, Yield())
                given.wrong += wrong
                given.right += not wrong
        if not wrong and len(rules) == 1:
            self.by_rule[rules.pop()].alone += 1

    def _surest(self, findings: Iterable[Finding]) -> Confidence | None:
        return min(map(self.level, findings), key=lambda level: level.rank, default=None)

    def level(self, finding: Finding) -> Confidence:
        """How sure a finding is to fail a label: low where it only asks for a look, whatever its confidence."""
        counts = is_sure(finding, experimental=self.experimental) and finding.severity is not Severity.NOTE
        return finding.confidence if counts else Confidence.LOW


def meets(finding: Finding, name: str) -> bool:
    """Whether a finding is what a category, a tag, a rule id or the head of one asks for."""
    rules = (finding.rule, *finding.also)
    return (
        name == finding.category.value
        or name in finding.tags
        or any(rule == name or rule.startswith(f"{name}.") for rule in rules)
    )


def ranked(table: dict[str, Yield]) -> Iterator[tuple[str, Yield]]:
    """The entries of a table, those that give most first."""
    yield from sorted(table.items(), key=lambda item: (-item[1].right, item[1].wrong, item[0]))
