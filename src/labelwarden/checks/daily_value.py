"""The check `daily-value`: a percentage of the reference intake has to agree with the amount beside it."""

from __future__ import annotations

from decimal import Decimal
from functools import cached_property
from typing import ClassVar, Literal

from pydantic import BaseModel, ConfigDict, Field

from labelwarden.checks.base import Check
from labelwarden.checks.phrase_field import NumberField
from labelwarden.facts.facts import Facts
from labelwarden.facts.panel_facts import PanelFacts
from labelwarden.findings.observation import Ground, Observation
from labelwarden.findings.scales import Category, Confidence, Outcome
from labelwarden.matching.facts_line import FactsLine, find_lines

_UNITS = {"mcg": Decimal("0.001"), "mg": Decimal(1), "g": Decimal(1000)}


class Reference(BaseModel):
    """How much of a nutrient is 100 per cent."""

    model_config = ConfigDict(frozen=True, extra="forbid", defer_build=True)

    of: tuple[str, ...] = Field(min_length=1)
    """Names on labels, in lower case and without what stands in brackets."""
    amount: NumberField
    unit: Literal["mcg", "mg", "g"]
    was: NumberField | None = None
    """The amount that was 100 per cent before, to tell a label that was never brought up to date."""
    for_others: dict[str, NumberField] = Field(default_factory=dict)
    """Amounts for the readers named under `readers` of the check."""

    def milligrams(self, amount: Decimal) -> Decimal:
        return amount * _UNITS[self.unit]


class DailyValue(Check):
    """Each line of a facts panel that states an amount and a percentage is worked out anew.

    The law lets both be rounded, so that a line counts as wrong only where no rounding explains it: beyond
    `tolerance` per cent of the right figure and `points` more. On a label for infants or in pregnancy, which one of
    the words of `readers` tells, the amounts for them are right as well.
    """

    category: ClassVar[Category] = Category.AMOUNT

    kind: Literal["daily-value"]
    references: tuple[Reference, ...] = Field(min_length=1)
    readers: dict[str, tuple[str, ...]] = Field(default_factory=dict)
    tolerance: NumberField = Decimal(15)
    points: NumberField = Decimal(3)

    @cached_property
    def _by_name(self) -> dict[tuple[str, ...], Reference]:
        return {tuple(name.split()): reference for reference in self.references for name in reference.of}

    def run(self, facts: Facts) -> Observation:
        wrong: list[Ground] = []
        right = 0
        readers: frozenset[str] | None = None
        for panel in facts.first_readings:
            for line in find_lines(panel.panel.text.folded):
                start, reference = self._named(line)
                if reference is None:
                    continue
                if self._agrees(line, reference.milligrams(reference.amount)):
                    right += 1
                    continue
                readers = self._readers(facts) if readers is None else readers
                others = (value for reader, value in reference.for_others.items() if reader in readers)
                if any(self._agrees(line, reference.milligrams(value)) for value in others):
                    right += 1
                    continue
                wrong.append(self._ground(panel, start, line, reference))
        if wrong:
            return Observation(Outcome.VIOLATED, grounds=tuple(wrong))
        if not right:
            return Observation(Outcome.NOT_VISIBLE, "no amount with its percentage was found")
        return Observation(Outcome.MET, f"{right} percentages agree with their amounts")

    def _named(self, line: FactsLine) -> tuple[int, Reference | None]:
        """The longest name that ends right before the amount, with where it begins."""
        for first, start in enumerate(line.starts):
            found = self._by_name.get(line.words[first:])
            if found is not None:
                return start, found
        return line.end, None

    def _agrees(self, line: FactsLine, whole: Decimal) -> bool:
        if not whole:
            return False
        half = line.step / 2
        least = 100 * max(line.milligrams - half, Decimal(0)) / whole
        most = 100 * (line.milligrams + half) / whole
        slack = self.tolerance / 100
        return least * (1 - slack) - self.points <= line.percent <= most * (1 + slack) + self.points

    def _readers(self, facts: Facts) -> frozenset[str]:
        texts = [panel.panel.text.folded for panel in facts.panels]
        return frozenset(
            reader for reader, words in self.readers.items() if any(word in text for word in words for text in texts)
        )

    def _ground(self, panel: PanelFacts, start: int, line: FactsLine, reference: Reference) -> Ground:
        evidence = panel.evidence_at(panel.panel.text.folded_span(start, line.end))
        whole = reference.milligrams(reference.amount)
        values = {
            "quote": evidence.quote or "",
            "about": reference.of[0],
            "amount": f"{line.percent} %",
            "wanted": f"{100 * line.milligrams / whole:.0f} %",
            "limit": f"{reference.amount} {reference.unit}",
        }
        is_old = reference.was is not None and self._agrees(line, reference.milligrams(reference.was))
        note = f"It fits the value of before, {reference.was} {reference.unit}." if is_old else ""
        # Digits are what a reader of pictures mistakes most.
        confidence = Confidence.LOW if panel.panel.words else Confidence.HIGH
        return Ground((evidence,), confidence, values, note)
