"""Which panel of the new version was which of the old one."""

from __future__ import annotations

from collections.abc import Sequence

from rapidfuzz import fuzz

from labelwarden.label.panel import Panel

ALIKE = 50.0
"""Share of letters in common, in percent, from which on two panels of one kind count as versions of each other."""

_ALIKE_ELSEWHERE = 70.0
"""The same for panels of different kinds: a text that moved, or a picture under another name."""

Pair = tuple[Panel | None, Panel | None]


def panel_pairs(old: Sequence[Panel], new: Sequence[Panel]) -> tuple[Pair, ...]:
    """Old and new panels as pairs, in the order of the old ones, then what is new; None where one has no other.

    Further readings of a picture are left out: they say the same again.
    """
    before = [panel for panel in old if panel.view_of is None]
    after = [panel for panel in new if panel.view_of is None]
    partner: dict[int, int] = {}
    _pair_equal(before, after, partner)
    _pair_alike(before, after, partner, ALIKE, same_kind=True)
    _pair_lone(before, after, partner)
    _pair_alike(before, after, partner, _ALIKE_ELSEWHERE, same_kind=False)
    taken = set(partner.values())
    pairs: list[Pair] = [(panel, after[partner[n]] if n in partner else None) for n, panel in enumerate(before)]
    pairs += [(None, panel) for n, panel in enumerate(after) if n not in taken]
    return tuple(pairs)


def _pair_equal(before: Sequence[Panel], after: Sequence[Panel], partner: dict[int, int]) -> None:
    taken: set[int] = set()
    for n, panel in enumerate(before):
        for m, other in enumerate(after):
            same = panel.kind == other.kind and panel.text.printed == other.text.printed
            if same and m not in taken:
                partner[n] = m
                taken.add(m)
                break


def _pair_alike(
    before: Sequence[Panel], after: Sequence[Panel], partner: dict[int, int], at_least: float, *, same_kind: bool
) -> None:
    """The most alike first."""
    free_before, free_after = _free(before, after, partner)
    likeness = sorted(
        (
            (-fuzz.ratio(before[n].text.folded, after[m].text.folded), n, m)
            for n in free_before
            for m in free_after
            if before[n].kind == after[m].kind or not same_kind
        ),
    )
    taken = set(partner.values())
    for score, n, m in likeness:
        if -score >= at_least and n not in partner and m not in taken:
            partner[n] = m
            taken.add(m)


def _pair_lone(before: Sequence[Panel], after: Sequence[Panel], partner: dict[int, int]) -> None:
    """The only panel of its kind is that of the other version, however much was written anew."""
    free_before, free_after = _free(before, after, partner)
    for n in free_before:
        same = [m for m in free_after if after[m].kind == before[n].kind]
        if len(same) == 1 and sum(before[other].kind == before[n].kind for other in free_before) == 1:
            partner[n] = same[0]


def _free(before: Sequence[Panel], after: Sequence[Panel], partner: dict[int, int]) -> tuple[list[int], list[int]]:
    taken = set(partner.values())
    return [n for n in range(len(before)) if n not in partner], [m for m in range(len(after)) if m not in taken]
