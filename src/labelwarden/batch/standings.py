"""Where a product may be sold, as a column of its row: one entry a place, and short, since there are fifty of them."""

from __future__ import annotations

import json
from collections.abc import Iterable, Sequence
from typing import Any

from labelwarden.engine.matrix import PlaceStanding, Standing

KEYS = ("place", "standing", "minimum_age", "why", "changes_on", "becomes")


def standings_json(standings: Iterable[PlaceStanding]) -> str:
    """The places with their standing, and what bars the product, what its label lacks, or what is not known."""
    return json.dumps([_plain(standing) for standing in standings], ensure_ascii=False)


def standings_text(standings: Sequence[dict[str, Any]] | None) -> str | None:
    """The same in one cell, where a spreadsheet can look for `US-TN: not lawful`.

    >>> standings_text([{"place": "US-NY", "standing": "lawful", "minimum_age": 21, "why": [], "becomes": None}])
    'US-NY: lawful, from 21 years of age'
    """
    return None if standings is None else "; ".join(map(_cell, standings))


def _plain(standing: PlaceStanding) -> dict[str, Any]:
    if standing.standing is Standing.UNKNOWN:
        why = list(standing.questions)
    else:
        findings = standing.barred_by if standing.standing is Standing.NOT_LAWFUL else standing.items
        why = [f"{finding.title} ({finding.rule})" for finding in findings]
    return {
        "place": standing.place,
        "standing": standing.standing.value,
        "minimum_age": standing.minimum_age,
        "why": why,
        "changes_on": standing.changes_on.isoformat() if standing.changes_on else None,
        "becomes": standing.becomes.value if standing.becomes else None,
    }


def _cell(standing: dict[str, Any]) -> str:
    text = f"{standing['place']}: {standing['standing']}"
    if standing["minimum_age"]:
        text += f", from {standing['minimum_age']} years of age"
    if standing["why"]:
        text += f" [{' | '.join(standing['why'])}]"
    if standing["becomes"]:
        text += f", {standing['becomes']} from {standing['changes_on']} on"
    return text
