"""A run that is killed (SIGKILL) at random moments and resumed each time gives what an undisturbed run gives.

python -m benchmarks kills [TIMES]
"""

from __future__ import annotations

import json
import random
import signal
import subprocess
import sys
import tempfile
import time
from pathlib import Path

from benchmarks.catalog import products
from benchmarks.small_pack import options
from benchmarks.workload import SEED

TIMES = 10
ROWS = 60_000
_OUTPUTS = ("out.jsonl", "out.parquet")


def run(times: int = TIMES) -> None:
    """Kills and resumes; ends the benchmark where the bytes differ."""
    draw = random.Random(SEED)  # noqa: S311 - repeatable, not secret
    with tempfile.TemporaryDirectory() as name:
        folder = Path(name)
        source = folder / "in.jsonl"
        with source.open("w", encoding="utf-8") as file:
            for number, product in enumerate(products(ROWS // 10) * 10):
                file.write(json.dumps({**product, "id": str(number)}) + "\n")
        for out in _OUTPUTS:
            call = [sys.executable, "-m", "labelwarden", "batch", str(source), *options(folder), "--workers", "2"]
            begun = time.monotonic()
            subprocess.run([*call, "--out", str(folder / f"whole-{out}")], capture_output=True, check=False)
            took = time.monotonic() - begun
            resumed = [*call, "--resume", "--out", str(folder / out)]
            kills = 0
            while kills < times:
                process = subprocess.Popen(resumed, stderr=subprocess.DEVNULL)
                # Starting takes its time each time; then it gets on by a tenth or so.
                time.sleep(draw.uniform(0.1, 1.5) * took / 4)
                if process.poll() is None:
                    process.send_signal(signal.SIGKILL)
                    kills += 1
                process.wait()
            done = subprocess.run(resumed, capture_output=True, text=True, check=False)
            same = (folder / out).read_bytes() == (folder / f"whole-{out}").read_bytes()
            left = [path.name for path in folder.iterdir() if path.name.startswith(".")]
            print(f"{out}: killed {kills} times in a run of {took:.0f} s, the same bytes: {same}, left behind: {left}")
            if not same or left:
                sys.exit(f"bench: {done.stderr}")
