"""SARIF is valid against its schema, and says where, why, and that something could not be read."""

from __future__ import annotations

import json
from dataclasses import replace
from pathlib import Path
from typing import Any

import jsonschema
import pytest

from labelwarden.findings.finding import LabelResult
from labelwarden.findings.scales import Confidence, Severity, Verdict
from labelwarden.reports.checked import Checked
from labelwarden.reports.sarif import sarif_report
from tests.unit.reports.results import ABSENT, AGE, CLAIM, PAIN, RESULT
from tests.unit.reports.test_html import EVIL, RUN

# SARIF 2.1.0 of OASIS in the copy of schemastore.org (rtm.5), which differs from the standard in its `$id` alone.
SCHEMA = json.loads((Path(__file__).parent / "schemas" / "sarif-2.1.0-rtm.5.json").read_text(encoding="utf-8"))


def run_of(*results: LabelResult) -> dict[str, Any]:
    log = json.loads(sarif_report([Checked(result, ("US",)) for result in results], RUN))
    jsonschema.Draft4Validator(SCHEMA).validate(log)
    (run,) = log["runs"]
    assert isinstance(run, dict)
    return run


def test_a_finding_carries_its_rule_its_words_and_a_fingerprint(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.chdir(tmp_path)
    run = run_of(RESULT)
    claim, age = run["results"]
    rules = run["tool"]["driver"]["rules"]

    assert rules[claim["ruleIndex"]]["id"] == claim["ruleId"] == "us.demo.pain"
    assert "Law: 21 U.S.C. 355(a)" in rules[0]["help"]["text"]
    assert "Maker 5 (2025-06-25)" in rules[0]["help"]["text"]
    assert (claim["level"], age["level"]) == ("error", "warning")
    assert claim["partialFingerprints"] == {"labelwarden/v1": "0123456789abcdef"}
    (location,) = claim["locations"]
    assert location["physicalLocation"] == {"artifactLocation": {"uri": "front.png"}}
    assert location["properties"]["boxes"] == [[10, 20, 300, 40], [10, 70, 90, 40]]
    assert location["logicalLocations"] == [{"name": "front", "kind": "panel"}]


def test_words_of_a_typed_label_have_their_line(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.chdir(tmp_path)
    Path("a label.yaml").write_text("product: Calm Drops\nclaims:\n  - Ends back\n    pain today\n", encoding="utf-8")
    typed = replace(PAIN, file=None, page=None, boxes=(), ocr_confidence=None)
    run = run_of(replace(RESULT, source="a label.yaml", findings=(replace(CLAIM, evidence=(typed,)), AGE)))

    claim, age = (result["locations"][0]["physicalLocation"] for result in run["results"])
    assert claim["artifactLocation"] == {"uri": "a%20label.yaml"}
    assert claim["region"] == {"startLine": 3, "snippet": {"text": "Ends back pain"}}
    assert age["region"] == {"startLine": 1}
    (artifact,) = run["artifacts"]
    assert len(artifact["hashes"]["sha-256"]) == 64


def test_what_a_person_has_to_judge_is_a_warning_and_a_note_a_note() -> None:
    unsure = replace(CLAIM, confidence=Confidence.LOW)
    note = replace(CLAIM, severity=Severity.NOTE)
    assert [result["level"] for result in run_of(replace(RESULT, findings=(unsure, note)))["results"]] == [
        "warning",
        "note",
    ]


def test_a_label_that_could_not_be_read_is_told_and_the_run_was_no_success() -> None:
    run = run_of(RESULT, LabelResult("gone.png", None, None, Verdict.ERROR, error="there is no such file"))
    (invocation,) = run["invocations"]
    assert invocation["executionSuccessful"] is False
    assert invocation["toolExecutionNotifications"][0]["message"]["text"] == "gone.png: there is no such file"


def test_hostile_text_and_absolute_paths_stay_valid(tmp_path: Path) -> None:
    seen = replace(PAIN, quote=EVIL, file=str(tmp_path / "ä %.png"))
    finding = replace(CLAIM, message=EVIL, evidence=(seen, ABSENT))
    run = run_of(replace(RESULT, product=EVIL, source="a b\n#?.png", findings=(finding,)))
    uri = run["results"][0]["locations"][0]["physicalLocation"]["artifactLocation"]["uri"]
    assert uri.startswith("file:///")
    assert uri.endswith("/%C3%A4%20%25.png")
    assert "\u202e" not in json.dumps(run, ensure_ascii=False)
