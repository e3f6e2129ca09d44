"""Amounts as labels print them, and the numbers that are none."""

from __future__ import annotations

from decimal import Decimal
from itertools import pairwise

import pytest
from hypothesis import given
from hypothesis import strategies as st

from labelwarden.matching.quantity import Per, Quantity, Unit, find_quantities
from labelwarden.text.fold import fold


def amounts(printed: str) -> list[Quantity]:
    return list(find_quantities(fold(printed).text))


@pytest.mark.parametrize(
    ("printed", "value", "unit"),
    [
        ("15 mg", "15", Unit.MG),
        ("15mg", "15", Unit.MG),
        ("15-mg tablet", "15", Unit.MG),
        ("15 mgs", "15", Unit.MG),
        ("15 MILLIGRAMS", "15", Unit.MG),
        ("7-OH 15 mg", "15", Unit.MG),
        ("B12 500 mcg", "0.5", Unit.MG),
        ("500 µg", "0.5", Unit.MG),
        ("500 μg", "0.5", Unit.MG),
        ("1 microgram", "0.001", Unit.MG),
        ("1,000 mg", "1000", Unit.MG),
        ("1,250.5 mg", "1250.5", Unit.MG),
        ("2 g", "2000", Unit.MG),
        (".5 mg", "0.5", Unit.MG),
        ("10-15 mg", "15", Unit.MG),
        ("１５ mg", "15", Unit.MG),
        ("400 ppm", "0.04", Unit.PERCENT),
        ("0.05 %", "0.05", Unit.PERCENT),
        ("2 percent", "2", Unit.PERCENT),
        ("up to 15 mg", "15", Unit.MG),
        ("no more than 1 mg", "1", Unit.MG),
    ],
)
def test_amounts_are_exact_and_in_one_unit(printed: str, value: str, unit: Unit) -> None:
    (amount,) = amounts(printed)
    assert (amount.value, amount.unit, amount.below) == (Decimal(value), unit, False)


@pytest.mark.parametrize(
    ("printed", "value"),
    [
        ("1 mg per ml", "1"),
        ("15 mg per 5 ml", "3"),
        ("32 mg/100 ml", "0.32"),
        ("32 mg/100ml", "0.32"),
        ("320 mg/l", "0.32"),
        ("320 mg per litre", "0.32"),
        ("500 mg per kg", "0.5"),
        ("4 g/dl", "40"),
        ("4 mg/0 ml", "4"),
    ],
)
def test_what_is_counted_by_a_larger_measure_is_brought_to_one_gram(printed: str, value: str) -> None:
    (amount,) = amounts(printed)
    assert (amount.value, amount.per) == (Decimal(value), Per.GRAM)


@pytest.mark.parametrize(
    ("printed", "per"),
    [
        ("15 mg", Per.UNSAID),
        ("15 mg per tablet", Per.UNIT),
        ("15 mg/tablet", Per.UNIT),
        ("15 mg / shot", Per.UNIT),
        ("15 mg each", Per.UNIT),
        ("Amount per container: mitragynine 3,400 mg", Per.PACKAGE),
        ("Amount per serving: 7-OH 15 mg", Per.SERVING),
        ("Amounts in each tablet: 15 mg", Per.UNIT),
        ("Amount per serving. Later 15 mg", Per.UNSAID),
        ("The amount of 15 mg", Per.UNSAID),
        ("15 mg in each gummy", Per.UNIT),
        ("15 mg (per capsule)", Per.UNIT),
        ("15 mg per 1 tablet", Per.UNIT),
        ("15 mg per chewable tablet", Per.UNIT),
        ("15 mg of 7-OH per tablet", Per.UNIT),
        ("5 mg THC per gummy", Per.UNIT),
        ("50 mg delta-9 THC per package", Per.PACKAGE),
        ("15 mg per 2 tablets", Per.SERVING),
        ("15 mg per serving", Per.SERVING),
        ("15 mg per two gummies", Per.SERVING),
        ("450 mg per package", Per.PACKAGE),
        ("100 mg/g", Per.GRAM),
        ("15 mg a day", Per.UNSAID),
        ("15 mg alkaloids", Per.UNSAID),
    ],
)
def test_what_an_amount_is_counted_by(printed: str, per: Per) -> None:
    assert [amount.per for amount in amounts(printed)] == [per]


@pytest.mark.parametrize("printed", ["< 0.05 %", "<0.05%", "less than 0.05 %", "below 0.05 %", "under 0.05 %"])
def test_a_laboratory_limit_is_below_its_number(printed: str) -> None:
    (amount,) = amounts(printed)
    assert amount.below


@pytest.mark.parametrize(
    "printed",
    [
        "7-OH",
        "B12 mg",
        "15 tablets",
        "6x mg",
        "0,5 mg",  # a comma that is no thousands mark: 0.5, not 5
        "12 000 mg",  # not 0
        "½ mg",  # not 2
        "1/2 mg",
        "1.000.000 mg",
        "12345678901 mg",
        "15 mgx",
    ],
)
def test_a_number_that_cannot_be_told_is_left_out(printed: str) -> None:
    assert amounts(printed) == []


def test_several_amounts_keep_their_order_and_place() -> None:
    printed = "Kratom 250 mg per tablet, 7-OH 15 mg, 2 %"
    assert [printed[a.start : a.end] for a in amounts(printed)] == ["250 mg per tablet", "15 mg", "2 %"]


@given(st.text(alphabet="0123456789.,/ -<%mgper tabcu()", max_size=40))
def test_any_text_gives_places_in_order_that_do_not_overlap(folded: str) -> None:
    found = list(find_quantities(folded))
    assert all(0 <= a.start < a.end <= len(folded) and a.value >= 0 for a in found)
    assert all(one.end <= other.start for one, other in pairwise(found))
