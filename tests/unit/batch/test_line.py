"""Lines are put together from texts; `json.dumps` of the report's own dictionaries is what they have to equal."""

from __future__ import annotations

import json
from datetime import date

import pytest
from hypothesis import given
from hypothesis import strategies as st

from labelwarden.batch.line import (
    Form,
    Line,
    all_still,
    finding_text,
    fingerprints,
    said_in,
    take_apart,
    waived_text,
    with_states,
    without_states,
)
from labelwarden.findings.finding import Basis, Finding, LabelResult, Precedent, Topic, Waived
from labelwarden.findings.observation import Evidence
from labelwarden.findings.scales import Category, Confidence, Outcome, Severity, Status, Sureness, Verdict
from labelwarden.reports.json_v1 import finding_json, label_json
from labelwarden.text.span import Box

TRAPS = (
    '", "state": "new"}',
    ', "findings": [',
    ', "waived": [',
    ', "fixed": [',
    '"fingerprint": "x"}',
    "\\",
    "\u2028",
    "\0",
    "é中",
)
words = st.one_of(st.text(st.characters(exclude_categories=["Cs"]), max_size=12), st.sampled_from(TRAPS))
days = st.dates(date(2000, 1, 1), date(2030, 1, 1))
texts = st.lists(words, max_size=3).map(tuple)
numbers = st.one_of(st.none(), st.integers(0, 10**6))
boxes = st.builds(Box, *[st.integers(0, 9999)] * 4)
evidences = st.builds(
    Evidence,
    quote=st.none() | words,
    panel=st.none() | words,
    start=numbers,
    end=numbers,
    file=st.none() | words,
    page=numbers,
    boxes=st.lists(boxes, max_size=2).map(tuple),
    ocr_confidence=st.none() | st.floats(0, 1),
    searched=texts,
    per_point=st.none() | st.floats(0.1, 9),
)
found = st.builds(
    Finding,
    rule=words,
    title=words,
    category=st.sampled_from(Category),
    severity=st.sampled_from(Severity),
    confidence=st.sampled_from(Confidence),
    outcome=st.sampled_from(Outcome),
    tags=texts,
    message=words,
    remedy=words,
    jurisdiction=words,
    status=st.sampled_from(Status),
    source=st.sampled_from(Sureness),
    basis=st.lists(st.builds(Basis, words, st.none() | words, st.sampled_from(Sureness), days), max_size=2).map(tuple),
    precedents=st.lists(st.builds(Precedent, words, days, st.none() | words, texts), max_size=2).map(tuple),
    evidence=st.lists(evidences, max_size=2).map(tuple),
    fingerprint=st.text("0123456789abcdef", min_size=16, max_size=16),
    also=texts,
    conditions=st.lists(st.builds(Topic, words, texts), max_size=2).map(tuple),
)


@given(found)
def test_a_finding_is_what_the_encoder_makes_of_it(finding: Finding) -> None:
    assert finding_text(finding) == json.dumps(finding_json(finding), ensure_ascii=False)


@given(st.lists(found, max_size=3), words, st.booleans(), st.booleans(), st.booleans())
def test_a_line_is_taken_apart_into_what_it_was_made_of(
    findings: list[Finding], name: str, table: bool, compared: bool, settled: bool
) -> None:
    plain = f"[{', '.join(map(finding_text, findings))}]"
    states = [("new", "still")[n % 2] for n in range(len(findings))]
    stated = with_states(plain, states)
    assert json.loads(stated) == [{**f, "state": s} for f, s in zip(json.loads(plain), states, strict=True)]
    assert without_states(stated) == plain
    assert all_still(stated) == all_still(plain) == with_states(plain, ["still"] * len(findings))
    assert (
        said_in(plain)
        == said_in(stated)
        == [
            (
                f.rule,
                f.title,
                f.severity,
                f.confidence,
                f.outcome,
                f.status,
                f.evidence[0].quote if f.evidence else None,
            )
            for f in findings
        ]
    )
    assert fingerprints(stated) == [finding.fingerprint for finding in findings]
    form = Form(table=table, digests=True, matrix=True, settled=settled, compared=compared)
    waived = tuple(Waived(finding, name, "waiver") for finding in findings)
    line = Line(7, name, None, "fail", name, stated, len(findings), name, "major", "ab", "[]")
    line.waived, line.fixed = waived_text(waived), '[{"rule": "x"}]'
    assert json.loads(line.waived) == label_json(LabelResult(name, None, None, Verdict.PASS, waived=waived))["waived"]
    text = line.text(form)
    fields, back, let_pass, fixed = take_apart(text.encode())
    assert back == stated
    assert let_pass == (line.waived if settled else "[]")
    assert fixed == ([{"rule": "x"}] if compared else [])
    whole = json.loads(text)
    assert {name: value for name, value in whole.items() if name not in ("findings", "waived", "fixed")} == fields
    assert fields["id"] == name
    assert ("rules" in fields) is table


@pytest.mark.parametrize("text", ['{"row":1,"findings":[{"rule":"a"}]}', '{"findings": [], "row": 1}'])
def test_a_line_that_others_wrote_anew_is_read_all_the_same(text: str) -> None:
    fields, findings, waived, fixed = take_apart(text.encode())
    assert (fields["row"], json.loads(findings), waived, fixed) == (1, json.loads(text)["findings"], "[]", [])
