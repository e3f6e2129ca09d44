"""The check `age-restriction`: the label must restrict the product to people of a certain age."""

from __future__ import annotations

from typing import ClassVar, Literal

from pydantic import Field

from labelwarden.checks.base import Check
from labelwarden.checks.phrase_field import WholeField
from labelwarden.facts.absence import absent
from labelwarden.facts.facts import Facts
from labelwarden.findings.observation import Ground, Observation
from labelwarden.findings.scales import Category, Confidence, Outcome


class AgeRestriction(Check):
    """The label must name `minimum` years, or more, as the age of purchase or use.

    The highest age stated counts: a label with "18+" on the front and "must be 21" on the back restricts to 21.
    Where the law asks for no age on the label, only one that is too low is a fault (`only_if_stated`).
    """

    category: ClassVar[Category] = Category.AGE

    kind: Literal["age-restriction"]
    minimum: WholeField = Field(ge=1, le=99)
    """Age in years."""
    only_if_stated: bool = False
    """A label that names no age is no fault."""

    def run(self, facts: Facts) -> Observation:
        values = {"minimum": str(self.minimum)}
        if not facts.ages:
            if self.only_if_stated:
                return Observation(Outcome.MET, "no lower age is stated")
            return absent(facts, f"an age limit of {self.minimum}", values)
        panel, highest = max(facts.ages, key=lambda pair: pair[1].years)
        evidence = panel.evidence_folded(highest.start, highest.end)
        if highest.years >= self.minimum:
            return Observation(Outcome.MET, f"restricted to {highest.years}", (evidence,))
        ground = Ground(
            (evidence,),
            Confidence.HIGH if facts.whole else Confidence.LOW,
            values | {"age": str(highest.years), "quote": evidence.quote or ""},
            f'It says "{evidence.quote}"; the law asks for {self.minimum}.',
        )
        return Observation(Outcome.VIOLATED, f"restricted to {highest.years} only", grounds=(ground,))
