from __future__ import annotations

from labelwarden.checks.forbidden_claim import ForbiddenClaim
from labelwarden.findings.scales import Confidence, Outcome
from tests.unit.facts.shop import facts, listed

DISEASE = ForbiddenClaim(kind="forbidden-claim", about=("condition",))


def test_claims_of_one_clause_are_one_ground_and_those_of_two_are_two() -> None:
    found = DISEASE.run(facts("Treats pain and anxiety for cancer. Cures back pain!"))
    assert found.outcome is Outcome.VIOLATED
    assert [ground.evidence[0].quote for ground in found.grounds] == [
        "Treats pain and anxiety for cancer",
        "Cures back pain",
    ]
    assert "cancer" in found.grounds[0].values["about"]
    assert found.grounds[0].values["how"] == "says that it treats it"


def test_the_surest_claim_of_a_clause_gives_the_confidence() -> None:
    assert [ground.confidence for ground in DISEASE.run(facts("For pain. Treats pain, for pain")).grounds] == [
        Confidence.MEDIUM,
        Confidence.HIGH,
    ]


def test_what_a_context_spares_is_met_and_shown_with_its_reason() -> None:
    found = DISEASE.run(facts("Warning: for pain. Does not treat cancer."))
    assert found.outcome is Outcome.MET
    assert [(spared.evidence.quote, spared.reason) for spared in found.spared] == [
        ("for pain", "it is a warning"),
        ("treat cancer", "it is denied"),
    ]


def test_what_it_is_about_can_be_narrowed() -> None:
    other = ForbiddenClaim(kind="forbidden-claim", about=("condition",), not_about=("condition.pain",))
    assert other.run(facts("Treats pain")).outcome is Outcome.MET
    assert other.run(facts("Treats cancer")).outcome is Outcome.VIOLATED
    cancer = ForbiddenClaim(kind="forbidden-claim", about=("condition.cancer",))
    assert cancer.run(facts("Treats pain")).outcome is Outcome.MET


def test_relations_can_be_narrowed() -> None:
    acted_on = ForbiddenClaim(kind="forbidden-claim", about=("condition",), relations=("acted-on",))
    assert acted_on.run(facts("For pain")).outcome is Outcome.MET
    assert acted_on.run(facts("Treats pain")).outcome is Outcome.VIOLATED


def test_the_check_caps_how_sure_it_is() -> None:
    unsure = ForbiddenClaim(kind="forbidden-claim", about=("condition",), confidence=Confidence.LOW)
    assert [ground.confidence for ground in unsure.run(facts("Treats pain")).grounds] == [Confidence.LOW]


def test_a_claim_counts_on_a_listing_as_on_a_label() -> None:
    assert DISEASE.run(listed("Treats pain")).outcome is Outcome.VIOLATED


def test_a_label_without_claims_is_met() -> None:
    found = DISEASE.run(facts("Pain au chocolat"))
    assert (found.outcome, found.grounds, found.spared) == (Outcome.MET, (), ())
