"""The claims that a label makes, each with its confidence and, where a context spares it, the reason."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from typing import TYPE_CHECKING, NamedTuple

from labelwarden.findings.scales import Confidence
from labelwarden.matching.contexts import Context
from labelwarden.matching.matcher import Placed
from labelwarden.matching.relations import Joined
from labelwarden.matching.term import Term

if TYPE_CHECKING:
    from labelwarden.facts.panel_facts import PanelFacts


class Claim(NamedTuple):
    """One relation that holds on one panel."""

    panel: PanelFacts
    placed: Placed

    @property
    def joined(self) -> Joined:
        """The relation with its places on the panel."""
        judged, offset, clause = self.placed
        return judged.joined.moved(offset, clause) if offset else judged.joined

    @property
    def term(self) -> Term:
        """What the claim is about."""
        return self.placed.judged.joined.focus.term

    @property
    def about(self) -> tuple[str, ...]:
        """The groups of what is claimed about: `condition.pain`, `condition`."""
        return self.placed.judged.joined.focus.term.groups

    @property
    def relation(self) -> str:
        return self.placed.judged.joined.relation.id

    @property
    def clause(self) -> int:
        return self.placed.clause + self.placed.judged.joined.focus.clause

    @property
    def confidence(self) -> Confidence:
        return self.placed.judged.confidence

    @property
    def spared(self) -> Context | None:
        """The context that excuses it, or None."""
        return self.placed.judged.spared


def find_claims(panels: Iterable[PanelFacts]) -> Iterator[Claim]:
    """Every claim on every panel, in the order of the label.

    A second reading of a picture adds only what the first did not see.
    """
    panels = tuple(panels)
    if all(panel.panel.view_of is None for panel in panels):
        for panel in panels:
            for placed in panel.claims:
                yield Claim(panel, placed)
        return
    seen: set[tuple[str | None, int | None, str, bytes]] = set()
    for panel in panels:
        for placed in panel.claims:
            claim = Claim(panel, placed)
            key = (panel.panel.file, panel.panel.page, claim.relation, b" ".join(claim.term.words))
            if panel.panel.view_of is None:
                seen.add(key)
            elif key in seen:
                continue
            yield claim
