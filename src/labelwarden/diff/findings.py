"""Which findings come, which go, and which stay in other words."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Callable, Iterable, Sequence
from dataclasses import dataclass

from labelwarden.findings.finding import Finding
from labelwarden.matching.term import words_of


@dataclass(frozen=True, slots=True)
class Reworded:
    """A finding of the old version, and what the same rule finds in the new one instead."""

    old: Finding
    new: Finding


@dataclass(frozen=True, slots=True)
class FindingChanges:
    """The findings of two versions."""

    gone: tuple[Finding, ...]
    new: tuple[Finding, ...]
    reworded: tuple[Reworded, ...]
    still: tuple[Finding, ...]

    @property
    def any(self) -> bool:
        """Whether the new version is judged otherwise than the old one."""
        return bool(self.gone or self.new or self.reworded)


def finding_changes(old: Sequence[Finding], new: Sequence[Finding]) -> FindingChanges:
    """Findings with one fingerprint are the same; so are those of one rule on the same words that moved."""
    left_old, left_new, still = _matched(old, new, lambda finding: finding.fingerprint)
    left_old, left_new, moved = _matched(left_old, left_new, lambda finding: (finding.rule, _words(finding)))
    by_rule: dict[str, list[Finding]] = defaultdict(list)
    for finding in left_old:
        by_rule[finding.rule].append(finding)
    reworded, come = [], []
    for finding in left_new:
        if by_rule[finding.rule]:
            reworded.append(Reworded(by_rule[finding.rule].pop(0), finding))
        else:
            come.append(finding)
    replaced = {id(pair.old) for pair in reworded}
    gone = tuple(finding for finding in left_old if id(finding) not in replaced)
    return FindingChanges(gone, tuple(come), tuple(reworded), (*still, *moved))


def quoted(finding: Finding) -> str:
    """The words a finding rests on; empty for one of something absent."""
    return " … ".join(dict.fromkeys(seen.quote for seen in finding.evidence if seen.quote))


def _matched(
    old: Iterable[Finding], new: Iterable[Finding], key: Callable[[Finding], object]
) -> tuple[list[Finding], list[Finding], list[Finding]]:
    """Those only in the old version, those only in the new one, and the new ones that are in both."""
    waiting: dict[object, list[Finding]] = defaultdict(list)
    for finding in old:
        waiting[key(finding)].append(finding)
    only_new, both = [], []
    for finding in new:
        if waiting[key(finding)]:
            waiting[key(finding)].pop(0)
            both.append(finding)
        else:
            only_new.append(finding)
    return [finding for findings in waiting.values() for finding in findings], only_new, both


def _words(finding: Finding) -> tuple[bytes, ...]:
    return tuple(word for seen in finding.evidence for word in words_of(seen.quote or ""))
