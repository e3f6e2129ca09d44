from __future__ import annotations

from typing import Any

import pytest
from pydantic import ValidationError

from labelwarden.checks.required_statement import RequiredStatement
from labelwarden.facts.facts import Facts
from labelwarden.findings.observation import Observation
from labelwarden.findings.scales import Confidence, Outcome
from labelwarden.label.model import Label
from labelwarden.matching.matcher import Matcher
from tests.unit.facts.shop import FORMS, facts, photographed, pictured

WORDING = "This product is not intended to diagnose, treat, cure, or prevent any disease."


def check(**parameters: Any) -> RequiredStatement:
    return RequiredStatement.model_validate({"kind": "required-statement", **parameters})


VERBATIM = check(verbatim=[WORDING, "Not a medicine of any kind or for any use."])


def content(text: str, **label: Any) -> Observation:
    statement = check(all_of=[["keep ... out of reach of children", "keep from children"], ["ask a doctor"]])
    matcher = Matcher.build([*FORMS, *statement.forms()])
    return statement.run(Facts(Label.model_validate({"text": text, **label}).labeling(), matcher))


@pytest.mark.parametrize(
    "text", [WORDING.upper(), f"*{WORDING}", WORDING.replace(" ", "\n"), "not a medicine of any kind or for any use"]
)
def test_met_by_any_of_the_wordings_however_set(text: str) -> None:
    found = VERBATIM.run(facts(text))
    assert found.outcome is Outcome.MET
    assert len(found.evidence) == 1


def test_an_altered_wording_shows_the_difference() -> None:
    found = VERBATIM.run(facts(WORDING.replace("diagnose, ", "")))
    assert found.outcome is Outcome.VIOLATED
    (ground,) = found.grounds
    assert ground.note == 'Printed, but altered: without "diagnose".'
    assert ground.values["missing"] == "diagnose"
    assert ground.values["wanted"] == WORDING


def test_an_altered_wording_may_be_allowed_but_a_dropped_not_never_is() -> None:
    lenient = check(verbatim=[WORDING], altered="met")
    assert lenient.run(facts(WORDING.replace("diagnose, ", ""))).outcome is Outcome.MET
    dropped = lenient.run(facts(WORDING.replace("not ", "")))
    assert (dropped.outcome, dropped.grounds[0].confidence) == (Outcome.VIOLATED, Confidence.HIGH)


def test_a_slip_of_the_reader_is_for_a_person_to_see() -> None:
    found = VERBATIM.run(photographed(pictured(WORDING.replace("disease", "diseasc")), shows=frozenset({"all"})))
    assert (found.outcome, found.grounds[0].confidence) == (Outcome.VIOLATED, Confidence.LOW)


@pytest.mark.parametrize("text", ["7-OH", "Disease", "Not intended"])
def test_missing_not_visible_or_not_readable(text: str) -> None:
    missing = VERBATIM.run(facts(text))
    assert missing.outcome is Outcome.VIOLATED
    assert missing.grounds[0].evidence[0].searched == ("text",)
    assert VERBATIM.run(facts(text, shows=["front"])).outcome is Outcome.NOT_VISIBLE
    assert VERBATIM.run(photographed(pictured(text))).outcome is Outcome.NOT_VISIBLE
    unread = photographed(pictured(text, coverage=0.3), shows=frozenset({"all"}))
    assert VERBATIM.run(unread).outcome is Outcome.UNDETERMINED


def test_content_in_words_of_the_labels_own() -> None:
    assert content("Keep this out of reach of children. Ask a doctor before use.").outcome is Outcome.MET
    assert content("Keep from children", warnings=["Ask a doctor"]).outcome is Outcome.MET
    found = content("Keep from children")
    assert found.outcome is Outcome.VIOLATED
    assert found.grounds[0].values["missing"] == '"ask a doctor"'
    assert content("x").grounds[0].values["missing"] == '"keep out of reach of children"; "ask a doctor"'


@pytest.mark.parametrize(
    ("parameters", "reason"),
    [
        ({}, "expected either `verbatim`"),
        ({"verbatim": ["a b"], "all_of": [["a"]]}, "expected either `verbatim`"),
        ({"all_of": [[]]}, "lists at least one phrase"),
        ({"verbatim": [" ... "]}, "has no word"),
    ],
)
def test_what_is_refused(parameters: dict[str, Any], reason: str) -> None:
    with pytest.raises(ValidationError, match=reason):
        check(**parameters)


def test_other_wordings_that_the_law_allows_are_met_too_and_are_not_asked_for() -> None:
    either = check(verbatim=[WORDING], accept=["This is no medicine and treats nothing."])
    found = either.run(facts("This is no medicine, and treats nothing"))
    assert (found.outcome, found.reason) == (Outcome.MET, "printed in words that are accepted as well")
    missing = either.run(facts("Leaf powder"))
    assert missing.outcome is Outcome.VIOLATED
    assert missing.grounds[0].values["wanted"] == WORDING
    with pytest.raises(ValidationError, match="`accept` belongs to `verbatim`"):
        check(all_of=[["keep it"]], accept=["keep it"])


def test_a_statement_of_every_label_is_not_asked_of_a_line_of_one() -> None:
    every = check(verbatim=[WORDING], whole_label=True)
    assert every.run(facts("Leaf powder")).outcome is Outcome.NOT_VISIBLE
    assert every.run(facts("Leaf powder. Net wt 100 g")).outcome is Outcome.VIOLATED
