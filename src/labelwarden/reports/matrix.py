"""Where a product may be sold, as a table for a person and as JSON for a program."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from datetime import date
from typing import Any

from labelwarden.engine.matrix import PlaceStanding, Standing
from labelwarden.findings.finding import Finding
from labelwarden.label.labeling import Labeling
from labelwarden.reports.layout import Line, Style, hanging, plain
from labelwarden.reports.visible import visible

_STYLES = {
    Standing.LAWFUL: Style.PASS,
    Standing.WITH_ITEMS: Style.REVIEW,
    Standing.NOT_LAWFUL: Style.FAIL,
    Standing.UNKNOWN: Style.FAINT,
}
_LIMIT = (
    "Each place by its own rules, and US for all states. Lawful means that none of them is broken; this helps a person "
    "to decide and is no legal advice."
)
_WIDE = max(map(len, Standing)) + 2


def matrix_lines(labeling: Labeling, standings: Sequence[PlaceStanding], as_of: date, width: int) -> Iterator[Line]:
    """The places with their standing and age, each with what decided; those of which no rule speaks in one line."""
    name = labeling.product or labeling.source or "label"
    yield from hanging([], f"{visible(name)} · {as_of}", width, Style.STRONG)
    yield plain(f"  {'place':<8}{'age':<6}standing", Style.FAINT)
    silent = [standing.place for standing in standings if not _decided(standing)]
    for standing in standings:
        if _decided(standing):
            yield from _row(standing, width)
    if silent:
        text = f"{', '.join(silent)}: no rule of these places speaks of it"
        yield from hanging(plain(f"  {Standing.UNKNOWN:<{_WIDE}}", Style.FAINT), text, width)
    yield []
    yield from hanging([], _LIMIT, width, Style.FAINT)
    yield []


def matrix_json(labeling: Labeling, standings: Sequence[PlaceStanding], as_of: date) -> dict[str, Any]:
    """One label as plain values."""
    return {
        "source": labeling.source,
        "product": labeling.product,
        "as_of": as_of.isoformat(),
        "places": [
            {
                "place": standing.place,
                "standing": standing.standing.value,
                "minimum_age": standing.minimum_age,
                "barred_by": [_finding(finding) for finding in standing.barred_by],
                "items": [_finding(finding) for finding in standing.items],
                "questions": list(standing.questions),
                "changes_on": standing.changes_on.isoformat() if standing.changes_on else None,
                "becomes": standing.becomes.value if standing.becomes else None,
            }
            for standing in standings
        ],
    }


def _decided(standing: PlaceStanding) -> bool:
    return standing.standing is not Standing.UNKNOWN or bool(standing.questions or standing.changes_on)


def _row(standing: PlaceStanding, width: int) -> Iterator[Line]:
    age = f"{standing.minimum_age}+" if standing.minimum_age else "-"
    yield [(f"  {standing.place:<8}{age:<6}", Style.PLAIN), (standing.standing.value, _STYLES[standing.standing])]
    for finding in standing.barred_by:
        yield from _why("bar", f"{finding.title} ({finding.rule})", width)
    for finding in standing.items:
        yield from _why("item", f"{finding.title} ({finding.rule})", width)
    # Where the product is barred, nobody has to look any further.
    for question in () if standing.barred_by else standing.questions:
        yield from _why("open", question, width)
    if standing.changes_on and standing.becomes:
        yield from _why("then", f"{standing.becomes} from {standing.changes_on} on", width)


def _why(word: str, text: str, width: int) -> Iterator[Line]:
    return hanging(plain(f"{'':<16}{word:<6}", Style.FAINT), visible(text), width)


def _finding(finding: Finding) -> dict[str, str]:
    return {"rule": finding.rule, "title": finding.title, "message": finding.message, "remedy": finding.remedy}
