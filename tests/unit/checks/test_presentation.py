from __future__ import annotations

from typing import Any

import pytest
from pydantic import ValidationError

from labelwarden.checks.presentation import Presentation
from labelwarden.facts.facts import Facts
from labelwarden.findings.observation import Observation
from labelwarden.findings.scales import Confidence, Outcome
from labelwarden.label.model import Label
from labelwarden.matching.matcher import Matcher


def run(parameters: dict[str, Any], **label: Any) -> Observation:
    check = Presentation.model_validate({"kind": "presentation", "of": ["contains 7-OH"], **parameters})
    return check.run(Facts(Label.model_validate(label).labeling(), Matcher.build(check.forms())))


def test_capitals() -> None:
    assert run({"capitals": "true"}, text="CONTAINS 7-OH").outcome is Outcome.MET
    found = run({"capitals": "true"}, text="Contains 7-OH")
    assert (found.outcome, found.reason) == (Outcome.VIOLATED, "printed, but not in capitals")
    assert found.grounds[0].values == {"quote": "Contains 7-OH", "missing": "in capitals"}


def test_one_good_place_is_enough() -> None:
    assert run({"capitals": "true"}, text="Contains 7-OH. CONTAINS 7-OH").outcome is Outcome.MET


def test_the_panel() -> None:
    front = {"panels": ["front"]}
    assert run(front, panels={"front": "contains 7-OH"}).outcome is Outcome.MET
    assert run(front, panels={"back": "contains 7-OH"}).outcome is Outcome.VIOLATED
    found = run(front | {"capitals": "true"}, panels={"front": "contains 7-OH", "back": "CONTAINS 7-OH"})
    assert found.reason == "printed, but not in capitals, on front"


def test_words_that_are_not_printed_are_no_fault_of_presentation() -> None:
    assert run({"capitals": "true"}, text="7-OH").outcome is Outcome.NOT_APPLICABLE


def test_the_size_of_type_cannot_be_told_from_text() -> None:
    found = run({"at_least_points": "8"}, text="contains 7-OH")
    assert found.outcome is Outcome.UNDETERMINED
    (ground,) = found.grounds
    assert (ground.confidence, ground.values["quote"]) == (Confidence.LOW, "contains 7-OH")


def test_it_has_to_ask_for_something() -> None:
    with pytest.raises(ValidationError, match="expected `capitals`, `panels` or `at_least_points`"):
        run({}, text="x")
