"""The labels beside the one that is looked at, in an order that no decision changes, and the next one to open."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

from labelwarden.web.store.items import Row, State

_ABOVE, _BELOW = 30, 60
"""How many are listed around the one that is looked at; a catalogue may have brought a thousand."""


@dataclass(frozen=True, slots=True)
class Lane:
    """What stands beside a label. `above` and `below` count those that are not listed.

    `ahead` is the next that needs a decision; `following` is the next in the order, decided or not.
    """

    row: Row
    rows: tuple[Row, ...]
    above: int
    below: int
    before: Row | None
    following: Row | None
    ahead: Row | None
    open: int
    total: int
    reading: int


def lane_of(queue: Sequence[Row], number: int) -> Lane | None:
    """The lane of the label of that number; None where it is not in the queue, or not read yet."""
    rows = sorted((row for row in queue if row.state in (State.READ, State.FAILED)), key=_place)
    at = next((place for place, row in enumerate(rows) if row.id == number), None)
    if at is None:
        return None
    listed = slice(max(0, at - _ABOVE), at + _BELOW)
    row, after = rows[at], rows[at + 1 :]
    following = after[0] if after else None
    # Whoever looks through labels that passed goes on among them. All others go where something is to be decided.
    ahead = next((other for other in [*after, *rows[:at]] if needs_person(other)), None)
    return Lane(
        row=row,
        rows=tuple(rows[listed]),
        above=listed.start,
        below=max(0, len(rows) - listed.stop),
        before=rows[at - 1] if at else None,
        following=following,
        ahead=ahead if row.findings or row.state is State.FAILED else following,
        open=sum(map(needs_person, rows)),
        total=len(rows),
        reading=sum(other.state in (State.WAITING, State.READING) for other in queue),
    )


def needs_person(row: Row) -> bool:
    """Whether something on it is still to be decided. Of what could not be read, nothing can be decided here."""
    return row.state is State.READ and row.open > 0


def _place(row: Row) -> tuple[int, int, int]:
    """By risk, whatever was decided: a list that moves under one's hands is no list to work through."""
    stage = 1 if row.state is State.FAILED else 0 if row.findings else 2
    return stage, -row.risk, row.id
