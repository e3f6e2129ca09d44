"""All lines of a picture: those found at first, joined with what further looks at parts of it show."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass

from labelwarden.ocr.closer_look import Array, Finder, Look, at_fine, at_overlooked, at_upended
from labelwarden.ocr.found_line import FoundLine

_MUCH_LARGER = 1.25
"""Pixels of the picture that make one of the copy, from which it shows small letters better."""

_SAME = 0.4
"""Share of the smaller of two lines that lies in the other, if both are of the same print."""

_INSIDE = 0.6
"""Share of a line that lies in a longer one of which it is a piece."""

_LIKE_SIZES = 1.7
"""How much higher one of two lines may be than the other, if both are of the same print."""

_DRAWN = 0.15
"""Share of what looks like a line that smaller print takes, if it is a drawing around that."""


@dataclass(frozen=True, slots=True)
class Search:
    """The lines that were found; those of turned looks, which may be letters of level lines below each other; and those
    that only an enlarged look shows, which may be no print at all.
    """

    known: list[FoundLine]
    turned: list[FoundLine]
    doubtful: list[FoundLine]


def search(copy: Array, picture: Array, scale: float, finder: Finder) -> Search:
    """The lines of `picture`, of which `scale` pixels make one of `copy`, in pixels of the copy."""

    def seen(looks: Sequence[Look]) -> Iterator[list[FoundLine]]:
        for look in looks:
            yield [line.scaled(1 / scale) for line in look.lines(picture, finder)]

    lines = finder(copy)
    turned: list[FoundLine] = []
    for more in seen(at_upended(lines, copy, scale)):
        kept, new = joined([line for line in lines if not line.runs_across], more)
        turned += [line for line in (*kept, *new) if line in more]
        lines = [*(line for line in lines if line.runs_across), *kept, *new]
    if scale > _MUCH_LARGER:
        for more in seen(at_fine(lines, copy, scale)):
            kept, new = joined(lines, more)
            lines = kept + new
    doubtful: list[FoundLine] = []
    for more in seen(at_overlooked(lines, copy, scale)):
        kept, new = joined(lines, more)
        lines = kept + new
        doubtful += new
    turned = [line for line in turned if line in lines]
    doubtful = [line for line in doubtful if line in lines]
    return Search([line for line in lines if line not in turned and line not in doubtful], turned, doubtful)


def joined(known: Sequence[FoundLine], more: Sequence[FoundLine]) -> tuple[list[FoundLine], list[FoundLine]]:
    """`known` and `more` lines of one picture, where both saw the same print the longer one: those that stay, and those
    of `more` that stand where nothing was known.
    """
    kept = list(known)
    new: list[FoundLine] = []
    for line in sorted(more, key=lambda line: line.length, reverse=True):
        there = [other for other in kept if line.box.lies_on(other.box, _SAME)]
        smaller = [other for other in there if _LIKE_SIZES * other.height < line.height]
        if sum(other.box.shared(line.box) for other in smaller) > _DRAWN * line.box.area:
            continue
        same = [other for other in there if _LIKE_SIZES * line.height > other.height]
        if not same:
            new.append(line)
            kept.append(line)
        elif all(other.length < line.length and _is_piece(other, line) for other in same):
            kept = [*(other for other in kept if other not in same), line]
            new = [other for other in new if other not in same]
    return [line for line in kept if line not in new], new


def _is_piece(line: FoundLine, whole: FoundLine) -> bool:
    return line.box.shared(whole.box) > _INSIDE * line.box.area
