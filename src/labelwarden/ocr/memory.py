"""Memory that engines have freed, given back to the machine: glibc keeps it, twice as much as a worker needs."""

from __future__ import annotations

import ctypes
import sys
from functools import cache
from typing import Any

_MMAP_THRESHOLD = -3  # M_MMAP_THRESHOLD of malloc.h
_LARGE = 16_000_000
"""Bytes. With a million, reading takes 40 % longer."""

_ARENA_MAX = -8  # M_ARENA_MAX
_ARENAS = 1
"""Pools of small pieces: with one for each thread, what one thread freed is of no use to another."""


def keep_little() -> None:
    """From now on large pieces are given back as soon as they are freed."""
    if (set_option := _of_glibc("mallopt")) is not None:
        set_option(_MMAP_THRESHOLD, _LARGE)
        set_option(_ARENA_MAX, _ARENAS)


def give_back() -> None:
    """Gives back what is free now."""
    if (trim := _of_glibc("malloc_trim")) is not None:
        trim(0)


@cache
def _of_glibc(name: str) -> Any:
    """A function of the C library; None where there is none of this name."""
    return getattr(ctypes.CDLL(None), name, None) if sys.platform == "linux" else None
