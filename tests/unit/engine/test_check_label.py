"""One label against rules: outcomes, findings, their order and their marks."""

from __future__ import annotations

import pickle
from collections.abc import Callable
from dataclasses import replace
from datetime import date
from itertools import pairwise
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from labelwarden.engine.check_label import Settings, check_label
from labelwarden.findings.finding import Duty, Finding, LabelResult
from labelwarden.findings.scales import Confidence, Outcome, Severity, Verdict
from labelwarden.label.labeling import Labeling, Surface
from labelwarden.label.model import Label
from labelwarden.label.panel import Panel
from labelwarden.rules.rulebook import Rulebook
from labelwarden.text.printed import Text
from tests.unit.facts.shop import pictured
from tests.unit.rules.packs import load, pack, rule

CONTEXTS = """
contexts:
  - {id: denied, reason: it is denied, cue: [cue.not], after: 8, targets: [claim, phrase, substance]}
"""
CUES = """
vocabulary: cue
language: en
title: Cues
plane: cue
groups:
  not: {forms: ['no', not]}
"""
SEVEN = {"contains": ["substance.7oh"]}
RULES = (
    rule("us.x.claim", severity="major"),
    rule("us.x.claim-7oh", severity="critical", when=SEVEN),
    rule("us.x.cancer", severity="critical", check={"kind": "forbidden-claim", "about": ["condition.cancer"]}),
    rule("us.x.substance", check={"kind": "forbidden-substance", "any_of": ["substance.7oh"]}),
    rule(
        "us.x.approved",
        severity="minor",
        check={"kind": "forbidden-phrase", "any_of": ["FDA approved"], "pattern": "[0-9]{2,9}x", "literal": "0x"},
    ),
    rule("us.x.age", surface="label", severity="major", check={"kind": "age-restriction", "minimum": "21"}),
    rule(
        "us.x.dose",
        when=[SEVEN, {"type": ["food"]}],
        unless={"says": ["not for people"]},
        check={
            "kind": "amount-limit",
            "substance": "substance.7oh",
            "limits": [{"at_most": "10", "unit": "mg"}],
        },
        message="{product} has {amount}, more than {limit}: {quote}",
    ),
    rule(
        "us.x.warning",
        severity="minor",
        check={"kind": "required-statement", "verbatim": ["Keep out of reach of children."]},
        message="{product} does not print: {wanted}",
    ),
)


@pytest.fixture(scope="module")
def book(tmp_path_factory: pytest.TempPathFactory) -> Rulebook:
    files = {"us/x.yaml": pack(*RULES), "contexts.yaml": CONTEXTS, "terms/cue.yaml": CUES}
    return load(tmp_path_factory.mktemp("rules"), files)


Run = Callable[..., LabelResult]


@pytest.fixture(scope="module")
def run(book: Rulebook) -> Run:
    def check(text: str = "", *, only: str = "us", settings: Settings | None = None, **label: Any) -> LabelResult:
        given = label | ({"text": text} if text else {})
        rules = book.select(["US"], date(2026, 11, 25), [only])
        return check_label(Label.model_validate(given).labeling(), rules, book.matcher, settings or Settings())

    return check


def test_each_rule_has_one_outcome_and_one_line_of_the_checklist(run: Run, book: Rulebook) -> None:
    result = run("7-OH treats pain. 15 mg. FDA approved")
    assert sum(result.outcomes.values()) == len(book.rules)
    assert set(result.outcomes) == set(Outcome)
    assert [duty.rule for duty in result.duties] == [rule.id for rule in book.rules]
    assert run("7-OH", settings=Settings(checklist=False)).duties == ()


@pytest.mark.parametrize(
    ("label", "verdict"),
    [
        ({"text": "Oats. 21+. Keep out of reach of children."}, Verdict.PASS),
        ({"text": "Treats pain. 21+. Keep out of reach of children."}, Verdict.FAIL),
        ({"text": "Oats", "shows": ["front"]}, Verdict.PASS),
        ({"text": "Must be 18. Keep out of reach of children.", "shows": ["front"]}, Verdict.REVIEW),
        ({"text": "Oats"}, Verdict.FAIL),
    ],
)
def test_the_verdict(run: Run, label: dict[str, Any], verdict: Verdict) -> None:
    assert run(**label).verdict is verdict


