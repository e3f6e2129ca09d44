from __future__ import annotations

from typing import Any

import pytest
from pydantic import ValidationError

from labelwarden.checks.required_field import RequiredField
from labelwarden.findings.scales import Outcome
from tests.unit.facts.shop import facts, photographed, pictured


def field(**parameters: Any) -> RequiredField:
    return RequiredField.model_validate({"kind": "required-field", "field": "a lot number", **parameters})


LOT = field(shown_by=["field.lot"])


def test_met_by_a_term_a_panel_or_an_amount_of_each() -> None:
    assert LOT.run(facts("LOT 7")).outcome is Outcome.MET
    assert field(panels=["ingredients"]).run(facts("x", ingredients=["kratom"])).outcome is Outcome.MET
    both = field(amounts_of=["substance.7oh", "substance.kratom"])
    assert both.run(facts("7-OH 15 mg, mitragynine 2 mg")).outcome is Outcome.MET
    assert both.run(facts("7-OH 15 mg, mitragynine")).outcome is Outcome.VIOLATED


def test_the_evidence_is_the_words_that_show_it() -> None:
    assert [evidence.quote for evidence in LOT.run(facts("My lot: 7")).evidence] == ["lot"]
    shown = field(panels=["ingredients"]).run(facts("x", ingredients=["kratom leaf"])).evidence
    assert [evidence.quote for evidence in shown] == ["kratom leaf"]


def test_missing_not_visible_or_not_readable() -> None:
    missing = LOT.run(facts("7-OH"))
    assert missing.outcome is Outcome.VIOLATED
    assert missing.grounds[0].values == {"field": "a lot number", "missing": "a lot number"}
    assert missing.grounds[0].evidence[0].searched == ("text",)
    assert LOT.run(facts("7-OH", shows=["front"])).outcome is Outcome.NOT_VISIBLE
    assert LOT.run(photographed(pictured("7-OH"))).outcome is Outcome.NOT_VISIBLE
    unread = photographed(pictured("7-OH", coverage=0.3), shows=frozenset({"all"}))
    assert LOT.run(unread).outcome is Outcome.UNDETERMINED


def test_it_has_to_require_something() -> None:
    with pytest.raises(ValidationError, match="expected `shown_by`, `amounts_of`, `panels` or `pattern`"):
        field()


PHONE = field(pattern=r"\b\d{3}-\d{4}\b")


def test_met_by_a_pattern_where_no_word_shows_it() -> None:
    met = PHONE.run(facts("Sample Naturals, Dayton, 555-0142"))
    assert met.outcome is Outcome.MET
    assert [evidence.quote for evidence in met.evidence] == ["555-0142"]
    assert PHONE.run(facts("Sample Naturals, Dayton")).outcome is Outcome.VIOLATED
    either = field(shown_by=["field.lot"], pattern=r"\bbatch [a-z]?\d", literal="batch")
    assert either.run(facts("Batch C114")).outcome is Outcome.MET
    assert either.run(facts("Lot no. 7")).outcome is Outcome.MET
    assert either.run(facts("Baked in small batches")).outcome is Outcome.VIOLATED


def test_a_pattern_that_is_not_linear_or_a_literal_alone_is_refused() -> None:
    with pytest.raises(ValidationError, match="linear time"):
        field(pattern=r"(\d)\1")
    with pytest.raises(ValidationError, match="`literal` belongs to `pattern`"):
        field(shown_by=["field.lot"], literal="lot")


ITEM = field(shown_by=["field.lot"], whole_label=True)


def test_an_item_of_every_label_is_missed_where_a_label_was_given_and_not_on_a_line_of_one() -> None:
    assert ITEM.run(facts("Leaf powder. Net wt 100 g")).outcome is Outcome.VIOLATED
    assert ITEM.run(facts("Leaf powder\nFor the evening\nShake it well")).outcome is Outcome.VIOLATED
    faces = facts(panels={"front": "Leaf powder", "back": "Shake it well"})
    assert ITEM.run(faces).outcome is Outcome.VIOLATED
    assert ITEM.run(facts("Leaf powder for the evening")).outcome is Outcome.NOT_VISIBLE
    assert ITEM.run(facts("Leaf powder for the evening", shows=["all"])).outcome is Outcome.VIOLATED
    assert ITEM.run(facts(panels={"front": "Leaf powder"})).outcome is Outcome.NOT_VISIBLE
    assert ITEM.run(facts(claims=["For the evening", "For the morning"])).outcome is Outcome.NOT_VISIBLE
    assert ITEM.run(facts("Net wt 100 g", shows=["front"])).outcome is Outcome.NOT_VISIBLE
    assert ITEM.run(facts("Leaf powder, lot no. 7")).outcome is Outcome.MET
