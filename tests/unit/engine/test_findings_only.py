"""Without outcomes the findings are the same."""

from __future__ import annotations

from dataclasses import replace
from datetime import date

import pytest

from labelwarden.checker import Checker
from labelwarden.label.labeling import Labeling, Surface
from labelwarden.label.panel import Panel
from labelwarden.text.printed import Text

TEXTS = (
    "Relieves arthritis pain. This product is not intended to diagnose, treat, cure, or prevent any disease.",
    "This product is not intended to diagnose, treat, cure, or prevent any disease. Supports joint health.",
    "7-OH tablets, 20 mg each. An opioid alternative. Contains no kratom.",
    "Clinically proven to cure the flu. FDA approved. 100 % safe.",
)


@pytest.mark.parametrize("text", TEXTS)
@pytest.mark.parametrize("surface", list(Surface))
def test_the_findings_are_the_same(text: str, surface: Surface) -> None:
    checker = Checker.load(["US-*"], date(2026, 11, 25), checklist=False)
    quiet = replace(checker, settings=replace(checker.settings, counted=False))
    labeling = Labeling("case", (Panel("web", Text(text)),), surface=surface)
    told, found = checker.check(labeling), quiet.check(labeling)
    assert found == replace(told, outcomes={}, considered=found.considered)
    assert told.outcomes
