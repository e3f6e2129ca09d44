"""The text of a panel cut where marks begin and end."""

from __future__ import annotations

from collections import deque
from collections.abc import Iterable
from dataclasses import dataclass
from itertools import pairwise

from labelwarden.findings.scales import Severity
from labelwarden.reports.visible import visible_lines


@dataclass(frozen=True, slots=True)
class Piece:
    """A stretch of text with the findings it belongs to; `ends` are those whose words end with it."""

    text: str
    numbers: tuple[int, ...] = ()
    severity: str = ""
    ends: tuple[int, ...] = ()
    spared: bool = False


def marked_text(
    text: str, found: Iterable[tuple[int, int, int, str]], spared: Iterable[tuple[int, int]] = ()
) -> tuple[Piece, ...]:
    """The pieces of `text`; `found` has begin, end, number and severity of findings, `spared` begin and end.

    >>> pieces = marked_text("ends back pain", [(0, 14, 1, "major"), (5, 9, 2, "note")])
    >>> [(piece.text, piece.numbers) for piece in pieces]
    [('ends ', (1,)), ('back', (1, 2)), (' pain', (1,))]
    """
    places = deque(sorted(found))
    passed = deque(sorted(spared))
    cuts = {0, len(text), *(at for begin, end, *_ in places for at in (begin, end))}
    cuts |= {at for place in passed for at in place}
    ordered = sorted(cut for cut in cuts if 0 <= cut <= len(text))
    pieces = []
    # Of a text of megabytes with a finding every word each stretch looks only at what lies over it.
    over: list[tuple[int, int, int, str]] = []
    beside: list[tuple[int, int]] = []
    for begin, end in pairwise(ordered):
        while places and places[0][0] <= begin:
            over.append(places.popleft())
        while passed and passed[0][0] <= begin:
            beside.append(passed.popleft())
        over = [place for place in over if place[1] >= end]
        beside = [place for place in beside if place[1] >= end]
        pieces.append(
            Piece(
                visible_lines(text[begin:end]),
                tuple(dict.fromkeys(number for _, _, number, _ in over)),
                min((severity for *_, severity in over), key=_rank, default=""),
                tuple(dict.fromkeys(number for _, last, number, _ in over if last == end)),
                spared=bool(beside) and not over,
            )
        )
    return tuple(pieces)


def _rank(severity: str) -> int:
    return Severity(severity).rank
