"""Statements that are lawful apart and unlawful together are one finding that shows both."""

from __future__ import annotations

from datetime import date
from typing import Any

import pytest

from labelwarden.checker import Checker
from labelwarden.findings.finding import Finding
from labelwarden.findings.scales import Confidence
from labelwarden.label.model import Label

CHECKER = Checker.load(as_of=date(2026, 11, 25), select=["claim"])


def findings(**label: Any) -> tuple[Finding, ...]:
    return CHECKER.check(Label.model_validate({"type": "dietary_supplement", **label})).findings


@pytest.mark.parametrize(
    ("label", "beside", "claim"),
    [
        (
            {"product": "Arthritis Formula", "claims": ["Supports joint function."]},
            "Arthritis",
            "Supports joint function",
        ),
        ({"text": "Migraine\nSupports a healthy immune system."}, "Migraine", "Supports a healthy immune system"),
        ({"panels": {"tags": "anxiety, herbs", "web": "Supports calm."}}, "anxiety", "Supports calm"),
        ({"text": "Supports restful sleep #insomnia"}, "insomnia", "Supports restful sleep"),
        ({"text": "Supports the immune system of the whole family, always #flu"}, "flu", "Supports the immune system"),
        (
            {"text": "Ready for the next pandemic? Supports the immune system."},
            "pandemic",
            "Supports the immune system",
        ),
        (
            {"panels": {"front": "Immune support", "web": "Viruses are all around us."}},
            "Viruses",
            "Immune support",
        ),
    ],
)
def test_the_two_are_one_finding_with_both_as_evidence(label: dict[str, Any], beside: str, claim: str) -> None:
    (found,) = findings(**label)
    assert any(rule.startswith("us.net-impression.") for rule in (found.rule, *found.also))
    first, *others = (piece.quote or "" for piece in found.evidence)
    assert beside in first
    assert claim in others


@pytest.mark.parametrize(
    "label",
    [
        {"product": "Joint Formula", "claims": ["Supports joint function."]},
        {"text": "Supports the immune system. Not intended to prevent COVID-19."},
        {"text": "Our shop stays open in the pandemic. Supports joint function."},
        {"text": "Supports memory. Alzheimer's affects six million Americans."},
        {"text": "Supports the immune system.\nDo not use if you have the flu."},
    ],
)
def test_one_of_them_alone_or_a_warning_beside_is_none(label: dict[str, Any]) -> None:
    assert [found.rule for found in findings(**label) if found.rule.startswith("us.net-impression.")] == []


def test_on_different_panels_they_are_less_sure_unless_one_is_a_name_or_tag() -> None:
    (apart,) = findings(panels={"front": "Immune support", "web": "An outbreak is no reason for fear."})
    (named,) = findings(product="Pandemic Drops", claims=["Supports the immune system."])
    assert (apart.confidence, named.confidence) == (Confidence.LOW, Confidence.MEDIUM)


def test_immunity_beside_a_virus_is_told_as_that() -> None:
    (found,) = findings(text="COVID-19 essentials\nImmune support for the whole family.")
    assert found.rule == "us.net-impression.immunity-beside-epidemic"
    assert "101.93-g-2-viii" in found.tags


def test_a_surer_claim_in_the_same_words_is_shown_and_names_the_other() -> None:
    (found,) = findings(text="Kills the coronavirus on contact. Supports the immune system.")
    assert found.confidence is Confidence.HIGH
    assert "us.net-impression.immunity-beside-epidemic" in found.also
