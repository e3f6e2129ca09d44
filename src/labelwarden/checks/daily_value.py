"""The check `daily-value`: a percentage of the reference intake has to agree with the amount beside it."""

from __future__ import annotations

from decimal import Decimal
from functools import cached_property
from typing import Annotated, ClassVar, Literal

from pydantic import BaseModel, ConfigDict, Field

from labelwarden.checks.base import Check
from labelwarden.checks.phrase_field import NumberField
from labelwarden.facts.facts import Facts
from labelwarden.facts.panel_facts import PanelFacts
from labelwarden.findings.observation import Ground, Observation
from labelwarden.findings.scales import Category, Confidence, Outcome
from labelwarden.matching.facts_line import MILLIGRAMS, FactsLine, find_lines


class Reference(BaseModel):
    """How much of a nutrient is 100 per cent."""

    model_config = ConfigDict(frozen=True, extra="forbid", defer_build=True)

    of: tuple[str, ...] = Field(min_length=1)
    """Names on labels, in lower case and without what stands in brackets."""
    amount: NumberField = Field(gt=0)
    unit: Literal["mcg", "mg", "g"]
    was: NumberField | None = Field(None, gt=0)
    """The amount that was 100 per cent before, to tell a label that was never brought up to date."""
    for_others: dict[str, Annotated[NumberField, Field(gt=0)]] = Field(default_factory=dict)
    """Amounts for the readers named under `readers` of the check."""

    def milligrams(self, amount: Decimal) -> float:
        return float(amount) * MILLIGRAMS[self.unit]

    @cached_property
    def whole(self) -> float:
        """The milligrams that are 100 per cent."""
        return self.milligrams(self.amount)


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
                reference = self._named(line)
                if reference is None:
                    continue
                if self._agrees(line, reference.whole):
                    right += 1
                    continue
                readers = self._readers(facts) if readers is None else readers
                others = (value for reader, value in reference.for_others.items() if reader in readers)
                if any(self._agrees(line, reference.milligrams(value)) for value in others):
                    right += 1
                    continue
                wrong.append(self._ground(panel, line, reference))
        if wrong:
            return Observation(Outcome.VIOLATED, grounds=tuple(wrong))
        if not right:
            return Observation(Outcome.NOT_VISIBLE, "no amount with its percentage was found")
        agree = "1 percentage agrees with its amount" if right == 1 else f"{right} percentages agree with their amounts"
        return Observation(Outcome.MET, agree)

    def _named(self, line: FactsLine) -> Reference | None:
        """By the longest name that ends right before the amount."""
        for first in range(len(line.words)):
            found = self._by_name.get(line.words[first:])
            if found is not None:
                return found
        return None

    @cached_property
    def _slack(self) -> tuple[float, float, float]:
        return 1 - float(self.tolerance) / 100, 1 + float(self.tolerance) / 100, float(self.points)

    def _agrees(self, line: FactsLine, whole: float) -> bool:
        """Whether the percentage is right within what rounding the amount, and then it, can do."""
        low, high, points = self._slack
        half = line.step / 2
        least = 100 * max(line.milligrams - half, 0.0) / whole
        most = 100 * (line.milligrams + half) / whole
        return least * low - points <= line.percent <= most * high + points

    def _readers(self, facts: Facts) -> frozenset[str]:
        texts = [panel.panel.text.folded for panel in facts.panels]
        return frozenset(
            reader for reader, words in self.readers.items() if any(word in text for word in words for text in texts)
        )

    def _ground(self, panel: PanelFacts, line: FactsLine, reference: Reference) -> Ground:
        text = panel.panel.text
        names = (text.folded.find(name.partition(" ")[0], line.start, line.amount) for name in reference.of)
        start = min((place for place in names if place >= 0), default=line.start)
        evidence = panel.evidence_at(text.folded_span(start, line.end))
        values = {
            "quote": evidence.quote or "",
            "about": _spoken(reference.of[0]),
            "amount": f"{line.percent:.0f} %",
            "wanted": _percent(100 * line.milligrams / reference.whole),
            "limit": f"{reference.amount} {reference.unit}",
        }
        is_old = reference.was is not None and self._agrees(line, reference.milligrams(reference.was))
        note = f"It fits the value of before, {reference.was} {reference.unit}." if is_old else ""
        # Digits are what a reader of pictures mistakes most.
        confidence = Confidence.LOW if panel.panel.words else Confidence.HIGH
        return Ground((evidence,), confidence, values, note)


def _percent(value: float) -> str:
    return "less than 1 %" if value < 0.5 else f"{value:.0f} %"


def _spoken(name: str) -> str:
    """The name as people write it: vitamin C, vitamin B12."""
    first, _, letter = name.partition(" ")
    return f"{first} {letter.upper()}" if first == "vitamin" else name
