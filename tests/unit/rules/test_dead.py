"""What can never fire is refused, and what merely looks like it is not."""

from __future__ import annotations

from pathlib import Path
from typing import Any

import pytest

from labelwarden.errors import RuleError
from tests.unit.rules.packs import load, pack, rule


def refused(folder: Path, **changes: Any) -> list[str]:
    try:
        load(folder, {"us/x.yaml": pack(rule(**changes))})
    except RuleError as error:
        return [fault.message for fault in error.faults]
    return []


def phrase(**fields: Any) -> dict[str, Any]:
    return {"kind": "forbidden-phrase", **fields}


@pytest.mark.parametrize(
    ("any_of", "except_in", "dead"),
    [
        ("miracle cure", "miracle cure", True),
        ("miracle cure", "no miracle cure", False),
        ("miracle cure", "miracle", False),
        ("miracle cure", "cure", False),
        ("miracle of a cure", "miracle ... cure", True),
        ("miracle ... cure", "miracle ... cure", True),
        ("miracle ... cure", "miracle cure", False),
        ("a miracle ... cure", "a ... cure", False),
        ("cures {condition}", "cures {condition}", True),
        ("cures {condition}", "cures {condition.pain}", False),
        ("one two three four five six seven eight nine ten", "one ... ten", True),
        ("one two three four five six seven eight nine ten eleven", "one ... eleven", False),
    ],
)
def test_an_exception_that_covers_the_phrase(tmp_path: Path, any_of: str, except_in: str, *, dead: bool) -> None:
    messages = refused(tmp_path, check=phrase(any_of=[any_of], except_in=[except_in]))

    assert bool(messages) is dead, messages


@pytest.mark.parametrize(
    ("when", "unless", "dead"),
    [
        ({"type": ["food"]}, {"type": ["food", "beverage"]}, True),
        ({"type": ["food", "beverage"]}, {"type": ["food"]}, False),
        ([{"type": ["food"]}, {"type": ["beverage"]}], [{"type": ["beverage"]}, {"type": ["food"]}], True),
        ([{"type": ["food"]}, {"type": ["beverage"]}], {"type": ["beverage"]}, False),
        ({"type": ["food"]}, {"type": ["food"], "contains": ["substance.7oh"]}, False),
        ({"contains": ["substance.7oh"]}, {"contains": ["substance"]}, True),
        ({"claims": ["condition"]}, {"claims": ["condition.pain"]}, False),
        ({"says": ["oats"]}, {"says": ["oats", "rye"]}, True),
        ({"says": ["oats", "rye"]}, {"says": ["oats"]}, False),
    ],
)
def test_an_unless_that_covers_the_when(tmp_path: Path, when: Any, unless: Any, *, dead: bool) -> None:
    messages = refused(tmp_path, when=when, unless=unless)

    assert bool(messages) is dead, messages


def test_panels_of_ones_own_are_known_by_an_example(tmp_path: Path) -> None:
    check = phrase(any_of=["miracle"], panels=["neck"])
    examples = {"violated": [{"panels": {"neck": "miracle"}}], "met": ["oats"], "near_miss": ["mirage"]}

    assert refused(tmp_path, check=check) == ['unknown kind of panel "neck"']
    assert refused(tmp_path, check=check, examples=examples) == []


def test_capitals_behind_a_backslash_are_classes(tmp_path: Path) -> None:
    assert refused(tmp_path, check=phrase(pattern=r"cure\W+all", literal="cure")) == []
    assert "capital" in refused(tmp_path, check=phrase(pattern=r"cure\W+All", literal="cure"))[0]


def test_a_relation_that_is_about_something_else(tmp_path: Path) -> None:
    check = {"kind": "forbidden-claim", "about": ["substance"], "relations": ["acted-on"]}

    assert refused(tmp_path, check=check) == [
        "the rule can never fire: no relation of acted-on is about any term of `about`"
    ]


def test_a_pack_of_ones_own_name_may_be_for_any_market(tmp_path: Path) -> None:
    text = pack(rule("shop.house-rules.x"), name="shop.house-rules", jurisdiction="US")
    load(tmp_path, {"shop/house-rules.yaml": text})


def test_dates_that_contradict(tmp_path: Path) -> None:
    letter = [{"recipient": "Example Botanicals", "date": "2026-11-30"}]

    assert refused(tmp_path, review_by="2026-11-24")[0].startswith("the law is to be looked at again by 2026-11-24")
    assert refused(tmp_path, review_by="2026-11-25") == []
    assert refused(tmp_path, precedents=letter)[0].startswith("the letter is of 2026-11-30, after 2026-11-25")


def test_only_a_deprecated_rule_has_an_heir_and_it_is_another_rule(tmp_path: Path) -> None:
    def said(**changes: Any) -> list[str]:
        try:
            load(tmp_path, {"us/x.yaml": pack(rule(**changes), rule("us.x.other"))})
        except RuleError as error:
            return [fault.message for fault in error.faults]
        return []

    assert said(status="deprecated", heir="us.x.other") == []
    assert said(heir="us.x.other") == ["`heir` names what takes the place of this rule, but its status is stable"]
    assert said(status="deprecated", heir="us.x.othr") == ['"us.x.othr" is no other rule']
    assert said(status="deprecated", heir="us.x.claim") == ['"us.x.claim" is no other rule']
