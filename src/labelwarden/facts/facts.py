"""All facts of one label, each worked out once, and only when a rule asks for it."""

from __future__ import annotations

from collections.abc import Iterable
from functools import cached_property

from labelwarden.facts.amounts import Amount, find_amounts
from labelwarden.facts.claims import Claim, find_claims
from labelwarden.facts.kinds import CONTAINS, Kind, product_form, product_type
from labelwarden.facts.panel_facts import PanelFacts
from labelwarden.facts.substances import Mention, find_mentions
from labelwarden.findings.observation import Evidence
from labelwarden.label.labeling import Labeling, Surface
from labelwarden.label.panel import Panel
from labelwarden.matching.age import AgeStatement, find_ages
from labelwarden.matching.contexts import Effect, Target
from labelwarden.matching.matcher import Matcher

READ_WELL = 0.75
"""Least share of ink read at which a picture without a statement is held not to have it."""

FULL_WRAP = ("field.facts-panel", "field.directions", "field.name-and-place")
"""What pictures must show together to count as the whole label."""


def is_read_well(panel: Panel) -> bool:
    """Whether so much of a picture was read that what is not found on it is not there; true for typed text."""
    return panel.coverage is None or panel.coverage >= READ_WELL


class Facts:
    """What one labeling says, for the checks to ask."""

    def __init__(self, labeling: Labeling, matcher: Matcher) -> None:
        self.labeling = labeling
        self.matcher = matcher
        lacking: frozenset[str] = frozenset()
        self.panels = self._scanned(lacking)
        while more := self._lacking() - lacking:
            # Once more, since a term that does not count may have hidden one that does.
            lacking |= more
            self.panels = self._scanned(lacking)

    def _scanned(self, lacking: frozenset[str]) -> tuple[PanelFacts, ...]:
        matcher = self.matcher
        return tuple(PanelFacts(panel, matcher.scan(panel.text, lacking), matcher) for panel in self.labeling.panels)

    def _stands(panel: PanelFacts, group: str) -> bool:
    """Whether a term of the group stands on the panel by itself, and nothing says that it is not meant."""
    return any(
        hit.term.only_with is None
        and not any(context.effect is Effect.SPARE for context in panel.scopes.over(Target.SUBSTANCE, hit))
        for hit in panel.hits.of(group)
    )
