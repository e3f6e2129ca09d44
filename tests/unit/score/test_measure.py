"""Findings of cases add up to recall, misfires and what each rule gives."""

from __future__ import annotations

from dataclasses import replace
from datetime import date

import pytest

from labelwarden.findings.finding import Basis, Finding, LabelResult
from labelwarden.findings.observation import Evidence
from labelwarden.findings.scales import Category, Confidence, Outcome, Severity, Status, Sureness, Verdict
from labelwarden.label.labeling import Labeling
from labelwarden.score.cases import Case
from labelwarden.score.measure import Score, Share, Yield, meets, ranked

CLAIM = Finding(
    rule="us.x.claim",
    title="A claim",
    category=Category.CLAIM,
    severity=Severity.CRITICAL,
    confidence=Confidence.HIGH,
    outcome=Outcome.VIOLATED,
    tags=("disease",),
    message="m",
    remedy="r",
    jurisdiction="US",
    status=Status.STABLE,
    source=Sureness.VERIFIED,
    basis=(Basis("21 U.S.C. 355(a)", None, Sureness.VERIFIED, date(2026, 11, 25)),),
    precedents=(),
    evidence=(Evidence("cures pain", "text", 0, 10),),
    fingerprint="f",
    also=("us.y.other",),
)
LOW = replace(CLAIM, confidence=Confidence.LOW)
NOTE = replace(CLAIM, severity=Severity.NOTE)
OPEN = replace(CLAIM, status=Status.EXPERIMENTAL)
SUBSTANCE = replace(CLAIM, rule="us.x.7oh", category=Category.INGREDIENT, tags=("7oh",), also=())


def scored(
    *cases: tuple[tuple[str, ...], tuple[Finding, ...]], experimental: bool = False, type: str | None = None
) -> Score:
    score = Score(experimental=experimental)
    for row, (expect, findings) in enumerate(cases, 1):
        result = LabelResult("x", None, "food", Verdict.PASS, findings=findings)
        score.add(Case(row, None, Labeling("x", (), type=type), expect), result)
    return score


@pytest.mark.parametrize("name", ["claim", "disease", "us.x.claim", "us.x", "us", "us.y.other"])
def test_a_finding_is_what_its_category_its_tags_and_its_rules_say(name: str) -> None:
    assert meets(CLAIM, name)


@pytest.mark.parametrize("name", ["field", "dis", "us.x.cl", "us.z"])
def test_and_nothing_else(name: str) -> None:
    assert not meets(CLAIM, name)


def test_each_thing_expected_counts_at_the_level_of_the_surest_finding_that_meets_it() -> None:
    score = scored((("claim",), (LOW, CLAIM)), (("claim", "7oh"), (LOW,)), (("ingredient",), (SUBSTANCE,)))
    assert score.recall == Share(of=4, any=3, sure=2, high=2)
    assert score.by_expected["claim"] == Share(of=2, any=2, sure=1, high=1)
    assert score.by_expected["7oh"] == Share(of=1)
    assert [(miss.kind, miss.case.row, miss.expected) for miss in score.misses] == [
        ("missed", 2, ("7oh",)),
        ("unsure", 2, ("claim",)),
    ]


def test_where_nothing_may_be_found_every_finding_is_a_misfire() -> None:
    medium = replace(CLAIM, confidence=Confidence.MEDIUM)
    score = scored(((), ()), ((), (LOW,)), ((), (medium, LOW)))
    assert score.misfires == Share(of=3, any=2, sure=1, high=0)
    assert score.misfires.at("any") == pytest.approx(2 / 3)
    assert [miss.kind for miss in score.misses] == ["misfired", "misfired"]


@pytest.mark.parametrize("finding", [NOTE, OPEN, replace(CLAIM, outcome=Outcome.UNDETERMINED)])
def test_what_fails_no_label_is_never_sure(finding: Finding) -> None:
    assert scored(((), (finding,))).misfires == Share(of=1, any=1)


def test_an_experimental_rule_is_sure_where_it_may_fail_a_label() -> None:
    assert scored(((), (OPEN,)), experimental=True).misfires == Share(of=1, any=1, sure=1, high=1)


def test_the_type_that_was_given_counts_before_the_one_that_was_inferred() -> None:
    assert list(scored(((), ()), type="kratom").misfires_by_type) == ["kratom"]
    assert list(scored((("claim",), ())).recall_by_type) == ["food"]


def test_a_rule_earns_its_keep_by_cases_that_no_other_finds() -> None:
    alone = replace(CLAIM, also=())
    score = scored((("claim",), (alone, alone)), (("claim",), (CLAIM,)), ((), (alone,)), (("claim",), (SUBSTANCE,)))
    assert list(ranked(score.by_rule)) == [
        ("us.x.claim", Yield(right=2, wrong=1, alone=1)),
        ("us.y.other", Yield(right=1, wrong=0, alone=0)),
    ]
    assert score.by_rule["us.x.claim"].precision == pytest.approx(2 / 3)
    assert score.by_tag == {"disease": Yield(right=2, wrong=1)}


def test_each_case_counts_once_under_its_surest_confidence() -> None:
    score = scored((("claim",), (CLAIM, LOW)), ((), (LOW, LOW)), ((), (CLAIM,)))
    assert score.by_confidence == {"high": Yield(right=1, wrong=1), "low": Yield(wrong=1)}


def test_of_nothing_there_is_no_share() -> None:
    assert Share().at("any") is None
    assert Yield().precision is None
