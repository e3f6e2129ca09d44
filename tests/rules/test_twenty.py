"""The twenty rules of greatest value: each speaks on a label as one finds it, and not on the one beside it.

The labels are whole ones of our own writing; the near miss changes what decides and leaves the rest.
"""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date
from functools import cache
from typing import Any

import pytest

from labelwarden.checker import Checker
from labelwarden.findings.scales import Verdict
from labelwarden.label.model import Label

AFTER_NEW_YORK = date(2026, 12, 20)


@dataclass(frozen=True, slots=True)
class Pair:
    """A label on which the rules speak, and its near miss, on which none of them does."""

    number: int
    what: str
    rules: tuple[str, ...]
    label: dict[str, Any]
    near_miss: dict[str, Any]
    place: str = "US"


def supplement(*says: str, product: str = "Haybarn Daily Capsules", disclaimer: bool = True) -> dict[str, Any]:
    """The label of a supplement that has all it needs, with what is said on its front."""
    front = [product, "Dietary Supplement", *says, "60 capsules"]
    if disclaimer:
        front.append(
            "*This statement has not been evaluated by the Food and Drug Administration. This product is not intended "
            "to diagnose, treat, cure, or prevent any disease."
        )
    return {
        "product": product,
        "type": "dietary_supplement",
        "shows": ["all"],
        "panels": {
            "front": "\n".join(front),
            "facts": "Supplement Facts\nServing Size 1 capsule\nServings Per Container 60\nTurmeric root 500 mg",
            "back": "Other ingredients: cellulose, gelatin.\nDistributed by Haybarn Labs, 12 Mill Street, Dover, DE "
            "19901. Call 1-800-555-0100.",
        },
    }


def kratom(*says: str, amounts: str = "Mitragynine 34 mg per serving, 7-hydroxymitragynine 0.3 mg per serving.") -> Any:
    """A bag of kratom leaf with what is said on it."""
    return {
        "product": "Greenbarn Leaf Powder",
        "type": "kratom",
        "shows": ["all"],
        "text": "\n".join(
            (
                "Green kratom leaf powder. Net Wt 100 g. Ingredients: Mitragyna speciosa leaf.",
                f"Serving size 2.4 g. Servings per container 41. {amounts}",
                "Distributed by Greenbarn, 12 Mill Street, Dover, DE 19901. Lot A12.",
                *says,
            )
        ),
    }


NICOTINE = "WARNING: This product contains nicotine. Nicotine is an addictive chemical."


def pouches(*says: str) -> dict[str, Any]:
    """A can of nicotine pouches."""
    return {
        "product": "Northpine Nicotine Pouches",
        "type": "tobacco",
        "shows": ["all"],
        "text": "\n".join(
            (
                "Northpine nicotine pouches, mint. 20 pouches. 6 mg nicotine per pouch.",
                "Sale only allowed in the United States. Must be 21 or older.",
                "Distributed by Northpine, 12 Mill Street, Dover, DE 19901. 100 % foreign nicotine.",
                *says,
            )
        ),
    }


