"""Results as plain data, in the public schema `labelwarden.report/1`.

The dictionaries are written out key by key: their order is part of the schema, and a catalogue calls this millions of
times.
"""

from __future__ import annotations

import json
from collections.abc import Iterable, Sequence
from typing import Any, TypeAlias

from labelwarden.findings.finding import Basis, Duty, Finding, LabelResult, Precedent, Waived
from labelwarden.findings.observation import Considered, Evidence
from labelwarden.findings.scales import Outcome, Severity, Verdict
from labelwarden.label.panel import Panel
from labelwarden.reports.run_info import RunInfo
from labelwarden.version import VERSION

SCHEMA = "labelwarden.report/1"

Json: TypeAlias = dict[str, Any]


def report_json(results: Iterable[LabelResult], run: RunInfo, *, checklist: bool = False) -> Json:
    """The whole report; `checklist` adds every rule that was put to a label."""
    kept = list(results)
    return {
        "schema": SCHEMA,
        "tool": {"name": "labelwarden", "version": VERSION},
        "as_of": run.as_of.isoformat(),
        "jurisdictions": list(run.jurisdictions),
        "rules": {
            "packs": [{"id": id, "version": version} for id, version in run.packs],
            "count": run.rule_count,
        },
        "summary": summary_json(kept),
        "labels": [label_json(result, checklist=checklist) for result in kept],
    }


def summary_json(results: Sequence[LabelResult]) -> Json:
    """How many labels came out how, and how many findings of each severity there are."""
    verdicts = dict.fromkeys((Verdict.PASS, Verdict.FAIL, Verdict.REVIEW, Verdict.ERROR), 0)
    severities = dict.fromkeys(Severity, 0)
    for result in results:
        verdicts[result.verdict] += 1
        for finding in result.findings:
            severities[finding.severity] += 1
    return {
        "labels": len(results),
        **{verdict.value: count for verdict, count in verdicts.items()},
        "findings": sum(severities.values()),
        "by_severity": {severity.value: count for severity, count in severities.items()},
    }


def label_json(result: LabelResult, *, checklist: bool = False, pixels: bool = False) -> Json:
    """One element of `labels`; with `pixels` for our own drawing, which counts in them on pages of a PDF too."""
    label: Json = {
        "source": result.source,
        "product": result.product,
        "type": result.type,
        "verdict": result.verdict.value,
        "error": result.error,
        "notes": list(result.notes),
        "findings": [finding_json(finding, pixels=pixels) for finding in result.findings],
        "waived": [_waived(item) for item in result.waived],
        "panels": [_panel(panel) for panel in result.panels],
        "considered": [_considered(item) for item in result.considered],
    }
    if checklist:
        label["duties"] = [_duty(duty) for duty in result.duties]
    label["outcomes"] = {outcome.value: result.outcomes.get(outcome, 0) for outcome in Outcome}
    return label


def finding_json(finding: Finding, *, pixels: bool = False) -> Json:
    """One finding, the same in reports and in rows of a catalogue."""
    # `.value` of an enumeration costs a Python call; these are texts already, and JSON writes them as such.
    return {
        "rule": finding.rule,
        "title": finding.title,
        "category": finding.category,
        "severity": finding.severity,
        "confidence": finding.confidence,
        "outcome": finding.outcome,
        "tags": list(finding.tags),
        "message": finding.message,
        "remedy": finding.remedy,
        "jurisdiction": finding.jurisdiction,
        "status": finding.status,
        "source": finding.source,
        "also": list(finding.also),
        "basis": [_basis(basis) for basis in finding.basis],
        "precedents": [_precedent(precedent) for precedent in finding.precedents],
        "conditions": [{"group": topic.group, "words": list(topic.words)} for topic in finding.conditions],
        "evidence": [evidence_json(evidence, pixels=pixels) for evidence in finding.evidence],
        "fingerprint": finding.fingerprint,
    }


def evidence_json(evidence: Evidence, *, pixels: bool = False) -> Json:
    """One piece of evidence; of something absent all places are null and `searched` names the panels."""
    boxes = evidence.boxes if pixels else evidence.published_boxes
    return {
        "quote": evidence.quote,
        "panel": evidence.panel,
        "start": evidence.start,
        "end": evidence.end,
        "file": evidence.file,
        "page": evidence.page,
        "boxes": [[box.x, box.y, box.width, box.height] for box in boxes],
        "ocr_confidence": None if evidence.ocr_confidence is None else round(evidence.ocr_confidence, 4),
        "searched": list(evidence.searched),
    }


def report_text(report: Json) -> str:
    """The report as it is written to a file or a pipe."""
    return json.dumps(report, ensure_ascii=False, indent=2) + "\n"


def line_text(label: Json) -> str:
    """One line of `jsonl`."""
    return json.dumps(label, ensure_ascii=False) + "\n"


def _basis(basis: Basis) -> Json:
    return {"cite": basis.cite, "url": basis.url, "source": basis.source, "as_of": basis.as_of.isoformat()}


def _precedent(precedent: Precedent) -> Json:
    return {
        "recipient": precedent.recipient,
        "date": precedent.date.isoformat(),
        "url": precedent.url,
        "cites": list(precedent.cites),
    }


def _panel(panel: Panel) -> Json:
    written: Json = {"name": panel.name, "text": panel.text.printed, "file": panel.file, "page": panel.page}
    if panel.parts:
        written["parts"] = [{"kind": part.kind, "start": part.start, "end": part.end} for part in panel.parts]
    return written


def _waived(item: Waived) -> Json:
    return {"by": item.by, "reason": item.reason, "finding": finding_json(item.finding)}


def _considered(item: Considered) -> Json:
    return {
        "rule": item.rule,
        "quote": item.quote,
        "panel": item.panel,
        "start": item.start,
        "end": item.end,
        "reason": item.reason,
    }


def _duty(duty: Duty) -> Json:
    return {
        "rule": duty.rule,
        "title": duty.title,
        "outcome": duty.outcome,
        "reason": duty.reason,
        "evidence": [evidence_json(evidence) for evidence in duty.evidence],
    }
