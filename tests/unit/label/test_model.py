"""What a typed label may say, and how it becomes panels."""

from __future__ import annotations

from typing import Any

import pytest
from pydantic import ValidationError

from labelwarden.label.labeling import Surface
from labelwarden.label.model import Label


def panels(**given: Any) -> dict[str, str]:
    return {panel.name: panel.text.printed for panel in Label.model_validate(given).typed_panels()}


def test_every_field_with_text_is_a_panel_of_its_own() -> None:
    assert panels(
        name="Relax",
        brand="Acme",
        text="all of it",
        panels={"front": "F", "web": " "},
        claims=["one", "two"],
        ingredients=["kratom", {"name": "7-OH", "amount": "15 mg"}],
        directions="Take one.",
        warnings=["Keep away."],
        age_restriction="21+",
        sku="EX-7OH",
    ) == {
        "product": "Relax",
        "brand": "Acme",
        "text": "all of it",
        "front": "F",
        "claims[0]": "one",
        "claims[1]": "two",
        "ingredients[0]": "kratom",
        "ingredients[1]": "7-OH 15 mg",
        "directions[0]": "Take one.",
        "warnings[0]": "Keep away.",
        "age_restriction": "21+",
    }


def test_a_typed_label_shows_all_unless_it_says_otherwise() -> None:
    assert Label(product="a").labeling().shows is None
    assert Label(product="a", shows=("all",)).labeling().shows == frozenset({"all"})
    assert Label(product="a", shows=("Front ",)).labeling().shows == frozenset({"front"})
    assert Label(product="a").labeling().surface is Surface.LABEL


def test_places_are_spelt_alike() -> None:
    label = Label.model_validate({"product": "a", "jurisdictions": ["us", " us-ny "]})
    assert label.labeling().jurisdictions == ("US", "US-NY")


def test_a_key_without_a_value_says_nothing() -> None:
    assert panels(product="a", warnings=None, ingredients=None, brand=None, shows=None) == {"product": "a"}


@pytest.mark.parametrize(
    ("given", "reason"),
    [
        ({}, "empty label"),
        ({"product": " ", "claims": [""]}, "empty label"),
        ({"product": None}, "empty label"),
        ({"product": "a", "name": "b"}, "two words for the same"),
        ({"product": "a", "colour": "red"}, "Extra inputs"),
        ({"product": "a", "type": "vitamin"}, "dietary_supplement"),
        ({"product": 5}, "valid string"),
        ({"product": "a", "ingredients": [{"name": "b", "strength": "c"}]}, "Extra inputs"),
        ({"product": "a", "jurisdictions": ["New York"]}, "expected US, US-NY"),
        ({"product": "a", "panels": {"product": "b"}}, 'two panels are called "product"'),
        ({"claims": ["a"], "panels": {"claims[0]": "b"}}, r'two panels are called "claims\[0\]"'),
    ],
)
def test_what_is_refused(given: dict[str, Any], reason: str) -> None:
    with pytest.raises(ValidationError, match=reason):
        Label.model_validate(given)


@pytest.mark.parametrize(
    ("gtin", "articles", "number", "said"),
    [
        ("651074168594", (), "651074168594", ""),
        ("6 51074 16859 4", ("00651074168594",), "6 51074 16859 4", ""),
        ("651074168593", (), "651074168593", "expected 8, 12, 13 or 14 digits of which the last checks the others"),
        ("651074168594", ("04006381333931",), "651074168594", "the pictures show the bar code of 04006381333931"),
        (None, ("04006381333931",), "04006381333931", ""),
        (None, ("04006381333931", "00651074168594"), None, ""),
    ],
)
def test_the_number_of_the_article(gtin: str | None, articles: tuple[str, ...], number: str | None, said: str) -> None:
    labeling = Label(product="Tea", gtin=gtin).labeling(articles=articles)
    assert labeling.gtin == number
    assert [said in note for note in labeling.notes] == ([True] if said else [])
