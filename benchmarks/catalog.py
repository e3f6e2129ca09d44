"""A catalogue end to end, against reading the same file alone: CPU a product, workers, and memory.

The products are made here, always the same ones: lines as shops write them, most of them lawful, about 1 KB each. One
product in five makes claims that some rule flags.
"""

from __future__ import annotations

import json
import os
import random
import sys
import tempfile
import time
from pathlib import Path
from statistics import median

from benchmarks.measure import process_cpu
from benchmarks.table import reach
from benchmarks.workload import SEED

ROWS = 20_000
_TIMES = 5
"""How often the file is read to measure reading alone, which takes little."""

_LAWFUL = (
    "Supports a healthy immune system when taken as part of a balanced diet.",
    "Two capsules provide 500 mg of organic turmeric root powder and black pepper fruit extract.",
    "Made in small batches and tested by an independent laboratory for identity and purity.",
    "Suggested use: adults take one tablet daily with a meal and a full glass of water.",
    "Other ingredients: vegetable cellulose capsule, rice flour, silica.",
    "Free from gluten, dairy, soy, artificial colors and flavors.",
    "Helps maintain normal muscle function and everyday energy.",
    "Store in a cool, dry place. Keep out of reach of children.",
    "Consult your physician before use if you are pregnant, nursing or taking medication.",
    "These statements have not been evaluated by the Food and Drug Administration.",
    "This product is not intended to diagnose, treat, cure, or prevent any disease.",
    "Our glass bottles ship in recycled paper, and every order plants a tree.",
    "A gentle cream with shea butter that leaves skin soft and smooth all day.",
    "Crisp crackers baked with whole grain oats, sunflower seeds and a pinch of sea salt.",
    "Mix one scoop with cold water or your favorite smoothie and enjoy after training.",
    "Contains 24 g of protein from grass-fed whey and only 2 g of sugar per serving.",
    "Vanilla, chocolate and salted caramel: three flavors the whole family asks for.",
    "Each serving brings vitamin C, zinc and elderberry juice in one pleasant gummy.",
    "Bestseller since 2014, loved by more than 10,000 customers.",
    "Free shipping on orders over 49 dollars and returns within 60 days.",
)
_CLAIMS = (
    "Fights arthritis pain and reduces inflammation in the joints.",
    "Clinically proven to cure the common cold in two days.",
    "Lowers blood pressure and cholesterol without side effects.",
    "A natural alternative to antidepressants that ends anxiety.",
    "Customers tell us that their eczema is gone after a week.",
    "Kills viruses and protects against the flu.",
)
_NAMES = ("Daily", "Calm", "Vital", "Pure", "Golden", "Green", "Bright", "Harvest")
_THINGS = ("Capsules", "Gummies", "Tea", "Protein Powder", "Cream", "Crackers", "Drops", "Tablets")


def products(count: int) -> list[dict[str, str]]:
    """Products with id and text, always the same ones."""
    draw = random.Random(SEED)  # noqa: S311 - repeatable, not secret
    made = []
    for number in range(count):
        lines = [f"{draw.choice(_NAMES)} {draw.choice(_NAMES)} {draw.choice(_THINGS)}, {draw.randint(30, 240)} count."]
        lines += draw.choices(_LAWFUL, k=draw.randint(10, 14))
        if draw.random() < 0.2:
            for claim in draw.sample(_CLAIMS, draw.randint(1, 3)):
                lines.insert(draw.randint(1, len(lines)), claim)
        made.append({"id": f"P{number:07}", "text": " ".join(lines)})
    return made


def run(rows: int = ROWS) -> None:
    """Prints CPU a product of the whole command and of reading alone, what a second run costs, what workers bring."""
    try:
        import pyarrow as pa
        from pyarrow import parquet
    except ImportError:
        print('!! SKIPPED: pyarrow is not installed; pip install "labelwarden[batch]"')
        return
    made = products(rows)
    size = sum(len(row["text"]) for row in made) / rows
    print(f"{rows:,} products, {size:.0f} bytes of text each")
    with tempfile.TemporaryDirectory() as name:
        folder = Path(name)
        table = pa.Table.from_pylist(made)
        parquet.write_table(table, folder / "all.parquet")
        parquet.write_table(table.slice(0, 0), folder / "none.parquet")
        (folder / "all.jsonl").write_text("".join(json.dumps(row) + "\n" for row in made), encoding="utf-8")
        empty = process_cpu(_command(folder, "none.parquet"), _ALL)
        _end_to_end(folder, rows, empty)
        changed = [dict(row, text=f"{row['text']} New.") if n % 100 == 0 else row for n, row in enumerate(made)]
        parquet.write_table(pa.Table.from_pylist(changed), folder / "changed.parquet")
        _second_run(folder, rows)
        if (os.cpu_count() or 1) > 1:
            many = pa.concat_tables([table] * _WORKERS_TIMES)
            parquet.write_table(many, folder / "many.parquet")
            _workers(folder, many.num_rows)


