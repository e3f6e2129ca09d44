"""Words on how much is in it, against the panel."""

from __future__ import annotations

from typing import Any

import pytest
from pydantic import ValidationError

from labelwarden.checks.claimed_content import ClaimedContent
from labelwarden.facts.facts import Facts
from labelwarden.findings.observation import Observation
from labelwarden.findings.scales import Confidence, Outcome
from labelwarden.label.model import Label
from labelwarden.matching.matcher import Matcher
from tests.unit.facts.shop import CONTEXTS, FORMS, photographed, pictured

CHECK = ClaimedContent.model_validate(
    {
        "kind": "claimed-content",
        "claims": [
            {
                "says": ["excellent source of", "rich in"],
                "named": True,
                "contents": [
                    {"of": ["vitamin c"], "at_least_percent": "20"},
                    {"of": ["vitamin e"], "at_least_percent": "20"},
                    {"of": ["iron"], "at_least_percent": "20"},
                ],
            },
            {"says": ["low sodium"], "contents": [{"of": ["sodium"], "at_most": "140", "unit": "mg"}]},
            {"says": ["sugar free"], "contents": [{"of": ["total sugars"], "less_than": "0.5", "unit": "g"}]},
        ],
        "except_in": ["low sodium salt"],
    }
)
MATCHER = Matcher.build([*FORMS, *CHECK.forms()], (), CONTEXTS)


def run(text: str, **label: Any) -> Observation:
    return CHECK.run(Facts(Label.model_validate({"text": text, **label}).labeling(), MATCHER))


@pytest.mark.parametrize(
    "text",
    [
        "Excellent source of iron. Iron 3.6 mg 20%",
        "Rich in vitamins C and E. Vitamin C 90 mg 100% Vitamin E 3 mg 20%",
        "Low sodium. Sodium 140mg 6%",
        "Sugar free. Total Sugars 0g",
        "Sugar free. Total Sugars less than 0.5g",
        "Excellent source of iron. Vitamin C 1 mg 1% Iron 18 mg 100%",
    ],
)
def test_what_the_panel_bears_out(text: str) -> None:
    assert run(text).outcome is Outcome.MET


@pytest.mark.parametrize(
    ("text", "about"),
    [
        ("Excellent source of iron. Iron 1.8 mg 10%", ["iron"]),
        ("Rich in vitamins C and E. Vitamin C 90 mg 100% Vitamin E 1.5 mg 10%", ["vitamin e"]),
        ("Rich in vitamins C, E. Vitamin C 9 mg 10% Vitamin E 1.5 mg 10%", ["vitamin c", "vitamin e"]),
        ("Low sodium. Sodium 480mg 21%", ["sodium"]),
        ("Low sodium. Low sodium! Sodium 480mg 21%", ["sodium"]),
        ("Sugar free. Total Sugars 0.5g", ["total sugars"]),
        ("Sugar free. Total Sugars less than 1g", ["total sugars"]),
    ],
)
def test_what_the_panel_gives_the_lie(text: str, about: list[str]) -> None:
    found = run(text)
    assert found.outcome is Outcome.VIOLATED
    assert [ground.values["about"] for ground in found.grounds] == about


def test_both_are_shown() -> None:
    (ground,) = run("Low sodium. Sodium 480mg 21%").grounds
    assert [piece.quote for piece in ground.evidence] == ["Low sodium", "Sodium 480mg"]
    assert (ground.values["limit"], ground.confidence) == ("at most 140 mg", Confidence.HIGH)


def test_on_a_picture_a_person_has_to_look() -> None:
    read = photographed(pictured("Low sodium. Sodium 480mg 21%"))
    facts = Facts(read.labeling, MATCHER)
    assert [ground.confidence for ground in CHECK.run(facts).grounds] == [Confidence.LOW]


@pytest.mark.parametrize(
    ("text", "label", "outcome"),
    [
        ("Iron 1.8 mg 10%", {}, Outcome.NOT_APPLICABLE),
        ("Excellent source of joy. Iron 1.8 mg 10%", {}, Outcome.NOT_VISIBLE),
        ("Low sodium.", {}, Outcome.NOT_VISIBLE),
        ("With low sodium salt. Sodium 480mg 21%", {}, Outcome.NOT_APPLICABLE),
        ("Not low sodium. Sodium 480mg 21%", {}, Outcome.NOT_APPLICABLE),
        ("Sodium 480mg 21%", {"ingredients": ["low sodium soy sauce"]}, Outcome.NOT_APPLICABLE),
    ],
)
def test_what_is_no_claim_or_cannot_be_compared(text: str, label: dict[str, Any], outcome: Outcome) -> None:
    assert run(text, **label).outcome is outcome


@pytest.mark.parametrize(
    ("content", "reason"),
    [
        ({}, "expected one of"),
        ({"at_most": "1", "less_than": "2", "unit": "g"}, "expected one of"),
        ({"at_most": "1"}, "have a `unit`"),
        ({"at_least_percent": "1", "unit": "g"}, "have a `unit`"),
    ],
)
def test_a_content_has_one_bound(content: dict[str, str], reason: str) -> None:
    claims = [{"says": ["low in it"], "contents": [{"of": ["it"], **content}]}]
    with pytest.raises(ValidationError, match=reason):
        ClaimedContent.model_validate({"kind": "claimed-content", "claims": claims})
