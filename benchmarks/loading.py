"""Loading the rules that ship, and refusing hostile rule files."""

from __future__ import annotations

import tempfile
from pathlib import Path

from benchmarks.measure import cpu
from labelwarden.errors import RuleError
from labelwarden.rules.load import load_rulebook

HOSTILE = {
    "an alias bomb": "a: &a [x,x,x,x,x,x,x,x,x]\n"
    + "".join(f"{n}: &{n} [{','.join(['*' + p] * 9)}]\n" for p, n in zip("abcdefgh", "bcdefghi", strict=True)),
    "20,000 nested brackets": "pack: " + "[" * 20_000,
    "a catastrophic pattern": """\
pack: hostile
title: Hostile
version: 2026.1.1
jurisdiction: US
authority: FDA
rules:
  - id: hostile.pattern
    title: A pattern that RE2 cannot match
    rationale: It looks ahead, which no linear engine does.
    severity: note
    check: {kind: forbidden-phrase, pattern: '(a+)+(?=b)', literal: aa}
    message: It says {quote}.
    remedy: Write it in another way.
    basis: [{cite: 21 U.S.C. 1, source: verified, as_of: 2026-01-01}]
    examples: {violated: [aab], met: [b], near_miss: [a]}
""",
}


def run() -> None:
    print(f"all rules that ship: {cpu(load_rulebook, 5):.3f} s of CPU")
    with tempfile.TemporaryDirectory() as folder:
        for name, text in HOSTILE.items():
            path = Path(folder, "hostile.yaml")
            path.write_text(text, encoding="utf-8")
            print(f"{name}: refused in {cpu(lambda path=path: _refused(path), 5) * 1000:.1f} ms of CPU")


def _refused(path: Path) -> None:
    try:
        load_rulebook([path], builtin=False)
    except RuleError:
        return
    raise SystemExit(f"bench: {path.name} was not refused")
