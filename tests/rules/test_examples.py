"""Every example of every rule that ships is one test; a new rule needs no Python."""

from __future__ import annotations

import pytest

from labelwarden.engine.examples import Case, examples_of, run_example
from labelwarden.rules.load import load_rulebook

RULEBOOK = load_rulebook()
CASES = [case for rule in RULEBOOK.rules for case in examples_of(rule)]


@pytest.mark.parametrize("case", CASES, ids=lambda case: case.name)
def test_example(case: Case) -> None:
    ran = run_example(case, RULEBOOK.matcher)

    assert ran.passed, "\n".join([ran.difference(), *ran.seen()])
