"""How far a long run is: a line on standard error where somebody watches, and nothing elsewhere."""

from __future__ import annotations

import sys
import time
from types import TracebackType
from typing import TYPE_CHECKING, Self

if TYPE_CHECKING:
    from labelwarden.batch.tally import Tally

_EVERY = 0.2
"""Seconds between two drawings."""

_WIDTH = 24


class Progress:
    """Rows done, how many a second, and the time left where the size of the input is known."""

    def __init__(self) -> None:
        self._watched = sys.stderr.isatty()
        self._begun = time.monotonic()
        self._drawn = 0.0
        self._first: tuple[int, float] | None = None

    def __enter__(self) -> Self:
        return self

    def __exit__(self, kind: type[BaseException] | None, error: BaseException | None, at: TracebackType | None) -> None:
        if self._drawn:
            sys.stderr.write("\r\x1b[K")
            sys.stderr.flush()

    def tell(self, tally: Tally, share: float | None) -> None:
        """Draws the line anew, if the last drawing is a while ago."""
        now = time.monotonic()
        if not self._watched or now - self._drawn < _EVERY:
            return
        self._drawn = now
        if self._first is None:
            # Rows that an earlier run did are no work of this one.
            self._first = tally.rows, share or 0.0
        sys.stderr.write(f"\r{progress_line(tally.rows, self._first, share, now - self._begun)}\x1b[K")
        sys.stderr.flush()


def progress_line(rows: int, first: tuple[int, float], share: float | None, seconds: float) -> str:
    """The line.

    >>> progress_line(30_000, (0, 0.0), 0.25, 10.0)
    '██████░░░░░░░░░░░░░░░░░░  25 %  30,000 products  3,000/s  0:30 left'
    """
    rate = (rows - first[0]) / seconds if seconds > 0 else 0.0
    parts = [f"{rows:,} products", f"{rate:,.0f}/s"]
    if share is None:
        return "  ".join(parts)
    done = round(_WIDTH * min(share, 1.0))
    worked = share - first[1]
    if worked > 0:
        left = round(seconds * (1 - share) / worked)
        parts.append(f"{left // 60}:{left % 60:02} left")
    return "  ".join([f"{'█' * done}{'░' * (_WIDTH - done)}", f"{share:.0%}".replace("%", " %"), *parts])
