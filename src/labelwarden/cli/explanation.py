"""Why a rule came out as it did on a label, laid out for a person."""

from __future__ import annotations

import shutil
from collections.abc import Iterable, Iterator
from pathlib import Path
from typing import TYPE_CHECKING

from labelwarden.cli.output import results_to, tell_unreadable
from labelwarden.engine.explain import explain
from labelwarden.errors import EXIT_OK, EXIT_UNREADABLE
from labelwarden.reports.layout import Line, Style, as_text, fitting, hanging, plain
from labelwarden.reports.visible import visible

if TYPE_CHECKING:
    from labelwarden.catalog.inputs import Unreadable
    from labelwarden.checker import Checker
    from labelwarden.label.labeling import Labeling
    from labelwarden.rules.rule import Rule


def explain_labels(name: str, labels: Iterable[Labeling | Unreadable], checker: Checker, output: Path | None) -> int:
    """Writes why the rule of that name came out as it did on each label; the exit code.

    Raises:
        UsageError: there is no such rule.
    """
    from labelwarden.catalog.inputs import Unreadable

    rule = checker.rulebook.rule(name)
    code = EXIT_OK
    with results_to(output) as write:
        for label in labels:
            if isinstance(label, Unreadable):
                tell_unreadable(label.source, label.error)
                code = EXIT_UNREADABLE
            else:
                write(explanation_text(rule, label, checker))
    return code


def explanation_text(rule: Rule, labeling: Labeling, checker: Checker) -> str:
    """The outcome, the steps to it, and what becomes of it in a report."""
    return "".join(as_text(line) for line in _lines(rule, labeling, checker))


def _lines(rule: Rule, labeling: Labeling, checker: Checker) -> Iterator[Line]:
    width = fitting(shutil.get_terminal_size((100, 24)).columns)
    explained = explain(rule, labeling, checker.rulebook.matcher)
    name = labeling.product or labeling.source or "label"
    yield from hanging([], f"{visible(name)} · {rule.id}", width, Style.STRONG)
    yield from hanging([], rule.title, width)
    steps = [(step.what, step.seen) for step in explained.steps]
    steps += [("in the report", said) for said in _report(rule, labeling, checker)]
    wide = max(len(what) for what, _ in steps) + 2
    for what, seen in steps:
        yield from hanging(plain(f"  {what:<{wide}}"), visible(seen), width)
    yield []


def _report(rule: Rule, labeling: Labeling, checker: Checker) -> Iterator[str]:
    """Whether the rule is put to this label at all, and under which rule its findings stand."""
    asked = checker.jurisdictions or labeling.jurisdictions
    if rule.status == "deprecated":
        yield "left out: the rule is deprecated"
    elif not rule.in_force(checker.as_of):
        yield f"left out: the rule is not in force on {checker.as_of}"
    elif rule.id not in {put.id for put in checker.rules_for(asked)}:
        yield f"left out: rules of {rule.jurisdiction} were not asked for, see --jurisdiction"
    else:
        result = checker.check(labeling)
        own = sum(finding.rule == rule.id for finding in result.findings)
        heads = dict.fromkeys(finding.rule for finding in result.findings if rule.id in finding.also)
        if own:
            yield f"{own} of {len(result.findings)} findings"
        if heads:
            yield f"merged into the finding of {', '.join(heads)} on the same words"
        if not own and not heads:
            yield "no finding"
