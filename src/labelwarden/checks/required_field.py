"""The check `required-field`: an item of the label must be there, whatever its words."""

from __future__ import annotations

from collections.abc import Iterable
from typing import ClassVar, Literal

from pydantic import Field, model_validator

from labelwarden.checks.base import Check
from labelwarden.checks.phrase_field import GroupField
from labelwarden.facts.absence import absent
from labelwarden.facts.facts import Facts
from labelwarden.findings.observation import Evidence, Observation
from labelwarden.findings.scales import Category, Outcome


class RequiredField(Check):
    """The item called `field` must be shown: by a term of `shown_by`, or by an amount of each of `amounts_of`.

    `panels` are kinds of panel whose presence alone shows the item, as a typed label has `ingredients`.
    """

    category: ClassVar[Category] = Category.FIELD

    kind: Literal["required-field"]
    field: str = Field(min_length=1)
    """What the item is called in messages."""
    shown_by: tuple[GroupField, ...] = ()
    amounts_of: tuple[GroupField, ...] = ()
    panels: tuple[str, ...] = ()

    @model_validator(mode="after")
    def _has_something_to_require(self) -> RequiredField:
        if not (self.shown_by or self.amounts_of or self.panels):
            raise ValueError("expected `shown_by`, `amounts_of` or `panels`")
        return self

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
        return absent(facts, self.field, {"field": self.field, "missing": self.field})

    def _shown(self, facts: Facts) -> Evidence | None:
        for panel in facts.panels:
            if panel.panel.kind in self.panels:
                return panel.evidence(0, len(panel.panel.text.tokens))
            for group in self.shown_by:
                for hit in panel.hits.of(group):
                    return panel.evidence(hit.start, hit.end)
        return None

    def _amount(self, facts: Facts, group: str) -> Evidence | None:
        for amount in facts.amounts:
            if group in amount.mention.hit.term.groups:
                return amount.mention.panel.evidence(amount.mention.hit.start, amount.mention.hit.end)
        return None
