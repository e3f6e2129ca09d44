"""Lawful labels of our own writing, in full: no rule of any pack may lead to a fault or to a question on them.

A label is a file under tests/good_labels. Where a rule does speak, and is right or cannot know better, the reason
stands beside it in <name>.known.yaml: rule ids, each with why.
"""

from __future__ import annotations

from datetime import date
from functools import cache
from pathlib import Path

import pytest

from labelwarden.checker import Checker
from labelwarden.engine.check_label import observe
from labelwarden.facts.facts import Facts
from labelwarden.findings.scales import Outcome, Severity, Verdict
from labelwarden.label.model import Label
from labelwarden.rules.rule import Rule
from labelwarden.yamlfile.reader import read_yaml

FOLDER = Path(__file__).resolve().parents[1] / "good_labels"
FILES = sorted(path for path in FOLDER.glob("*.yaml") if not path.name.endswith(".known.yaml"))
AS_OF = date(2026, 11, 25)


@cache
def _checker(jurisdictions: tuple[str, ...]) -> Checker:
    return Checker.load(jurisdictions=jurisdictions, as_of=AS_OF)


def _known(file: Path) -> dict[str, str]:
    side = file.with_suffix(".known.yaml")
    if not side.is_file():
        return {}
    known = read_yaml(side.read_text(encoding="utf-8"), side.name)
    assert isinstance(known, dict)
    return {str(rule): str(reason) for rule, reason in known.items()}


@pytest.mark.parametrize("file", FILES, ids=lambda file: file.stem)
def test_good_label(file: Path) -> None:
    label = Label.model_validate(read_yaml(file.read_text(encoding="utf-8"), file.name))
    known = _known(file)

    result = _checker(label.jurisdictions or ("US",)).check(label)

    speaking = [finding for finding in result.findings if finding.severity is not Severity.NOTE]
    unknown = [finding for finding in speaking if finding.rule not in known]
    assert not unknown, "\n".join(f"{f.rule}: {f.message} [{f.evidence[0].quote or 'absent'}]" for f in unknown)
    assert result.verdict is Verdict.PASS or known
    silent = known.keys() - {finding.rule for finding in speaking}
    assert not silent, f"{', '.join(sorted(silent))} no longer speaks here; take it out of {file.stem}.known.yaml"


UNTESTED = {"us-tx.age-limits": "the ephedrine that it is about may be in no lawful label"}


def test_every_pack_has_a_good_label_that_it_is_put_to() -> None:
    rulebook = _checker(("US-*", "EU", "CA")).rulebook
    left: dict[str, list[Rule]] = {}
    for rule in rulebook.rules:
        left.setdefault(rule.pack.id, []).append(rule)
    for file in FILES:
        label = Label.model_validate(read_yaml(file.read_text(encoding="utf-8"), file.name))
        facts = Facts(label.labeling(), rulebook.matcher)
        for pack, rules in list(left.items()):
            if any(observe(rule, facts).outcome is Outcome.MET for rule in rules):
                del left[pack]

    assert sorted(left) == sorted(UNTESTED)


def test_every_class_of_product_has_a_good_label() -> None:
    classes = {file.stem.partition("-")[0] for file in FILES}

    assert classes >= {"supplement", "food", "otc", "cosmetic", "tobacco", "alcohol", "homeopathic", "animal", "device"}
    assert len(FILES) >= 80
