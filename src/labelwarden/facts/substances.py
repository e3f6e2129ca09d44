"""The substances that a label names, and those it says are not in the product."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from dataclasses import dataclass

from labelwarden.facts.panel_facts import PanelFacts
from labelwarden.matching.contexts import Context, Effect, Target
from labelwarden.matching.term import Hit

SUBSTANCE = "substance"
"""The vocabulary whose groups are substances."""


@dataclass(frozen=True, slots=True)
class Mention:
    """A substance named on a panel. `spared` is the context that says it is not in the product, or None."""

    panel: PanelFacts
    hit: Hit
    spared: Context | None


def find_mentions(panels: Iterable[PanelFacts]) -> Iterator[Mention]:
    """Every substance named, in the order of the label; those said not to be in it with the reason."""
    for panel in panels:
        for hit in panel.hits.of(SUBSTANCE):
            held = panel.scopes.over(Target.SUBSTANCE, hit)
            yield Mention(panel, hit, next((context for context in held if context.effect is Effect.SPARE), None))
