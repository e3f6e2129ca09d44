"""One cheap rule, where a run is about files and memory and not about rules."""

from __future__ import annotations

from pathlib import Path

PACK = """\
pack: us.bench
title: One cheap rule
version: 2026.11.1
jurisdiction: US
authority: FDA
rules:
  - id: us.bench.words
    title: Says what one product in five says
    rationale: A run has to have findings to write.
    severity: major
    status: stable
    surface: both
    check: {kind: forbidden-phrase, any_of: [arthritis pain, common cold, kills viruses]}
    message: 'It says "{quote}"'
    remedy: Leave these words out.
    basis: [{cite: A law, source: verified, as_of: 2026-01-01}]
    examples: {violated: [Arthritis pain], met: [Plain oats], near_miss: [A cold drink]}
"""


def options(folder: Path) -> list[str]:
    """What the command is given to check by that rule alone."""
    path = folder / "rules" / "us" / "bench.yaml"
    path.parent.mkdir(parents=True, exist_ok=True)
    path.write_text(PACK, encoding="utf-8")
    return ["--no-builtin-rules", "--rules", str(path.parent.parent)]