def test_a_picture_that_could_not_be_read_is_for_review(book: Rulebook) -> None:
    rules = book.select(["US"], date(2026, 11, 25))
    unread = Labeling("photo", (pictured("Oats", coverage=0.2),), shows=frozenset({"all"}))
    result = check_label(unread, rules, book.matcher)
    assert result.verdict is Verdict.REVIEW
    undetermined = {finding.rule for finding in result.findings if finding.outcome is Outcome.UNDETERMINED}
    assert undetermined == {"us.x.age", "us.x.warning"}
    assert all("Could not be judged" in finding.message for finding in result.findings)


def test_duties_of_a_label_do_not_apply_to_a_listing(book: Rulebook) -> None:
    rules = book.select(["US"], date(2026, 11, 25), ["us.x.age"])
    listing = Labeling("shop", (Panel("web", Text("Oats")),), surface=Surface.LISTING)
    assert check_label(listing, rules, book.matcher).outcomes[Outcome.NOT_APPLICABLE] == 1


def test_when_is_any_of_its_scopes_and_unless_outranks_it(run: Run) -> None:
    def duty(text: str, **label: Any) -> Duty:
        return run(text, only="us.x.dose", **label).duties[0]

    assert duty("7-OH 15 mg").outcome is Outcome.VIOLATED
    # In scope as a food, so it is the check that says why it has nothing to judge.
    assert duty("Oats", type="food").reason == "the label does not name the substance"
    assert duty("Oats").outcome is Outcome.NOT_APPLICABLE
    assert duty("Oats").reason != "the label does not name the substance"
    assert duty("7-OH 15 mg. Not for people").outcome is Outcome.NOT_APPLICABLE


def test_claims_on_the_same_words_are_one_finding_that_names_the_others(run: Run) -> None:
    (finding,) = run("7-OH treats cancer", only="claim").findings
    # Of two that are as bad and as sure the one for this substance tells more.
    assert (finding.rule, finding.also) == ("us.x.claim-7oh", ("us.x.cancer", "us.x.claim"))


def test_claims_on_other_words_and_faults_of_other_kinds_stay_apart(run: Run) -> None:
    result = run("Treats pain. Treats cancer. FDA approved. 7-OH")
    rules = [(finding.rule, finding.evidence[0].quote) for finding in result.findings]
    assert ("us.x.claim-7oh", "Treats pain") in rules
    assert ("us.x.claim-7oh", "Treats cancer") in rules
    assert ("us.x.approved", "FDA approved") in rules
    assert ("us.x.substance", "7-OH") in rules


def test_findings_come_worst_first(run: Run) -> None:
    findings = run("FDA approved. 7-OH 15 mg treats pain and treats cancer").findings
    ranks = [(finding.severity.rank, finding.confidence.rank, finding.rule) for finding in findings]
    assert ranks == sorted(ranks)
    assert findings[0].severity is Severity.CRITICAL


def test_what_was_spared_is_shown_once_and_not_beside_a_finding_on_it(run: Run) -> None:
    result = run("Not FDA approved. Does not treat cancer. Treats pain.")
    assert [(item.quote, item.reason) for item in result.considered] == [
        ("FDA approved", "it is denied"),
        ("treat cancer", "it is denied"),
    ]


def test_messages_are_filled_and_label_text_is_never_a_template(run: Run) -> None:
    (finding,) = run("7-OH {quote} {0} {missing} 15 mg", only="us.x.dose", product="{about} %s {}").findings
    assert finding.message == "{about} %s {} has 15 mg, more than 10 mg: 7-OH {quote} {0} {missing} 15 mg"


def test_what_is_missing_names_the_panels_that_were_searched(run: Run) -> None:
    (finding,) = run("7-OH", only="us.x.warning", product="Relax").findings
    assert finding.message == "Relax does not print: Keep out of reach of children."
    (evidence,) = finding.evidence
    assert (evidence.quote, evidence.panel, evidence.searched) == (None, None, ("product", "text"))


def marks(result: LabelResult) -> set[str]:
    return {finding.fingerprint for finding in result.findings}


def test_fingerprints_stay_when_text_moves_and_change_with_the_words(run: Run) -> None:
    one = run("Treats pain. FDA approved.", product="A")
    moved = run("FDA-APPROVED!! Our promise: it treats  pain. New look.", product="B")
    assert marks(one) == marks(moved)
    assert marks(one) != marks(run("Treats back ache. FDA approved."))


