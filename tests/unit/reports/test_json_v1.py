from __future__ import annotations

import json
from dataclasses import replace
from datetime import date

import pytest

from labelwarden.findings.finding import LabelResult
from labelwarden.findings.scales import Verdict
from labelwarden.reports.json_v1 import finding_json, label_json, line_text, report_json, report_text, summary_json
from labelwarden.reports.run_info import RunInfo
from tests.unit.reports.results import AGE, CLAIM, RESULT

UNREAD = LabelResult("lost.png", None, None, Verdict.ERROR, error="there is no such file")


def test_a_finding_has_the_keys_of_the_contract_in_their_order() -> None:
    assert json.dumps(finding_json(CLAIM)) == json.dumps(
        {
            "rule": "us.demo.pain",
            "title": "Claims to end pain",
            "category": "claim",
            "severity": "critical",
            "confidence": "high",
            "outcome": "violated",
            "tags": ["disease"],
            "message": '"Ends back pain" presents Calm Drops as a treatment',
            "remedy": "Take the claim out.",
            "jurisdiction": "US",
            "status": "stable",
            "source": "verified",
            "also": ["us.demo.broad"],
            "basis": [
                {
                    "cite": "21 U.S.C. 355(a)",
                    "url": "https://uscode.house.gov/",
                    "source": "verified",
                    "as_of": "2026-11-20",
                }
            ],
            "precedents": [
                {"recipient": f"Maker {n}", "date": f"2025-06-{20 + n}", "url": None, "cites": []} for n in range(1, 6)
            ],
            "conditions": [],
            "evidence": [
                {
                    "quote": "Ends back\npain",
                    "panel": "front",
                    "start": 11,
                    "end": 25,
                    "file": "front.png",
                    "page": 1,
                    "boxes": [[10, 20, 300, 40], [10, 70, 90, 40]],
                    "ocr_confidence": 0.9123,
                    "searched": [],
                }
            ],
            "fingerprint": "0123456789abcdef",
        }
    )


def test_of_something_absent_the_quote_is_null_and_the_panels_are_named() -> None:
    (evidence,) = finding_json(AGE)["evidence"]

    assert evidence["quote"] is None
    assert evidence["panel"] is None
    assert evidence["searched"] == ["front", "back"]


@pytest.mark.parametrize("checklist", [True, False])
def test_duties_stand_before_the_outcomes_and_only_on_demand(checklist: bool) -> None:
    label = label_json(RESULT, checklist=checklist)

    assert list(label) == [
        *("source", "product", "type", "verdict", "error", "notes", "findings", "waived", "panels", "considered"),
        *(["duties"] if checklist else []),
        "outcomes",
    ]
    assert label["outcomes"] == {
        "met": 0,
        "violated": 2,
        "undetermined": 0,
        "not-visible": 6,
        "not-applicable": 0,
    }


def test_panels_and_what_was_spared_are_always_there() -> None:
    label = label_json(RESULT)

    assert label["panels"][0] == {
        "name": "front",
        "text": "Calm Drops\nEnds back\npain today",
        "file": "front.png",
        "page": 1,
    }
    assert label["considered"] == [
        {
            "rule": "us.demo.pain",
            "quote": "cure anything",
            "panel": "back",
            "start": 21,
            "end": 34,
            "reason": "the effect is denied",
        }
    ]


def test_the_summary_counts_labels_and_findings() -> None:
    assert summary_json([RESULT, UNREAD, replace(RESULT, verdict=Verdict.REVIEW, findings=(AGE,))]) == {
        "labels": 3,
        "pass": 0,
        "fail": 1,
        "review": 1,
        "error": 1,
        "findings": 3,
        "by_severity": {"critical": 1, "major": 2, "minor": 0, "note": 0},
    }


def test_the_report_says_by_which_rules_it_was_made() -> None:
    report = report_json([UNREAD], RunInfo(date(2026, 11, 25), ("US", "US-NY"), (("us.demo", "2026.11.1"),), 7))

    assert report["schema"] == "labelwarden.report/1"
    assert report["tool"]["name"] == "labelwarden"
    assert report["as_of"] == "2026-11-25"
    assert report["jurisdictions"] == ["US", "US-NY"]
    assert report["rules"] == {"packs": [{"id": "us.demo", "version": "2026.11.1"}], "count": 7}
    assert report["labels"][0]["error"] == "there is no such file"
    assert json.loads(report_text(report)) == report


def test_letters_are_written_as_they_are_and_a_label_is_one_line() -> None:
    line = line_text(label_json(replace(RESULT, product="Crème\u2028 7ΩH\n")))

    assert line.count("\n") == 1
    assert "Crème\u2028 7ΩH" in line
