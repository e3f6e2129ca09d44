from __future__ import annotations

from dataclasses import replace
from typing import Any

import pytest
from pydantic import ValidationError

from labelwarden.checks.required_statement import RequiredStatement
from labelwarden.facts.facts import Facts
from labelwarden.findings.observation import Observation
from labelwarden.findings.scales import Confidence, Outcome
from labelwarden.label.labeling import Labeling
from labelwarden.label.model import Label
from labelwarden.matching.matcher import Matcher
from labelwarden.text.span import Box
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


def on_picture(statement: RequiredStatement, text: str) -> Observation:
    matcher = Matcher.build([*FORMS, *statement.forms()])
    return statement.run(Facts(Labeling("photo", (pictured(text),), shows=frozenset({"all"})), matcher))


@pytest.mark.parametrize(
    ("before", "after"),
    [
        ("disease", "diseasc"),
        ("disease", "d1sea5e"),
        ("not intended to", "notintendedto"),
        ("prevent any", "pre vent any"),
        ("This product", "Thisproduct"),
    ],
)
def test_letters_and_spaces_that_a_reader_mistakes_are_no_alteration(before: str, after: str) -> None:
    assert on_picture(VERBATIM, WORDING.replace(before, after)).outcome is Outcome.MET
    assert VERBATIM.run(facts(WORDING.replace(before, after))).outcome is Outcome.VIOLATED, (
        "typed text says what it says"
    )


@pytest.mark.parametrize(
    ("before", "after"), [("disease", "dlseaxe"), ("diagnose", "diagnosa"), ("is not", "is n0t"), ("not", "nat")]
)
def test_a_word_that_may_be_misread_is_for_a_person_to_see(before: str, after: str) -> None:
    found = on_picture(VERBATIM, WORDING.replace(before, after))
    assert (found.outcome, found.grounds[0].confidence) == (Outcome.UNDETERMINED, Confidence.LOW)
    assert after.rsplit(maxsplit=1)[-1] in found.reason
    assert found.grounds[0].evidence[0].boxes


@pytest.mark.parametrize(
    ("before", "after"), [("not ", ""), ("is not", "is now not"), ("diagnose, ", ""), ("cure", "feed")]
)
def test_on_a_picture_other_words_are_other_words(before: str, after: str) -> None:
    assert on_picture(VERBATIM, WORDING.replace(before, after)).outcome is Outcome.VIOLATED


AGE = check(verbatim=["Not for sale to any person under the age of 18 years"], altered="met")


@pytest.mark.parametrize(
    ("age", "outcome"),
    [
        ("18", Outcome.MET),
        ("16", Outcome.VIOLATED),
        ("13", Outcome.VIOLATED),
        ("l8", Outcome.UNDETERMINED),
        ("1B", Outcome.UNDETERMINED),
        ("80", Outcome.VIOLATED),
        ("B", Outcome.UNDETERMINED),
    ],
)
def test_digits_are_read_exactly(age: str, outcome: Outcome) -> None:
    text = f"Not for sale to any person under the age of {age} years"
    assert on_picture(AGE, text).outcome is outcome


@pytest.mark.parametrize(
    ("marks", "outcome"),
    [
        ("(1) (2)", Outcome.MET),
        ("(i) (2)", Outcome.MET),
        ("(t) 2", Outcome.MET),
        ("2", Outcome.MET),
        ("(3) (2)", Outcome.VIOLATED),
    ],
)
def test_the_number_of_an_item_counts_nothing(marks: str, outcome: Outcome) -> None:
    listed = check(verbatim=["Take care: (1) keep it away from small children. (2) Never leave it in the open sun."])
    first, second = marks.split() if " " in marks else ("", marks)
    text = f"Take care: {first} keep it away from small children. {second} Never leave it in the open sun."
    assert on_picture(listed, text).outcome is outcome


def test_another_number_is_no_wording_that_may_be_altered() -> None:
    text = "Not for sale to any person under the age of 16 years"
    assert AGE.run(facts(text)).outcome is Outcome.VIOLATED
    assert AGE.run(facts(text.replace("16", "18").replace("any person", "persons"))).outcome is Outcome.MET


@pytest.mark.parametrize(
    ("text", "outcome"),
    [
        ("Keep out of reach of children. Ask a doctor.", Outcome.MET),
        ("Keep out ofreach of chi1dren. Ask a doctor.", Outcome.MET),
        ("Keep out of reach of childran. Ask a doctor.", Outcome.UNDETERMINED),
        ("Keep cool. Ask a doctor.", Outcome.VIOLATED),
    ],
)
def test_a_content_that_is_misread_is_not_missing(text: str, outcome: Outcome) -> None:
    statement = check(all_of=[["keep ... out of reach of children", "keep from children"], ["ask a doctor"]])
    assert on_picture(statement, text).outcome is outcome


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


def test_where_a_picture_was_not_read_it_is_told_where_to_look() -> None:
    places = (Box(10, 20, 300, 40), Box(10, 80, 300, 40))
    unread = replace(pictured("Zinc tablets", name="back", coverage=0.5), unread=places)
    whole = {"shows": frozenset({"all"})}
    found = VERBATIM.run(photographed(pictured("Zinc"), unread, **whole))
    assert found.outcome is Outcome.UNDETERMINED
    assert "look there by eye" in found.reason
    (evidence,) = found.grounds[0].evidence
    assert (evidence.quote, evidence.file, evidence.panel, evidence.boxes) == (None, "back.png", "back", places)
    assert evidence.searched == ("front", "back")
    assert VERBATIM.run(photographed(pictured("Zinc"), **whole)).outcome is Outcome.VIOLATED