PAIRS = (
    Pair(
        1,
        "7-OH under another name",
        ("us.7oh.unlawful-supplement",),
        supplement("7ΩHMZ tablets, 15 mg"),
        supplement("7-keto DHEA tablets, 15 mg"),
    ),
    Pair(
        2,
        "more 7-OH than the limit",
        ("us-ms.kratom.7oh-limit",),
        kratom(amounts="Mitragynine 34 mg per serving, 7-OH 5 mg per serving."),
        kratom(amounts="Mitragynine 34 mg per serving, 7-OH 0.2 mg per serving."),
        "US-MS",
    ),
    Pair(
        3,
        "withdrawal and cravings",
        ("us.kratom.withdrawal-claim",),
        kratom("Eases opiate withdrawal and stops cravings.", amounts="Mitragynine 34 mg per serving."),
        kratom("May cause withdrawal. May be habit-forming.", amounts="Mitragynine 34 mg per serving."),
    ),
    Pair(
        4,
        "a strong verb and a disease",
        ("us.disease-claims.disease",),
        supplement("Treats arthritis."),
        supplement("Supports flexible joints.*"),
    ),
    Pair(
        5,
        "pain, anxiety, depression",
        ("us.disease-claims.disease",),
        supplement("Relief from chronic pain, anxiety and depression."),
        supplement("For occasional stress and a balanced mood.*"),
    ),
    Pair(
        6,
        "in place of a drug",
        ("us.disease-claims.substitute",),
        supplement("The natural alternative to Adderall."),
        supplement("The natural alternative to sugary drinks."),
    ),
    Pair(
        7,
        "a sign of disease without its qualifier",
        ("us.disease-claims.sign",),
        supplement("Lowers cholesterol."),
        supplement("Helps maintain cholesterol levels that are already within the normal range.*"),
    ),
    Pair(
        8,
        "stories of customers, hashtags, studies",
        ("us.disease-claims.disease",),
        supplement('"My arthritis is gone!" Ana, Reno', "#anxietyrelief"),
        supplement('"My dog loves the box it came in!" Ana, Reno', "#morningroutine"),
    ),
    Pair(
        9,
        "a disease in the name",
        ("us.disease-claims.name",),
        supplement(product="ArthriCalm Turmeric"),
        supplement(product="JointCalm Turmeric"),
    ),
    Pair(
        10,
        "structure or function without the disclaimer",
        ("us.structure-function.disclaimer-missing",),
        supplement("Supports a healthy immune system.*", disclaimer=False),
        supplement("Supports a healthy immune system.*"),
    ),
    Pair(
        11,
        "kratom without what a state prescribes",
        (
            "us-ne.kratom.age",
            "us-ne.kratom.pregnancy",
            "us-ne.kratom.habit-forming",
            "us-ne.kratom.practitioner",
        ),
        kratom(),
        kratom(
            "Not recommended for anyone under 21 years of age, or for those who are pregnant or breast-feeding.",
            "Consult a health care practitioner before use. May be habit-forming.",
        ),
        "US-NE",
    ),
    Pair(
        12,
        "the kratom label of New York",
        (
            "us-ny.kratom.sale-under-21",
            "us-ny.kratom.pregnancy",
            "us-ny.kratom.practitioner",
            "us-ny.kratom.addictive",
            "us-ny.kratom.interactions",
            "us-ny.kratom.children",
        ),
        kratom("21+ only. Use with care."),
        kratom(
            "The sale to individuals under twenty-one is prohibited under the public health law.",
            "Use by individuals who are pregnant or breastfeeding is not advised.",
            "Consult a health care practitioner before use. Kratom may be addictive.",
            "It may interact with certain medications, drugs and controlled substances.",
            "Keep out of reach of children.",
        ),
        "US-NY",
    ),
    Pair(
        13,
        "the exact warning on nicotine",
        ("us.tobacco-label.nicotine-warning",),
        pouches("WARNING: This product contains nicotine, which may be addictive."),
        pouches(NICOTINE),
    ),
    Pair(
        14,
        "tobacco of less risk",
        ("us.tobacco-claims.reduced-risk",),
        pouches(NICOTINE, "A safer alternative to smoking, less harmful than cigarettes."),
        pouches(NICOTINE, "A tidy can that fits any pocket."),
    ),
    Pair(
        15,
        "hidden or banned ingredients",
        ("us.unlawful-ingredients.erection-drug", "us.unlawful-ingredients.synthetic-stimulant"),
        supplement("With sildenafil and 1,3-dimethylamylamine."),
        supplement("With ginseng. Contains no sildenafil and no 1,3-dimethylamylamine."),
    ),
    Pair(
        16,
        "THC over the limit, delta-8",
        ("us.unlawful-ingredients.thc-amount", "us.unlawful-ingredients.delta-8"),
        {"product": "Moon Drink", "type": "food", "text": "Hemp drink. 5 mg THC per can. With delta-8 THC."},
        {"product": "Moon Hearts", "type": "food", "text": "Hulled hemp seed. 0.1 mg THC per package."},
    ),
    Pair(
        17,
        "FDA approval and seals",
        ("us.marketing-claims.fda-approved",),
        supplement("FDA approved formula."),
        supplement("Not approved by the FDA."),
    ),
    Pair(
        18,
        "safe without any limit",
        ("us.marketing.safety-absolute",),
        supplement("100% safe with no side effects."),
        supplement("A bottle with a safety seal. Side panel has directions."),
    ),
    Pair(
        19,
        "for children, with an intoxicant",
        ("us.marketing.intoxicant-as-candy",),
        {"product": "Moon Bears", "type": "food", "form": "gummy", "text": "Delta-9 THC gummy bears, 5 mg THC each."},
        {"product": "Fruit Bears", "type": "food", "form": "gummy", "text": "Gummy bears with apple juice."},
    ),
    Pair(
        20,
        "core items of a label",
        (
            "us.supplement-label.facts-panel",
            "us.supplement-label.name-and-place",
            "us.supplement-label.adverse-event-contact",
        ),
        {
            "product": "Haybarn Capsules",
            "type": "dietary_supplement",
            "shows": ["all"],
            "panels": {
                "front": "Haybarn Turmeric Capsules\nDietary Supplement",
                "back": "Net contents 60 capsules. Lot A12.",
            },
        },
        supplement(),
    ),
)


