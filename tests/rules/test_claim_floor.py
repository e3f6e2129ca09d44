"""The project's own claims and lawful statements: what is caught and what misfires may not get worse.

The floors stand a little below what is reached. A change that sinks below one of them is either a mistake or a decision
that belongs into the changelog together with the new floor.
"""

from __future__ import annotations

import json
from collections import Counter
from collections.abc import Iterator
from datetime import date
from functools import cache
from pathlib import Path
from typing import Any

from labelwarden.checker import Checker
from labelwarden.findings.scales import Category, Confidence
from labelwarden.label.model import Label

CASES = Path(__file__).parents[1] / "cases"
DAY = date(2026, 11, 25)


def _cases(name: str) -> list[dict[str, Any]]:
    lines = (CASES / name).read_text(encoding="utf-8").splitlines()
    return [json.loads(line) for line in lines]


def _levels(cases: list[dict[str, Any]]) -> Iterator[tuple[dict[str, Any], Confidence | None]]:
    """Each case with the confidence of its surest claim."""
    checker = Checker.load(as_of=DAY, select=["claim"])
    for case in cases:
        findings = checker.check(Label(text=case["text"], type=case["product_type"])).findings
        claims = [finding.confidence for finding in findings if finding.category is Category.CLAIM]
        yield case, min(claims, key=lambda sure: sure.rank, default=None)


@cache
def _shares(name: str) -> tuple[float, float, float]:
    """The shares of the cases with any claim, a sure one, a highly sure one."""
    levels = [level for _, level in _levels(_cases(name))]
    sure = sum(level in (Confidence.HIGH, Confidence.MEDIUM) for level in levels)
    high = sum(level is Confidence.HIGH for level in levels)
    caught = sum(level is not None for level in levels)
    return caught / len(levels), sure / len(levels), high / len(levels)


def test_there_are_enough_cases_and_each_has_an_id_of_its_own() -> None:
    claims, lawful = _cases("claims.jsonl"), _cases("lawful.jsonl")
    assert len(claims) >= 2500
    assert len(lawful) >= 1500
    ids = Counter(case["id"] for case in claims + lawful)
    assert [name for name, count in ids.items() if count > 1] == []
    assert {tuple(case["expect"]) for case in claims} == {("claim",)}
    assert {tuple(case["expect"]) for case in lawful} == {()}


def test_claims_are_caught() -> None:
    caught, sure, high = _shares("claims.jsonl")
    assert caught >= 0.955  # the rest names no disease and no cure; it stands here to show the bound
    assert sure >= 0.94
    assert high >= 0.69


def test_claims_on_every_type_of_product_are_caught() -> None:
    rows: Counter[str] = Counter()
    caught: Counter[str] = Counter()
    for case, level in _levels(_cases("claims.jsonl")):
        rows[case["product_type"]] += 1
        caught[case["product_type"]] += level in (Confidence.HIGH, Confidence.MEDIUM)
    assert {kind: caught[kind] / rows[kind] for kind in rows if caught[kind] / rows[kind] < 0.85} == {}


def test_lawful_statements_are_left_alone() -> None:
    caught, sure, high = _shares("lawful.jsonl")
    assert caught <= 0.05  # a third of it asks to compare the uses of OTC drugs with their monograph
    assert sure <= 0.005
    assert high == 0
