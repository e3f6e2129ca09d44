from __future__ import annotations

from typing import Any

import pytest
from pydantic import ValidationError

from labelwarden.checks.forbidden_phrase import ForbiddenPhrase
from labelwarden.facts.facts import Facts
from labelwarden.findings.observation import Observation
from labelwarden.findings.scales import Category, Confidence, Outcome
from labelwarden.label.model import Label
from labelwarden.matching.matcher import Matcher
from tests.unit.facts.shop import CONTEXTS, FORMS, RELATIONS


def check(**parameters: Any) -> ForbiddenPhrase:
    return ForbiddenPhrase.model_validate({"kind": "forbidden-phrase", **parameters})


def run(phrase: ForbiddenPhrase, text: str = "", **label: Any) -> Observation:
    matcher = Matcher.build([*FORMS, *phrase.forms()], RELATIONS, CONTEXTS)
    given = label | ({"text": text} if text else {})
    return phrase.run(Facts(Label.model_validate(given).labeling(), matcher))


def quotes(found: Observation) -> list[str | None]:
    return [ground.evidence[0].quote for ground in found.grounds]


def test_words_may_count_as_what_the_product_is() -> None:
    assert check(any_of=["vape"]).found_as is Category.CLAIM
    assert check(any_of=["vape"], counts_as="ingredient").found_as is Category.INGREDIENT


APPROVED = check(any_of=["FDA approved", "approved by ... FDA"], except_in=["once FDA approved"])


@pytest.mark.parametrize(
    ("text", "found"),
    [
        ("It is FDA-Approved!", ["FDA-Approved"]),
        ("Approved by the FDA. fda approved", ["Approved by the FDA", "fda approved"]),
        ("Approved by the FDA approved", ["Approved by the FDA", "FDA approved"]),
    ],
)
def test_violated_by_each_place(text: str, found: list[str]) -> None:
    observed = run(APPROVED, text)
    assert observed.outcome is Outcome.VIOLATED
    assert quotes(observed) == found
    assert [ground.values["quote"] for ground in observed.grounds] == found


def test_met_without_the_words_and_inside_what_makes_them_harmless() -> None:
    assert run(APPROVED, "Approved. FDA").outcome is Outcome.MET
    harmless = run(APPROVED, "Once FDA approved")
    assert (harmless.outcome, harmless.spared) == (Outcome.MET, ())


def test_a_denial_spares_and_says_so() -> None:
    found = run(APPROVED, "Not FDA approved")
    assert found.outcome is Outcome.MET
    assert [(spared.evidence.quote, spared.reason) for spared in found.spared] == [
        ("FDA approved", "the words are denied")
    ]


def test_a_context_that_lowers_does_not_hide_one_that_spares() -> None:
    found = run(APPROVED, "maybe not FDA approved")
    assert [spared.reason for spared in found.spared] == ["the words are denied"]
    assert [ground.confidence for ground in run(APPROVED, "maybe FDA approved").grounds] == [Confidence.MEDIUM]


def test_terms_of_a_group_widest_first() -> None:
    assert quotes(run(check(terms=["condition"]), "Back pain, pain")) == ["Back pain", "pain"]


def test_some_kinds_of_panel_only() -> None:
    claims = check(any_of=["cure all"], panels=["claims"])
    assert run(claims, "cure all").outcome is Outcome.MET
    found = run(claims, claims=["x", "cure all"])
    assert [ground.evidence[0].panel for ground in found.grounds] == ["claims[1]"]


@pytest.mark.parametrize(
    ("pattern", "literal", "text", "quote"),
    [
        ("[0-9]{2}x", "0x", "buy 10x now", "10x"),
        ("cure[sd]?", "cure", "Procured", "Procured"),
        (r"\*{3}", "**", "buy ***", "***"),
        ("!{3}", "!!", "wow!!! ok", "!!!"),
        ("100%", "100", "100% sure", "100%"),
        ("ure now", "ure", "ÇURE  NOWHERE 😀 cure nowhere", "cure nowhere"),
    ],
)
def test_a_pattern_quotes_the_words_it_matches_in(pattern: str, literal: str, text: str, quote: str) -> None:
    found = run(check(pattern=pattern, literal=literal), text)
    assert quotes(found) == [quote]
    (evidence,) = found.grounds[0].evidence
    assert text[evidence.start : evidence.end] == quote


@pytest.mark.parametrize(
    ("parameters", "reason"),
    [
        ({}, "expected `any_of`, `terms` or `pattern`"),
        ({"literal": "ab", "any_of": ["x"]}, "`literal` belongs to `pattern`"),
        ({"pattern": "(?=a)", "literal": "ab"}, "linear time"),
        ({"pattern": "ab"}, "needs `literal`"),
        ({"any_of": ["... x"]}, "must begin and end"),
        ({"any_of": ["x"], "colour": "red"}, "Extra inputs"),
        ({"terms": ["Not A Group"]}, "pattern"),
    ],
)
def test_what_is_refused(parameters: dict[str, Any], reason: str) -> None:
    with pytest.raises(ValidationError, match=reason):
        check(**parameters)
