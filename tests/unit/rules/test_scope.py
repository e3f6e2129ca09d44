"""To which labels a rule applies."""

from __future__ import annotations

from typing import Any

import pytest
from pydantic import ValidationError

from labelwarden.facts.facts import Facts
from labelwarden.label.model import Label
from labelwarden.matching.matcher import Matcher
from labelwarden.rules.scope import Scope
from tests.unit.facts.shop import CONTEXTS, FORMS, RELATIONS


def unmet(scope: dict[str, Any], text: str, **label: Any) -> str | None:
    parsed = Scope.model_validate(scope)
    matcher = Matcher.build([*FORMS, *parsed.forms()], RELATIONS, CONTEXTS)
    return parsed.unmet(Facts(Label.model_validate({"text": text, **label}).labeling(), matcher))


@pytest.mark.parametrize(
    ("scope", "text"),
    [
        ({"type": ["food", "cosmetic"]}, "A lotion"),
        ({"form": ["gummy"]}, "60 gummies"),
        ({"contains": ["substance.7oh"]}, "7-OH"),
        ({"contains": ["substance"]}, "kratom"),
        ({"claims": ["condition.pain"]}, "Treats back pain"),
        ({"claims": ["acted-on"]}, "Treats back pain"),
        ({"says": ["no such thing", "not for sale"]}, "Not for sale"),
        ({"says_all": ["for sale", "in ... store"]}, "For sale. In this store"),
        ({"amount": {"of": "substance.7oh", "at_most": "15", "unit": "mg"}}, "7-OH 15 mg"),
        ({"amount": {"of": "substance.7oh", "at_most": "1", "unit": "%"}}, "7-OH < 1 %"),
        ({"amount": {"of": "substance", "more_than": "0.15", "unit": "mg", "per": ["gram"]}}, "7-OH 32 mg/100 ml"),
        ({"type": ["food"], "contains": ["substance.7oh"], "form": ["gummy"]}, "7-OH gummies"),
    ],
)
def test_a_scope_holds_when_all_of_it_does(scope: dict[str, Any], text: str) -> None:
    assert unmet(scope, text) is None


@pytest.mark.parametrize(
    ("scope", "text", "reason"),
    [
        ({"type": ["food", "cosmetic"]}, "7-OH", "its type is not food or cosmetic"),
        ({"form": ["gummy"]}, "7-OH", "its form is not gummy"),
        ({"contains": ["substance.7oh"]}, "No 7-OH", "it does not say that it contains 7oh"),
        ({"claims": ["condition"]}, "Does not treat pain", "it makes no claim about condition"),
        ({"says": ["not for sale"]}, "For sale", 'it does not say "not for sale"'),
        ({"says": ["{item.supplement-facts} of it"]}, "For sale", 'it does not say "supplement facts of it"'),
        ({"says_all": ["for sale", "in store"]}, "For sale", 'it does not say "in store"'),
        ({"amount": {"of": "substance", "at_most": "15", "unit": "mg"}}, "7-OH 15.1 mg", "not within that limit"),
        ({"amount": {"of": "substance", "at_most": "15", "unit": "mg"}}, "7-OH", "not within that limit"),
        ({"amount": {"of": "substance", "more_than": "15", "unit": "mg"}}, "7-OH 15 mg", "not within that limit"),
        ({"contains": ["substance.7oh"], "form": ["gummy"]}, "7-OH", "its form is not gummy"),
    ],
)
def test_why_a_scope_does_not_hold(scope: dict[str, Any], text: str, reason: str) -> None:
    assert reason in (unmet(scope, text) or "")


def test_an_amount_has_one_bound() -> None:
    with pytest.raises(ValidationError, match="either `at_most` or `more_than`"):
        Scope.model_validate({"amount": {"of": "substance.7oh", "unit": "mg"}})
