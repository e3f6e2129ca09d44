"""The examples that stand in rule files, put to their rule: a new rule is tested without a line of Python."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass

from pydantic import ValidationError

from labelwarden.engine.check_label import observe
from labelwarden.engine.drawn_example import DRAWN, drawn_panels
from labelwarden.facts.facts import Facts
from labelwarden.findings.observation import Observation
from labelwarden.findings.scales import Outcome
from labelwarden.label.model import Label
from labelwarden.matching.matcher import Matcher
from labelwarden.rules.rule import Example, Rule

EXPECTED: dict[str, frozenset[Outcome]] = {
    "violated": frozenset({Outcome.VIOLATED}),
    "met": frozenset({Outcome.MET}),
    # Silence is what counts here, whether the rule spares the words or does not apply at all.
    "near_miss": frozenset({Outcome.MET, Outcome.NOT_APPLICABLE, Outcome.NOT_VISIBLE}),
    "undetermined": frozenset({Outcome.UNDETERMINED}),
    "not_visible": frozenset({Outcome.NOT_VISIBLE}),
}
"""The outcomes that each kind of example may have."""


@dataclass(frozen=True, slots=True)
class Case:
    """One example of a rule: its kind, its number among those of the kind, and what is given."""

    rule: Rule
    kind: str
    number: int
    given: Example

    @property
    def name(self) -> str:
        """Such as us.7oh.disease-claim-violated-0."""
        return f"{self.rule.id}-{self.kind.replace('_', '-')}-{self.number}"


@dataclass(frozen=True, slots=True)
class Ran:
    """How an example came out. `error` is set where it is no label; then there are no facts."""

    case: Case
    observation: Observation | None = None
    facts: Facts | None = None
    error: str = ""

    @property
    def passed(self) -> bool:
        return self.observation is not None and self.observation.outcome in EXPECTED[self.case.kind]

    def difference(self) -> str:
        """What was expected and what came out, in one sentence."""
        kind = self.case.kind
        if self.observation is None:
            return f'example under "{kind}" is no label: {self.error}'
        outcome, reason = self.observation.outcome, self.observation.reason
        wanted = " or ".join(sorted(EXPECTED[kind]))
        return f'example under "{kind}" came out as {outcome}{f" ({reason})" if reason else ""}; expected {wanted}'

    def seen(self) -> Iterator[str]:
        """What the rule had to go by, a line each: quotes it flagged, facts, terms, claims."""
        if self.observation is None or self.facts is None:
            return
        flagged = [e.quote for ground in self.observation.grounds for e in ground.evidence if e.quote is not None]
        if flagged:
            yield "flagged: " + ", ".join(f'"{quote}"' for quote in flagged)
        for spared in self.observation.spared:
            yield f'spared: "{spared.evidence.quote}", since {spared.reason}'
        form = self.facts.form.value if self.facts.form else "unknown"
        contained = ", ".join(sorted(self.facts.contained)) or "nothing known"
        yield f"type {self.facts.type.value} · form {form} · contains {contained}"
        terms = dict.fromkeys(
            f"{hit.term.form} ({', '.join(hit.term.paths)})"
            for panel in self.facts.panels
            for hit in panel.hits.all()
            if not hit.term.paths[0].startswith("=")
        )
        yield "terms: " + (", ".join(terms) or "none")
        claims = dict.fromkeys(
            f"{claim.relation} ({claim.joined.focus.term.form}{', spared' if claim.spared else ''})"
            for claim in self.facts.claims
        )
        yield "claims: " + (", ".join(claims) or "none")


def examples_of(rule: Rule) -> Iterator[Case]:
    """The examples of a rule, kind by kind."""
    for kind in EXPECTED:
        for number, given in enumerate(getattr(rule.examples, kind)):
            yield Case(rule, kind, number, given)


def run_example(case: Case, matcher: Matcher) -> Ran:
    """The rule put to its example. Date and place of the rule do not matter here."""
    given = case.given
    try:
        if isinstance(given, str):
            labeling = Label(text=given).labeling()
        else:
            typed = {name: value for name, value in given.items() if name != DRAWN}
            labeling = Label.model_validate(typed).labeling(drawn_panels(given.get(DRAWN, ())))
    except ValidationError as error:
        return Ran(case, error="; ".join(f"{_place(item['loc'])}{item['msg']}" for item in error.errors()))
    facts = Facts(labeling, matcher)
    return Ran(case, observe(case.rule, facts), facts)


def _place(loc: tuple[int | str, ...]) -> str:
    return f"`{'.'.join(map(str, loc))}`: " if loc else ""
