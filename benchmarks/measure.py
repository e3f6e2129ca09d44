"""CPU time of a call and of a process: medians, since machines are shared."""

from __future__ import annotations

import resource
import subprocess
import sys
import time
from collections.abc import Callable, Sequence
from statistics import median


def cpu(call: Callable[[], object], rounds: int = 7) -> float:
    """Median CPU seconds of one call."""
    times = []
    for _ in range(rounds):
        start = time.process_time()
        call()
        times.append(time.process_time() - start)
    return median(times)


def process_cpu(command: Sequence[str], allowed: frozenset[int] = frozenset({0})) -> float:
    """CPU seconds of one process and its children; ends the benchmark where it fails."""
    before = resource.getrusage(resource.RUSAGE_CHILDREN)
    done = subprocess.run(command, capture_output=True, text=True, check=False)
    after = resource.getrusage(resource.RUSAGE_CHILDREN)
    if done.returncode not in allowed:
        sys.exit(f"bench: {' '.join(command)} ended with {done.returncode}\n{done.stderr}")
    return after.ru_utime + after.ru_stime - before.ru_utime - before.ru_stime


def paired(first: Sequence[str], second: Sequence[str], rounds: int = 9) -> tuple[float, float, float]:
    """Median CPU seconds of both commands, run in turn, and the median of the ratios pair by pair."""
    pairs = []
    for _ in range(rounds):
        pairs.append((process_cpu(first, frozenset({0, 1})), process_cpu(second)))
    return median(a for a, _ in pairs), median(b for _, b in pairs), median(a / b for a, b in pairs)
