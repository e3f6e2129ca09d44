"""The same words under two laws: what the United States allow with a disclaimer the Union forbids, and vice versa."""

from __future__ import annotations

from datetime import date

import pytest

from labelwarden.checker import Checker
from labelwarden.findings.finding import LabelResult
from labelwarden.findings.scales import Verdict
from labelwarden.label.model import Label

DAY = date(2026, 11, 25)

# Lawful in the United States: no disease, the disclaimer stands under the statement.
SUPPORTS_IMMUNITY = Label(
    product="Elder Days",
    type="dietary_supplement",
    shows=("front",),
    panels={
        "front": "Elder Days\nDietary Supplement\nSupports the immune system*\n"
        "*This statement has not been evaluated by the Food and Drug Administration. "
        "This product is not intended to diagnose, treat, cure, or prevent any disease.\n60 capsules"
    },
)

# Lawful in the Union: an authorised claim with its substance, and all that the label of a food supplement carries.
AUTHORISED_CLAIM = Label(
    product="Vitamin C 80 mg",
    type="dietary_supplement",
    shows=("all",),
    panels={
        "front": "Vitamin C 80 mg. Food supplement. Net weight 42 g.",
        "back": "Vitamin C contributes to the normal function of the immune system. "
        "A varied and balanced diet and a healthy lifestyle are important. "
        "One tablet per day (80 mg vitamin C, 100 % NRV). Do not exceed the stated recommended daily dose. "
        "Food supplements should not be used as a substitute for a varied diet. "
        "Keep out of reach of young children.",
        "ingredients": "Ingredients: bulking agent cellulose, vitamin C, anti-caking agent silicon dioxide.",
        "side": "Best before 05/2028. Lot no. C114. Manufactured by Example GmbH, Hafenweg 3, Hamburg.",
    },
)


def check(label: Label, place: str, *, experimental: bool = True) -> LabelResult:
    return Checker.load([place], as_of=DAY, experimental=experimental).check(label)


def rules_of(result: LabelResult) -> set[str]:
    return {finding.rule for finding in result.findings}


def test_immune_support_with_the_disclaimer_is_lawful_in_the_united_states() -> None:
    result = check(SUPPORTS_IMMUNITY, "US")

    assert not {rule for rule in rules_of(result) if "claim" in rule or "structure-function" in rule}
    assert result.verdict is Verdict.PASS


def test_immune_support_names_no_authorised_substance_for_the_union() -> None:
    result = check(SUPPORTS_IMMUNITY, "EU")

    assert "eu.food-claims.health-claim" in rules_of(result)
    assert result.verdict is Verdict.FAIL


def test_unconfirmed_law_leads_to_review_unless_it_is_asked_for() -> None:
    assert check(SUPPORTS_IMMUNITY, "EU", experimental=False).verdict is Verdict.REVIEW


def test_authorised_claim_is_lawful_in_the_union() -> None:
    result = check(AUTHORISED_CLAIM, "EU")

    assert rules_of(result) == set()
    assert result.verdict is Verdict.PASS


def test_authorised_claim_lacks_the_disclaimer_of_the_united_states() -> None:
    result = check(AUTHORISED_CLAIM, "US")

    assert "us.structure-function.disclaimer-missing" in rules_of(result)
    assert result.verdict is Verdict.FAIL


def test_claim_on_a_plant_is_confirmed_law_and_fails_without_the_option() -> None:
    label = Label(type="dietary_supplement", text="Food supplement with saffron extract. Mood-enhancing.")

    result = check(label, "EU", experimental=False)

    assert "eu.food-claims.botanical-claim-on-hold" in rules_of(result)
    assert result.verdict is Verdict.FAIL


def test_canada_asks_for_a_licence_number_and_for_french() -> None:
    rules = rules_of(check(Label(type="dietary_supplement", text="Dietary supplement. Vitamin C 500 mg."), "CA"))

    assert {"ca.natural-health-products.licence-number", "ca.natural-health-products.french"} <= rules


@pytest.mark.parametrize(
    ("text", "rule", "before", "after"),
    [
        ("Dietary supplement. NMN 300 mg.", "us.unlawful-ingredients.nmn", "2025-09-29", "2025-09-28"),
        ("Drink mix. Ingredients: BVO.", "us.unlawful-ingredients.bvo", "2025-08-01", "2025-08-02"),
        ("Hemp gummies. THC 5 mg per gummy.", "us.unlawful-ingredients.thc-amount", "2026-11-11", "2026-11-12"),
        ("Gummies with Red No. 3.", "us.unlawful-ingredients.red-3", "2027-01-14", "2027-01-15"),
        ("Gummies with Red No. 3.", "us.unlawful-ingredients.red-3-announced", "2027-01-15", "2027-01-14"),
    ],
)
def test_an_ingredient_is_judged_by_the_law_of_the_day(text: str, rule: str, before: str, after: str) -> None:
    """`before` is a day on which the bar is not in force, `after` the nearest on which it is."""

    def found(day: str) -> bool:
        return rule in rules_of(Checker.load(["US"], as_of=date.fromisoformat(day)).check(Label(text=text)))

    assert not found(before)
    assert found(after)
