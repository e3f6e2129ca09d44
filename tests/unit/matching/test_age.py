"""Which words state an age, and which numbers between 16 and 21 count something else."""

from __future__ import annotations

from itertools import pairwise

import pytest
from hypothesis import given
from hypothesis import strategies as st

from labelwarden.matching.age import find_ages
from labelwarden.text.fold import fold


def ages(printed: str) -> list[int]:
    return [statement.years for statement in find_ages(fold(printed).text)]


@pytest.mark.parametrize(
    ("printed", "years"),
    [
        ("21+", 21),
        ("(21+)", 21),
        ("Ages 21+ only", 21),
        ("21 +", 21),
        ("18 & over", 18),
        ("18 and over", 18),
        ("21 OR OLDER", 21),
        ("21 AND\nOVER", 21),
        ("Adults 18 years of age and over", 18),
        ("21 yrs. of age or older", 21),
        ("You must be 21, or older", 21),
        ("must be at least 21", 21),
        ("Must be at least 21.", 21),
        ("MUST BE\n21 TO PURCHASE", 21),
        ("Must be over the age of 18.", 18),
        ("Minimum age: 21", 21),
        ("For adults over 21 only", 21),
        ("at least 18 years of age", 18),
        ("at least 21 years old", 21),
        ("under the age of 18", 18),
        ("Not for individuals under 18, pregnant or nursing", 18),
        ("Not for use by anyone under the legal age of 21", 21),
        ("Not for persons under eighteen", 18),
        ("You must be at least twenty-one years of age", 21),
        ("Not for sale to minors", 18),
        ("NOT FOR SALE\nTO MINORS", 18),
        ("Keep away from minors", 18),
        ("Adults only", 18),
    ],
)
def test_words_that_state_an_age(printed: str, years: int) -> None:
    assert ages(printed) == [years]


@pytest.mark.parametrize(
    "printed",
    [
        "21",
        "21 mg",
        "21 capsules",
        "over 21 grams",
        "over 21 g",
        "over 21%",
        "at least 20 % alkaloids",
        "at least 20 minutes",
        "at least 18 months",
        "at least 18g protein",
        "over 20 years of experience",
        "over 18 different botanicals",
        "at least 20 to 30 drops",
        "Not for children under 18 months",
        "under 20 calories",
        "under 18.5 g",
        "18+ servings",
        "20+ alkaloids",
        "$21",
        "$21+",
        "Best before 2021+",
        "version 1.21+",
        "lot 7-21+",
        "sold at 18 and over the counter elsewhere",
        "21st anniversary",
        "aminors",
    ],
)
def test_numbers_that_state_no_age(printed: str) -> None:
    assert ages(printed) == []


def test_each_statement_of_a_label_counts_once() -> None:
    assert ages("21 years of age or older. Must be at least 21. Not for sale to minors.") == [21, 21, 18]


@given(
    st.lists(
        st.sampled_from(["must be", "at least", "under", "over", "the age of", "21", "18+", "minors", ".", "mg"]),
        max_size=12,
    ).map(" ".join)
)
def test_statements_are_places_in_the_text_that_do_not_overlap(printed: str) -> None:
    folded = fold(printed).text
    found = sorted(find_ages(folded), key=lambda statement: statement.start)
    assert all(0 <= one.start < one.end <= len(folded) for one in found)
    assert all(one.end <= other.start for one, other in pairwise(found))
