from __future__ import annotations

from typing import Any

import pytest
from pydantic import ValidationError

from labelwarden.checks.amount_limit import AmountLimit
from labelwarden.findings.scales import Outcome
from tests.unit.facts.shop import facts


def limit(*limits: dict[str, Any]) -> AmountLimit:
    return AmountLimit.model_validate({"kind": "amount-limit", "substance": "substance.7oh", "limits": list(limits)})


SERVING = limit({"at_most": "15", "unit": "mg", "per": ["serving", "unsaid"]})
SHARE = limit({"at_most": "2", "unit": "%", "share_of": ["substance.7oh", "substance.kratom"]})


@pytest.mark.parametrize(
    ("text", "outcome"),
    [
        ("7-OH 15 mg", Outcome.MET),
        ("7-OH 15.01 mg", Outcome.VIOLATED),
        ("7-OH 16 mg per serving", Outcome.VIOLATED),
        ("7-OH 1,000 mcg per serving", Outcome.MET),
        ("7-OH 0.02 g", Outcome.VIOLATED),
        ("20 mg of 7-OH", Outcome.VIOLATED),
        ("7-OH 15 mg with 10 g sugar", Outcome.MET),
        ("7-OH 60 mg per bottle", Outcome.NOT_VISIBLE),
        ("7-OH 98 %", Outcome.NOT_VISIBLE),
        ("7-OH < 20 mg", Outcome.NOT_VISIBLE),
        ("7-OH tablets, net 20 count", Outcome.NOT_VISIBLE),
        ("Kratom 400 mg", Outcome.NOT_APPLICABLE),
    ],
)
def test_stated_amounts(text: str, outcome: Outcome) -> None:
    assert SERVING.run(facts(text)).outcome is outcome


def test_what_exceeds_is_quoted_with_amount_and_limit() -> None:
    (ground,) = SERVING.run(facts("It has 7-OH (20.50 mg per serving) and kratom")).grounds
    assert ground.values == {"quote": "7-OH (20.50 mg per serving", "amount": "20.5 mg", "limit": "15 mg"}
    assert ground.evidence[0].quote == ground.values["quote"]


@pytest.mark.parametrize(
    ("text", "outcome", "amount"),
    [
        ("7-OH 1 mg, mitragynine 99 mg", Outcome.MET, ""),
        ("7-OH 2 mg, mitragynine 98 mg", Outcome.MET, ""),
        ("7-OH 3 mg, mitragynine 97 mg", Outcome.VIOLATED, "3 %"),
        ("7-OH 1 mg per tablet, mitragynine 9 mg per tablet, kratom 990 mg per package", Outcome.VIOLATED, "10 %"),
        ("7-OH 3 mg", Outcome.MET, ""),
        ("Mitragynine 97 mg and 7-OH 3 mg per tablet", Outcome.VIOLATED, "3 %"),
        ("Mitragynine 97 mg. 7-OH 3 mg per tablet", Outcome.MET, ""),
    ],
)
def test_a_share_counts_amounts_that_are_stated_alike(text: str, outcome: Outcome, amount: str) -> None:
    found = SHARE.run(facts(text))
    assert found.outcome is outcome
    assert [ground.values["amount"] for ground in found.grounds] == ([amount] if amount else [])


def test_a_litre_is_compared_with_a_gram_and_says_so() -> None:
    strong = limit({"at_most": "0.15", "unit": "mg", "per": ["gram"]})
    (ground,) = strong.run(facts("7-OH 32 mg/100 ml")).grounds
    assert ground.values["amount"] == "0.32 mg per gram or mL"
    assert strong.run(facts("7-OH 150 mg per litre")).outcome is Outcome.MET


def test_two_limits_give_one_ground() -> None:
    both = limit({"at_most": "10", "unit": "mg"}, {"at_most": "1", "unit": "mg"})
    assert len(both.run(facts("7-OH 20 mg per tablet, 7-OH 30 mg")).grounds) == 1


@pytest.mark.parametrize(
    ("limits", "reason"),
    [
        ({"at_most": "2", "unit": "mg", "share_of": ["substance"]}, 'has unit "%"'),
        ({"at_most": "-1", "unit": "mg"}, "number of at least 0"),
        ({"at_most": "NaN", "unit": "mg"}, "number of at least 0"),
        ({"at_most": "two", "unit": "mg"}, "expected a number"),
        ({"at_most": "2", "unit": "oz"}, "'mg' or '%'"),
        ({"at_most": "2", "unit": "mg", "per": ["tablet"]}, "'unit', 'serving'"),
    ],
)
def test_what_is_refused(limits: dict[str, Any], reason: str) -> None:
    with pytest.raises(ValidationError, match=reason):
        limit(limits)
