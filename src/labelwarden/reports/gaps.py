"""What was not checked on a label, and why: silence of a report is no proof of anything."""

from __future__ import annotations

from collections.abc import Iterator

from labelwarden.findings.scales import Outcome
from labelwarden.reports.checked import Checked
from labelwarden.reports.layout import counted
from labelwarden.reports.visible import visible
from labelwarden.reports.wording import percent

LIMITS = (
    "Only wording is judged. No product was tested, no stated amount verified, nothing said elsewhere looked at.",
    "The rules cover what warning letters and the laws named here cite, not all of food and drug law.",
    "A claim made by hints, pictures or irony alone is mostly missed.",
)
"""Of every run, whatever was given."""

_MAX_NAMED = 12
"""Rules that are named of those that were left out."""


def gaps_of(checked: Checked) -> Iterator[str]:
    """One sentence or two for each thing that was not checked, in text that is safe to show."""
    result = checked.result
    for panel in result.panels:
        if panel.coverage is not None and panel.view_of is None:
            read = f"{visible(panel.file or panel.name)}: {percent(panel.coverage)} of what looks like print was read"
            yield f"{read}. What no engine noticed leaves no trace."
    # Remarks of whoever read the label: a limit that was hit, several products on one picture, a part left unread.
    yield from map(visible, result.notes)
    hidden = [visible(duty.title) for duty in result.duties if duty.outcome is Outcome.NOT_VISIBLE]
    if hidden:
        yield f"Not visible on what was given, so not checked ({len(hidden)}): {'; '.join(hidden)}."
    unjudged = [visible(duty.title) for duty in result.duties if duty.outcome is Outcome.UNDETERMINED]
    if unjudged:
        yield f"Could not be judged ({len(unjudged)}): {'; '.join(unjudged)}."
    if left := checked.left_out:
        named = ", ".join(left[:_MAX_NAMED])
        more = f" and {len(left) - _MAX_NAMED} more" if len(left) > _MAX_NAMED else ""
        yield f"Left out by the options of this run ({counted(len(left), 'rule')}): {named}{more}."
    if checked.places:
        yield f"Only rules for {', '.join(checked.places)} were put to this label. No other place was looked at."
    yield from LIMITS
