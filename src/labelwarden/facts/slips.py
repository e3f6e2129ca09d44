"""Claims that may be a slip of whoever read the picture: "IBD" on a label that is full of "CBD"."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence

from labelwarden.facts.claims import Claim
from labelwarden.facts.panel_facts import PanelFacts
from labelwarden.findings.scales import Confidence
from labelwarden.matching.misread import may_be_abbreviation


def with_slips_doubted(claims: Iterable[Claim], panels: Sequence[PanelFacts]) -> Iterator[Claim]:
    """The claims; of low confidence those about what may be a substance that the label names as well.

    Never dropped: there are products with CBD that claim to treat IBD.
    """
    if not any(panel.panel.words for panel in panels):
        yield from claims
        return
    substances = {hit.term.form for panel in panels for hit in panel.hits.of("substance")}
    for claim in claims:
        if claim.panel.panel.words and any(may_be_abbreviation(claim.term.form, name) for name in substances):
            judged = claim.placed.judged._replace(confidence=Confidence.LOW)
            yield claim._replace(placed=claim.placed._replace(judged=judged))
        else:
            yield claim
