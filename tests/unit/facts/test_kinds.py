"""What kind of product a label describes."""

from __future__ import annotations

from typing import Any

import pytest

from tests.unit.facts.shop import facts


@pytest.mark.parametrize(
    ("label", "type"),
    [
        ({"product": "Oil", "type": "food"}, "food"),
        ({"text": "Supplement Facts", "type": "cosmetic"}, "cosmetic"),
        ({"text": "A dietary supplement"}, "dietary_supplement"),
        ({"text": "Dietary supplement. Drug Facts"}, "otc_drug"),  # a Drug Facts box outranks other words
        ({"text": "A lotion"}, "cosmetic"),
        ({"text": "Orange gummies"}, "food"),
        ({"text": "Energy shot"}, "beverage"),
        ({"product": "Relax", "form": "Tablet"}, "dietary_supplement"),
        ({"text": "Orange gummies. Supplement Facts"}, "dietary_supplement"),
        ({"text": "Gummies", "type": "kratom"}, "food"),  # says what is in it, not what it is
        ({"text": "Leaf", "type": "kratom"}, "other"),
        ({"product": "Thing"}, "other"),
    ],
)
def test_the_regulatory_class(label: dict[str, Any], type: str) -> None:
    assert facts(**label).type.value == type


def test_a_class_that_was_inferred_shows_the_words() -> None:
    kind = facts(panels={"back": "Net 30. Supplement Facts"}).type
    assert not kind.given
    assert kind.evidence is not None
    assert (kind.evidence.panel, kind.evidence.quote) == ("back", "Supplement Facts")


@pytest.mark.parametrize(
    ("label", "form"),
    [
        ({"product": "A", "form": "Drink Mix"}, "drink-mix"),
        ({"product": "A", "form": " ice_cream "}, "ice-cream"),
        ({"text": "60 gummies or tablets"}, "gummy"),
        ({"text": "60 pieces"}, None),
    ],
)
def test_the_form(label: dict[str, Any], form: str | None) -> None:
    found = facts(**label).form
    assert (found.value if found else None) == form


@pytest.mark.parametrize(
    ("label", "type"),
    [
        ({"product": "Lung Supplement", "text": "For those who smoke tobacco"}, "dietary_supplement"),
        ({"text": "A dietary supplement. For those who smoke tobacco"}, "dietary_supplement"),
        ({"text": "Tobacco leaf. A supplement to the evening"}, "tobacco"),
        ({"product": "Tobacco leaf", "text": "No dietary supplement"}, "tobacco"),
        ({"product": "Night lotion", "text": "Goes well with a dietary supplement"}, "cosmetic"),
        ({"product": "Vitamin supplement", "text": "Drug Facts"}, "otc_drug"),
        ({"product": "Coffee", "panels": {"categories": "Food, Beverages & Tobacco > Food Items"}}, "food"),
        (
            {"product": "Thing", "panels": {"categories": "Vitamins & Supplements", "web": "Tobacco"}},
            "dietary_supplement",
        ),
        ({"product": "Mint pouches", "panels": {"categories": "Tobacco"}}, "other"),
    ],
)
def test_a_name_tells_more_than_a_shelf_and_a_shelf_more_than_a_page(label: dict[str, Any], type: str) -> None:
    assert facts(**label).type.value == type
