"""Which rules are put to a label."""

from __future__ import annotations

from datetime import date
from pathlib import Path

import pytest

from labelwarden.errors import UsageError
from labelwarden.rules.rulebook import Rulebook, expand_jurisdictions
from tests.unit.rules.packs import load, pack, rule

DAY = date(2026, 11, 25)


@pytest.fixture
def book(tmp_path: Path) -> Rulebook:
    return load(
        tmp_path,
        {
            "us/x.yaml": pack(
                rule("us.x.claim", tags=["disease"]),
                rule("us.x.claim-two", replaces=["us.x.old"]),
                rule("us.x.age", check={"kind": "age-restriction", "minimum": "21"}),
                rule("us.x.past", effective_to="2026-11-24"),
                rule("us.x.today", effective_from="2026-11-25", effective_to="2026-11-25"),
                rule("us.x.future", effective_from="2026-11-26"),
                rule("us.x.gone", status="deprecated"),
            ),
            "us-ny/x.yaml": pack(name="us-ny.x"),
            "us-tn/x.yaml": pack(name="us-tn.x"),
            "eu/x.yaml": pack(name="eu.x"),
        },
    )


def ids(book: Rulebook, *places: str, **selectors: list[str]) -> list[str]:
    return [rule.id for rule in book.select(places, DAY, **selectors)]


FEDERAL = ["us.x.age", "us.x.claim", "us.x.claim-two", "us.x.today"]


def test_rules_in_force_on_the_day_in_the_order_of_their_ids(book: Rulebook) -> None:
    assert ids(book, "US") == FEDERAL
    assert [rule.id for rule in book.rules] == sorted(rule.id for rule in book.rules)


@pytest.mark.parametrize(
    ("places", "expected"),
    [
        ([], FEDERAL),
        (["us-ny"], ["us-ny.x.claim", *FEDERAL]),
        (["US-*"], ["us-ny.x.claim", "us-tn.x.claim", *FEDERAL]),
        (["US-WY"], FEDERAL),
        (["EU"], ["eu.x.claim"]),
        (["EU", "US-TN"], ["eu.x.claim", "us-tn.x.claim", *FEDERAL]),
    ],
)
def test_a_state_implies_its_country(book: Rulebook, places: list[str], expected: list[str]) -> None:
    assert ids(book, *places) == expected


@pytest.mark.parametrize(
    ("selector", "expected"),
    [
        ("us.x.claim", ["us.x.claim"]),
        ("us.x", FEDERAL),
        ("us.x.", FEDERAL),
        ("us", FEDERAL),
        ("age", ["us.x.age"]),
        ("disease", ["us.x.claim"]),
        ("us.x.old", ["us.x.claim-two"]),
    ],
)
def test_selectors_are_ids_heads_of_ids_categories_and_tags(book: Rulebook, selector: str, expected: list[str]) -> None:
    assert ids(book, "US", select=[selector]) == expected
    assert ids(book, "US", ignore=[selector]) == [id for id in FEDERAL if id not in expected]


@pytest.mark.parametrize("selector", ["us.x.cla", "", ".", "claims", "us.z"])
def test_a_selector_that_means_nothing_is_refused(book: Rulebook, selector: str) -> None:
    with pytest.raises(UsageError, match="no rule, category or tag"):
        ids(book, "US", ignore=[selector])


def test_a_rule_is_found_by_its_old_id_and_the_nearest_is_suggested(book: Rulebook) -> None:
    assert book.rule("us.x.old").id == "us.x.claim-two"
    with pytest.raises(UsageError, match=r"us\.x\.age"):
        book.rule("us.x.agee")


def test_places() -> None:
    known = {"US", "US-NY", "US-TN", "EU"}
    assert expand_jurisdictions(["us-*"], known) == {"US", "US-NY", "US-TN"}
    assert expand_jurisdictions([], known) == {"US"}
    assert expand_jurisdictions(["EU"], known) == {"EU"}


def test_a_narrow_rule_is_more_specific_than_a_broad_one(tmp_path: Path) -> None:
    book = load(
        tmp_path,
        {"us/x.yaml": pack(rule(), rule("us.x.narrow", when={"contains": ["substance.7oh"], "type": ["food"]}))},
    )
    assert book.rule("us.x.narrow").specificity > book.rule("us.x.claim").specificity
