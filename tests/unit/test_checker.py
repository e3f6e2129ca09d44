"""The library's front door: which rules are put to which label."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import replace
from datetime import date
from pathlib import Path
from typing import Any

import pytest

from labelwarden.checker import Checker, unreadable
from labelwarden.errors import RuleError, UsageError
from labelwarden.findings.scales import Verdict
from labelwarden.label.model import Label
from tests.unit.rules.packs import load, pack, rule

DAY = date(2026, 11, 25)


@pytest.fixture
def checker(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Callable[..., Checker]:
    monkeypatch.setenv("LABELWARDEN_CACHE", "off")
    folder = tmp_path / "rules"
    later = rule("us.x.later", effective_from="2027-01-01")
    load(folder, {"us/x.yaml": pack(rule(), later), "us-ny/x.yaml": pack(name="us-ny.x")})

    def loaded(*places: str, **options: Any) -> Checker:
        given: dict[str, Any] = {"as_of": DAY, "rules": [folder], "builtin": False}
        return Checker.load(places, **(given | options))

    return loaded


def flagged(checker: Checker, **label: Any) -> list[str]:
    result = checker.check(Label.model_validate({"claims": ["Treats pain"], **label}))
    return sorted({finding.rule for finding in result.findings})


def test_federal_law_is_the_default(checker: Callable[..., Checker]) -> None:
    assert flagged(checker()) == ["us.x.claim"]
    assert checker().places() == ("US",)


def test_the_places_of_a_label_count_unless_others_were_asked_for(checker: Callable[..., Checker]) -> None:
    assert flagged(checker(), jurisdictions=["us-ny"]) == ["us-ny.x.claim", "us.x.claim"]
    assert flagged(checker("US"), jurisdictions=["us-ny"]) == ["us.x.claim"]
    assert flagged(checker("us-ny")) == ["us-ny.x.claim", "us.x.claim"]
    assert checker("US-*").places() == ("US", "US-NY")


def test_a_state_without_rules_has_those_of_its_country(checker: Callable[..., Checker]) -> None:
    assert flagged(checker("US-WY")) == ["us.x.claim"]
    assert flagged(checker(), jurisdictions=["US-WY"]) == ["us.x.claim"]


def test_the_day_selects(checker: Callable[..., Checker]) -> None:
    later = checker(as_of=date(2027, 1, 1)).check(Label(text="Treats pain"))
    assert {later.findings[0].rule, *later.findings[0].also} == {"us.x.claim", "us.x.later"}


def test_a_copy_shares_the_memory_and_one_with_other_rules_does_not(
    checker: Callable[..., Checker], tmp_path: Path
) -> None:
    one = checker()
    assert replace(one, ignored=("us.x.a",)).matcher is one.matcher
    other = load(tmp_path / "others", {"us/y.yaml": pack(rule("us.y.a"), name="us.y")})
    assert flagged(replace(one, rulebook=other, _selections={})) == ["us.y.a"]


def test_selectors(checker: Callable[..., Checker]) -> None:
    assert flagged(checker("US-NY", select=["us-ny"])) == ["us-ny.x.claim"]
    assert flagged(checker("US-NY", ignore=["claim"])) == []
    with pytest.raises(UsageError, match="no rule, category or tag"):
        checker(select=["nothing"])


@pytest.mark.parametrize("place", ["Texas", "U", "US-N", "US-", "USA-*", "12", ""])
def test_what_is_no_place_is_refused(checker: Callable[..., Checker], place: str) -> None:
    with pytest.raises(UsageError, match="expected US, US-NY"):
        checker(place)


def test_a_place_whose_country_has_no_rules_is_no_silent_pass(checker: Callable[..., Checker]) -> None:
    with pytest.raises(UsageError, match=r"NY.*US-NY"):
        checker("NY")
    result = checker().check(Label(text="Treats pain", jurisdictions=("NY",), source="mine.yaml"))
    assert (result.verdict, result.source) == (Verdict.ERROR, "mine.yaml")
    assert result.error is not None
    assert "NY" in result.error


def test_many_labels_come_in_their_order_one_at_a_time(checker: Callable[..., Checker]) -> None:
    taken = 0

    def labels() -> Any:
        nonlocal taken
        for number in range(3):
            taken += 1
            yield Label(text="Treats pain" if number == 1 else "Oats", source=str(number))

    results = checker().check_many(labels())
    assert next(results).source == "0"
    assert taken == 1
    assert [(result.source, result.verdict) for result in results] == [("1", Verdict.FAIL), ("2", Verdict.PASS)]


def test_faulty_rules_stop_it(checker: Callable[..., Checker], tmp_path: Path) -> None:
    (tmp_path / "rules" / "us" / "x.yaml").write_text("pack: [", encoding="utf-8")
    with pytest.raises(RuleError):
        checker()


def test_what_cannot_be_read_is_an_error_and_never_a_pass() -> None:
    result = unreadable("a.png", "no picture")
    assert (result.verdict, result.error, result.findings) == (Verdict.ERROR, "no picture", ())


def test_the_rules_that_ship_are_loaded_without_being_named(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("LABELWARDEN_CACHE", "off")
    result = Checker.load(as_of=DAY).check(Label(product="7-OH Tablets", claims=("Cures cancer",)))
    assert result.verdict is Verdict.FAIL
