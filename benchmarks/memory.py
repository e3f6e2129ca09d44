"""Memory of a run over many rows: of all its processes together, while it goes on.

python -m benchmarks memory [ROWS]     a million products in a minute or two; `make bench-full` takes five
"""

from __future__ import annotations

import subprocess
import sys
import tempfile
import time
from pathlib import Path

from benchmarks.catalog import products
from benchmarks.small_pack import options
from benchmarks.table import reach

ROWS = 300_000
MOST = 400
"""Megabytes."""

_DIFFERENT = 20_000
"""Products that are made; they come again and again, each time under other ids."""

_EVERY = 0.5


def run(rows: int = ROWS) -> None:
    """Prints memory at the tenths of a run, and its peak."""
    with tempfile.TemporaryDirectory() as name:
        folder = Path(name)
        source = _catalog(folder, rows)
        command = [sys.executable, "-m", "labelwarden", "batch", str(source), "--out", str(folder / "out.jsonl")]
        seen = watch([*command, "--workers", "2", *options(folder)])
        with (folder / "out.jsonl").open("rb") as out:
            written = sum(1 for _ in out)
    if written != rows:
        sys.exit(f"bench: {rows:,} products gave {written:,} rows")
    tenths = [max(seen[len(seen) * n // 10 : len(seen) * (n + 1) // 10] or [0]) for n in range(10)]
    peak, growth = max(seen), tenths[-1] / max(tenths[3], 1)
    print(f"{rows:,} rows, 2 workers, one cheap rule: peak {peak:.0f} MB of all processes together")
    print("by tenths of the run: " + ", ".join(f"{size:.0f}" for size in tenths) + " MB")
    reach(
        f"memory over {rows:,} rows",
        f"flat, under {MOST} MB in all",
        f"{peak:.0f} MB; the last tenth {growth:.2f} x the fourth",
        is_reached=peak < MOST and growth < 1.1,
    )


def watch(command: list[str]) -> list[float]:
    """Megabytes of the process and its children, again and again until it ends; pages that are shared count once."""
    seen = []
    process = subprocess.Popen(command, stdout=subprocess.DEVNULL, stderr=subprocess.PIPE)
    while process.poll() is None:
        seen.append(_megabytes(process.pid))
        time.sleep(_EVERY)
    if process.returncode not in (0, 1, 4):
        sys.exit(f"bench: the run ended with {process.returncode}: {process.communicate()[1].decode()}")
    return seen


def _megabytes(pid: int) -> float:
    """The proportional set size, which shares out pages that several processes have."""
    total = 0
    for process in (pid, *_children(pid)):
        try:
            lines = Path(f"/proc/{process}/smaps_rollup").read_text(encoding="ascii").splitlines()
        except (OSError, UnicodeDecodeError):
            continue  # it has just ended
        total += next((int(line.split()[1]) for line in lines if line.startswith("Pss:")), 0)
    return total / 1024


def _children(pid: int) -> list[int]:
    found = []
    for tasks in Path(f"/proc/{pid}/task").glob("*/children"):
        try:
            children = [int(child) for child in tasks.read_text(encoding="ascii").split()]
        except OSError:
            continue
        for child in children:
            found += [child, *_children(child)]
    return found


def _catalog(folder: Path, rows: int) -> Path:
    import pyarrow as pa
    from pyarrow import parquet

    texts = pa.array([product["text"] for product in products(_DIFFERENT)])
    path = folder / "in.parquet"
    columns = pa.schema([("id", pa.string()), ("text", pa.string())])
    with parquet.ParquetWriter(path, columns, compression="zstd") as writer:
        for first in range(0, rows, _DIFFERENT):
            count = min(_DIFFERENT, rows - first)
            ids = pa.array([f"P{number}" for number in range(first, first + count)])
            writer.write_table(pa.table([ids, texts.slice(0, count)], schema=columns))
    return path
