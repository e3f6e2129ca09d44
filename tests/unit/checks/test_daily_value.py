from __future__ import annotations

from typing import Any

import pytest
from pydantic import ValidationError

from labelwarden.checks.daily_value import DailyValue
from labelwarden.findings.observation import Observation
from labelwarden.findings.scales import Confidence, Outcome
from tests.unit.facts.shop import facts, photographed, pictured

CHECK = DailyValue.model_validate(
    {
        "kind": "daily-value",
        "readers": {"infants": ["infant"]},
        "references": [
            {"of": ["vitamin c", "ascorbic acid"], "amount": "90", "unit": "mg", "was": "60"},
            {"of": ["iron"], "amount": "18", "unit": "mg", "for_others": {"infants": "11"}},
            {"of": ["total fat"], "amount": "78", "unit": "g"},
        ],
    }
)


def run(text: str, **label: Any) -> Observation:
    return CHECK.run(facts(text, **label))


@pytest.mark.parametrize(
    "text",
    [
        "Vitamin C 90 mg 100%",
        "Vitamin C (as ascorbic acid) 500 mg 556%",
        "Vitamin C 500 mg 560%",
        "Iron 1 mg 6%",
        "Iron 0.3 mg 2%",
        "Total Fat 1 g 1%",
        "Total Fat 8g 10%",
        "For infants. Iron 11 mg 100%",
    ],
)
def test_what_rounding_explains_is_right(text: str) -> None:
    assert run(text).outcome is Outcome.MET


@pytest.mark.parametrize("text", ["Iron 18 mcg 100%", "Iron 11 mg 100%", "Iron 9 mg 100%", "Total Fat 8 mg 10%"])
def test_what_rounding_does_not_explain_is_wrong(text: str) -> None:
    assert run(text).outcome is Outcome.VIOLATED


def test_the_right_figure_and_the_value_of_before_are_told() -> None:
    (ground,) = run("Supplement Facts\nVitamin C (as ascorbic acid) 60 mg 100% DV").grounds
    assert ground.values == {
        "quote": "Vitamin C (as ascorbic acid) 60 mg 100%",
        "about": "vitamin C",
        "amount": "100 %",
        "wanted": "67 %",
        "limit": "90 mg",
    }
    assert ground.note == "It fits the value of before, 60 mg."
    assert ground.confidence is Confidence.HIGH


def test_far_too_little_is_not_called_none() -> None:
    (ground,) = run("Iron (as iron bisglycinate) 18 mcg 100%").grounds
    assert (ground.values["wanted"], ground.values["quote"]) == (
        "less than 1 %",
        "Iron (as iron bisglycinate) 18 mcg 100%",
    )


def test_each_wrong_line_is_shown_and_digits_of_a_picture_are_for_a_person_to_see() -> None:
    found = CHECK.run(photographed(pictured("Iron 18 mcg 100%\nVitamin C 90 mg 10%\nTotal Fat 8g 10%")))
    assert [ground.values["about"] for ground in found.grounds] == ["iron", "vitamin C"]
    assert {ground.confidence for ground in found.grounds} == {Confidence.LOW}


def test_a_label_without_such_lines_leaves_it_open() -> None:
    assert run("Vitamin C 90 mg").outcome is Outcome.NOT_VISIBLE
    assert run("Turmeric 500 mg 100%").outcome is Outcome.NOT_VISIBLE


def test_a_reference_of_nothing_is_refused() -> None:
    with pytest.raises(ValidationError, match="at least 1 item"):
        DailyValue.model_validate({"kind": "daily-value", "references": []})
