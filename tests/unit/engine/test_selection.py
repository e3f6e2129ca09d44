"""What a selection leaves out is out of scope, for every rule that ships and labels of many kinds."""

from __future__ import annotations

from datetime import date

import pytest

from labelwarden.checker import Checker
from labelwarden.engine.check_label import observe
from labelwarden.engine.selection import Selection
from labelwarden.facts.facts import Facts
from labelwarden.findings.scales import Outcome
from labelwarden.label.labeling import Labeling, Surface
from labelwarden.label.panel import Panel
from labelwarden.text.printed import Text

TEXTS = (
    "Dietary supplement. Supports joint health. Supplement Facts.",
    "7-OH chewable tablets, 15 mg of 7-hydroxymitragynine each. Relieves back pain.",
    "Kratom leaf powder. Contains no 7-OH.",
    "Hemp gummies with delta-8 THC, for dogs.",
    "Nicotine e-liquid, 6 mg. Drug Facts.",
    "Face cream with SPF 30. Sunscreen.",
    "Oat bar. Nutrition Facts. Contains milk.",
    "",
)
TYPES = (None, "dietary_supplement", "food", "cosmetic", "otc_drug", "tobacco", "kratom", "cannabis")


@pytest.fixture(scope="module")
def checker() -> Checker:
    return Checker.load(["US-*"], date(2026, 11, 25))


@pytest.mark.parametrize("text", TEXTS)
@pytest.mark.parametrize("surface", list(Surface))
def test_only_rules_out_of_scope_are_left_out(checker: Checker, text: str, surface: Surface) -> None:
    selection = Selection(checker.rules_for(checker.jurisdictions))
    for type in TYPES:
        labeling = Labeling("case", (Panel("text", Text(text)),), type=type, surface=surface)
        facts = Facts(labeling, checker.rulebook.matcher)

        kept = selection.in_scope(facts)

        telling = selection.telling(facts)
        assert [rule.id for rule in telling] == sorted(rule.id for rule in telling)
        said = [observe(rule, facts) for rule in kept if rule not in telling]
        assert all(not observation.grounds and not observation.spared for observation in said)
        assert [rule.id for rule in kept] == sorted(rule.id for rule in kept)
        left_out = set(selection) - set(kept)
        assert {rule.id for rule in left_out if observe(rule, facts).outcome is not Outcome.NOT_APPLICABLE} == set()
