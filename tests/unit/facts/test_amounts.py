"""Which number belongs to which name."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from tests.unit.facts.shop import facts, photographed, pictured

Stated = list[tuple[str, str]]


def stated(printed: str) -> Stated:
    return [
        (amount.mention.hit.term.form, f"{amount.quantity.value} {amount.quantity.unit}")
        for amount in facts(printed).amounts
    ]


@pytest.mark.parametrize(
    ("printed", "pairs"),
    [
        ("7-OH 15 mg", [("7 oh", "15 mg")]),
        ("7-OH: 15 mg", [("7 oh", "15 mg")]),
        ("7-OH (15 mg)", [("7 oh", "15 mg")]),
        ("7-OH ..... 15 mg", [("7 oh", "15 mg")]),
        ("7-OH\n15 mg\nPiperine\n5 mg", [("7 oh", "15 mg")]),
        ("7-hydroxymitragynine (7-OH) 15 mg", [("7 oh", "15 mg")]),
        ("7-OH content of each tablet: 15 mg", [("7 oh", "15 mg")]),
        ("15 mg 7-OH", [("7 oh", "15 mg")]),
        ("15 mg of pure 7-OH", [("7 oh", "15 mg")]),
        ("15 mg (7-OH)", [("7 oh", "15 mg")]),
        ("Kratom 100 mg 7-OH 15 mg", [("kratom", "100 mg"), ("7 oh", "15 mg")]),
        ("Kratom 100 mg, 7-OH 15 mg", [("kratom", "100 mg"), ("7 oh", "15 mg")]),
        ("15 mg of 7-OH, 30 mg mitragynine", [("7 oh", "15 mg"), ("mitragynine", "30 mg")]),
        ("7-OH 15 mg per tablet, 450 mg per bottle", [("7 oh", "15 mg"), ("7 oh", "450 mg")]),
        ("7-OH 15 mg per tablet and 450 mg per bottle", [("7 oh", "15 mg"), ("7 oh", "450 mg")]),
        ("Total alkaloids 20 mg (7-OH 15 mg)", [("7 oh", "15 mg")]),
        ("Serving size 1 g, servings 30, amount per serving 7-OH 15 mg", [("7 oh", "15 mg")]),
        ("No 7-OH, 100 mg kratom", [("kratom", "100 mg")]),
        ("100 mg kratom with 7-OH", [("kratom", "100 mg")]),
        ("25 mg kratom · 7-OH 5 mg mitragynine 200 mg ginger", [("kratom", "25 mg"), ("mitragynine", "5 mg")]),
        ("25 mg ginger. 7-OH 5 mg", [("7 oh", "5 mg")]),
        ("25 mg\n7-OH 5 mg", [("7 oh", "5 mg")]),
    ],
)
def test_names_and_amounts_in_either_order(printed: str, pairs: Stated) -> None:
    assert stated(printed) == pairs


@pytest.mark.parametrize(
    ("printed", "pairs"),
    [
        ("7-OH 15 mg with 10 g sugar", [("7 oh", "15 mg")]),
        ("7-OH 15 mg Vitamin C 90 mg Sodium 10 mg", [("7 oh", "15 mg")]),
        ("7-OH tablets. Net weight 30 g", []),
        ("7-OH is made by a family firm since 1990 and holds 30 g", []),
        ("Sugar 10 g. 7-OH", []),
        ("30 g", []),
    ],
)
def test_amounts_of_other_things_are_nobodys(printed: str, pairs: Stated) -> None:
    assert stated(printed) == pairs


def test_a_facts_panel_read_from_a_picture_is_one_clause() -> None:
    read = "Supplement Facts Serving size 1 tablet (0.5 g)\nCalories 5\n7-OH 15 mg\nVitamin C 90 mg 100%\nSodium 10 mg"
    amounts = photographed(pictured(read)).amounts
    assert [(a.mention.hit.term.form, str(a.quantity.value)) for a in amounts] == [("7 oh", "15")]


WORDS = ["7-OH", "kratom", "no", "15 mg", "2 %", "per tablet,", "of", "sugar", "\n", ".", "(", ")", "...", "½", "and"]


@given(st.lists(st.sampled_from(WORDS), max_size=14).map(" ".join))
def test_each_number_belongs_to_one_name_at_most(printed: str) -> None:
    amounts = facts(printed or "x", product="none").amounts
    places = [(id(amount.mention.panel), amount.quantity.start) for amount in amounts]
    assert len(places) == len(set(places))
    for amount in amounts:
        assert amount.quantity in amount.mention.panel.quantities
