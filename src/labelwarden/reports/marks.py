"""Where findings stand on a picture: a frame around each line of a quote, and a number beside it that hides no words.

Everything is counted in pixels of the picture as a viewer shows it, which is how evidence counts.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator, Sequence
from dataclasses import dataclass
from functools import partial
from itertools import chain
from typing import Any, TypeAlias

from labelwarden.findings.scales import Outcome

PADDING = 2
"""Room between ink and frame; with more, the frames of neighbouring words touch."""

_SAME = 0.7
"""Share of a rectangle that another one covers where both are the same words."""

Rectangle: TypeAlias = tuple[int, int, int, int]
"""Left, top, right, bottom."""

Line: TypeAlias = tuple[int, int, int, int]
"""From one point to another."""

Ink: TypeAlias = Callable[[Rectangle], float]
"""How much is printed in a rectangle, from 0 for an even ground."""


@dataclass(frozen=True, slots=True)
class Mark:
    """A finding on one picture; `number` is its place in the report. For each quote the rectangles of its lines."""

    number: int
    severity: str
    rule: str
    title: str
    places: tuple[tuple[Rectangle, ...], ...]


@dataclass(frozen=True, slots=True)
class Badge:
    """Where a number stands. `leader` is the line to its frame, for one that found no room at it."""

    mark: Mark
    place: Rectangle
    leader: Line | None = None


def marks_on(label: dict[str, Any], file: str, page: int | None, *, first: bool) -> tuple[Mark, ...]:
    """The marks for one picture of a label of a JSON report.

    A finding without any place on a picture, such as one of something absent, has its mark, without places, on the
    first picture.
    """
    marks = []
    for number, finding in enumerate(label["findings"], start=1):
        placed = [seen for seen in finding["evidence"] if seen.get("boxes")]
        here = [seen["boxes"] for seen in placed if seen["file"] == file and seen.get("page") == page]
        if not here and (placed or not first):
            continue
        places = _once([tuple(padded(box) for box in boxes) for boxes in here])
        unjudged = " (could not be judged)" if finding.get("outcome") == Outcome.UNDETERMINED else ""
        marks.append(Mark(number, finding["severity"], finding["rule"], finding["title"] + unjudged, places))
    return tuple(marks)


def _once(places: Sequence[tuple[Rectangle, ...]]) -> tuple[tuple[Rectangle, ...], ...]:
    """The places without those that lie on an earlier one: several readings of a picture show the same words."""
    kept: list[tuple[Rectangle, ...]] = []
    for lines in places:
        if not any(all(_covered(line, other) for line in lines) for other in kept):
            kept.append(lines)
    return tuple(kept)


def _covered(line: Rectangle, by: Iterable[Rectangle]) -> bool:
    left, top, right, bottom = line
    shared = sum(
        max(0, min(right, other[2]) - max(left, other[0])) * max(0, min(bottom, other[3]) - max(top, other[1]))
        for other in by
    )
    return shared >= _SAME * (right - left) * (bottom - top)


def padded(box: Sequence[int]) -> Rectangle:
    """A box of a report with room around the ink."""
    x, y, width, height = box
    return (x - PADDING, y - PADDING, x + width + PADDING, y + height + PADDING)


def grown(rectangle: Rectangle, by: int) -> Rectangle:
    """The rectangle and what lies up to `by` around it."""
    left, top, right, bottom = rectangle
    return (left - by, top - by, right + by, bottom + by)


def overlap(one: Rectangle, other: Rectangle) -> bool:
    """Whether two rectangles share a pixel."""
    return one[0] < other[2] and other[0] < one[2] and one[1] < other[3] and other[1] < one[3]


def text_height(width: int, height: int) -> int:
    """Of numbers on a picture of that size, so that they can be read when all of it is seen at once."""
    return max(12, max(width, height) // 60)


_EVEN = 0.05
"""Share of the ink of the quoted words up to which a place counts as empty: paper has a grain."""
_PRINTED = 0.2
"""The share from which on it counts as printed on."""
_FAR = 12
"""Halves of the height of a number that a line may be long."""


def place_badges(marks: Sequence[Mark], size: tuple[int, int], ink: Ink, stroke: int) -> tuple[Badge, ...]:
    """A place for the number of every quote.

    The emptiest of the places around its frame that cover no frame and no other number; where all are printed on, the
    nearest that is not, joined by a line; where there is none, beside the picture on its left.
    """
    height = text_height(*size) * 3 // 2
    taken = [grown(lines, stroke) for mark in marks for lines in chain.from_iterable(mark.places)]
    badges: list[Badge] = []
    for mark in marks:
        width = height * (2 + len(str(mark.number))) // 3
        for lines in mark.places:
            frame = grown(lines[0], stroke)
            share = partial(_share, ink=ink, of_words=ink(lines[0]))
            badge, leader = _place(frame, (width, height), taken, size, share)
            taken.append(badge)
            badges.append(Badge(mark, badge, leader))
    return tuple(badges)


def margin_of(badges: Sequence[Badge]) -> int:
    """How much room the numbers that stand beside the picture need on its left."""
    return max((2 - badge.place[0] for badge in badges if badge.place[0] < 0), default=0)


def _share(place: Rectangle, ink: Ink, of_words: float) -> float:
    """How much is printed there, of what there is in the quoted words."""
    # The ground of an even picture has no ink at all, and nor may the words have where a box is off.
    return max(ink(place) / of_words, _EVEN) if of_words else 0.0


def _place(
    frame: Rectangle,
    badge: tuple[int, int],
    taken: Sequence[Rectangle],
    limit: tuple[int, int],
    share: Callable[[Rectangle], float],
) -> tuple[Rectangle, Line | None]:
    weighed = [(share(place), n, place) for n, place in enumerate(_free(_around(frame, badge), taken, limit))]
    if weighed and min(weighed)[0] <= _PRINTED:
        return min(weighed)[2], None
    for place in _free(_further(frame, badge), taken, limit):
        if share(place) <= _PRINTED:
            return place, _leader(place, frame)
    place = _beside(frame, badge, taken)
    return place, _leader(place, frame)


def _leader(place: Rectangle, frame: Rectangle) -> Line:
    """From the middle of a number to the nearest point of a frame, as far as it lies outside the number."""
    x, y = (place[0] + place[2]) // 2, (place[1] + place[3]) // 2
    to = (min(max(x, frame[0]), frame[2]), min(max(y, frame[1]), frame[3]))
    return (min(max(to[0], place[0]), place[2]), min(max(to[1], place[1]), place[3]), *to)


def _free(places: Iterable[Rectangle], taken: Sequence[Rectangle], limit: tuple[int, int]) -> Iterator[Rectangle]:
    for place in places:
        inside = place[0] >= 0 and place[1] >= 0 and place[2] <= limit[0] and place[3] <= limit[1]
        if inside and not any(overlap(place, other) for other in taken):
            yield place


def _around(frame: Rectangle, size: tuple[int, int]) -> Iterator[Rectangle]:
    """Where the number of a frame may stand, best first: before it, along its top, behind it, along its bottom."""
    left, top, right, bottom = frame
    width, height = size
    along = range(left, max(right - width, left) + 1, width + 1)
    corners = [(left - width, top), (left - width, (top + bottom - height) // 2)]
    corners += [(x, top - height) for x in along]
    corners += [(right, top), (right, (top + bottom - height) // 2)]
    corners += [(x, bottom) for x in along]
    for x, y in corners:
        yield (x, y, x + width, y + height)


def _further(frame: Rectangle, size: tuple[int, int]) -> Iterator[Rectangle]:
    """Places in growing distance from a frame, above and below it and on both sides."""
    width, height = size
    left, top, right, bottom = frame
    for step in range(1, _FAR + 1):
        gap = step * height // 2
        for x in range(left, max(right - width, left) + 1, width):
            yield (x, top - gap - height, x + width, top - gap)
            yield (x, bottom + gap, x + width, bottom + gap + height)
        for y in range(top - gap, bottom + gap, max(height // 2, 1)):
            yield (left - gap - width, y, left - gap, y + height)
            yield (right + gap, y, right + gap + width, y + height)


def _beside(frame: Rectangle, size: tuple[int, int], taken: Sequence[Rectangle]) -> Rectangle:
    """The free place nearest below the frame's top on the left of the picture."""
    width, height = size
    y = max(0, frame[1])
    while True:
        badge = (-width - 2, y, -2, y + height)
        hit = next((other for other in taken if overlap(badge, other)), None)
        if hit is None:
            return badge
        y = hit[3] + 1
