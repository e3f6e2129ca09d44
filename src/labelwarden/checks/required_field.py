"""The check `required-field`: an item of the label must be there, whatever its words."""

from __future__ import annotations

from collections.abc import Iterable
from functools import cached_property
from typing import ClassVar, Literal

from pydantic import Field, model_validator

from labelwarden.checks.base import Check
from labelwarden.checks.phrase_field import GroupField
from labelwarden.facts.absence import absent
from labelwarden.facts.facts import Facts
from labelwarden.facts.panel_facts import PanelFacts
from labelwarden.findings.observation import Evidence, Observation
from labelwarden.findings.scales import Category, Outcome
from labelwarden.matching.pattern import Pattern, compile_pattern
from labelwarden.text.span import Span


class RequiredField(Check):
    """The item called `field` must be shown: by a term of `shown_by`, or by an amount of each of `amounts_of`.

    `panels` are kinds of panel whose presence alone shows the item, as a typed label has `ingredients`. What no word
    announces, such as a telephone number, is shown by a `pattern` (linear time, over lower-case text).
    """

    category: ClassVar[Category] = Category.FIELD

    kind: Literal["required-field"]
    field: str = Field(min_length=1)
    """What the item is called in messages."""
    shown_by: tuple[GroupField, ...] = ()
    amounts_of: tuple[GroupField, ...] = ()
    panels: tuple[str, ...] = ()
    pattern: str | None = None
    literal: str = ""
    """Letters that stand in every match of `pattern`; may be left out where there are none."""
    whole_label: bool = False
    """An item that every label carries: missed on a label that was given in full, and not on a line of one."""

    @model_validator(mode="after")
    def _has_something_to_require(self) -> RequiredField:
        if not (self.shown_by or self.amounts_of or self.panels or self.pattern):
            raise ValueError("expected `shown_by`, `amounts_of`, `panels` or `pattern`")
        if self.pattern is None and self.literal:
            raise ValueError("`literal` belongs to `pattern`, which is missing")
        _ = self.compiled  # refused here, so that the loader can show where it stands
        return self

    @cached_property
    def compiled(self) -> Pattern | None:
        """The compiled pattern, if the check has one."""
        return None if self.pattern is None else compile_pattern(self.pattern, self.literal, everywhere=True)

    def groups(self) -> Iterable[str]:
        return (*self.shown_by, *self.amounts_of)

    def run(self, facts: Facts) -> Observation:
        evidence = self._shown(facts)
        if evidence is not None:
            return Observation(Outcome.MET, "shown", (evidence,))
        if self.amounts_of:
            shown = [self._amount(facts, group) for group in self.amounts_of]
            if all(found is not None for found in shown):
                return Observation(Outcome.MET, "shown", tuple(found for found in shown if found is not None))
        values = {"field": self.field, "missing": self.field}
        return absent(facts, self.field, values, of_every_label=self.whole_label)

    def _shown(self, facts: Facts) -> Evidence | None:
        for panel in facts.panels:
            if panel.panel.kind in self.panels:
                return panel.evidence(0, len(panel.panel.text.tokens))
            for part in panel.panel.parts:
                if part.kind in self.panels:
                    return panel.evidence_at(Span(part.start, part.end))
            for group in self.shown_by:
                for hit in panel.hits.of(group):
                    return panel.evidence(hit.start, hit.end)
        # Terms were found already; a pattern has to be looked for, and only where they are nowhere.
        return None if self.compiled is None else _matched(facts.panels, self.compiled)

    def _amount(self, facts: Facts, group: str) -> Evidence | None:
        for amount in facts.amounts:
            if group in amount.mention.hit.term.groups:
                return amount.mention.panel.evidence(amount.mention.hit.start, amount.mention.hit.end)
        return None


def _matched(panels: Iterable[PanelFacts], pattern: Pattern) -> Evidence | None:
    for panel in panels:
        text = panel.panel.text
        for start, end in pattern.find(text.folded):
            return panel.evidence_at(text.folded_span(start, end))
    return None
