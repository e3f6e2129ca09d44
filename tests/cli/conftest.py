"""The program run as a user runs it, with a pack of three small rules of its own instead of those that ship."""

from __future__ import annotations

import sys
from collections.abc import Callable
from dataclasses import dataclass
from pathlib import Path
from typing import TypeAlias

import pytest

from labelwarden.__main__ import main

PACK = """\
pack: us.demo
title: Rules for tests
version: 2026.11.1
jurisdiction: US
authority: FDA
rules:
  - id: us.demo.miracle
    title: Promises a miracle
    rationale: A miracle is nothing that a product can be shown to work.
    severity: critical
    tags: [boast]
    check: {kind: forbidden-phrase, any_of: [miracle cure], except_in: [no miracle cure]}
    message: '"{quote}" promises what {product} cannot hold'
    remedy: Say what the product is instead.
    basis:
      - {cite: 21 U.S.C. 343(a), url: "https://uscode.house.gov/", source: verified, as_of: 2026-11-20}
    precedents: [{recipient: Example Botanicals, date: 2025-06-25}]
    examples: {violated: [A miracle cure], met: [Plain oats], near_miss: [This is no miracle cure]}
  - id: us.demo.lot
    title: No lot number
    rationale: Without its number a lot cannot be called back.
    severity: minor
    surface: label
    tags: [statement]
    check: {kind: required-statement, all_of: [[lot]]}
    message: '{product} states no lot number'
    remedy: Print the number of the lot.
    basis: [{cite: 21 CFR 111.415, source: secondary, as_of: 2026-11-20}]
    examples: {violated: [Oats], met: [Lot 12], near_miss: [Lot A]}
  - id: us.demo.maybe
    title: Speaks of magic
    rationale: Whether this breaks the law nobody has said yet.
    severity: major
    status: experimental
    check: {kind: forbidden-phrase, any_of: [magic]}
    message: '"{quote}" may be taken for a promise'
    remedy: Leave it out.
    basis: [{cite: A rumour, source: unconfirmed, as_of: 2026-11-20}]
    examples: {violated: [Magic drops], met: [Drops], near_miss: [Magician]}
"""


@dataclass(frozen=True, slots=True)
class Ended:
    """A command that has ended."""

    code: int
    out: str
    err: str


Run: TypeAlias = Callable[..., Ended]


@pytest.fixture
def run(
    monkeypatch: pytest.MonkeyPatch, capsysbinary: pytest.CaptureFixture[bytes], tmp_path: Path
) -> Callable[..., Ended]:
    """Runs `labelwarden` with these arguments in an empty folder."""
    monkeypatch.chdir(tmp_path)
    monkeypatch.setenv("COLUMNS", "80")

    def start(*arguments: str) -> Ended:
        monkeypatch.setattr(sys, "argv", ["labelwarden", *arguments])
        capsysbinary.readouterr()
        with pytest.raises(SystemExit) as ended:
            main()
        out, err = capsysbinary.readouterr()
        code = ended.value.code
        assert isinstance(code, int)
        return Ended(code, out.decode(), err.decode())

    return start


@pytest.fixture
def pack(tmp_path: Path) -> tuple[str, ...]:
    """The options that put the rules for tests in the place of those that ship."""
    folder = tmp_path / "packs" / "us"
    folder.mkdir(parents=True)
    (folder / "demo.yaml").write_text(PACK, encoding="utf-8")
    return "--no-builtin-rules", "--rules", "packs"
