"""Many objects that all stay, and no search for garbage among them: it takes as long as building them."""

from __future__ import annotations

import gc
from collections.abc import Iterator
from contextlib import contextmanager


@contextmanager
def uncollected() -> Iterator[None]:
    """Nothing that is being built here is garbage."""
    collecting = gc.isenabled()
    gc.disable()
    try:
        yield
    finally:
        if collecting:
            gc.enable()


def keep_what_is_there() -> None:
    """Rules that are there now stay as long as the process; only what comes is looked through, and that seldom."""
    gc.collect()
    gc.freeze()
    # So does what is remembered of texts. With little left to count, the collector would walk through it all the time.
    gc.set_threshold(200_000, 20, 20)
