r"""Findings as rows of a table, and cells that no spreadsheet takes for a formula.

>>> harmless('=HYPERLINK("https://example.com")'), harmless("5 mg")
('\'=HYPERLINK("https://example.com")', '5 mg')
"""

from __future__ import annotations

import json
from collections.abc import Iterator, Sequence
from typing import TypeAlias

from labelwarden.findings.finding import Finding, LabelResult
from labelwarden.reports.checked import Checked
from labelwarden.reports.json_v1 import finding_json
from labelwarden.reports.source_lines import first_evidence
from labelwarden.reports.visible import visible
from labelwarden.reports.wording import LAW, letter_line

COLUMNS = (
    "source",
    "product",
    "type",
    "verdict",
    "error",
    "rule",
    "title",
    "category",
    "severity",
    "confidence",
    "outcome",
    "jurisdiction",
    "status",
    "quote",
    "panel",
    "file",
    "page",
    "boxes",
    "message",
    "remedy",
    "law",
    "letters",
    "also",
    "fingerprint",
)

MAX_CELL = 32_000
"""Characters; Excel takes 32,767."""

_STARTS_FORMULA = ("=", "+", "-", "@", "\t", "\r", "＝", "＋", "－", "＠")
"""What Excel, LibreOffice and Google Sheets may take for the start of a formula, wide forms included."""

Row: TypeAlias = tuple[str, ...]


def rows(checked: Sequence[Checked]) -> Iterator[Row]:
    """One row a finding; a label without findings has one row that names none."""
    for item in checked:
        head = _label(item.result)
        for finding in item.result.findings:
            yield tuple(map(harmless, (*head, *_finding(finding))))
        if not item.result.findings:
            yield tuple(map(harmless, (*head, *[""] * (len(COLUMNS) - len(head)))))


def harmless(text: str) -> str:
    """`text` for a cell: in one line, controls made visible, and with an apostrophe where it begins like a formula."""
    shown = visible(text)
    if shown.lstrip(" '\"").startswith(_STARTS_FORMULA):
        shown = "'" + shown
    return shown if len(shown) <= MAX_CELL else shown[: MAX_CELL - 1] + "…"


def _label(result: LabelResult) -> Row:
    return result.source, result.product or "", result.type or "", result.verdict.value, result.error or ""


def _finding(finding: Finding) -> Row:
    seen = first_evidence(finding)
    boxes = finding_json(finding)["evidence"][finding.evidence.index(seen)]["boxes"] if seen else []
    return (
        finding.rule,
        finding.title,
        finding.category.value,
        finding.severity.value,
        finding.confidence.value,
        finding.outcome.value,
        finding.jurisdiction,
        finding.status.value,
        (seen.quote if seen else None) or "",
        (seen.panel if seen else None) or "",
        (seen.file if seen else None) or "",
        str(seen.page) if seen and seen.page else "",
        json.dumps(boxes) if boxes else "",
        finding.message,
        finding.remedy,
        "; ".join(basis.cite + LAW[basis.source] for basis in finding.basis),
        "; ".join(map(letter_line, finding.precedents)),
        ";".join(finding.also),
        finding.fingerprint,
    )
