from __future__ import annotations

import pytest

from labelwarden.checks.age_restriction import AgeRestriction
from labelwarden.findings.scales import Confidence, Outcome
from tests.unit.facts.shop import facts, photographed, pictured

TWENTY_ONE = AgeRestriction(kind="age-restriction", minimum=21)


@pytest.mark.parametrize("text", ["21+", "Must be at least 21.", "18+ online, must be 21 in stores"])
def test_met_by_the_highest_age(text: str) -> None:
    found = TWENTY_ONE.run(facts(text))
    assert found.outcome is Outcome.MET
    assert found.evidence[0].quote is not None
    assert "21" in found.evidence[0].quote


def test_met_by_a_number_in_its_field() -> None:
    assert TWENTY_ONE.run(facts(product="7-OH", age_restriction="21")).outcome is Outcome.MET


def test_violated_by_a_lower_age_which_is_quoted() -> None:
    found = TWENTY_ONE.run(facts("Must be 18 or older."))
    assert found.outcome is Outcome.VIOLATED
    (ground,) = found.grounds
    assert (ground.values["age"], ground.values["minimum"], ground.values["quote"]) == ("18", "21", "18 or older")
    assert ground.confidence is Confidence.HIGH


def test_a_lower_age_on_some_panels_leaves_room_for_another_on_the_rest() -> None:
    found = TWENTY_ONE.run(facts("Must be 18 or older.", shows=["front"]))
    assert [ground.confidence for ground in found.grounds] == [Confidence.LOW]


def test_missing_not_visible_or_not_readable() -> None:
    assert TWENTY_ONE.run(facts("7-OH 21 mg")).outcome is Outcome.VIOLATED
    assert TWENTY_ONE.run(facts("7-OH", shows=["front"])).outcome is Outcome.NOT_VISIBLE
    unread = photographed(pictured("7-OH", coverage=0.3), shows=frozenset({"all"}))
    assert TWENTY_ONE.run(unread).outcome is Outcome.UNDETERMINED


def test_where_no_age_is_asked_for_only_one_too_low_is_a_fault() -> None:
    stated = AgeRestriction(kind="age-restriction", minimum=21, only_if_stated=True)
    assert stated.run(facts("7-OH")).outcome is Outcome.MET
    assert stated.run(facts("21+")).outcome is Outcome.MET
    assert stated.run(facts("Must be 18 or older.")).outcome is Outcome.VIOLATED
