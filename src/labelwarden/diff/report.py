"""The difference of two versions as text, and as plain data (schema `labelwarden.diff/1`)."""

from __future__ import annotations

from collections.abc import Iterator

from labelwarden.diff.findings import quoted
from labelwarden.diff.label_diff import LabelDiff
from labelwarden.diff.wording import Change
from labelwarden.findings.finding import Finding, LabelResult
from labelwarden.reports.json_v1 import Json, finding_json
from labelwarden.reports.layout import Line, Style, counted, hanging, plain, spread
from labelwarden.reports.visible import visible
from labelwarden.reports.wording import CLOSING, panel_words

SCHEMA = "labelwarden.diff/1"

_MAX_WORDS = 240
_MARK = {"added": ("+", Style.PASS), "removed": ("-", Style.FAIL), "changed": ("~", Style.REVIEW)}


def diff_json(diff: LabelDiff) -> Json:
    """All of it; findings as in a report."""
    return {
        "schema": SCHEMA,
        "old": _version(diff.old),
        "new": _version(diff.new),
        "wording": [
            {
                "kind": change.kind,
                "panel": change.panel,
                "old": change.old,
                "new": change.new,
                "before": change.before,
                "after": change.after,
            }
            for change in diff.wording
        ],
        "findings": {
            "gone": [finding_json(finding) for finding in diff.findings.gone],
            "new": [finding_json(finding) for finding in diff.findings.new],
            "reworded": [
                {"old": finding_json(pair.old), "new": finding_json(pair.new)} for pair in diff.findings.reworded
            ],
            "still": [finding_json(finding) for finding in diff.findings.still],
        },
    }


def _version(result: LabelResult) -> Json:
    return {
        "source": result.source,
        "product": result.product,
        "verdict": result.verdict.value,
        "notes": list(result.notes),
    }


def diff_lines(diff: LabelDiff, width: int) -> Iterator[Line]:
    """Verdicts, then the wording, then the findings."""
    name = visible(diff.new.product or diff.old.product or diff.new.source)
    verdicts = f"{diff.old.verdict.value.upper()} → {diff.new.verdict.value.upper()}"
    yield spread(plain(name, Style.STRONG), plain(verdicts, Style.STRONG), width)
    yield from hanging([], f"{visible(diff.old.source)} → {visible(diff.new.source)}", width, Style.FAINT)
    # A part that was read badly in one version looks like a change of wording.
    for note in dict.fromkeys((*diff.old.notes, *diff.new.notes)):
        yield from hanging(plain("note: "), visible(note), width)
    yield []
    yield plain(f"wording: {counted(len(diff.wording), 'change')}", Style.STRONG)
    for change in diff.wording:
        yield from _change(change, width)
    yield []
    found = diff.findings
    parts = ((found.gone, "gone"), (found.new, "new"), (found.reworded, "in other words"), (found.still, "still there"))
    told = " · ".join(f"{len(findings)} {word}" for findings, word in parts if findings) or "none"
    yield plain(f"findings: {told}", Style.STRONG)
    for finding in found.new:
        yield from _finding("+", "new", finding, width, Style.FAIL)
        yield from hanging(plain("      do  "), visible(finding.remedy), width)
    for pair in found.reworded:
        yield from _finding("~", "still", pair.new, width, Style.REVIEW)
        yield from hanging(plain("      was "), _words(quoted(pair.old)) or "(words missing)", width, Style.FAINT)
    for finding in found.gone:
        yield from _finding("-", "gone", finding, width, Style.PASS)
    for finding in found.still:
        yield from _finding(" ", "still", finding, width, Style.PLAIN)
    yield []
    yield from hanging([], CLOSING, width, Style.FAINT)


def _change(change: Change, width: int) -> Iterator[Line]:
    mark, style = _MARK[change.kind]
    head: Line = [("  ", Style.PLAIN), (mark, style), (f" {change.kind:<8}", Style.PLAIN)]
    yield from hanging(head, f"{panel_words(change.panel)}: {_in_place(change)}", width)


def _in_place(change: Change) -> str:
    old = f"[-{_words(change.old)}-]" if change.old else ""
    new = f"{{+{_words(change.new)}+}}" if change.new else ""
    before = f"… {_words(change.before)}" if change.before else ""
    after = f"{_words(change.after)} …" if change.after else ""
    return " ".join(part for part in (before, old, new, after) if part)


def _finding(mark: str, word: str, finding: Finding, width: int, style: Style) -> Iterator[Line]:
    words = _words(quoted(finding))
    text = (
        f"{finding.severity.value}: {visible(finding.title)}" + (f' "{words}"' if words else "") + f" · {finding.rule}"
    )
    yield from hanging([("  ", Style.PLAIN), (mark, style), (f" {word:<6}", Style.PLAIN)], text, width)


def _words(text: str) -> str:
    """In one line, the middle left out where it is long."""
    shown = visible(" ".join(text.split()))
    if len(shown) <= _MAX_WORDS:
        return shown
    half = _MAX_WORDS // 2
    return f"{shown[:half]} … {shown[-half:]}"
