"""A catalogue end to end, against reading the same file alone: CPU a product, workers, and memory.

The products are made here, always the same ones: lines as shops write them, most of them lawful, about 1 KB each. One
product in five makes claims that some rule flags.
"""

from __future__ import annotations

import json
import os
import random
import subprocess
import sys
import tempfile
import time
from pathlib import Path

from benchmarks.measure import process_cpu
from benchmarks.workload import SEED

ROWS = 5_000
_TIMES = 20
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


def run() -> None:
    """Prints CPU a product of the whole command and of reading alone, their ratio, and what two workers bring."""
    try:
        import pyarrow as pa
        from pyarrow import parquet
    except ImportError:
        print('skipped: pyarrow is not installed; pip install "labelwarden[batch]"')
        return
    rows = products(ROWS)
    size = sum(len(row["text"]) for row in rows) / len(rows)
    print(f"{ROWS:,} products, {size:.0f} bytes of text each")
    with tempfile.TemporaryDirectory() as name:
        folder = Path(name)
        table = pa.Table.from_pylist(rows)
        parquet.write_table(table, folder / "all.parquet")
        parquet.write_table(table.slice(0, 0), folder / "none.parquet")
        (folder / "all.jsonl").write_text("".join(json.dumps(row) + "\n" for row in rows), encoding="utf-8")
        read = (
            f"import sys; from pyarrow import parquet; times = range({_TIMES}); file = sys.argv[1]; "
            "[batch.to_pylist() for _ in times for batch in parquet.ParquetFile(file).iter_batches(1024)]"
        )
        start = process_cpu([sys.executable, "-c", read, str(folder / "none.parquet")])
        reading = (process_cpu([sys.executable, "-c", read, str(folder / "all.parquet")]) - start) / _TIMES
        empty = process_cpu(_command(folder, "none.parquet"), _ALL)
        print("| | CPU a product | against reading alone |")
        print("| --- | --- | --- |")
        print(f"| reading the Parquet file alone | {_micro(reading)} | 1 x |")
        for source in ("all.parquet", "all.jsonl"):
            whole = process_cpu(_command(folder, source), _ALL) - empty
            print(f"| labelwarden batch, {source.partition('.')[2]} | {_micro(whole)} | {whole / reading:.0f} x |")
        if (os.cpu_count() or 1) > 1:
            one, two = (_wall(_command(folder, "all.parquet", "--workers", str(n))) for n in (1, 2))
            print(f"\ntwo workers: {one / two:.2f} x as fast as one (wall time, {one:.1f} s and {two:.1f} s)")


_ALL = frozenset({0, 1})


def _command(folder: Path, source: str, *options: str) -> list[str]:
    out = str(folder / "out.jsonl")
    return [
        sys.executable,
        "-m",
        "labelwarden",
        "batch",
        str(folder / source),
        "--out",
        out,
        *(options or ("--workers", "1")),
    ]


def _micro(seconds: float) -> str:
    return f"{seconds / ROWS * 1e6:.1f} µs"


def _wall(command: list[str]) -> float:
    begun = time.monotonic()
    subprocess.run(command, capture_output=True, check=False)
    return time.monotonic() - begun
