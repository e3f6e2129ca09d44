"""Every duty that the project set out to judge has a rule, or a reason why it has none; and every rule has its law."""

from __future__ import annotations

from dataclasses import replace

import pytest

from labelwarden.rules.open import open_rulebook
from labelwarden.rules.rule import Rule
from scripts.make_coverage import Duty, duties, faults, page, reasons


@pytest.fixture(scope="module")
def rules() -> tuple[Rule, ...]:
    return open_rulebook([]).rules


@pytest.fixture(scope="module")
def listed(rules: tuple[Rule, ...]) -> list[Duty]:
    return duties(rules)


def test_every_duty_has_a_rule_or_a_reason(rules: tuple[Rule, ...], listed: list[Duty]) -> None:
    assert faults(listed, rules, reasons()) == []


def test_every_value_of_law_has_a_citation_and_a_day(rules: tuple[Rule, ...]) -> None:
    unsourced = [rule.id for rule in rules if not rule.basis or not all(b.cite and b.as_of for b in rule.basis)]

    assert unsourced == []


def test_the_page_links_a_duty_to_its_rules_and_says_why_another_has_none(
    rules: tuple[Rule, ...], listed: list[Duty]
) -> None:
    lines = page(listed, rules).splitlines()

    iron = next(line for line in lines if line.startswith("| DS-11 |"))
    delay = next(line for line in lines if line.startswith("| HE-02 |"))
    assert "[us.supplement-label.iron-warning](rules/us.supplement-label.iron-warning.md)" in iron
    assert delay.endswith("|  | no bill that delays the limits of 2026-11-12 was found enacted |")


def test_a_duty_with_neither_is_told(rules: tuple[Rule, ...], listed: list[Duty]) -> None:
    bare = Duty("Foods, label", "FD-99", "something new", (), (), ())

    assert faults([*listed, bare], rules, {}) == ["FD-99: no rule and no reason"]


def test_a_rule_that_no_duty_leads_to_is_told(rules: tuple[Rule, ...], listed: list[Duty]) -> None:
    stray = replace(rules[0], id="us.nowhere.stray")

    assert "us.nowhere.stray: no duty leads to this rule" in faults(listed, (*rules, stray), {})


def test_a_reason_for_nothing_is_told(rules: tuple[Rule, ...], listed: list[Duty]) -> None:
    assert faults(listed, rules, {"FD-99": "no law"}) == ["FD-99: a reason for a duty that is not listed"]
