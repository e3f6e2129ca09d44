"""A catalogue checked twice, by old rules and by new ones, on several processes."""

from __future__ import annotations

import multiprocessing
import signal
from collections import deque
from collections.abc import Iterable, Iterator, Sequence
from concurrent.futures import Future, ProcessPoolExecutor
from dataclasses import dataclass
from itertools import islice
from time import perf_counter

from labelwarden.batch.work import chunks
from labelwarden.catalog.feeds.feed import AUTO, Reading, open_feed
from labelwarden.catalog.feeds.product import read_product
from labelwarden.catalog.feeds.record import Record
from labelwarden.checker import Checker
from labelwarden.impact.sides import Sides
from labelwarden.impact.tally import Impact

_ALONE = 8
"""Chunks that are worked off here before processes are started: starting them takes seconds."""


_TIMED = 64
"""Every how many products both checks are timed."""


@dataclass(slots=True)
class Pair:
    """The two checkers, and how records become products. It is sent to each worker once."""

    sides: Sides
    reading: Reading
    kept: int

    def of(self, records: Sequence[Record]) -> Impact:
        """What differs on these records."""
        impact = Impact(self.kept)
        for record in records:
            product = read_product(record, self.reading)
            if product.labeling is None:
                impact.unread += 1
                continue
            timed = product.number % _TIMED == 1
            impact.products += 1
            if not timed and not self.sides.may_differ(product.labeling):
                continue
            start = perf_counter()
            before = self.sides.old.check(product.labeling)
            between = perf_counter()
            after = self.sides.new.check(product.labeling)
            if timed:
                impact.time(between - start, perf_counter() - between)
            impact.count(product.number, product.supplier, before, after, self.sides.changes(before, after))
        return impact


def run_impact(
    source: str,
    old: Checker,
    new: Checker,
    *,
    profile: str = AUTO,
    workers: int = 1,
    samples: int = 3,
) -> Impact:
    """What differs over the catalogue `source`.

    Raises:
        UsageError: the profile does not fit, or no column is known as text.
        LabelError: the source cannot be opened, or is no catalogue.
    """
    impact = Impact(samples)
    with open_feed(source, profile) as feed:
        pair = Pair(Sides(old, new), feed.reading, samples)
        for part in _work_off(pair, chunks(feed.records), workers):
            impact.add(part)
    return impact


def _work_off(pair: Pair, waiting: Iterator[list[Record]], workers: int) -> Iterable[Impact]:
    alone = waiting if workers <= 1 else islice(waiting, _ALONE)
    yield from (pair.of(chunk) for chunk in alone)
    first = next(waiting, None)
    if first is None:
        return
    # Started anew, not forked: the same on every system, and no lock of a thread is copied while it is held.
    context = multiprocessing.get_context("spawn")
    pool = ProcessPoolExecutor(workers, mp_context=context, initializer=_start, initargs=(pair,))
    queue: deque[Future[Impact]] = deque([pool.submit(_do, first)])
    try:
        for chunk in waiting:
            queue.append(pool.submit(_do, chunk))
            if len(queue) > workers + 2:
                yield queue.popleft().result()
        while queue:
            yield queue.popleft().result()
    finally:
        pool.shutdown(cancel_futures=True)


_pair: list[Pair] = []
"""In a worker process: the one thing that it does."""


def _start(pair: Pair) -> None:
    # The parent alone answers to the keyboard; it ends the workers.
    signal.signal(signal.SIGINT, signal.SIG_IGN)
    _pair[:] = [pair]


def _do(chunk: list[Record]) -> Impact:
    return _pair[0].of(chunk)
