"""A small pack of rules of somebody's own, as it stands in a file."""

from __future__ import annotations

OWN = """\
pack: us.moon
title: Moon dust
version: 2026.11.1
jurisdiction: US
authority: FDA
rules:
  - id: us.moon.dust
    title: Promises moon dust
    rationale: Nobody sells dust of the moon.
    severity: major
    check: {kind: forbidden-phrase, any_of: [moon dust]}
    message: '"{quote}" is promised'
    remedy: Leave it out.
    basis:
      - {cite: "21 U.S.C. 343(a)(1)", source: verified, as_of: 2026-11-01}
    examples:
      violated: [With moon dust]
      met: [Made from whole oats]
      near_miss: [Moon shaped]
"""
