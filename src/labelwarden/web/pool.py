"""A process that works for a thread: how it is started, and what its end or a fault in it means."""

from __future__ import annotations

import multiprocessing
from collections.abc import Callable
from concurrent.futures import ProcessPoolExecutor
from concurrent.futures.process import BrokenProcessPool
from typing import ParamSpec, TypeVar

from labelwarden.web.judging import Judge
from labelwarden.web.reading_process import prepare

_Asked = ParamSpec("_Asked")
_Answer = TypeVar("_Answer")


class OurFaultError(Exception):
    """A fault that nobody foresaw ended the work; it is the cause of this."""


def new_pool() -> ProcessPoolExecutor:
    """One process, not forked: a fork of one with threads may inherit a lock that nobody will ever release."""
    return ProcessPoolExecutor(1, multiprocessing.get_context("spawn"))


def prepared_pool(judge: Judge, engine: str) -> ProcessPoolExecutor:
    """One process, prepared to read labels and to judge them."""
    return ProcessPoolExecutor(1, multiprocessing.get_context("spawn"), initializer=prepare, initargs=(judge, engine))


def answer(
    pool: ProcessPoolExecutor, work: Callable[_Asked, _Answer], *args: _Asked.args, **options: _Asked.kwargs
) -> _Answer:
    """What the process gives back.

    Raises:
        BrokenProcessPool: it died, and takes no more work.
        OurFaultError: it met a fault of ours.
    """
    future = pool.submit(work, *args, **options)
    fault = future.exception()
    if isinstance(fault, BrokenProcessPool):
        raise fault
    if fault is not None:
        raise OurFaultError from fault
    return future.result()
