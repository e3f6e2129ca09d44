"""What every rule that ships has to have, beyond what its model asks for."""

from __future__ import annotations

from urllib.parse import urlsplit

import pytest

from labelwarden.checks.forbidden_phrase import ForbiddenPhrase
from labelwarden.checks.required_statement import RequiredStatement
from labelwarden.findings.scales import Severity, Status, Sureness
from labelwarden.rules.open import open_rulebook
from labelwarden.rules.rule import Rule

RULES = open_rulebook([]).rules


def ids(rules: list[Rule]) -> list[str]:
    return [rule.id for rule in rules]


def _addresses(rule: Rule) -> list[str | None]:
    return [*(basis.url for basis in rule.basis), *(letter.url for letter in rule.precedents)]


def test_law_that_moves_or_is_known_second_hand_has_a_day_to_look_at_it_again() -> None:
    unsure = [rule for rule in RULES if rule.status is Status.EXPERIMENTAL or rule.source is not Sureness.VERIFIED]

    assert len(unsure) > 100
    assert ids([rule for rule in unsure if rule.review_by is None]) == []


def test_law_of_a_state_has_a_day_to_look_at_it_again() -> None:
    of_states = [rule for rule in RULES if "-" in rule.jurisdiction and ".age-limits." not in rule.id]

    assert ids([rule for rule in of_states if rule.review_by is None and rule.source is not Sureness.VERIFIED]) == []


def test_the_day_to_look_at_it_again_lies_behind_the_day_it_was_looked_at() -> None:
    early = [rule for rule in RULES if rule.review_by and rule.review_by <= max(b.as_of for b in rule.basis)]

    assert ids(early) == []


def test_an_address_leads_to_a_page_and_not_to_a_house() -> None:
    urls = [(rule.id, url) for rule in RULES for url in _addresses(rule) if url]
    bare = [(rule, url) for rule, url in urls if not (urlsplit(url).path.strip("/") or urlsplit(url).query)]

    assert bare == []


def test_federal_law_that_was_read_can_be_read_by_others() -> None:
    cited = [(rule, b) for rule in RULES for b in rule.basis if b.cite.startswith(("21 CFR", "21 U.S.C.", "15 U.S.C."))]

    assert len(cited) > 300
    assert [(rule.id, basis.cite) for rule, basis in cited if basis.url is None] == []


def test_words_that_are_forbidden_name_the_lawful_label_on_which_they_stand_too() -> None:
    by_words = [rule for rule in RULES if isinstance(rule.check, ForbiddenPhrase) and ".disease-claims." not in rule.id]

    assert len(by_words) > 60
    assert ids([rule for rule in by_words if not rule.false_alarms]) == []


@pytest.mark.parametrize("severity", [Severity.CRITICAL, Severity.MAJOR])
def test_what_fails_a_label_says_why_and_what_to_do(severity: Severity) -> None:
    grave = [rule for rule in RULES if rule.severity is severity]

    assert [rule.id for rule in grave if len(rule.rationale) < 40] == []
    assert [rule.id for rule in grave if rule.remedy.rstrip(".") == rule.title.rstrip(".")] == []


def test_a_near_miss_is_no_repetition_of_what_is_met() -> None:
    repeated = [rule.id for rule in RULES if any(example in rule.examples.met for example in rule.examples.near_miss)]

    assert repeated == []


def test_what_is_said_to_be_missing_is_in_words_that_can_be_printed() -> None:
    """The first phrase of each content is the one that a finding asks for."""
    asked = [
        (rule.id, phrases[0].written)
        for rule in RULES
        if isinstance(rule.check, RequiredStatement)
        for phrases in rule.check.all_of
    ]

    assert [(rule, words) for rule, words in asked if "{" in words] == []
