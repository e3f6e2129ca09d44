"""Regions that people ask to have read again: at once, beside the queue, in a process that the first of them starts."""

from __future__ import annotations

import threading
from collections import OrderedDict
from concurrent.futures import ProcessPoolExecutor
from concurrent.futures.process import BrokenProcessPool
from dataclasses import dataclass, field

from labelwarden.text.span import Box
from labelwarden.web.pool import OurFaultError, answer, new_pool
from labelwarden.web.reading import Given
from labelwarden.web.region import Seen, read_part

_MOST_KEPT = 200


@dataclass(frozen=True, slots=True)
class Place:
    """A region of a picture of a label."""

    item: int
    picture: int
    box: Box


@dataclass(slots=True)
class Rereading:
    """Reads one region after the other, and knows the last ones."""

    engine: str = "auto"
    _pool: ProcessPoolExecutor | None = None
    _turn: threading.Lock = field(default_factory=threading.Lock)
    _kept: OrderedDict[Place, Seen] = field(default_factory=OrderedDict)

    def read(self, place: Place, file: Given, page: int) -> Seen:
        """What stands there."""
        with self._turn:
            self._pool = self._pool or new_pool()
            try:
                seen = answer(self._pool, read_part, file, page, place.box, self.engine)
            except BrokenProcessPool:
                self._pool.shutdown(wait=False)
                self._pool = None
                return Seen(error="the process that read it died; the picture may be broken or too large")
            except OurFaultError as fault:
                return Seen(error=f"a fault of ours ({type(fault.__cause__).__name__}); please report it")
            self._kept[place] = seen
            while len(self._kept) > _MOST_KEPT:
                self._kept.popitem(last=False)
            return seen

    def recall(self, place: Place) -> Seen:
        """What was read there lately; nothing where nobody asked, or the server was started anew since."""
        return self._kept.get(place, Seen())

    def close(self) -> None:
        """Ends its process."""
        with self._turn:
            if self._pool is not None:
                self._pool.shutdown(wait=True, cancel_futures=True)
                self._pool = None
