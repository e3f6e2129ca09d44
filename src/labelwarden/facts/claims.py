"""The claims that a label makes, each with its confidence and, where a context spares it, the reason."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from dataclasses import dataclass, replace
from itertools import groupby

from labelwarden.facts.panel_facts import PanelFacts
from labelwarden.findings.scales import Confidence
from labelwarden.matching.contexts import Context, Effect, Part
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
        for _, of_focus in groupby(panel.joined, key=lambda joined: joined.focus.start):
            for claim in _with_denials([_judged(panel, joined) for joined in of_focus]):
                words = b" ".join(claim.joined.focus.term.words)
                key = (panel.panel.file, panel.panel.page, claim.relation, words)
                if panel.panel.view_of is None:
                    seen.add(key)
                elif key in seen:
                    continue
                yield claim


def _with_denials(claims: list[Claim]) -> list[Claim]:
    """The claims about one term; where all that is said to happen to it is denied, merely naming it is no claim.

    "Does not treat or cure arthritis" names arthritis, too far behind the "not" to be denied itself.
    """
    denied = None
    for claim in claims:
        if claim.joined.companion is not None:
            if claim.spared is None:
                return claims
            if claim.spared.part is Part.COMPANION:
                denied = claim.spared
    if denied is None:
        return claims
    return [replace(claim, spared=denied) if claim.spared is None else claim for claim in claims]


def _judged(panel: PanelFacts, joined: Joined) -> Claim:
    confidence = joined.relation.confidence
    for context in panel.scopes.over_claim(joined):
        if context.effect is Effect.SPARE:
            return Claim(panel, joined, confidence, context)
        confidence = Confidence.LOW if context.effect is Effect.LOWEST else confidence.lowered()
    return Claim(panel, joined, confidence, None)
