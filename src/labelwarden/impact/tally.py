"""Counts and samples of what differs, which add up over the chunks of a catalogue."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable
from dataclasses import dataclass, field

from labelwarden.findings.finding import LabelResult
from labelwarden.findings.scales import Verdict
from labelwarden.impact.changes import Change, Kind


@dataclass(frozen=True, slots=True)
class Sample:
    """A change with the product that it is on."""

    row: int
    product: str
    change: Change


@dataclass(slots=True)
class Impact:
    """What differs over some products. `seconds` are those that `timed` checks took, by the old rules and the new."""

    kept: int
    """Samples of each kind of change of each rule."""
    products: int = 0
    unread: int = 0
    touched: int = 0
    timed: int = 0
    seconds: tuple[float, float] = (0.0, 0.0)
    by_rule: Counter[tuple[Kind, str]] = field(default_factory=Counter)
    by_supplier: Counter[tuple[str, Kind]] = field(default_factory=Counter)
    verdicts: Counter[tuple[Verdict, Verdict]] = field(default_factory=Counter)
    samples: dict[tuple[Kind, str], list[Sample]] = field(default_factory=dict)

    def count(
        self, row: int, supplier: str | None, old: LabelResult, new: LabelResult, changes: Iterable[Change]
    ) -> None:
        """Takes in the results for one product."""
        if old.verdict is not new.verdict:
            self.verdicts[old.verdict, new.verdict] += 1
        touched = False
        for change in changes:
            touched = True
            self.by_rule[change.kind, change.rule] += 1
            self.by_supplier[supplier or "not named", change.kind] += 1
            shown = self.samples.setdefault((change.kind, change.rule), [])
            if len(shown) < self.kept:
                shown.append(Sample(row, new.product or new.source, change))
        self.touched += touched

    def time(self, old: float, new: float) -> None:
        """Takes in what the two checks of one product took."""
        self.timed += 1
        self.seconds = (self.seconds[0] + old, self.seconds[1] + new)

    def add(self, other: Impact) -> None:
        """Takes in what another part of the catalogue came to."""
        self.products += other.products
        self.unread += other.unread
        self.touched += other.touched
        self.timed += other.timed
        self.seconds = (self.seconds[0] + other.seconds[0], self.seconds[1] + other.seconds[1])
        self.by_rule.update(other.by_rule)
        self.by_supplier.update(other.by_supplier)
        self.verdicts.update(other.verdicts)
        for key, samples in other.samples.items():
            shown = self.samples.setdefault(key, [])
            shown.extend(samples[: self.kept - len(shown)])

    def of_kind(self, kind: Kind) -> int:
        """How many changes there are of a kind."""
        return sum(count for (found, _), count in self.by_rule.items() if found is kind)
