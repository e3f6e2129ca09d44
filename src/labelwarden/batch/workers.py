"""Workers: chunks shared out among processes, their results taken in the order of the chunks."""

from __future__ import annotations

import multiprocessing
import signal
from collections import deque
from collections.abc import Iterable, Iterator
from concurrent.futures import Future, ProcessPoolExecutor
from concurrent.futures.process import BrokenProcessPool
from itertools import chain, islice

from labelwarden.batch.tally import Tally
from labelwarden.batch.work import Work
from labelwarden.catalog.feeds.record import Record
from labelwarden.errors import UsageError
from labelwarden.rules.uncollected import keep_what_is_there

ALONE = 4
"""Chunks that are worked on here before processes are started: most catalogues are done by then."""

_work: list[Work] = []
"""In a worker process: the one thing that it does."""


def work_off(work: Work, chunks: Iterable[list[Record]], workers: int) -> Iterator[tuple[int, bytes, Tally]]:
    """For each chunk the number of its records, their lines and counts, in order."""
    waiting = iter(chunks)
    if workers <= 1:
        for chunk in waiting:
            yield len(chunk), *work.of(chunk)
        return
    for chunk in islice(waiting, ALONE):
        yield len(chunk), *work.of(chunk)
    first = next(waiting, None)
    if first is not None:
        yield from _shared_out(work, chain((first,), waiting), workers)


def _shared_out(work: Work, chunks: Iterator[list[Record]], workers: int) -> Iterator[tuple[int, bytes, Tally]]:
    # Started anew, not forked: the same on every system, and no lock of a thread is copied while it is held.
    context = multiprocessing.get_context("spawn")
    pool = ProcessPoolExecutor(workers, mp_context=context, initializer=_start, initargs=(work,))
    queue: deque[tuple[int, Future[tuple[bytes, Tally]]]] = deque()
    try:
        for chunk in chunks:
            queue.append((len(chunk), pool.submit(_do, chunk)))
            if len(queue) > workers + 2:
                count, done = queue.popleft()
                yield count, *done.result()
        while queue:
            count, done = queue.popleft()
            yield count, *done.result()
    except BrokenProcessPool as error:
        raise UsageError(
            "a worker process ended before its work was done, perhaps for want of memory; "
            "go on with --resume, and fewer --workers"
        ) from error
    finally:
        pool.shutdown(cancel_futures=True)


def _start(work: Work) -> None:
    # The parent alone answers to the keyboard; it ends the workers.
    signal.signal(signal.SIGINT, signal.SIG_IGN)
    _work[:] = [work]
    keep_what_is_there()


def _do(chunk: list[Record]) -> tuple[bytes, Tally]:
    return _work[0].of(chunk)
