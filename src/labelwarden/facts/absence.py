"""What it means that something is nowhere on what was given: missing, not shown, or not read."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import replace

from labelwarden.facts.facts import Facts, is_read_well
from labelwarden.facts.in_full import is_given_in_full
from labelwarden.findings.observation import Evidence, Ground, Observation
from labelwarden.findings.scales import Confidence, Outcome


def absent(
    facts: Facts, what: str, values: Mapping[str, str] | None = None, *, of_every_label: bool = False
) -> Observation:
    """The answer of a check that did not find `what`.

    On a whole label it is missing. On some panels of a label it may stand on another one; and where a picture was
    not read well enough, nobody can say. What is `of_every_label` is not asked of a line or two.
    """
    searched = facts.searched()
    if of_every_label and not is_given_in_full(facts):
        return Observation(Outcome.NOT_VISIBLE, f"{what}: only a part of the label was given", (searched,))
    if not facts.whole:
        return Observation(Outcome.NOT_VISIBLE, f"{what}: not on the panels given", (searched,))
    if not facts.read_well:
        reason = f"{what}: not found, but part of the picture could not be read; look there by eye"
        ground = Ground((*_unread(facts, searched),), Confidence.HIGH, values or {})
        return Observation(Outcome.UNDETERMINED, reason, grounds=(ground,))
    ground = Ground((searched,), Confidence.HIGH, values or {})
    return Observation(Outcome.VIOLATED, f"{what}: not on the label", grounds=(ground,))


def _unread(facts: Facts, searched: Evidence) -> Iterator[Evidence]:
    """What was searched, once for each picture that was not read well, with the places to look at."""
    for panel in (panel.panel for panel in facts.first_readings):
        if not is_read_well(panel):
            yield replace(
                searched,
                panel=panel.name,
                file=panel.file,
                page=panel.page,
                boxes=panel.unread,
                per_point=panel.per_point,
            )
