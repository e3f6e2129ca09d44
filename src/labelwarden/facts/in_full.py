"""Whether a label was given as one, or only a line or two of it.

What every label carries, such as its net quantity, is missing from a label that was given in full. A sentence typed in
to see whether it is a claim lacks all of it too, and nobody asked.
"""

from __future__ import annotations

from labelwarden.facts.facts import Facts
from labelwarden.label.panel import Panel

PRINTED = "item.printed"
"""Terms that only the print of a whole label has: a facts panel, a net weight, a maker."""

_SURFACES = frozenset(
    {"front", "back", "side", "left", "right", "top", "bottom", "lid", "base", "neck", "inside", "facts", "information"}
)
"""Kinds of panel that are a face of a package, unlike a field that was filled in."""

_LINES = 3
"""The fewest lines of a text that make it read as the print of a label."""


def is_given_in_full(facts: Facts) -> bool:
    """Whether the print of a whole label was given.

    It was where that is said (`shows: all`), and else where two faces are there, several lines, or an item that only
    print has.
    """
    if not facts.whole:
        return False
    if facts.labeling.shows is not None:
        return True
    if any(panel.hits.of(PRINTED) for panel in facts.panels):
        return True
    panels = [panel.panel for panel in facts.first_readings]
    faces = {panel.kind for panel in panels if panel.kind in _SURFACES}
    return len(faces) > 1 or any(panel.kind == "text" and _reads_as_print(panel) for panel in panels)


def _reads_as_print(panel: Panel) -> bool:
    return sum(1 for line in panel.text.printed.splitlines() if line.strip()) >= _LINES
