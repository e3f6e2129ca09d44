"""One claim, one finding: where several rules flag the same words, the most telling one is shown, the others named."""

from __future__ import annotations

from bisect import bisect_left, insort
from collections.abc import Iterable, Mapping
from dataclasses import replace

from labelwarden.findings.finding import Finding, Topic
from labelwarden.findings.observation import Evidence
from labelwarden.findings.scales import Category, Outcome
from labelwarden.rules.counsel import TAG


def merge_claims(findings: Iterable[Finding], specificity: Mapping[str, int]) -> list[Finding]:
    """The findings, claims on overlapping words merged.

    Worse outranks milder, surer outranks less sure, and a narrow rule (7-OH) a broad one (any supplement);
    `specificity` is of each rule by its id.
    """
    claims: list[Finding] = []
    kept: list[Finding] = []
    for finding in findings:
        mergeable = finding.category is Category.CLAIM and finding.outcome is Outcome.VIOLATED
        (claims if mergeable else kept).append(finding)
    if len(claims) < 2:
        return kept + claims
    claims.sort(key=lambda f: (f.severity.rank, f.confidence.rank, -specificity[f.rule], f.rule, *_place(f)))
    shown: list[Finding] = []
    taken: dict[tuple[str | None, str | None], list[tuple[int, int, int]]] = {}
    for finding in claims:
        first = finding.evidence[0]
        places = taken.setdefault((first.panel, finding.jurisdiction), [])
        start, end = first.start or 0, first.end or 0
        other = _overlapping(places, start, end)
        if other is None:
            _free(taken, finding, len(shown))
            shown.append(finding)
        elif finding.rule not in (shown[other].rule, *shown[other].also):
            shown[other] = _with(shown[other], finding, _free(taken, finding, other))
    return kept + shown


def _free(
    taken: dict[tuple[str | None, str | None], list[tuple[int, int, int]]], finding: Finding, at: int
) -> list[Evidence]:
    """The pieces of its evidence whose words no finding shows yet; from now on the finding `at` does."""
    free = []
    for piece in finding.evidence:
        places = taken.setdefault((piece.panel, finding.jurisdiction), [])
        start, end = piece.start or 0, piece.end or 0
        if _overlapping(places, start, end) is None:
            insort(places, (start, end, at))
            free.append(piece)
    return free


def _with(shown: Finding, other: Finding, pieces: Iterable[Evidence]) -> Finding:
    """The finding that is shown, with what the one that it stands for adds: rule, criteria, conditions, evidence."""
    words: dict[str, dict[str, None]] = {}
    for topic in (*shown.conditions, *other.conditions):
        words.setdefault(topic.group, {}).update(dict.fromkeys(topic.words))
    return replace(
        shown,
        also=(*shown.also, other.rule),
        tags=tuple(dict.fromkeys((*shown.tags, *(tag for tag in other.tags if tag.startswith(TAG))))),
        conditions=tuple(Topic(group, tuple(named)) for group, named in words.items()),
        evidence=(*shown.evidence, *pieces),
    )


def _place(finding: Finding) -> tuple[int, int]:
    """The first in the text comes first; of two that begin alike, the wider one."""
    first = finding.evidence[0]
    return first.start or 0, -(first.end or 0)


def _overlapping(places: list[tuple[int, int, int]], start: int, end: int) -> int | None:
    """Which of the disjoint `places` the range touches first."""
    at = bisect_left(places, (start, end, -1))
    for place in places[max(0, at - 1) : at + 1]:
        if place[0] < end and start < place[1]:
            return place[2]
    return None
