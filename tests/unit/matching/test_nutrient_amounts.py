"""Amounts of nutrients behind their names."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from labelwarden.matching.nutrient_amounts import find_nutrient
from labelwarden.text.fold import fold


@pytest.mark.parametrize(
    ("printed", "name", "value", "below"),
    [
        ("Total Sugars 0g", "total sugars", 0, False),
        ("Calories 35", "calories", 35, False),
        ("Calories\n230", "calories", 230, False),
        ("Sodium 1,140mg 50%", "sodium", 1140, False),
        ("Total Fat (lipids): 1.5 g", "total fat", 1500, False),
        ("Dietary Fiber less than 1g", "dietary fiber", 1000, True),
        ("Cholesterol <5 mg", "cholesterol", 5, True),
        ("Total Fat 8g 16g 10% 21%", "total fat", 8000, False),
    ],
)
def test_the_amount_right_behind_the_name(printed: str, name: str, value: float, below: bool) -> None:
    amount = next(find_nutrient(fold(printed).text, (name,)))
    assert (amount.value, amount.below) == (value, below)


@pytest.mark.parametrize("printed", ["Sodium 6%", "low sodium, 24 packs", "Sodium chloride 10 mg", "potassium sodium"])
def test_another_number_is_none(printed: str) -> None:
    assert list(find_nutrient(fold(printed).text, ("sodium",))) == []


@given(st.text(alphabet="sodium 0123456789mg%(),.<|", max_size=200))
def test_any_text_is_read_within_bounds(text: str) -> None:
    for amount in find_nutrient(text, ("sodium", "sod")):
        assert 0 <= amount.start < amount.end <= len(text)
        assert amount.value >= 0