_ALL = frozenset({0, 1})
_WORKERS_TIMES = 2
"""How many times the products are checked to see what a second worker brings, so that starting it does not count."""
_ROUNDS = 3


def _end_to_end(folder: Path, rows: int, empty: float) -> None:
    read = (
        f"import sys; from pyarrow import parquet; times = range({_TIMES}); file = sys.argv[1]; "
        "[batch.to_pylist() for _ in times for batch in parquet.ParquetFile(file).iter_batches(1024)]"
    )
    start = process_cpu([sys.executable, "-c", read, str(folder / "none.parquet")])
    reading = (process_cpu([sys.executable, "-c", read, str(folder / "all.parquet")]) - start) / _TIMES / rows
    print(f"reading the Parquet file alone: {reading * 1e6:.1f} us of CPU a product")
    for source, out in (
        ("all.parquet", "out.jsonl"),
        ("all.jsonl", "out.jsonl"),
        ("all.parquet", "out.parquet"),
        ("all.parquet", "out.csv"),
        ("all.parquet", "out.xlsx"),
    ):
        whole = (process_cpu(_command(folder, source, out), _ALL) - empty) / rows
        print(f"labelwarden batch, {source[4:]} to {out[4:]}: {whole * 1e6:.0f} us, {whole / reading:.0f} x reading")
        if (source, out) == ("all.parquet", "out.jsonl"):
            what = "a product from Parquet, end to end"
            reach(what, "at most 250 us of CPU", f"{whole * 1e6:.0f} us", is_reached=whole <= 250e-6)
            ratio = whole / reading
            reach("against reading the same file alone", "at most 100 x", f"{ratio:.0f} x", is_reached=ratio <= 100)


def _second_run(folder: Path, rows: int) -> None:
    """A run with 1 % changed against the first, both less what an empty catalogue takes."""
    ratios, times = [], []
    for _ in range(_ROUNDS):
        nothing = process_cpu(_command(folder, "none.parquet", "none.jsonl", "--reuse"), _ALL)
        first = process_cpu(_command(folder, "all.parquet", "first.jsonl", "--reuse"), _ALL) - nothing
        again = ("--reuse", "--previous", str(folder / "first.jsonl"))
        second = process_cpu(_command(folder, "changed.parquet", "second.jsonl", *again), _ALL) - nothing
        ratios.append(second / first)
        times.append(second / rows)
    ratio = median(ratios)
    print(f"a second run with 1 % changed: {median(times) * 1e6:.0f} us of CPU a product, {ratio:.3f} of the first")
    reach("a second run with 1 % changed", "at most 0.1 of the first", f"{ratio:.3f}", is_reached=ratio <= 0.1)


def _workers(folder: Path, rows: int) -> None:
    """One worker and two in turn, since other work on the machine comes and goes."""
    walls, cpus = [], []
    for _ in range(_ROUNDS):
        one, two = (_timed(_command(folder, "many.parquet", "out.jsonl", "--workers", str(n))) for n in (1, 2))
        walls.append(one[0] / two[0])
        cpus.append(two[1] / one[1])
        print(f"{rows:,} products: {one[0]:.1f} s by one worker, {two[0]:.1f} s by two")
    gain = median(walls)
    print(f"two workers: {gain:.2f} x as fast, with {median(cpus):.2f} x the CPU")
    busy = f"; load {os.getloadavg()[0]:.1f}" if hasattr(os, "getloadavg") else ""
    reach("2 workers against one", "1.8 x", f"{gain:.2f} x{busy}", is_reached=gain >= 1.8)


def _command(folder: Path, source: str, out: str = "out.jsonl", *options: str) -> list[str]:
    call = [sys.executable, "-m", "labelwarden", "batch", str(folder / source), "--out", str(folder / out), *options]
    return call if "--workers" in options else [*call, "--workers", "1"]


def _timed(command: list[str]) -> tuple[float, float]:
    begun = time.monotonic()
    used = process_cpu(command, _ALL)
    return time.monotonic() - begun, used
