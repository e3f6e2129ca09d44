"""The check `required-statement`: certain words, or words to that effect, must be printed."""

from __future__ import annotations

from collections.abc import Iterable
from functools import cached_property
from typing import ClassVar, Literal

from pydantic import model_validator

from labelwarden.checks.base import Check
from labelwarden.checks.phrase_field import PhraseField
from labelwarden.facts.absence import absent
from labelwarden.facts.facts import Facts
from labelwarden.facts.panel_facts import PanelFacts
from labelwarden.facts.wording import Altered, find_misread, find_wording
from labelwarden.findings.observation import Evidence, Ground, Observation
from labelwarden.findings.scales import Category, Confidence, Outcome
from labelwarden.matching.phrases import Phrase, find_phrase
from labelwarden.matching.statement import Statement
from labelwarden.matching.term import Form


class RequiredStatement(Check):
    """A prescribed wording (`verbatim`), or a content in words of the label's own (`all_of`), must be printed.

    `verbatim` lists wordings of which one must stand on the label; punctuation, capitals and line breaks are free.
    A wording that is printed with other words is reported with the difference. `all_of` lists contents that must
    all be there, each as a list of phrases of which one will do.
    """

    category: ClassVar[Category] = Category.STATEMENT

    kind: Literal["required-statement"]
    verbatim: tuple[str, ...] = ()
    all_of: tuple[tuple[PhraseField, ...], ...] = ()
    altered: Literal["violated", "met"] = "violated"
    """What a wording that is only like the prescribed one counts as; a dropped "not" or another number never does."""
    accept: tuple[str, ...] = ()
    """Other wordings that the law allows beside the prescribed ones; a finding and its remedy do not show them."""
    whole_label: bool = False
    """A statement of every label: missed on a label that was given in full, and not on a line of one."""

    @model_validator(mode="after")
    def _has_something_to_require(self) -> RequiredStatement:
        if bool(self.verbatim) == bool(self.all_of):
            raise ValueError("expected either `verbatim` (the prescribed words) or `all_of` (their content)")
        if any(not phrases for phrases in self.all_of):
            raise ValueError("each entry of `all_of` lists at least one phrase")
        if self.accept and not self.verbatim:
            raise ValueError("`accept` belongs to `verbatim`, which is missing")
        if wordless := [wording for wording in (*self.verbatim, *self.accept) if not Statement.parse(wording).words]:
            raise ValueError(f'"{wordless[0]}" has no word')
        return self

    @cached_property
    def statements(self) -> tuple[Statement, ...]:
        """The prescribed wordings as words."""
        return tuple(Statement.parse(wording) for wording in self.verbatim)

    @cached_property
    def _accepted(self) -> tuple[Statement, ...]:
        return tuple(Statement.parse(wording) for wording in self.accept)

    def wordings(self) -> Iterable[str]:
        return (*self.verbatim, *self.accept)

    def forms(self) -> Iterable[Form]:
        return (form for phrases in self.all_of for phrase in phrases for form in phrase.forms)

    def groups(self) -> Iterable[str]:
        inside = (group for phrases in self.all_of for phrase in phrases for group, _ in phrase.parts)
        return (group for group in inside if not group.startswith("="))

    def run(self, facts: Facts) -> Observation:
        return self._verbatim(facts) if self.verbatim else self._content(facts)

    def _verbatim(self, facts: Facts) -> Observation:
        best: Altered | None = None
        for statement in self.statements:
            found = find_wording(facts, statement)
            if isinstance(found, Evidence):
                return Observation(Outcome.MET, "printed as prescribed", (found,))
            if found is not None and (best is None or found.weight < best.weight):
                best = found
        for statement in self._accepted:
            found = find_wording(facts, statement)
            if isinstance(found, Evidence):
                return Observation(Outcome.MET, "printed in words that are accepted as well", (found,))
        wanted = {"wanted": self.verbatim[0], "missing": self.verbatim[0]}
        if best is None:
            return absent(facts, "the prescribed statement", wanted, of_every_label=self.whole_label)
        if best.unsure:
            reason = f"printed, but not read for certain: {best.difference}; look at these words"
            ground = Ground(best.evidence, Confidence.LOW, wanted | {"quote": best.evidence[0].quote or ""})
            return Observation(Outcome.UNDETERMINED, reason, grounds=(ground,))
        if self.altered == "met" and not best.negation and not best.number:
            return Observation(Outcome.MET, f"printed in other words: {best.difference}", best.evidence)
        values = wanted | {"quote": best.evidence[0].quote or "", "missing": " ".join(best.missing)}
        ground = Ground(best.evidence, best.confidence, values, f"Printed, but altered: {best.difference}.")
        return Observation(Outcome.VIOLATED, f"altered: {best.difference}", grounds=(ground,))

    def _content(self, facts: Facts) -> Observation:
        shown: list[Evidence] = []
        unsure: list[Evidence] = []
        missing: list[str] = []
        for phrases in self.all_of:
            evidence = _first_of(facts.panels, phrases) or find_misread(facts, phrases)
            if evidence is None:
                missing.append(phrases[0].written.replace(" ... ", " "))
            elif isinstance(evidence, Altered):
                unsure.extend(evidence.evidence)
            else:
                shown.append(evidence)
        if not missing and not unsure:
            return Observation(Outcome.MET, "printed", tuple(shown))
        if not missing:
            quoted = "; ".join(f'"{evidence.quote}"' for evidence in unsure)
            values = {"missing": quoted, "wanted": self.all_of[0][0].written.replace(" ... ", " ")}
            reason = f"it may be what stands here, which was not read for certain: {quoted}; look at these words"
            ground = Ground(tuple(unsure), Confidence.LOW, values)
            return Observation(Outcome.UNDETERMINED, reason, grounds=(ground,))
        listed = "; ".join(f'"{words}"' for words in missing)
        wanted = {"missing": listed, "wanted": listed}
        return absent(facts, f"a statement such as {listed}", wanted, of_every_label=self.whole_label)


def _first_of(panels: Iterable[PanelFacts], phrases: Iterable[Phrase]) -> Evidence | None:
    for panel in panels:
        for phrase in phrases:
            for first, last, _ in find_phrase(panel.hits, phrase):
                return panel.evidence(first, last)
    return None
