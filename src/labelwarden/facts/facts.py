"""All facts of one label, each worked out once, and only when a rule asks for it."""

from __future__ import annotations

from collections.abc import Iterable
from collections.abc import Set as AbstractSet
from dataclasses import replace
from functools import cached_property

from labelwarden.facts.amounts import Amount, find_amounts
from labelwarden.facts.claims import Claim, find_claims
from labelwarden.facts.kinds import CONTAINS, Kind, product_form, product_type
from labelwarden.facts.panel_facts import PanelFacts
from labelwarden.facts.parts import parts_of
from labelwarden.facts.slips import with_slips_doubted
from labelwarden.facts.substances import Mention, find_mentions
from labelwarden.findings.observation import Evidence
from labelwarden.label.labeling import TITLES, Labeling, Surface
from labelwarden.label.panel import LINK, READ_WELL, Panel
from labelwarden.matching.age import AgeStatement, find_ages
from labelwarden.matching.contexts import Effect, Target
from labelwarden.matching.matcher import Matcher
from labelwarden.matching.mending import mending_by

FULL_WRAP = ("field.facts-panel", "field.directions", "field.name-and-place")
"""What pictures must show together to count as the whole label."""


def is_read_well(panel: Panel) -> bool:
    """Whether so much of a picture was read that what is not found on it is not there; true for typed text."""
    return panel.coverage is None or panel.coverage >= READ_WELL


class Facts:
    """What one labeling says, for the checks to ask.

    `explains` is whether somebody will ask why words were spared; in catalogues nobody does, and quoting them is what
    lawful products cost most.
    """

    def __init__(self, labeling: Labeling, matcher: Matcher, *, explains: bool = True) -> None:
        self.labeling = labeling
        self.explains = explains
        self.matcher = matcher
        lacking = matcher.lexicon.needs
        self._given = tuple(_legible(panel, matcher) for panel in labeling.panels)
        self.panels = self._scanned(lacking)
        while more := self._company() & lacking:
            # Once more: terms that were refused for want of this company count.
            lacking -= more
            self.panels = self._scanned(lacking)

    def _scanned(self, lacking: frozenset[str]) -> tuple[PanelFacts, ...]:
        matcher = self.matcher
        scanned = ((panel, matcher.scan(panel.text, lacking, name=panel.kind == "product")) for panel in self._given)
        return tuple(
            PanelFacts(replace(panel, parts=parts_of(panel, hits)) if panel.words else panel, hits, matcher)
            for panel, hits in scanned
        )

    def _company(self) -> frozenset[str]:
        """The groups that some terms asked for beside them and that the label has.

        Company is looked for among the terms that need none, and in what the type of the label says it contains. What
        is said not to be in the product is no company: "contains no kratom" makes no strain of "Bali".
        """
        asked = {group for panel in self.panels for group in panel.hits.refused}
        declared = CONTAINS.get(self.labeling.type or "")
        return frozenset(
            group for group in asked if group == declared or any(_stands(panel, group) for panel in self.panels)
        )

    @cached_property
    def present(self) -> frozenset[str]:
        """The groups of all terms found, whatever becomes of them, and what the type of the label says it contains."""
        declared = CONTAINS.get(self.labeling.type or "", "")
        return frozenset({declared}.union(*(panel.hits.groups for panel in self.panels)))

    @cached_property
    def first_readings(self) -> tuple[PanelFacts, ...]:
        """The panels without second readings of the same picture."""
        return tuple(panel for panel in self.panels if panel.panel.view_of is None)

    @cached_property
    def form(self) -> Kind | None:
        return product_form(self.labeling.form, self.panels)

    @cached_property
    def type(self) -> Kind:
        return product_type(self.labeling.type, self.form, self.panels)

    @cached_property
    def mentions(self) -> tuple[Mention, ...]:
        """Every substance named, spared ones included."""
        return tuple(find_mentions(self.panels))

    @cached_property
    def named(self) -> frozenset[str]:
        """The groups of all substances that are named, those included that are said not to be in the product."""
        return frozenset(group for mention in self.mentions for group in mention.hit.term.groups)

    @cached_property
    def contained(self) -> frozenset[str]:
        """The groups of all substances that the product is said to hold."""
        groups = {group for mention in self.mentions if mention.spared is None for group in mention.hit.term.groups}
        declared = CONTAINS.get(self.labeling.type or "")
        return frozenset(groups | {declared} if declared else groups)

    @cached_property
    def amounts(self) -> tuple[Amount, ...]:
        return tuple(find_amounts(mention for mention in self.mentions))

    @cached_property
    def claims(self) -> tuple[Claim, ...]:
        """Every claim, spared ones included."""
        return tuple(with_slips_doubted(find_claims(self.panels), self.panels))

    def claims_about(self, groups: AbstractSet[str]) -> list[Claim]:
        """The claims about any of these groups, in the order of the label, spared ones included."""
        return [claim for claim in self.claims if not groups.isdisjoint(claim.about)]

    @cached_property
    def claimed(self) -> frozenset[str]:
        """The groups and relations of all claims that stand."""
        claimed: set[str] = set()
        for claim in self.claims:
            if claim.spared is None:
                claimed.update(claim.about)
                claimed.add(claim.relation)
        return frozenset(claimed)

    @cached_property
    def ages(self) -> tuple[tuple[PanelFacts, AgeStatement], ...]:
        return tuple((panel, age) for panel in self.panels for age in _ages_on(panel))

    @cached_property
    def whole(self) -> bool:
        """Whether everything was given, so that what no panel states is missing.

        Pictures are whole when together they show a full wrap: facts panel, directions, name and place.
        """
        if self.labeling.shows is not None:
            return "all" in self.labeling.shows
        printed = [panel for panel in self.panels if panel.panel.kind not in TITLES]
        if not printed or not all(panel.panel.file and panel.panel.words for panel in printed):
            return True
        return all(any(panel.hits.of(group) for panel in self.panels) for group in FULL_WRAP)

    @cached_property
    def read_well(self) -> bool:
        """Whether so much of every picture was read that what is not found is not there."""
        return all(is_read_well(panel.panel) for panel in self.first_readings)

    @property
    def is_label(self) -> bool:
        return self.labeling.surface is Surface.LABEL

    def searched(self) -> Evidence:
        """Evidence of something that is nowhere: the panels that were searched."""
        searched = (panel.panel for panel in self.first_readings)
        return Evidence(quote=None, searched=tuple(panel.name for panel in searched if panel.kind != LINK))


def _legible(panel: Panel, matcher: Matcher) -> Panel:
    """The panel; of one that was read from a picture, with the words compared that its reader glued or split."""
    if not panel.words:
        return panel
    return replace(panel, text=panel.text.with_changes(mending_by(matcher.lexicon).changes))


def _ages_on(panel: PanelFacts) -> Iterable[AgeStatement]:
    folded = panel.panel.text.folded
    stripped = folded.strip()
    # In the field for it, a number alone is an age: `age_restriction: "21"`.
    if panel.panel.kind == "age_restriction" and stripped.isdecimal() and len(stripped) <= 2:
        return (AgeStatement(int(stripped), folded.index(stripped), folded.index(stripped) + len(stripped)),)
    return find_ages(folded)


def _stands(panel: PanelFacts, group: str) -> bool:
    """Whether a term of the group stands on the panel by itself, and nothing says that it is not meant."""
    return any(
        not hit.term.only_with
        and not any(context.effect is Effect.SPARE for context in panel.scopes.over(Target.SUBSTANCE, hit))
        for hit in panel.hits.of(group)
    )
