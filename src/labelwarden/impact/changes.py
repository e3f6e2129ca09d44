"""Two results for one label, by old rules and by new ones: which findings are gained, lost, or changed."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from enum import StrEnum

from labelwarden.findings.finding import Finding, LabelResult


class Kind(StrEnum):
    """How a finding differs between the two."""

    GAINED = "gained"
    LOST = "lost"
    SURER = "surer"
    LESS_SURE = "less sure"
    SEVERITY = "severity"
    MOVED = "moved"


@dataclass(frozen=True, slots=True)
class Change:
    """One finding that differs; `before` and `after` say what changed of one that stayed."""

    kind: Kind
    rule: str
    quote: str | None
    before: str = ""
    after: str = ""


def changes_of(old: LabelResult, new: LabelResult, renamed: Mapping[str, str]) -> Iterator[Change]:
    """Every finding that differs. `renamed` has the new id of each rule that was renamed.

    A finding stays the same where the same rule flags words that overlap, or misses something again; one that is told
    under another rule for the same words has moved.
    """
    left = list(new.findings)
    gone = []
    for before in old.findings:
        twin = _twin(before, left, renamed)
        if twin is None:
            gone.append(before)
        else:
            left.remove(twin)
            yield from _differences(before, twin)
    for before in gone:
        heir = next((after for after in left if _names(after, before, renamed) and _same_place(before, after)), None)
        if heir is None:
            yield Change(Kind.LOST, renamed.get(before.rule, before.rule), _quote(before))
        else:
            left.remove(heir)
            yield Change(Kind.MOVED, heir.rule, _quote(heir), before.rule, heir.rule)
            yield from _differences(before, heir)
    yield from (Change(Kind.GAINED, after.rule, _quote(after)) for after in left)


def _twin(before: Finding, among: Sequence[Finding], renamed: Mapping[str, str]) -> Finding | None:
    rule = renamed.get(before.rule, before.rule)
    same = [after for after in among if after.rule == rule]
    exact = (after for after in same if after.evidence == before.evidence)
    return next(exact, None) or next((after for after in same if _same_place(before, after)), None)


def _names(after: Finding, before: Finding, renamed: Mapping[str, str]) -> bool:
    """Whether one of the two findings was merged into the other."""
    return renamed.get(before.rule, before.rule) in after.also or after.rule in before.also


def _same_place(one: Finding, other: Finding) -> bool:
    first, second = one.evidence[0], other.evidence[0]
    if first.quote is None or second.quote is None:
        return first.quote is second.quote
    return (
        first.panel == second.panel
        and (first.start or 0) < (second.end or 0)
        and (second.start or 0) < (first.end or 0)
    )


def _differences(before: Finding, after: Finding) -> Iterator[Change]:
    if before.confidence is not after.confidence:
        kind = Kind.SURER if after.confidence.rank < before.confidence.rank else Kind.LESS_SURE
        yield Change(kind, after.rule, _quote(after), before.confidence.value, after.confidence.value)
    if before.severity is not after.severity:
        yield Change(Kind.SEVERITY, after.rule, _quote(after), before.severity.value, after.severity.value)


def _quote(finding: Finding) -> str | None:
    return finding.evidence[0].quote
