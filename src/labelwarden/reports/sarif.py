"""Results as SARIF 2.1.0, which code hosts and editors read.

SARIF has no pixels: the boxes of a quote on a picture are in the `properties` of its location.
"""

from __future__ import annotations

import json
from collections.abc import Iterable, Iterator, Mapping, Sequence
from pathlib import PurePath
from typing import Any
from urllib.parse import quote as percent_encoded

from labelwarden.findings.finding import Finding, LabelResult
from labelwarden.findings.observation import Evidence
from labelwarden.findings.scales import Severity
from labelwarden.findings.verdict import is_sure
from labelwarden.reports.checked import Checked
from labelwarden.reports.json_v1 import Json
from labelwarden.reports.run_info import RunInfo, input_files
from labelwarden.reports.source_lines import SourceLines, first_evidence
from labelwarden.reports.visible import visible
from labelwarden.reports.wording import CLOSING, LAW, doubts, letter_line
from labelwarden.version import VERSION

SCHEMA = "https://docs.oasis-open.org/sarif/sarif/v2.1.0/errata01/os/schemas/sarif-schema-2.1.0.json"
FINGERPRINT = "labelwarden/v1"

_LEVELS = {Severity.CRITICAL: "error", Severity.MAJOR: "error", Severity.MINOR: "warning", Severity.NOTE: "note"}


def sarif_report(checked: Sequence[Checked], run: RunInfo) -> str:
    """One run over all labels."""
    results = [item.result for item in checked]
    rules: dict[str, Json] = {}
    for finding in (finding for result in results for finding in (*result.findings, *_waived(result))):
        rules.setdefault(finding.rule, _rule(finding, run.rationales.get(finding.rule, "")))
    index = {rule: number for number, rule in enumerate(rules)}
    lines = SourceLines()
    log = {
        "$schema": SCHEMA,
        "version": "2.1.0",
        "runs": [
            {
                "tool": {"driver": _driver(rules.values(), run)},
                "columnKind": "unicodeCodePoints",
                "invocations": [_invocation(results)],
                "artifacts": [_artifact(name, digest) for name, digest in _inputs(results).items()],
                "results": list(_results(results, index, lines)),
                "properties": {"asOf": run.as_of.isoformat(), "jurisdictions": list(run.jurisdictions)},
            }
        ],
    }
    return json.dumps(log, ensure_ascii=False, indent=2) + "\n"


def _results(results: Sequence[LabelResult], index: Mapping[str, int], lines: SourceLines) -> Iterator[Json]:
    """All findings, and those that are waived as suppressed. Where one says so, all have to (section 3.27.23)."""
    settled = any(result.waived for result in results)
    for result in results:
        for finding in result.findings:
            told = _result(finding, result, index[finding.rule], lines)
            yield {**told, "suppressions": []} if settled else told
        for item in result.waived:
            suppression = {"kind": "external", "status": "accepted", "justification": visible(item.reason)}
            told = _result(item.finding, result, index[item.finding.rule], lines)
            yield {**told, "suppressions": [suppression]}


def _waived(result: LabelResult) -> Iterable[Finding]:
    return (item.finding for item in result.waived)


def _driver(rules: Iterable[Json], run: RunInfo) -> Json:
    return {
        "name": "Labelwarden",
        "version": VERSION,
        "semanticVersion": VERSION,
        "fullDescription": {"text": CLOSING},
        "rules": list(rules),
        "properties": {
            "packs": dict(run.packs),
            "packsSha256": dict(run.pack_digests),
            "rulesSha256": run.digest,
        },
    }


def _rule(finding: Finding, rationale: str) -> Json:
    law = "; ".join(basis.cite + LAW[basis.source] for basis in finding.basis)
    letters = ", ".join(map(letter_line, finding.precedents))
    said = [rationale, f"Law: {law}.", f"FDA letters: {letters}." if letters else "", f"Do: {finding.remedy}"]
    descriptor: Json = {
        "id": finding.rule,
        "shortDescription": {"text": visible(finding.title)},
        "help": {"text": visible(" ".join(part for part in said if part))},
        "defaultConfiguration": {"level": _LEVELS[finding.severity]},
        "properties": {
            "tags": list(dict.fromkeys([finding.category.value, *finding.tags])),
            "severity": finding.severity.value,
            "jurisdiction": finding.jurisdiction,
            "status": finding.status.value,
        },
    }
    if rationale:
        descriptor["fullDescription"] = {"text": visible(rationale)}
    if url := next((basis.url for basis in finding.basis if basis.url), None):
        descriptor["helpUri"] = url
    return descriptor


def _result(finding: Finding, result: LabelResult, index: int, lines: SourceLines) -> Json:
    shown = [seen for seen in finding.evidence if seen.quote is not None]
    # What a person has to look at first is no error yet.
    level = _LEVELS[finding.severity] if is_sure(finding) else "warning"
    if finding.severity is Severity.NOTE:
        level = "note"
    why = doubts(finding)
    message = f"{visible(finding.message)} Do: {visible(finding.remedy)}" + (f" ({', '.join(why)})" if why else "")
    return {
        "ruleId": finding.rule,
        "ruleIndex": index,
        "level": level,
        "message": {"text": message},
        "locations": [_location(result.source, first_evidence(finding), lines)],
        "relatedLocations": [
            {"id": number, **_location(result.source, seen, lines)} for number, seen in enumerate(shown[1:], start=1)
        ],
        "partialFingerprints": {FINGERPRINT: finding.fingerprint},
        "properties": {
            "product": visible(result.product or ""),
            "confidence": finding.confidence.value,
            "outcome": finding.outcome.value,
            "also": list(finding.also),
        },
    }


def _location(source: str, seen: Evidence | None, lines: SourceLines) -> Json:
    file = lines.file_of(source, seen)
    physical: Json = {"artifactLocation": {"uri": _uri(file)}}
    line = lines.line_of(file, seen.quote if seen else None)
    if line is not None:
        physical["region"] = {"startLine": line}
        if seen is not None:
            physical["region"]["snippet"] = {"text": visible(seen.quote or "")}
    location: Json = {"physicalLocation": physical}
    if seen is not None:
        location["message"] = {"text": visible(seen.quote or "")}
        location["logicalLocations"] = [{"name": visible(seen.panel or "text"), "kind": "panel"}]
        location["properties"] = {
            "start": seen.start,
            "end": seen.end,
            "page": seen.page,
            "boxes": [[box.x, box.y, box.width, box.height] for box in seen.published_boxes],
        }
    return location


def _invocation(results: Iterable[LabelResult]) -> Json:
    unread = [result for result in results if result.error is not None]
    return {
        "executionSuccessful": not unread,
        "toolExecutionNotifications": [
            {
                "level": "error",
                "message": {"text": f"{visible(result.source)}: {visible(result.error or '')}"},
                "locations": [{"physicalLocation": {"artifactLocation": {"uri": _uri(result.source)}}}],
            }
            for result in unread
        ],
    }


def _inputs(results: Iterable[LabelResult]) -> dict[str, str]:
    return {file.name: file.sha256 for result in results for file in input_files(result)}


def _artifact(name: str, digest: str) -> dict[str, Any]:
    return {"location": {"uri": _uri(name)}, "hashes": {"sha-256": digest}}


def _uri(file: str) -> str:
    """The path as a URI, relative where it was."""
    path = PurePath(file)
    return path.as_uri() if path.is_absolute() else percent_encoded(path.as_posix())
