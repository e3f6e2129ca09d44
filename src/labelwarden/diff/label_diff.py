"""Two versions of a label, each with its result."""

from __future__ import annotations

from dataclasses import dataclass

from labelwarden.diff.findings import FindingChanges, finding_changes
from labelwarden.diff.wording import Change, wording_changes
from labelwarden.findings.finding import LabelResult


@dataclass(frozen=True, slots=True)
class LabelDiff:
    """What became of a label."""

    old: LabelResult
    new: LabelResult
    wording: tuple[Change, ...]
    findings: FindingChanges


def label_diff(old: LabelResult, new: LabelResult) -> LabelDiff:
    """The difference of two results by the same rules."""
    return LabelDiff(old, new, wording_changes(old.panels, new.panels), finding_changes(old.findings, new.findings))
