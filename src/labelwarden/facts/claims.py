"""The claims that a label makes, each with its confidence and, where a context spares it, the reason."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from dataclasses import dataclass

from labelwarden.facts.panel_facts import PanelFacts
from labelwarden.findings.scales import Confidence
from labelwarden.matching.contexts import Context, Effect
from labelwarden.matching.relations import Joined


@dataclass(frozen=True, slots=True)
class Claim:
    """One relation that holds on one panel. `spared` is the context that excuses it, or None."""

    panel: PanelFacts
    joined: Joined
    confidence: Confidence
    spared: Context | None

    @property
    def about(self) -> tuple[str, ...]:
        """The groups of what is claimed about: `condition.pain`, `condition`."""
        return self.joined.focus.term.groups

    @property
    def relation(self) -> str:
        return self.joined.relation.id

    @property
    def clause(self) -> int:
        return self.joined.focus.clause


def find_claims(panels: Iterable[PanelFacts]) -> Iterator[Claim]:
    """Every claim on every panel, in the order of the label.

    A second reading of a picture adds only what the first did not see.
    """
    seen: set[tuple[str | None, int | None, str, bytes]] = set()
    for panel in panels:
        for joined in panel.joined:
            key = (panel.panel.file, panel.panel.page, joined.relation.id, b" ".join(joined.focus.term.words))
            if panel.panel.view_of is None:
                seen.add(key)
            elif key in seen:
                continue
            yield _judged(panel, joined)


def _judged(panel: PanelFacts, joined: Joined) -> Claim:
    confidence = joined.relation.confidence
    for context in panel.scopes.over_claim(joined):
        if context.effect is Effect.SPARE:
            return Claim(panel, joined, confidence, context)
        confidence = Confidence.LOW if context.effect is Effect.LOWEST else confidence.lowered()
    return Claim(panel, joined, confidence, None)
