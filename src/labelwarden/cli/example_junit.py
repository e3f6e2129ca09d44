"""The examples of rules as JUnit XML, for the test page of a build server: a suite a pack, a case an example."""

from __future__ import annotations

from collections.abc import Sequence
from html import escape
from itertools import groupby

from labelwarden.engine.examples import Ran
from labelwarden.reports.visible import visible


def junit_xml(ran: Sequence[Ran]) -> str:
    """The whole document."""
    failed = sum(not result.passed for result in ran)
    lines = ['<?xml version="1.0" encoding="UTF-8"?>']
    lines.append(f'<testsuites name="labelwarden rules" tests="{len(ran)}" failures="{failed}">')
    ordered = sorted(ran, key=lambda result: result.case.rule.pack.id)
    for pack, of_pack in groupby(ordered, key=lambda result: result.case.rule.pack):
        cases = list(of_pack)
        wrong = sum(not case.passed for case in cases)
        lines.append(f'  <testsuite name="{_text(pack.id)}" tests="{len(cases)}" failures="{wrong}">')
        for case in cases:
            lines += _case(case)
        lines.append("  </testsuite>")
    lines.append("</testsuites>")
    return "\n".join(lines) + "\n"


def _case(ran: Ran) -> list[str]:
    case = ran.case
    name = f"{case.kind.replace('_', '-')}-{case.number}"
    head = f'    <testcase classname="{_text(case.rule.id)}" name="{name}" file="{_text(case.rule.pack.file)}"'
    if ran.passed:
        return [head + "/>"]
    seen = "\n".join(_text(line) for line in ran.seen())
    return [
        head + ">",
        f'      <failure message="{_text(ran.difference())}">{seen}</failure>',
        "    </testcase>",
    ]


def _text(text: str) -> str:
    """Text that XML can hold: what it forbids, such as controls, is shown by its number."""
    return escape(visible(text))
