"""A failed example as a rule author needs to see it: where it stands, what came out, and what was found in it."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path

from labelwarden.checks.forbidden_claim import ForbiddenClaim
from labelwarden.cli.faults import excerpt
from labelwarden.engine.examples import Case, Ran
from labelwarden.engine.explain import missing_steps
from labelwarden.reports.visible import visible
from labelwarden.yamlfile.reader import Place, locate, read_yaml


def failure_text(ran: Ran) -> str:
    """The lines on one failed example."""
    file = ran.case.rule.pack.file
    place = _place(ran.case)
    text = f"{file}:{place.line}:{place.column}  {ran.case.rule.id}: {visible(ran.difference())}\n"
    seen = [*ran.seen(), *_missing(ran)]
    around = excerpt(file, place.line, place.column)
    if around is None:
        return text + "".join(f"    {visible(said)}\n" for said in seen)
    return text + around.line + "\n" + "".join(f"{around.margin}{visible(said)}\n" for said in seen)


def _missing(ran: Ran) -> Iterator[str]:
    """What a claim that was expected would have needed."""
    if ran.case.kind == "violated" and ran.facts is not None and isinstance(ran.case.rule.check, ForbiddenClaim):
        yield from (f"{step.what}: {step.seen}" for step in missing_steps(ran.case.rule.check, ran.facts))


def _place(case: Case) -> Place:
    """Where the example stands in its file."""
    text = Path(case.rule.pack.file).read_text(encoding="utf-8-sig")
    data = read_yaml(text, case.rule.pack.file, [])  # other rules of the file may be faulty
    rules = data["rules"] if isinstance(data, dict) else []
    number = next(n for n, rule in enumerate(rules) if isinstance(rule, dict) and rule.get("id") == case.rule.id)
    return locate(text, ("rules", number, "examples", case.kind, case.number))
