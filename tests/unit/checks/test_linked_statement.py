"""A statement beside what it is about, or linked to it."""

from __future__ import annotations

from typing import Any

import pytest

from labelwarden.checks.linked_statement import LinkedStatement
from labelwarden.findings.observation import Observation
from labelwarden.findings.scales import Outcome
from tests.unit.facts.shop import facts

NOTE = "Nobody has looked at this."
CHECK = LinkedStatement.model_validate({"kind": "linked-statement", "verbatim": [NOTE], "relations": ["acted-on"]})


def run(text: str = "", **label: Any) -> Observation:
    return CHECK.run(facts(text, **label)) if text else CHECK.run(facts(**label))


@pytest.mark.parametrize(
    "text",
    [
        f"Treats pain.* Take one. *{NOTE}",
        f"Treats pain*. Take one. * {NOTE}",
        f"Treats back pain, all day †. Take one. † {NOTE}",
        f"Treats pain.* Take one. {NOTE}*",
        f"Take one. Treats pain. {NOTE}",
        f"Take one. Treats pain. Treats anxiety! {NOTE}",
        f"{NOTE} Treats pain. Take one.",
        f"Treats pain. Treats anxiety.*\nTake one. *{NOTE}",
    ],
)
def test_linked_by_a_symbol_or_side_by_side(text: str) -> None:
    assert run(text).outcome is Outcome.MET


@pytest.mark.parametrize(
    ("text", "quote"),
    [
        (f"Treats pain. Take one. {NOTE}", "Treats pain"),
        (f"Treats pain.* Take one. {NOTE}", "Treats pain"),
        (f"Treats pain.* Take one. †{NOTE}", "Treats pain"),
        (f"Treats pain. Take one. *{NOTE}", "Treats pain"),
        (f"Treats pain.*\nTreats anxiety.\nTake one.\n*{NOTE}", "Treats anxiety"),
    ],
)
def test_a_claim_that_nothing_links_is_quoted(text: str, quote: str) -> None:
    found = run(text)
    assert found.outcome is Outcome.VIOLATED
    assert [ground.evidence[0].quote for ground in found.grounds] == [quote]


def test_the_statement_on_another_panel_needs_the_symbol() -> None:
    back = f"* {NOTE}"
    assert run(panels={"front": "Treats pain*", "back": back}).outcome is Outcome.MET
    found = run(panels={"front": "Treats pain", "side": "Treats anxiety", "back": back})
    assert found.outcome is Outcome.VIOLATED
    assert found.grounds[0].note == "So it is with 1 more."


def test_fields_do_not_tell_how_a_label_is_laid_out() -> None:
    assert run(claims=["Treats pain"], warnings=[NOTE]).outcome is Outcome.NOT_VISIBLE


def test_without_claim_or_statement_there_is_nothing_to_link() -> None:
    assert run("Treats pain.").outcome is Outcome.NOT_APPLICABLE
    assert run(f"Does not treat pain. Take one. {NOTE}").outcome is Outcome.NOT_APPLICABLE