MORE = (
    Pair(
        8,
        "a study of patients",
        ("us.disease-claims.disease",),
        supplement("A clinical study shows that turmeric improves symptoms in patients with depression."),
        supplement("A clinical study shows that turmeric is well absorbed."),
    ),
    Pair(
        8,
        "a hashtag alone",
        ("us.disease-claims.disease",),
        supplement("#anxietyrelief #adhd"),
        supplement("#calmmornings #focus"),
    ),
    Pair(
        11,
        "kratom without its alkaloids and what it goes badly with",
        ("us-ky.kratom.alkaloid-amounts", "us-ky.kratom.precautions", "us-ky.kratom.age"),
        kratom(amounts=""),
        kratom("21+ only.", "Precautions: do not combine with alcohol or medication."),
        "US-KY",
    ),
    Pair(
        11,
        "kratom without the words of Tennessee",
        ("us-tn.kratom.warning",),
        kratom("Do not use if pregnant. 21+"),
        kratom(
            "Warning: Do not use if you are pregnant or nursing. It is illegal to possess Kratom if under 21 years of "
            "age. Consult your healthcare professional before using. Do not combine with alcohol or medication. "
            "Consult a doctor prior to usage if you have any heart disease, liver disorder, high blood pressure, or "
            "medical condition or take medication."
        ),
        "US-TN",
    ),
    Pair(
        17,
        "the seal of an agency",
        ("us.marketing.government-seal",),
        supplement("Bears the FDA logo."),
        supplement("Our logo is an oak."),
    ),
    Pair(
        20,
        "core items of a food",
        (
            "us.food-label.nutrition-facts",
            "us.food-label.net-quantity",
            "us.food-label.ingredient-list",
            "us.food-label.name-and-place",
        ),
        {
            "product": "Haybarn Oat Bar",
            "type": "food",
            "panels": {"front": "Haybarn Oat Bar\nwith honey", "back": "Store in a cool, dry place."},
        },
        {
            "product": "Haybarn Oat Bar",
            "type": "food",
            "panels": {
                "front": "Haybarn Oat Bar\nwith honey\nNet Wt 1.4 oz (40 g)",
                "back": "Nutrition Facts\nServing size 1 bar (40g)\nCalories 170\nIngredients: oats, honey.\n"
                "Haybarn Foods, 12 Mill Street, Dover, DE 19901\nDistributed by Haybarn Foods",
            },
        },
    ),
    Pair(
        20,
        "core items of a cosmetic",
        (
            "us.cosmetic-label.net-quantity",
            "us.cosmetic-label.ingredient-list",
            "us.cosmetic-label.name-and-place",
            "us.cosmetic-label.adverse-event-contact",
        ),
        {
            "product": "Haybarn Hand Cream",
            "type": "cosmetic",
            "panels": {"front": "Haybarn Hand Cream", "back": "Work a little into dry hands."},
        },
        {
            "product": "Haybarn Hand Cream",
            "type": "cosmetic",
            "panels": {
                "front": "Haybarn Hand Cream\nNet Wt 2 oz (57 g)",
                "back": "Ingredients: water, glycerin.\nDistributed by Haybarn Labs, 12 Mill Street, Dover, DE 19901",
            },
        },
    ),
    Pair(
        20,
        "core items of an OTC drug",
        ("us.otc-label.drug-facts",),
        {
            "product": "Haybarn Itch Cream",
            "type": "otc_drug",
            "panels": {"front": "Haybarn Itch Cream\nHydrocortisone 1%", "back": "Apply twice a day."},
        },
        {
            "product": "Haybarn Itch Cream",
            "type": "otc_drug",
            "panels": {"front": "Haybarn Itch Cream", "back": "Drug Facts\nActive ingredient\nHydrocortisone 1%"},
        },
    ),
)
"""Rules of the list that are several: each of their parts."""


@cache
def checker(place: str) -> Checker:
    return Checker.load(jurisdictions=(place,), as_of=AFTER_NEW_YORK)


def spoken(label: dict[str, Any], place: str) -> set[str]:
    """The rules that speak, also those whose finding was taken into another on the same words."""
    result = checker(place).check(Label.model_validate(label))
    assert result.verdict is not Verdict.ERROR, result.error
    return {rule for finding in result.findings for rule in (finding.rule, *finding.also)}


@pytest.mark.parametrize("pair", [*PAIRS, *MORE], ids=lambda pair: f"{pair.number:02}-{pair.what.replace(' ', '-')}")
def test_speaks_on_the_label_and_not_on_its_near_miss(pair: Pair) -> None:
    assert set(pair.rules) - spoken(pair.label, pair.place) == set()
    assert set(pair.rules) & spoken(pair.near_miss, pair.place) == set()


@pytest.mark.parametrize(
    "alias",
    ["7-OH", "7OH", "7-hydroxymitragynine", "7 hydroxy mitragynine", "7-HMG", "7-OHMZ", "7ΩHMZ", "7‑OH", "7–OH"],
)
def test_every_alias_of_7_oh_is_7_oh(alias: str) -> None:
    assert "us.7oh.unlawful-supplement" in spoken(supplement(f"{alias} tablets"), "US")


def test_there_are_twenty() -> None:
    assert [pair.number for pair in PAIRS] == list(range(1, 21))
