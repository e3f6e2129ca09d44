from __future__ import annotations

from labelwarden.web.lane import lane_of
from labelwarden.web.store.items import Row, State


def row(id: int, risk: int, *, findings: int = 2, left: int = 0, state: State = State.READ) -> Row:
    return Row(id, f"{id}.yaml", state, None, "", "anna", "fail", f"P{id}", risk, findings, left, audited=False)


QUEUE = [
    row(1, 50),
    row(2, 90, left=1),
    row(3, 70, left=2),
    row(4, 0, findings=0),
    row(5, 0, findings=0),
    row(6, 0, state=State.FAILED),
    row(7, 0, state=State.WAITING),
]


def test_labels_stand_by_risk_whatever_was_decided() -> None:
    lane = lane_of(QUEUE, 3)
    assert lane is not None
    assert [other.id for other in lane.rows] == [2, 3, 1, 6, 4, 5]
    assert (lane.open, lane.total, lane.reading) == (2, 6, 1)


def test_the_next_is_one_that_is_open_and_the_one_before_any() -> None:
    lane = lane_of(QUEUE, 3)
    assert lane is not None
    assert lane.ahead is not None
    assert lane.before is not None
    assert lane.following is not None
    assert (lane.ahead.id, lane.before.id, lane.following.id) == (2, 2, 1)


def test_nothing_is_ahead_when_all_is_decided() -> None:
    lane = lane_of([row(1, 50), row(2, 90)], 1)
    assert lane is not None
    assert lane.ahead is None


def test_among_labels_that_passed_one_goes_on_among_them() -> None:
    lane = lane_of(QUEUE, 4)
    assert lane is not None
    assert lane.ahead is not None
    assert lane.ahead.id == 5


def test_of_a_thousand_some_around_the_label_are_listed_and_the_others_counted() -> None:
    lane = lane_of([row(number, 2000 - number, left=1) for number in range(1, 1001)], 500)
    assert lane is not None
    assert lane.rows[0].id == lane.above + 1
    assert lane.above + len(lane.rows) + lane.below == 1000
    assert 500 in {other.id for other in lane.rows}
    assert len(lane.rows) < 100


def test_what_waits_or_is_unknown_has_no_lane() -> None:
    assert lane_of(QUEUE, 7) is None
    assert lane_of(QUEUE, 99) is None
