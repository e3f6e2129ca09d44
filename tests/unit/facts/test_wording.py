"""Prescribed wordings over all panels of a label."""

from __future__ import annotations

import pytest

from labelwarden.facts.wording import Altered, find_wording
from labelwarden.findings.observation import Evidence
from labelwarden.findings.scales import Confidence
from labelwarden.matching.statement import Statement
from tests.unit.facts.shop import facts, photographed, pictured

FIRST = "This statement has not been evaluated by the Food and Drug Administration"
SECOND = "This product is not intended to diagnose, treat, cure, or prevent any disease"
STATEMENT = Statement.parse(f"{FIRST}. {SECOND}.")


def test_as_prescribed_on_any_panel() -> None:
    found = find_wording(facts("Relax", panels={"back": f"Net 30. {FIRST}.\n{SECOND}."}), STATEMENT)
    assert isinstance(found, Evidence)
    assert found.panel == "back"
    assert found.quote == f"{FIRST}.\n{SECOND}"


def test_sentences_may_stand_apart() -> None:
    text = f"{SECOND}. Shake well before use and keep in a cool place. {FIRST}."
    assert isinstance(find_wording(facts(text), STATEMENT), Evidence)


def test_a_sentence_that_is_missing_makes_it_altered() -> None:
    found = find_wording(facts(f"{FIRST}. Shake well before use and keep it in a cool and dry place."), STATEMENT)
    assert isinstance(found, Altered)
    assert found.missing == STATEMENT.sentences[1].spoken
    assert found.difference == f'without "{" ".join(STATEMENT.sentences[1].spoken)}"'


@pytest.mark.parametrize(
    ("changed", "missing", "added", "negation", "confidence"),
    [
        (f"{FIRST}. {SECOND}".replace("is not", "is"), ("not",), (), True, Confidence.HIGH),
        (f"{FIRST}. {SECOND}".replace("evaluated", "evaiuated"), ("evaluated",), ("evaiuated",), False, Confidence.LOW),
        (f"{FIRST}. {SECOND}".replace("diagnose, ", ""), ("diagnose",), (), False, Confidence.HIGH),
    ],
)
def test_how_sure_an_alteration_is(
    changed: str, missing: tuple[str, ...], added: tuple[str, ...], negation: bool, confidence: Confidence
) -> None:
    found = find_wording(facts(changed), STATEMENT)
    assert isinstance(found, Altered)
    assert (found.missing, found.added, found.negation, found.confidence) == (missing, added, negation, confidence)


def test_on_a_picture_a_word_that_is_gone_may_be_the_readers_fault() -> None:
    found = find_wording(photographed(pictured(f"{FIRST}. {SECOND}".replace("diagnose, ", ""))), STATEMENT)
    assert isinstance(found, Altered)
    assert found.confidence is Confidence.MEDIUM


@pytest.mark.parametrize("text", ["7-OH tablets", "Food", "Approved by the Food and Drug Administration"])
def test_absent(text: str) -> None:
    assert find_wording(facts(text, product="7-OH", brand="Food and Drug"), STATEMENT) is None


def test_the_least_altered_panel_speaks() -> None:
    found = find_wording(
        facts(
            panels={
                "front": f"{FIRST}. {SECOND}".replace("diagnose, treat, ", ""),
                "back": f"{FIRST}. {SECOND}".replace("diagnose, ", ""),
            }
        ),
        STATEMENT,
    )
    assert isinstance(found, Altered)
    assert found.missing == ("diagnose",)
    assert found.evidence[0].panel == "back"
