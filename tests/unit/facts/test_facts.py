"""What was given of a label, how well it was read, and what it claims."""

from __future__ import annotations

import pytest

from labelwarden.findings.observation import Evidence
from labelwarden.findings.scales import Confidence
from labelwarden.label.panel import Panel
from labelwarden.text.printed import Text
from tests.unit.facts.shop import facts, listed, photographed, pictured

WRAP = "Supplement Facts. Directions: take one. Distributed by Example LLC"


def test_a_typed_label_is_whole_unless_it_names_what_it_shows() -> None:
    assert facts("anything").whole
    assert facts("anything", shows="all").whole
    assert not facts("anything", shows=["front"]).whole
    assert not facts("anything", shows="Front").whole


def test_pictures_are_whole_when_together_they_show_a_full_wrap() -> None:
    assert not photographed(pictured("7-OH tablets")).whole
    assert not photographed(pictured("7-OH tablets"), pictured("Supplement Facts", name="back")).whole
    assert photographed(pictured("7-OH tablets"), pictured(WRAP, name="back")).whole
    assert photographed(pictured("7-OH"), shows=frozenset({"all"})).whole
    assert not photographed(pictured(WRAP), shows=frozenset({"front"})).whole


@pytest.mark.parametrize(("coverage", "well"), [(0.95, True), (0.75, True), (0.74, False), (0.0, False)])
def test_a_picture_is_read_well_when_most_of_its_ink_is(coverage: float, well: bool) -> None:
    assert photographed(pictured("7-OH", coverage=coverage)).read_well is well


def test_a_second_reading_does_not_count_against_the_first() -> None:
    again = pictured("7-OH", name="front-2", coverage=0.1, view_of="front")
    found = photographed(pictured("7-OH"), again)
    assert found.read_well
    assert found.searched() == Evidence(None, searched=("front",))


def test_a_claim_seen_by_both_readings_is_one_claim() -> None:
    first = pictured("treats pain")
    again = pictured("treats pain and cures cancer", name="front-2", view_of="front")
    claims = photographed(first, again).claims
    assert [(claim.panel.panel.name, claim.joined.focus.term.form) for claim in claims] == [
        ("front", "pain"),
        ("front-2", "cancer"),
    ]


def test_the_same_claim_on_two_pictures_is_two_claims() -> None:
    found = photographed(pictured("treats pain"), pictured("treats pain", name="back"))
    assert [claim.panel.panel.name for claim in found.claims] == ["front", "back"]


def test_what_is_claimed_leaves_out_what_is_spared() -> None:
    found = facts("Treats pain. Warning: treats anxiety. Does not treat cancer.")
    assert {"condition.pain", "condition", "acted-on"} <= found.claimed
    assert not found.claimed & {"condition.anxiety", "condition.cancer"}
    assert [claim.spared.id for claim in found.claims if claim.spared] == ["warning", "denied"]


def test_a_context_can_make_a_claim_less_sure() -> None:
    sure = {claim.relation: claim.confidence for claim in facts("treats pain").claims}
    unsure = {claim.relation: claim.confidence for claim in facts("maybe treats pain").claims}
    assert sure == {"acted-on": Confidence.HIGH}
    assert unsure == {"acted-on": Confidence.MEDIUM}


def test_ages_are_found_on_every_panel() -> None:
    found = facts("18+", panels={"back": "Must be 21."}, warnings=["Not for sale to minors"])
    assert sorted(age.years for _, age in found.ages) == [18, 18, 21]


@pytest.mark.parametrize(
    ("written", "years"), [("21", [21]), (" 18 ", [18]), ("21+", [21]), ("21 mg", []), ("2021", []), ("none", [])]
)
def test_in_its_own_field_a_number_is_an_age(written: str, years: list[int]) -> None:
    found = facts(product="7-OH", age_restriction=written)
    assert [age.years for _, age in found.ages] == years
    for panel, age in found.ages:
        assert panel.evidence_folded(age.start, age.end).quote == written.strip()


def test_elsewhere_a_number_alone_is_no_age() -> None:
    assert facts("21").ages == ()


def test_evidence_from_a_picture_has_boxes_and_the_worst_reading() -> None:
    found = photographed(pictured("it treats pain now"))
    (claim,) = found.claims
    evidence = claim.panel.evidence(claim.joined.start, claim.joined.end)
    assert (evidence.quote, evidence.file, evidence.ocr_confidence) == ("treats pain", "front.png", 0.9)
    assert [(box.x, box.width) for box in evidence.boxes] == [(10, 19)]


def test_a_label_without_text_has_no_facts_and_no_fault() -> None:
    found = photographed(Panel("front", Text(""), file="front.png", coverage=0.0))
    assert (found.claims, found.mentions, found.amounts, found.ages) == ((), (), (), ())
    assert found.type.value == "other"
    assert not found.read_well


def test_a_listing_is_no_label() -> None:
    assert not listed("treats pain").is_label
    assert facts("treats pain").is_label


def views(*texts: str) -> list[tuple[str, str]]:
    """The claims of several readings of one picture: in which, and which."""
    first, *others = texts
    again = [pictured(text, name=f"front[view {n}]", view_of="front") for n, text in enumerate(others, start=2)]
    return [(claim.panel.panel.name, claim.relation) for claim in photographed(pictured(first), *again).claims]


def test_a_second_reading_takes_words_for_nothing_else_unless_more_surely() -> None:
    assert views("treats pain", "for pain") == [("front", "acted-on")]
    assert views("for pain", "treats pain") == [("front", "for-whom"), ("front[view 2]", "acted-on")]
    assert views("never treats pain", "only for pain") == [("front", "acted-on")]


def test_a_third_reading_adds_nothing_to_what_the_second_has_at_that_place() -> None:
    assert views("quiet days", "treats pain", "treats pain") == [("front[view 2]", "acted-on")]
    assert views("quiet days", "treats pain", "quiet days and it treats pain") == [
        ("front[view 2]", "acted-on"),
        ("front[view 3]", "acted-on"),
    ]


def test_a_second_reading_adds_what_stands_elsewhere() -> None:
    assert views("treats pain", "quiet days for pain") == [("front", "acted-on"), ("front[view 2]", "for-whom")]
