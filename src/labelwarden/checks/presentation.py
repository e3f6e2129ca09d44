"""The check `presentation`: words that must stand in a certain place or be printed in a certain way."""

from __future__ import annotations

from collections.abc import Iterable
from typing import ClassVar, Literal

from pydantic import Field, model_validator

from labelwarden.checks.base import Check
from labelwarden.checks.phrase_field import PhraseField, WholeField
from labelwarden.facts.facts import Facts
from labelwarden.facts.panel_facts import PanelFacts
from labelwarden.findings.observation import Ground, Observation
from labelwarden.findings.scales import Category, Confidence, Outcome
from labelwarden.matching.phrases import find_phrase
from labelwarden.matching.term import Form


class Presentation(Check):
    """Where the words `of` are printed, they must be in capitals, or stand on one of `panels`.

    Words that are nowhere are no fault of presentation; that they are missing is for a required statement to say.
    Size, weight and contrast of type cannot be judged from text: `at_least_points` is answered `undetermined`.
    """

    category: ClassVar[Category] = Category.PRESENTATION

    kind: Literal["presentation"]
    of: tuple[PhraseField, ...] = Field(min_length=1)
    capitals: bool = False
    panels: tuple[str, ...] = ()
    at_least_points: WholeField | None = None
    """Least height of type in points."""

    @model_validator(mode="after")
    def _asks_for_something(self) -> Presentation:
        if not (self.capitals or self.panels or self.at_least_points):
            raise ValueError("expected `capitals`, `panels` or `at_least_points`")
        return self

    def forms(self) -> Iterable[Form]:
        return (form for phrase in self.of for form in phrase.forms)

    def groups(self) -> Iterable[str]:
        inside = (group for phrase in self.of for group, _ in phrase.parts)
        return (group for group in inside if not group.startswith("="))

    def run(self, facts: Facts) -> Observation:
        places = [
            (panel, first, last)
            for panel in facts.panels
            for phrase in self.of
            for first, last, _ in find_phrase(panel.hits, phrase)
        ]
        if not places:
            return Observation(Outcome.NOT_APPLICABLE, "the words are not printed")
        good = [place for place in places if self._well_placed(*place)]
        if not good:
            panel, first, last = places[0]
            evidence = panel.evidence(first, last)
            ground = Ground((evidence,), Confidence.HIGH, {"quote": evidence.quote or "", "missing": self._wanted()})
            return Observation(Outcome.VIOLATED, f"printed, but not {self._wanted()}", grounds=(ground,))
        panel, first, last = good[0]
        evidence = panel.evidence(first, last)
        if self.at_least_points is not None:
            reason = f"type of {self.at_least_points} points: the size of the print is not known; measure it"
            ground = Ground((evidence,), Confidence.LOW, {"quote": evidence.quote or ""})
            return Observation(Outcome.UNDETERMINED, reason, grounds=(ground,))
        return Observation(Outcome.MET, f"printed {self._wanted()}", (evidence,))

    def _well_placed(self, panel: PanelFacts, first: int, last: int) -> bool:
        if self.panels and panel.panel.kind not in self.panels:
            return False
        return not self.capitals or panel.panel.text.printed_upper(first, last)

    def _wanted(self) -> str:
        wanted = ["in capitals"] if self.capitals else []
        if self.panels:
            wanted.append("on " + " or ".join(self.panels))
        return ", ".join(wanted) or f"in type of {self.at_least_points} points"