def test_the_same_words_twice_are_two_fingerprints(run: Run) -> None:
    findings = run("Treats pain. Treats pain. Treats pain.", only="us.x.claim").findings
    assert len({finding.fingerprint for finding in findings}) == len(findings) == 3


def test_the_panel_with_a_number_may_change_its_number(run: Run) -> None:
    one = run(claims=["Treats pain"], only="us.x.claim")
    other = run(claims=["Oats", "Treats pain"], only="us.x.claim")
    assert marks(one) == marks(other)


def test_the_rule_caps_the_confidence(book: Rulebook) -> None:
    unsure = [replace(each, confidence=Confidence.LOW) for each in book.rules if each.id == "us.x.claim"]
    result = check_label(Label(text="Treats pain").labeling(), unsure, book.matcher)
    assert [finding.confidence for finding in result.findings] == [Confidence.LOW]
    assert result.verdict is Verdict.REVIEW


WORDS = [
    "7-OH",
    "treats",
    "TREAT",
    "pain",
    "cancer",
    "back",
    "ache",
    "not",
    "FDA",
    "approved",
    "15",
    "mg",
    "10x",
    "18+",
]
WORDS += [
    "Keep out of reach of children",
    "keep out",
    ".",
    ",",
    "\n",
    "\n\n",
    "!",
    "é",
    "½",
    "т",
    "😀",
    "pre-\nvent",
    "c a n c e r",
]
WORDS += ["\u00ad", "\u200b", "ﬁ", "(", "{quote}", "''", "™", "…"]
TEXTS = st.lists(st.sampled_from(WORDS) | st.text(max_size=4), max_size=24).map(" ".join)


@given(TEXTS, TEXTS, st.booleans())
def test_evidence_is_always_a_slice_of_its_panel(book: Rulebook, front: str, back: str, wrapped: bool) -> None:
    panels = (Panel("front", Text(front, wrapped=wrapped)), Panel("back", Text(back, wrapped=wrapped)))
    result = check_label(Labeling("x", panels), book.rules, book.matcher)
    texts = {panel.name: panel.text.printed for panel in result.panels}
    shown = [evidence for finding in result.findings for evidence in finding.evidence]
    shown += [evidence for duty in result.duties for evidence in duty.evidence]
    for evidence in shown:
        if evidence.quote is None:
            assert evidence.searched == ("front", "back")
            continue
        assert evidence.panel is not None
        assert texts[evidence.panel][evidence.start : evidence.end] == evidence.quote
        assert evidence.quote.strip()
    for item in result.considered:
        assert texts[item.panel][item.start : item.end] == item.quote
    for finding in result.findings:
        assert finding.evidence
        assert "\n" not in finding.message


@given(TEXTS)
def test_the_same_label_gives_the_same_bytes(book: Rulebook, text: str) -> None:
    labeling = Labeling("x", (Panel("front", Text(text)),))
    again: Rulebook = pickle.loads(pickle.dumps(book))
    one = check_label(labeling, book.rules, book.matcher)
    other = check_label(Labeling("x", (Panel("front", Text(text)),)), again.rules, again.matcher)
    assert repr(one.findings) == repr(other.findings)
    assert one.considered == other.considered
    assert one.outcomes == other.outcomes
    assert len({finding.fingerprint for finding in one.findings}) == len(one.findings)


@given(TEXTS)
def test_claims_of_one_jurisdiction_do_not_overlap(book: Rulebook, text: str) -> None:
    result = check_label(Labeling("x", (Panel("front", Text(text)),)), book.rules, book.matcher)
    claims = [finding for finding in result.findings if finding.category == "claim"]
    places = sorted((_start(finding), _end(finding)) for finding in claims)
    assert all(one[1] <= other[0] for one, other in pairwise(places))


def _start(finding: Finding) -> int:
    return finding.evidence[0].start or 0


def _end(finding: Finding) -> int:
    return finding.evidence[0].end or 0


def test_a_label_of_panels_only_without_text_gives_a_result(book: Rulebook) -> None:
    result = check_label(Labeling("x", ()), book.rules, book.matcher)
    assert result.verdict in set(Verdict)
