"""Which findings are the same in two versions."""

from __future__ import annotations

from dataclasses import replace

from labelwarden.diff.findings import finding_changes
from labelwarden.findings.finding import Finding
from tests.unit.reports.results import AGE, CLAIM, PAIN


def claim(words: str, fingerprint: str) -> Finding:
    return replace(CLAIM, fingerprint=fingerprint, evidence=(replace(PAIN, quote=words),))


def test_one_fingerprint_is_one_finding_however_much_else_changed() -> None:
    changes = finding_changes([CLAIM, AGE], [replace(CLAIM, message="other"), AGE])
    assert not changes.any
    assert len(changes.still) == 2


def test_words_that_moved_to_another_panel_stay_the_same_finding() -> None:
    changes = finding_changes([claim("Ends back pain", "a")], [claim("ENDS  BACK PAIN", "b")])
    assert not changes.any


def test_a_rule_that_finds_other_words_is_still_violated() -> None:
    old, new = claim("Ends back pain", "a"), claim("Cures back pain", "b")
    changes = finding_changes([old, AGE], [new])
    assert changes.any
    assert [(pair.old, pair.new) for pair in changes.reworded] == [(old, new)]
    assert (changes.gone, changes.new) == ((AGE,), ())


def test_two_alike_of_which_one_is_left_are_one_gone() -> None:
    changes = finding_changes([CLAIM, CLAIM], [CLAIM])
    assert (changes.gone, changes.still, changes.any) == ((CLAIM,), (CLAIM,), True)
