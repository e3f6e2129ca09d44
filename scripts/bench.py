"""Time of one check, start-up included, and of a catalogue, by the commands that users call.

    python scripts/bench.py [--run labelwarden] [--rows 5000]

CPU seconds of the child processes stand beside wall time: on a shared machine only the first can be compared.
"""

from __future__ import annotations

import argparse
import json
import resource
import shlex
import subprocess
import sys
import tempfile
import time
from itertools import cycle, islice
from pathlib import Path

# Our own words: some break a rule, most do not; a catalogue holds both.
TEXTS = (
    "Vitamin C tablets. Supports a healthy immune system. Take one tablet daily with food.",
    "Kratom capsules, 60 count. Ends back pain within the hour and replaces your prescription.",
    "Oat bar with honey. Ingredients: oats, honey, almonds. Contains almonds. Best before the date on the side.",
    "Magnesium glycinate. Helps muscles relax after exercise. Not intended to treat or cure any disease.",
    "Hemp balm. Rub on sore joints. For external use only. Avoid contact with eyes.",
)


def measure(command: list[str]) -> tuple[float, float]:
    """Wall and CPU seconds of one run. Findings (1) are a result; other codes end the benchmark."""
    before, start = resource.getrusage(resource.RUSAGE_CHILDREN), time.perf_counter()
    done = subprocess.run(command, stdout=subprocess.DEVNULL, stderr=subprocess.PIPE, text=True, check=False)
    wall, after = time.perf_counter() - start, resource.getrusage(resource.RUSAGE_CHILDREN)
    if done.returncode not in {0, 1}:
        sys.exit(f"bench: {shlex.join(command)} ended with {done.returncode}\n{done.stderr}")
    return wall, after.ru_utime + after.ru_stime - before.ru_utime - before.ru_stime


def main() -> None:
    """Print one line for each measurement."""
    parser = argparse.ArgumentParser(description="Time of one check and of a catalogue.")
    parser.add_argument("--run", default="labelwarden", help="command that starts labelwarden")
    parser.add_argument("--rows", type=int, default=5000, help="rows of the catalogue")
    options = parser.parse_args()
    command = shlex.split(options.run)
    with tempfile.TemporaryDirectory() as folder:
        label, catalogue = Path(folder, "label.txt"), Path(folder, "catalogue.jsonl")
        label.write_text(TEXTS[1], encoding="utf-8")
        # A number in each text keeps any cache of equal texts out of the measurement.
        rows = ({"id": str(n), "text": f"{text} Lot {n}."} for n, text in enumerate(islice(cycle(TEXTS), options.rows)))
        catalogue.write_text("".join(json.dumps(row) + "\n" for row in rows), encoding="utf-8")

        measure([*command, "check", str(label)])  # fills the cache of compiled rules
        runs = [measure([*command, "check", str(label)]) for _ in range(5)]
        wall, cpu = min(run[0] for run in runs), min(run[1] for run in runs)
        print(f"one text, start-up included: {wall:.2f} s, {cpu:.2f} s CPU (best of 5)")
        wall, cpu = measure([*command, "batch", str(catalogue), "--out", str(Path(folder, "found.jsonl"))])
        print(f"catalogue of {options.rows} rows: {wall:.2f} s, {cpu:.2f} s CPU, {options.rows / wall:,.0f} rows/s")


if __name__ == "__main__":
    main()
