"""The tables that ship with the rules: every condition has its lawful wording, and findings carry what fits them."""

from __future__ import annotations

from datetime import date

import pytest

from labelwarden.checker import Checker
from labelwarden.findings.finding import Finding
from labelwarden.label.model import Label
from labelwarden.matching.term import paths_above

CHECKER = Checker.load(as_of=date(2026, 11, 25), select=["claim"])
CLAIMED = (
    "condition",
    "marker",
    "symptom",
    "organism",
    "drug-class",
    "drug-name",
    "therapy",
    "generic",
    "mechanism",
    "stem",
)


def finding(text: str, type: str = "dietary_supplement") -> Finding:
    return CHECKER.check(Label.model_validate({"text": text, "type": type})).findings[0]


def test_every_group_that_rules_ask_about_has_a_lawful_wording_or_a_reason_why_there_is_none() -> None:
    counsel = CHECKER.rulebook.counsel
    paths = {form.path for form in CHECKER.rulebook.forms if form.path.split(".")[0] in CLAIMED}
    unknown = {path for path in paths if not any(above in counsel.tables.rewordings for above in paths_above(path))}
    # Words of degree alone are about nothing.
    assert unknown == {"generic.cell", "generic.degree", "generic.surface"}


@pytest.mark.parametrize(
    ("type", "text", "words"),
    [
        ("dietary_supplement", "Relieves back pain.", '"supports comfort after exercise"'),
        ("dietary_supplement", "Calms anxiety.", '"supports calm and relaxation"'),
        ("dietary_supplement", "Lowers cholesterol.", '"helps maintain cholesterol already within the normal range"'),
        (
            "dietary_supplement",
            "Lowers blood pressure.",
            '"helps maintain blood pressure already within the normal range"',
        ),
        ("dietary_supplement", "A natural antibiotic.", '"supports the immune system"'),
        ("food", "Prevents the flu.", '"a good source of vitamin C, which supports normal immune function"'),
        ("cosmetic", "Heals eczema.", '"moisturizes dry skin and leaves it feeling soft"'),
        ("dietary_supplement", "Cures cancer.", "Nothing may be said of cancer"),
        ("dietary_supplement", "Ends alcohol addiction.", "the task of approved drugs alone"),
        ("dietary_supplement", "Prevents COVID-19.", "Nothing may be said of COVID-19"),
        ("dietary_supplement", "Works like Ozempic.", "No wording that keeps the comparison is lawful"),
        ("dietary_supplement", "7-OH tablets relieve back pain.", "No wording makes a product with 7-OH lawful"),
        ("kratom", "Relieves back pain.", "Kratom is lawful in no food, supplement or drug"),
    ],
)
def test_the_remedy_fits_the_claim(type: str, text: str, words: str) -> None:
    found = finding(text, type)
    assert words in found.remedy
    assert found.remedy.startswith(CHECKER.rulebook.rule(found.rule).remedy)


def test_the_wordings_pass_the_rules_themselves() -> None:
    rewordings = CHECKER.rulebook.counsel.tables.rewordings
    offered = [(type, words) for rewording in rewordings.values() for type, words in rewording.instead.items()]
    assert len(offered) > 100
    flagged = {
        words: [found.rule for found in result.findings]
        for type, words in offered
        if (result := CHECKER.check(Label.model_validate({"text": words, "type": type}))).findings
    }
    assert flagged == {}


@pytest.mark.parametrize(
    ("text", "group"),
    [
        ("Lowers LDL.", "condition.cholesterol"),
        ("Brings A1C down.", "condition.diabetes"),
        ("A natural antidepressant.", "condition.depression"),
        ("Kills E. coli.", "condition.infection"),
        ("Antiviral properties.", "condition.viral"),
        ("Dissolves kidney stones.", "condition.kidney"),
        ("Works like Viagra.", "condition.sexual"),
        ("Rebuilds cartilage.", "condition.arthritis"),
    ],
)
def test_a_value_a_germ_or_a_drug_stands_for_its_condition(text: str, group: str) -> None:
    found = finding(text)
    assert group in {topic.group for topic in found.conditions}
    assert found.precedents


def test_letters_about_tobacco_are_named_for_tobacco() -> None:
    found = finding("Vaping is healthier than smoking.", "tobacco")
    assert found.precedents
    assert all("911(a)" in letter.cites for letter in found.precedents)


def test_a_finding_names_the_conditions_and_the_latest_letters_about_them() -> None:
    found = finding("Relieves arthritis and joint pain.")
    assert {topic.group for topic in found.conditions} == {"condition.arthritis", "condition.pain"}
    assert len(found.precedents) == 3
    assert all(letter.date.year >= 2024 and letter.cites for letter in found.precedents)
    assert [letter.date for letter in found.precedents] == sorted((p.date for p in found.precedents), reverse=True)


@pytest.mark.parametrize(
    ("text", "criteria"),
    [
        ("Treats arthritis.", {"i"}),
        ("Lowers cholesterol.", {"ii"}),
        ("A natural antibiotic.", {"v"}),
        ("A natural alternative to statins.", {"v", "vi"}),
        ("Take it alongside chemotherapy.", {"vii"}),
        ("Kills E. coli.", {"viii"}),
        ("Reduces the side effects of your medication.", {"ix"}),
        ("Induces apoptosis in abnormal cells.", {"x"}),
    ],
)
def test_a_finding_names_the_criterion_that_it_meets(text: str, criteria: set[str]) -> None:
    tags = finding(text).tags
    assert {tag.removeprefix("101.93-g-2-") for tag in tags if tag.startswith("101.93-g-2-")} == criteria


def test_the_quote_is_the_smallest_stretch_that_carries_the_claim() -> None:
    text = "Helps you fight off arthritis, with a blend of ten herbs from the mountains, and prevents the flu"
    found = finding(text)
    assert [piece.quote for piece in found.evidence] == ["fight off arthritis", "prevents the flu"]
    assert '"fight off arthritis ... prevents the flu"' in found.message
