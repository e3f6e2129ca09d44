"""Lines of facts panels as labels print them, and stretches that only look like one."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from labelwarden.matching.facts_line import find_lines
from labelwarden.text.fold import fold


def lines(printed: str) -> list[tuple[str, str, str]]:
    return [
        (" ".join(line.words), f"{line.milligrams:g}", f"{line.percent:g}") for line in find_lines(fold(printed).text)
    ]


@pytest.mark.parametrize(
    ("printed", "line"),
    [
        ("Zinc 11 mg 100%", ("zinc", "11", "100")),
        ("Zinc (as zinc oxide) 5 mg 45% DV", ("zinc", "5", "45")),
        ("Magnesium (as magnesium glycinate (chelate)) 200 mg (48% DV)", ("magnesium", "200", "48")),
        ("Vitamin D3 25 mcg (1,000 IU) 125%", ("vitamin d3", "0.025", "125")),
        ("Vitamin B-12 (as methylcobalamin) 1,000 µg.....41,667%*", ("vitamin b12", "1", "41667")),
        ("Folate 680 mcg DFE (400 mcg folic acid) 170%", ("folate", "0.68", "170")),
        ("Niacin\n16 mg NE\n100%", ("niacin", "16", "100")),
        ("Includes 7g Added Sugars 14%", ("added sugars", "7000", "14")),
        ("Vitamin C (as ascorbic acid) 500 mg, 556% Daily Value", ("vitamin c", "500", "556")),
        ("Calcium 1.3 g 100 %", ("calcium", "1300", "100")),
    ],
)
def test_a_line_is_a_name_an_amount_and_a_percentage(printed: str, line: tuple[str, str, str]) -> None:
    assert lines(printed) == [line]


@pytest.mark.parametrize(
    "printed",
    [
        "Calcium 20 mg. Contains 2% or less of salt",
        "Zinc <1 mg 2%",
        "Zinc 1 mg <2%",
        "Calcium 260 mg 520 mg",
        "Extract (standardized to zinc 5 mg 10%",
        "5 mg 10%",
        "45 % alkaloids 100 mg",
    ],
)
def test_what_cannot_be_told_is_no_line(printed: str) -> None:
    assert lines(printed) == []


def test_lines_follow_each_other_without_a_break() -> None:
    panel = "Calories 170 Total Fat 8g 10% Saturated Fat 1.5g 8% Trans Fat 0g Sodium 95mg 4%"
    assert [words.split()[-1] for words, _, _ in lines(panel)] == ["fat", "fat", "sodium"]


def test_the_line_is_found_in_the_text_again() -> None:
    folded = fold("Serving size 1\nVitamin C (as ascorbic acid) 90 mg 100%").text
    (line,) = find_lines(folded)
    assert folded[line.start : line.amount] == "vitamin c (as ascorbic acid) "
    assert folded[line.amount : line.end] == "90 mg 100%"


@given(st.text(alphabet="zinc 0123456789mgcuµ%(),.<\n", max_size=200))
def test_any_text_is_read_in_order_and_within_bounds(text: str) -> None:
    ends = [0]
    for line in find_lines(text):
        assert ends[-1] <= line.start <= line.amount < line.end <= len(text)
        ends.append(line.end)
