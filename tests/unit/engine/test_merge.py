"""Which of several findings on the same words is shown."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import replace
from datetime import date
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from labelwarden.engine.merge import merge_claims
from labelwarden.findings.finding import Finding, Topic
from labelwarden.findings.observation import Evidence
from labelwarden.findings.scales import Category, Confidence, Outcome, Severity, Status, Sureness
from tests.unit.rules.packs import load, pack, rule


@pytest.fixture(scope="module")
def narrow(tmp_path_factory: pytest.TempPathFactory) -> Mapping[str, int]:
    """How narrow each rule is."""
    folder: Path = tmp_path_factory.mktemp("rules")
    narrower = rule("us.x.narrow", when={"contains": ["substance.7oh"]})
    book = load(folder, {"us/x.yaml": pack(rule("us.x.a"), rule("us.x.b"), narrower)})
    return {rule.id: rule.specificity for rule in book.select(["US"], date(2026, 11, 25))}


def found(id: str, start: int = 0, end: int = 5, panel: str = "front", jurisdiction: str = "US") -> Finding:
    return Finding(
        rule=f"us.x.{id}",
        title=id,
        category=Category.CLAIM,
        severity=Severity.MAJOR,
        confidence=Confidence.MEDIUM,
        outcome=Outcome.VIOLATED,
        tags=(),
        message="m",
        remedy="r",
        jurisdiction=jurisdiction,
        status=Status.STABLE,
        source=Sureness.VERIFIED,
        basis=(),
        precedents=(),
        evidence=(Evidence("x" * (end - start), panel, start, end),),
        fingerprint=f"{id}{start}",
    )


def shown(narrow: Mapping[str, int], *findings: Finding) -> list[tuple[str, tuple[str, ...]]]:
    return [(each.rule.rpartition(".")[2], each.also) for each in merge_claims(findings, narrow)]


def test_worse_then_surer_then_narrower_then_the_first_by_name(narrow: Mapping[str, int]) -> None:
    worse = replace(found("b"), severity=Severity.CRITICAL, confidence=Confidence.LOW)
    surer = replace(found("b"), confidence=Confidence.HIGH)
    assert shown(narrow, found("a"), worse) == [("b", ("us.x.a",))]
    assert shown(narrow, found("a"), found("narrow"), surer) == [("b", ("us.x.narrow", "us.x.a"))]
    assert shown(narrow, found("a"), found("narrow")) == [("narrow", ("us.x.a",))]
    assert shown(narrow, found("b"), found("a")) == [("a", ("us.x.b",))]


def test_other_places_panels_and_jurisdictions_stay_apart(narrow: Mapping[str, int]) -> None:
    others = (found("b", 5, 9), found("b", panel="back"), found("b", jurisdiction="US-NY"))
    assert [rule for rule, _ in shown(narrow, found("a"), *others)] == ["a", "b", "b", "b"]


def test_what_is_no_claim_or_no_violation_is_left_alone(narrow: Mapping[str, int]) -> None:
    undetermined = replace(found("b"), outcome=Outcome.UNDETERMINED)
    substance = replace(found("b"), category=Category.INGREDIENT)
    assert len(shown(narrow, found("a"), undetermined, substance)) == 3


PLACES = st.lists(st.tuples(st.sampled_from(["a", "b", "narrow"]), st.integers(0, 30), st.integers(1, 8)), max_size=12)


@given(PLACES)
def test_what_is_shown_never_overlaps_and_nothing_is_lost(
    narrow: Mapping[str, int], places: list[tuple[str, int, int]]
) -> None:
    findings = [found(id, start, start + length) for id, start, length in places]
    merged = merge_claims(findings, narrow)
    spans = sorted((each.evidence[0].start or 0, each.evidence[0].end or 0) for each in merged)
    assert all(spans[n][1] <= spans[n + 1][0] for n in range(len(spans) - 1))
    for finding in findings:
        start, end = finding.evidence[0].start or 0, finding.evidence[0].end or 0
        touching = [
            each for each in merged if (each.evidence[0].start or 0) < end and start < (each.evidence[0].end or 0)
        ]
        assert any(finding.rule in (each.rule, *each.also) for each in touching)
    assert [each.rule for each in merge_claims(findings[::-1], narrow)] == [each.rule for each in merged]


def test_what_is_merged_adds_its_criteria_and_conditions(narrow: Mapping[str, int]) -> None:
    first = replace(found("a"), tags=("disease", "101.93-g-2-i"), conditions=(Topic("condition.pain", ("pain",)),))
    second = replace(
        found("b"),
        tags=("other", "101.93-g-2-v"),
        conditions=(Topic("condition.pain", ("ache",)), Topic("condition.gout", ("gout",))),
    )
    (merged,) = merge_claims([first, second], narrow)
    assert merged.tags == ("disease", "101.93-g-2-i", "101.93-g-2-v")
    assert merged.conditions == (Topic("condition.pain", ("pain", "ache")), Topic("condition.gout", ("gout",)))


def test_the_evidence_that_is_shown_nowhere_else_is_kept(narrow: Mapping[str, int]) -> None:
    pieces = (Evidence("x" * 5, "product", 0, 5), Evidence("x" * 5, "front", 20, 25))
    surer = replace(found("a", panel="product"), confidence=Confidence.HIGH)
    (merged,) = merge_claims([surer, replace(found("b"), evidence=pieces)], narrow)
    assert merged.rule == "us.x.a"
    assert merged.evidence == (*surer.evidence, pieces[1])


def test_every_piece_of_a_finding_takes_its_place(narrow: Mapping[str, int]) -> None:
    pieces = (Evidence("x" * 5, "product", 0, 5), Evidence("x" * 5, "front", 20, 25))
    two = replace(found("a"), severity=Severity.CRITICAL, evidence=pieces)
    assert shown(narrow, two, found("b", 22, 24), found("b", 2, 4, panel="product"), found("b", 30, 35)) == [
        ("a", ("us.x.b",)),
        ("b", ()),
    ]
