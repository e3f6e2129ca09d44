"""The matcher alone: time a label, growth with the number of rules, with the size of the text, on hostile text."""

from __future__ import annotations

import tracemalloc

from benchmarks.measure import cpu
from benchmarks.table import reach
from benchmarks.workload import Workload, hostile, matcher, plain, workload
from labelwarden.matching.matcher import Matcher
from labelwarden.text.printed import Text

LABELS = 400


def run() -> None:
    times = {}
    for rules in (300, 1_000, 3_000):
        load = workload(rules, LABELS)
        compiled = matcher(load)
        compiled.join(compiled.scan(Text(load.labels[0])))
        each = cpu(lambda load=load, compiled=compiled: [compiled.join(compiled.scan(Text(t))) for t in load.labels])
        times[rules] = each / LABELS
        size = sum(map(len, load.labels)) / LABELS
        print(f"{rules:5} rules: {each / LABELS * 1e6:6.1f} us of CPU for a label of {size:.0f} bytes")
    _found(load, compiled)
    growth = times[3_000] / times[300]
    reach("growth from 300 to 3,000 rules", "at most 2 x", f"{growth:.2f} x", is_reached=growth <= 2)
    compiled = matcher(workload(3_000, 0))
    for name, text in (("ordinary", plain), ("hostile", hostile)):
        base = 0.0
        for size in (1_000, 100_000, 10_000_000):
            seconds = _of_text(compiled, text(size), max(1, 200_000 // size))
            base = base or seconds / size
            growth = seconds / size / base
            print(f"{name:>8} text of {size:>10,} bytes: {seconds / size * 1e9:6.1f} ns a byte, x{growth:.2f}")
    _memory()


def _of_text(compiled: Matcher, text: str, repeat: int) -> float:
    return cpu(lambda: [compiled.join(compiled.scan(Text(text))) for _ in range(repeat)], 3) / repeat


def _found(load: Workload, compiled: Matcher) -> None:
    hits = joins = 0
    for label in load.labels:
        found = compiled.scan(Text(label))
        hits += len(found.content)
        joins += len(compiled.join(found))
    print(f"             {hits / len(load.labels):.1f} terms and {joins / len(load.labels):.2f} relations a label")


def _memory() -> None:
    """Memory of one text after another does not add up."""
    compiled = matcher(workload(3_000, 0))
    text = plain(200_000)
    tracemalloc.start()
    for _ in range(3):
        compiled.join(compiled.scan(Text(text)))
    first = tracemalloc.get_traced_memory()[0]
    for _ in range(20):
        compiled.join(compiled.scan(Text(text)))
    last = tracemalloc.get_traced_memory()[0]
    tracemalloc.stop()
    print(f"memory kept after 20 more texts of 200 KB: {(last - first) / 1024:+.0f} KB")
