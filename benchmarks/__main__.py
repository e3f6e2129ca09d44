"""Runs every benchmark and prints its figures.

python -m benchmarks [matching] [claims] [start-up] [loading] [catalog]
"""

from __future__ import annotations

import sys

from benchmarks import catalog, claims, loading, matching, start_up

PARTS = {
    "matching": matching.run,
    "claims": claims.run,
    "start-up": start_up.run,
    "loading": loading.run,
    "catalog": catalog.run,
}

if __name__ == "__main__":
    asked = sys.argv[1:] or list(PARTS)
    if unknown := sorted(set(asked) - set(PARTS)):
        sys.exit(f"bench: no part called {unknown[0]}; the parts are {', '.join(PARTS)}")
    for name in asked:
        print(f"## {name}")
        PARTS[name]()
        print()
