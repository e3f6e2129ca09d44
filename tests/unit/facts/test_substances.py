"""Which substances a label says the product holds."""

from __future__ import annotations

from typing import Any

import pytest

from tests.unit.facts.shop import facts


def contained(printed: str) -> set[str]:
    return {group for group in facts(printed).contained if "." in group}


@pytest.mark.parametrize(
    "printed",
    ["7-OH", "7OH", "7 oh", "7‑OH", "７-ＯＨ", "7-Hydroxymitragynine", "Contains 7-OH", "Extra strong 7-OH tablets"],
)
def test_a_name_says_that_it_is_in_it(printed: str) -> None:
    assert contained(printed) == {"substance.7oh"}


@pytest.mark.parametrize(
    ("printed", "reason"),
    [
        ("Contains no 7-OH", "it is said not to be in it"),
        ("No caffeine or 7-OH", "it is said not to be in it"),
        ("7-OH free", "it is said to be free of it"),
        ("7-OH < 0.05 %", "it is below a limit"),
        ("7-OH: not detected", "it is below a limit"),
    ],
)
def test_what_is_denied_or_below_a_limit_is_not_in_it(printed: str, reason: str) -> None:
    found = facts(printed)
    assert "substance.7oh" not in found.contained
    (mention,) = [mention for mention in found.mentions if mention.hit.term.form != "caffeine"]
    assert mention.spared is not None
    assert mention.spared.reason == reason


def test_a_context_that_only_lowers_spares_no_substance() -> None:
    assert contained("maybe 7-OH") == {"substance.7oh"}


@pytest.mark.parametrize("printed", ["C7OH", "7OHX", "17-OH progesterone", "70 H", "7.OHM"])
def test_longer_names_are_other_names(printed: str) -> None:
    assert contained(printed) == set()


def test_a_denial_in_one_place_does_not_undo_a_name_in_another() -> None:
    assert contained("Contains no caffeine. Contains kratom. No 7-OH.") == {"substance.kratom"}


@pytest.mark.parametrize(
    ("label", "groups"),
    [
        ({"text": "hydroxy tablets"}, set()),
        ({"text": "hydroxy tablets", "product": "Kratom"}, {"substance.kratom", "substance.7oh"}),
        ({"text": "hydroxy tablets", "type": "kratom"}, {"substance.kratom", "substance.7oh"}),
        ({"text": "lotion", "type": "kratom"}, {"substance.kratom"}),
    ],
)
def test_a_word_that_needs_company_counts_only_with_it(label: dict[str, Any], groups: set[str]) -> None:
    assert {group for group in facts(**label).contained if "." in group} == groups


def test_a_word_without_its_company_leaves_the_words_inside_it() -> None:
    assert not facts("red vein").panels[0].hits.all()
    assert [hit.term.form for hit in facts("red vein kratom").panels[0].hits.all()] == ["red vein", "kratom"]
