"""The matcher alone: time a label, growth with the number of rules, with the size of the text, on hostile text."""

from __future__ import annotations

import re
import tracemalloc

from benchmarks.measure import cpu
from benchmarks.workload import Workload, hostile, matcher, plain, workload
from labelwarden.matching.matcher import Matcher
from labelwarden.text.printed import Text

LABELS = 400


def run() -> None:
    for rules in (300, 1_000, 3_000):
        load = workload(rules, LABELS)
        compiled = matcher(load)
        compiled.join(compiled.scan(Text(load.labels[0])))
        each = cpu(lambda load=load, compiled=compiled: [compiled.join(compiled.scan(Text(t))) for t in load.labels])
        size = sum(map(len, load.labels)) / LABELS
        print(f"{rules:5} rules: {each / LABELS * 1e6:6.1f} us of CPU for a label of {size:.0f} bytes")
        if rules == 3_000:
            loop = _loop_over_re(load)
            print(f"             a loop over `re` takes {loop / (each / LABELS):,.0f} times as long")
            _found(load, compiled)
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


def _loop_over_re(load: Workload) -> float:
    """CPU seconds a label of the way that everybody writes first; a few labels are enough to know."""
    patterns = [re.compile(rf"\b{re.escape(phrase)}\b") for phrase in load.ingredients]
    patterns += [
        re.compile(
            rf"\b(?:{'|'.join(load.verbs[verb])})\b(?:\W+\w+){{0,6}}?\W+{re.escape(load.conditions[condition])}\b"
        )
        for verb, condition in load.pairs
    ]
    few = [label.lower() for label in load.labels[:4]]
    return cpu(lambda: [pattern.search(label) for label in few for pattern in patterns], 1) / len(few)


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
