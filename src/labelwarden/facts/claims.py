"""The claims that a label makes, each with its confidence and, where a context spares it, the reason."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from typing import TYPE_CHECKING, NamedTuple, TypeAlias

from labelwarden.findings.scales import Confidence
from labelwarden.matching.contexts import Context
from labelwarden.matching.matcher import Placed
from labelwarden.matching.relations import Joined
from labelwarden.matching.term import Term
from labelwarden.text.span import Box

if TYPE_CHECKING:
    from labelwarden.facts.panel_facts import PanelFacts

_SAME_PLACE = 0.5
"""Share of the smaller of two boxes that lies in the other, if both are of the same words."""


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

    A second reading of a picture adds only what the first did not see: no claim that the first has anywhere, and none
    about words that the first takes as surely, at their place on the picture, for another claim or for a spared one.
    Nor does a third add what the second has at that place.
    """
    panels = tuple(panels)
    if all(panel.panel.view_of is None for panel in panels):
        for panel in panels:
            for placed in panel.claims:
                yield Claim(panel, placed)
        return
    seen: dict[_About, list[Claim]] = {}
    again: dict[_About, list[Claim]] = {}
    for panel in panels:
        for placed in panel.claims:
            claim = Claim(panel, placed)
            about = panel.panel.file, panel.panel.page, claim.term.words
            if panel.panel.view_of is None:
                seen.setdefault(about, []).append(claim)
            else:
                others = again.setdefault(about, [])
                known = any(_tells(earlier, claim) for earlier in seen.get(about, ()))
                if known or any(_is_same(earlier, claim) for earlier in others):
                    continue
                others.append(claim)
            yield claim


_About: TypeAlias = tuple[str | None, int | None, tuple[bytes, ...]]
"""A page of a picture, and the words of a term on it."""


def _tells(earlier: Claim, claim: Claim) -> bool:
    """Whether `earlier`, about the same words of a first reading, leaves nothing for `claim` to tell."""
    return earlier.relation == claim.relation or _stands_as_surely(earlier, claim)


def _is_same(earlier: Claim, claim: Claim) -> bool:
    """Whether another reading has the same claim as surely at the same place on the picture."""
    return earlier.relation == claim.relation and _stands_as_surely(earlier, claim)


def _stands_as_surely(earlier: Claim, claim: Claim) -> bool:
    """Whether `earlier` is about the words at the same place, and no less sure."""
    return earlier.confidence.rank <= claim.confidence.rank and any(
        box.lies_on(other, _SAME_PLACE) for box in _boxes(earlier) for other in _boxes(claim)
    )


def _boxes(claim: Claim) -> tuple[Box, ...]:
    """Where on the picture the thing claimed stands."""
    focus, panel = claim.joined.focus, claim.panel.panel
    return panel.boxes_of(panel.text.span(focus.start, focus.end))
