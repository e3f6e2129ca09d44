"""Where a product may be sold, by rules of three states that do not exist so."""

from __future__ import annotations

from datetime import date
from pathlib import Path
from typing import Any

import pytest

from labelwarden.engine.matrix import PlaceStanding, Standing, matrix_of
from labelwarden.label.model import Label
from labelwarden.rules.rulebook import Rulebook
from tests.unit.rules.packs import load, pack, rule

DAY = date(2026, 11, 25)
SEVEN = {"contains": ["substance.7oh"]}
BAN: dict[str, Any] = {"kind": "forbidden-substance", "any_of": ["substance.7oh"]}
DOSE: dict[str, Any] = {
    "kind": "amount-limit",
    "substance": "substance.7oh",
    "limits": [{"at_most": "10", "unit": "mg"}],
}
AGE: dict[str, Any] = {"kind": "age-restriction", "minimum": "21"}
LOT: dict[str, Any] = {"kind": "required-statement", "all_of": [["lot"]]}

STATES = {
    "us-al.x": [rule("us-al.x.ban", check=BAN, effective_from="2026-12-01")],
    "us-ky.x": [
        rule("us-ky.x.ban", check=BAN, effective_to="2026-11-30"),
        rule("us-ky.x.lot", check=LOT, when=SEVEN),
    ],
    "us-oh.x": [
        rule("us-oh.x.ban", check=BAN, severity="note", status="experimental"),
    ],
    "us-tn.x": [
        rule("us-tn.x.age", check=AGE, when=SEVEN),
        rule("us-tn.x.dose", check=DOSE),
        rule("us-tn.x.lot", check=LOT, when=SEVEN),
        rule("us-tn.x.advice", check=LOT, when=SEVEN, severity="note"),
    ],
}


@pytest.fixture(scope="module")
def rulebook(tmp_path_factory: pytest.TempPathFactory) -> Rulebook:
    folder: Path = tmp_path_factory.mktemp("states")
    files = {
        f"{name.replace('.', '/')}.yaml": pack(*rules, name=name, jurisdiction=name.partition(".")[0].upper())
        for name, rules in STATES.items()
    }
    return load(folder, files)


def standing(rulebook: Rulebook, text: str, place: str, **options: Any) -> PlaceStanding:
    label = Label(product="Drops", type="food", text=text).labeling()
    of_places = {found.place: found for found in matrix_of(label, rulebook, ["US-*"], DAY, **options)}
    return of_places[place]


def test_a_state_without_rules_is_unknown(rulebook: Rulebook) -> None:
    found = standing(rulebook, "7-OH 5 mg", "US-WY")

    assert (found.standing, found.questions) == (Standing.UNKNOWN, ())


def test_a_product_that_no_rule_of_the_state_speaks_of_is_unknown(rulebook: Rulebook) -> None:
    assert standing(rulebook, "Oats", "US-TN").standing is Standing.UNKNOWN


def test_all_that_the_state_asks_for_is_there(rulebook: Rulebook) -> None:
    found = standing(rulebook, "7-OH 5 mg. Lot 12. 21+ only.", "US-TN")

    assert found.standing is Standing.LAWFUL
    assert found.minimum_age == 21


def test_what_the_label_lacks_is_named_and_a_note_is_not(rulebook: Rulebook) -> None:
    found = standing(rulebook, "7-OH 5 mg. 21+ only.", "US-TN")

    assert found.standing is Standing.WITH_ITEMS
    assert [item.rule for item in found.items] == ["us-tn.x.lot"]


def test_more_than_the_state_allows_is_barred_whatever_the_label_says(rulebook: Rulebook) -> None:
    found = standing(rulebook, "7-OH 50 mg. Lot 12. 21+ only.", "US-TN")

    assert found.standing is Standing.NOT_LAWFUL
    assert [bar.rule for bar in found.barred_by] == ["us-tn.x.dose"]


def test_an_amount_that_is_not_stated_is_a_question(rulebook: Rulebook) -> None:
    found = standing(rulebook, "With 7-OH. Lot 12. 21+ only.", "US-TN")

    assert found.standing is Standing.UNKNOWN
    assert found.questions == ("Claims to treat a disease? no amount of it is stated",)


def test_panels_that_are_not_all_leave_it_open(rulebook: Rulebook) -> None:
    label = Label(product="Drops", shows=("front",), panels={"front": "7-OH 5 mg. 21+ only."}).labeling()

    (found,) = (found for found in matrix_of(label, rulebook, ["US-TN"], DAY) if found.place == "US-TN")

    assert found.standing is Standing.UNKNOWN


def test_a_ban_that_begins_later_is_foretold(rulebook: Rulebook) -> None:
    found = standing(rulebook, "7-OH 5 mg", "US-AL")

    assert (found.standing, found.changes_on, found.becomes) == (
        Standing.UNKNOWN,
        date(2026, 12, 1),
        Standing.NOT_LAWFUL,
    )


def test_a_ban_ends_on_the_day_behind_its_last(rulebook: Rulebook) -> None:
    found = standing(rulebook, "7-OH 5 mg", "US-KY")

    assert (found.standing, found.changes_on, found.becomes) == (
        Standing.NOT_LAWFUL,
        date(2026, 12, 1),
        Standing.WITH_ITEMS,
    )


def test_a_ban_that_is_not_confirmed_is_a_question_even_as_a_note(rulebook: Rulebook) -> None:
    for experimental in (False, True):
        found = standing(rulebook, "7-OH 5 mg", "US-OH", experimental=experimental)

        assert found.standing is Standing.UNKNOWN
        assert found.questions == ("Claims to treat a disease: the law is not confirmed",)


def test_rules_that_are_left_out_decide_nothing(rulebook: Rulebook) -> None:
    text = "7-OH 50 mg. 21+ only."

    assert standing(rulebook, text, "US-TN", ignore=["us-tn.x.dose"]).standing is Standing.WITH_ITEMS
    assert standing(rulebook, text, "US-TN", select=["us-tn.x.age"]).standing is Standing.LAWFUL
