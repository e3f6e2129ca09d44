"""Runs benchmarks, prints their figures, and at the end the table of what is aimed at.

python -m benchmarks [PART [SIZE]] ...     without a part all but `hostile` and `kills`
"""

from __future__ import annotations

import sys
from collections.abc import Callable

from benchmarks import catalog, claims, hostile, kills, loading, matching, memory, rivals, start_up
from benchmarks.table import ROWS, table

PARTS: dict[str, Callable[..., None]] = {
    "matching": matching.run,
    "rivals": rivals.run,
    "claims": claims.run,
    "start-up": start_up.run,
    "loading": loading.run,
    "catalog": catalog.run,
    "memory": memory.run,
    "hostile": hostile.run,
    "kills": kills.run,
}


def main(asked: list[str]) -> None:
    """Runs the parts that are asked for; a number behind one is its size."""
    calls: list[tuple[str, list[int]]] = []
    for word in asked or [name for name in PARTS if name not in ("hostile", "kills")]:
        if word.isdigit() and calls:
            calls[-1][1].append(int(word))
        elif word in PARTS:
            calls.append((word, []))
        else:
            sys.exit(f"bench: no part called {word}; the parts are {', '.join(PARTS)}")
    for name, sizes in calls:
        print(f"## {name}", flush=True)
        PARTS[name](*sizes)
        print(flush=True)
    if ROWS:
        print(table())


if __name__ == "__main__":
    main(sys.argv[1:])
