"""Checked labels, as reports that are written at the end take them in."""

from __future__ import annotations

from dataclasses import dataclass

from labelwarden.findings.finding import LabelResult


@dataclass(frozen=True, slots=True)
class Checked:
    """The result for one label, and the jurisdictions that it was checked for.

    `left_out` are the ids of rules in force there that the options of the run left out.
    """

    result: LabelResult
    places: tuple[str, ...] = ()
    left_out: tuple[str, ...] = ()
