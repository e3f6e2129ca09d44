from __future__ import annotations

from labelwarden.checks.forbidden_substance import ForbiddenSubstance
from labelwarden.findings.scales import Confidence, Outcome
from tests.unit.facts.shop import facts, listed

SEVEN = ForbiddenSubstance(kind="forbidden-substance", any_of=("substance.7oh",), elsewhere=Confidence.MEDIUM)


def test_violated_once_for_all_its_names() -> None:
    found = SEVEN.run(facts("7-OH tablets with 7-hydroxymitragynine and more 7-OH"))
    assert found.outcome is Outcome.VIOLATED
    (ground,) = found.grounds
    assert [evidence.quote for evidence in ground.evidence] == ["7-OH", "7-hydroxymitragynine"]
    assert ground.values == {"quote": "7-OH", "names": "7-OH, 7-hydroxymitragynine"}


def test_a_name_in_a_list_or_beside_an_amount_is_a_sure_sign() -> None:
    assert SEVEN.run(facts("7-OH tablets")).grounds[0].confidence is Confidence.MEDIUM
    assert SEVEN.run(facts("7-OH 15 mg")).grounds[0].confidence is Confidence.HIGH
    assert SEVEN.run(facts(product="7-OH")).grounds[0].confidence is Confidence.HIGH
    assert SEVEN.run(facts("x", ingredients=["7-OH"])).grounds[0].confidence is Confidence.HIGH
    assert SEVEN.run(listed("7-OH tablets")).grounds[0].confidence is Confidence.MEDIUM


def test_one_sure_sign_makes_all_of_it_sure() -> None:
    (ground,) = SEVEN.run(facts("All about 7-OH", ingredients=["7-hydroxymitragynine"])).grounds
    assert [evidence.panel for evidence in ground.evidence] == ["text", "ingredients[0]"]
    assert ground.confidence is Confidence.HIGH


def test_spared_where_all_that_is_said_denies_it() -> None:
    found = SEVEN.run(facts("Contains no 7-OH. 7-OH < 0.05 %"))
    assert found.outcome is Outcome.MET
    assert [spared.reason for spared in found.spared] == ["it is said not to be in it", "it is below a limit"]


def test_a_denial_beside_a_name_does_not_save_the_label() -> None:
    found = SEVEN.run(facts("Contains no 7-OH. Now with 7-OH!"))
    assert found.outcome is Outcome.VIOLATED
    assert len(found.spared) == 1


def test_met_where_it_is_not_named() -> None:
    assert SEVEN.run(facts("Kratom leaf")).outcome is Outcome.MET


def test_the_type_of_a_label_can_say_it_alone() -> None:
    kratom = ForbiddenSubstance(kind="forbidden-substance", any_of=("substance.kratom",))
    found = kratom.run(facts("Leaf powder", type="kratom"))
    assert found.outcome is Outcome.VIOLATED
    (evidence,) = found.grounds[0].evidence
    assert (evidence.quote, evidence.searched) == (None, ("text",))
