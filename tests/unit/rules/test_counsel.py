"""Beside a finding: the latest letters about the same, lawful words that fit, the criteria of the law."""

from __future__ import annotations

import pickle
from datetime import date

import pytest

from labelwarden.findings.finding import Precedent, Topic
from labelwarden.findings.observation import Subject
from labelwarden.rules.counsel import (
    Belonging,
    Counsel,
    Criterion,
    Letter,
    Rewording,
    Tables,
    index_letters,
)

PAIN = Topic("condition.pain", ("back pain",))
CANCER = Topic("condition.cancer", ("tumors",))


def letter(year: int, kind: str = "dietary_supplement", about: str = "condition.pain", place: str = "US") -> Letter:
    return Letter(place, kind, (about,), Precedent(f"Maker {year}", date(year, 1, 1)))


LETTERS = [
    *(letter(year) for year in range(2010, 2030)),
    letter(2031, "cosmetic"),
    letter(2032, "kratom"),
    letter(2033, about="condition.cancer"),
    letter(2034, place="US-NY"),
]
COUNSEL = Counsel(
    Tables(
        letters=index_letters(LETTERS),
        rewordings={
            "condition.pain": Rewording({"dietary_supplement": "supports comfort", "food": "refreshes"}, None, None),
            "condition.cancer": Rewording({}, None, "Nothing may be said of cancer."),
            "drug-class": Rewording({}, "Name the plant.", None),
        },
        belongs={"drug-class": (Belonging("condition.pain", ("analges", "pain kill")),)},
        types={"tobacco": "Not without an order."},
        substances={"substance.7oh": "No wording helps."},
        criteria=(
            Criterion("i", ("condition",), (), ()),
            Criterion("iv", ("condition",), (), ("product",)),
            Criterion("iv", ("condition",), ("study",), ()),
            Criterion("v", ("drug-class",), ("drug-kind",), ()),
        ),
    )
)


def years(*topics: Topic, type: str = "dietary_supplement", has: tuple[str, ...] = (), place: str = "US") -> list[int]:
    return [precedent.date.year for precedent in COUNSEL.precedents("r", (), topics, place, type, has)]


def test_the_latest_three_letters_about_the_same_on_the_same_kind_of_product_are_named() -> None:
    assert years(PAIN) == [2029, 2028, 2027]
    assert years(PAIN, CANCER) == [2033, 2029, 2028]
    assert years(PAIN, type="cosmetic") == [2031]


def test_where_no_letter_is_about_that_kind_of_product_those_about_any_count() -> None:
    assert years(PAIN, type="device") == [2032, 2031, 2029]
    assert years(Topic("condition.gout", ("gout",))) == []


def test_what_a_product_contains_tells_its_letters_before_its_class_does() -> None:
    assert years(PAIN, has=("substance.kratom",)) == [2032]
    assert years(CANCER, has=("substance.kratom",)) == [2033]


def test_letters_apply_the_law_of_their_market_only() -> None:
    assert years(PAIN, place="US-NY") == [2034]
    assert years(PAIN, place="US-TN") == []


def test_letters_of_the_rule_come_first_and_are_not_named_twice() -> None:
    own = (Precedent("Other", date(2001, 1, 1)), Precedent("Maker 2029", date(2029, 1, 1), "https://a.example/"))
    found = COUNSEL.precedents("own", own, (PAIN,), "US", "dietary_supplement", ())
    assert found[:2] == own
    assert [precedent.date.year for precedent in found[2:]] == [2028, 2027, 2026]


@pytest.mark.parametrize(
    ("topics", "type", "has", "said"),
    [
        ((PAIN,), "dietary_supplement", (), 'Lawful instead, where it is true: "supports comfort".'),
        ((PAIN,), "beverage", (), 'Lawful instead, where it is true: "refreshes".'),
        ((PAIN,), "other", (), 'Lawful instead, where it is true: "supports comfort".'),
        ((PAIN,), "cosmetic", (), ""),
        ((CANCER,), "food", (), "Nothing may be said of cancer."),
        ((CANCER, PAIN), "food", (), 'Lawful instead, where it is true: "refreshes". Nothing may be said of cancer.'),
        ((Topic("drug-class.strong", ("statin",)),), "food", (), "Name the plant."),
        ((PAIN,), "tobacco", (), "Not without an order."),
        ((PAIN,), "dietary_supplement", ("substance.7oh",), "No wording helps."),
        ((Topic("unheard", ("of",)),), "food", (), ""),
    ],
)
def test_the_wording_fits_the_claim_and_the_product(
    topics: tuple[Topic, ...], type: str, has: tuple[str, ...], said: str
) -> None:
    assert COUNSEL.rewording(topics, type, has) == said


def test_terms_are_gathered_by_the_condition_that_they_stand_for() -> None:
    subjects = (
        Subject("condition.pain", "back pain", "named"),
        Subject("drug-class.strong.effect", "analgesic", "drug-effect"),
        Subject("drug-class.strong.effect", "diuretic", "drug-effect"),
        Subject("condition.pain", "back pain", "listed"),
    )
    assert COUNSEL.topics(subjects) == (
        Topic("condition.pain", ("back pain", "analgesic")),
        Topic("drug-class.strong.effect", ("diuretic",)),
    )


@pytest.mark.parametrize(
    ("group", "relation", "panel", "tags"),
    [
        ("condition.pain", "named", "front", ("101.93-g-2-i",)),
        ("condition.pain", "named", "product", ("101.93-g-2-i", "101.93-g-2-iv")),
        ("condition.pain", "study", "web", ("101.93-g-2-i", "101.93-g-2-iv")),
        ("drug-class.strong", "drug-kind", "front", ("101.93-g-2-v",)),
        ("drug-class.strong", "drug-substitute", "front", ()),
    ],
)
def test_every_criterion_that_a_claim_meets_is_named(
    group: str, relation: str, panel: str, tags: tuple[str, ...]
) -> None:
    assert COUNSEL.criteria((Subject(group, "word", relation),), panel) == tags


def test_in_the_cache_the_tables_stay_bytes_until_a_finding_asks() -> None:
    kept = pickle.loads(pickle.dumps(COUNSEL))
    assert kept._kept is not None
    again = pickle.loads(pickle.dumps(kept))
    assert again.rewording((PAIN,), "food", ()) == COUNSEL.rewording((PAIN,), "food", ())
    assert again._kept is None
    assert again.tables == COUNSEL.tables


def test_counsel_without_tables_adds_nothing() -> None:
    nothing = Counsel()
    own = (Precedent("Other", date(2001, 1, 1)),)
    assert nothing.precedents("own", own, (PAIN,), "US", "food", ()) == own
    assert nothing.rewording((PAIN,), "food", ()) == ""
    assert nothing.criteria((Subject("condition.pain", "pain", "named"),), "product") == ()
