"""A CSV as bad as they come: one broken row, a cell of 50 MB, NUL bytes, several encodings, quoted line ends, CRLF.

python -m benchmarks hostile [MEGABYTES]     100 by default; 2000 is the file of the documentation

The rows that have to come out are known, so the run is judged and not only measured.
"""

from __future__ import annotations

import json
import random
import sys
import tempfile
from collections import Counter
from collections.abc import Iterator
from pathlib import Path

from benchmarks.catalog import products
from benchmarks.memory import watch
from benchmarks.small_pack import options
from benchmarks.workload import SEED

MEGABYTES = 100
_CELL = 50_000_000
_ENCODINGS = ("utf-8-sig", "utf-16", "latin-1")


def run(megabytes: int = MEGABYTES) -> None:
    """Makes the file in each encoding, checks it, and judges what came out."""
    with tempfile.TemporaryDirectory() as name:
        folder = Path(name)
        for encoding in _ENCODINGS:
            # The first is as large as was asked for; of the others a tenth will do.
            size = megabytes if encoding == _ENCODINGS[0] else max(megabytes // 10, 1)
            _judge(folder, encoding, size * 1_000_000)


def _judge(folder: Path, encoding: str, size: int) -> None:
    path, out = folder / "hostile.csv", folder / "out.jsonl"
    expected = make(path, size, encoding)
    command = [sys.executable, "-m", "labelwarden", "batch", str(path), "--out", str(out), "--workers", "1"]
    seen = watch([*command, *options(folder)])
    rows = 0
    errors: Counter[str] = Counter()
    with out.open("rb") as lines:
        for line in lines:
            rows += 1
            row = json.loads(line)
            if row["row"] != rows:
                sys.exit(f"bench: row {row['row']} stands in place {rows}")
            if row["error"]:
                errors[_kind(row["error"])] += 1
    written = path.stat().st_size / 1e6
    print(f"{encoding}: {written:,.0f} MB, {rows:,} rows, errors {dict(errors)}, peak {max(seen):.0f} MB of memory")
    if rows != sum(expected.values()) or errors != expected - Counter(fine=expected["fine"]):
        sys.exit(f"bench: expected {dict(expected)}")


def make(path: Path, size: int, encoding: str) -> Counter[str]:
    """Writes the file, and tells how many rows have to come out how."""
    expected: Counter[str] = Counter()
    encoder = "utf-16-le" if encoding == "utf-16" else "latin-1" if encoding == "latin-1" else "utf-8"
    with path.open("wb") as file:
        file.write({"utf-8-sig": b"\xef\xbb\xbf", "utf-16": b"\xff\xfe"}.get(encoding, b""))
        file.write("id,title,description\r\n".encode(encoder))
        for number, (row, kind) in enumerate(_rows(size)):
            data = row.encode(encoder, "replace")
            if encoding == "utf-8-sig" and number % 97 == 0:
                data = row.encode("latin-1", "replace")  # rows that another system wrote
            file.write(data)
            expected[kind] += 1
    return expected


def _rows(size: int) -> Iterator[tuple[str, str]]:
    """Rows of about `size` characters together, each with how it has to come out."""
    draw = random.Random(SEED)  # noqa: S311 - repeatable, not secret
    texts = [product["text"] for product in products(2_000)]
    total = 0
    special = {
        10: ('R10,Broken,"a quote that never closes\r\n', "broken"),
        20: (f'R20,Long,"{"calm tea " * (_CELL // 9)}"\r\n', "long"),
        30: ("R30,Nul,Calm\0 tea\r\n", "fine"),
        40: ("R40,Many,a,b,c,d\r\n", "broken"),
        50: ('R50,Café,"Th\xe9 for the évening"\r\n', "fine"),
    }
    number = 0
    while total < size or number <= max(special):
        row = _row(number, draw, texts)
        total += len(row)
        yield special.get(number, (row, "fine"))
        number += 1


def _row(number: int, draw: random.Random, texts: list[str]) -> str:
    text = texts[number % len(texts)]
    if number % 3 == 0:
        lines = text.split(". ")
        text = ".\r\n".join(lines) if draw.random() < 0.5 else '.\n""Said so"" '.join(lines)
    return f'R{number},"Tea, no. {number}","{text}"\r\n'


def _kind(error: str) -> str:
    return "long" if "characters of text of one product" in error else "broken"
