from __future__ import annotations

import json
from collections.abc import Callable
from datetime import date
from pathlib import Path
from typing import Any, TypeAlias

import pytest
from inline_snapshot import snapshot

from labelwarden.checker import Checker
from labelwarden.impact.run import Pair, run_impact
from labelwarden.impact.sides import Sides
from tests.cli.conftest import PACK, Run

PRODUCTS = [
    {"product": "Drops", "brand": "Acme", "claims": ["Miracle cure"], "warnings": ["Lot 12"]},
    {"product": "Pills", "brand": "Acme", "claims": ["Sheer magic"], "warnings": ["Lot 12"]},
    {"product": "Oats", "brand": "Mill", "claims": ["Plain"]},
    {"product": "Wonder", "claims": ["A wonder pill", "Magic"], "warnings": ["Lot 12"]},
]

Change: TypeAlias = Callable[..., dict[str, Any]]


@pytest.fixture
def impact(run: Run, tmp_path: Path) -> Change:
    """What `rules impact` says of the catalogue when parts of the pack are replaced."""
    lines = "".join(json.dumps(product) + "\n" for product in PRODUCTS)
    (tmp_path / "catalogue.jsonl").write_text(lines, encoding="utf-8")

    def compare(*replaced: tuple[str, str], options: tuple[str, ...] = ()) -> dict[str, Any]:
        changed = PACK
        for old, new in replaced:
            assert old in changed
            changed = changed.replace(old, new)
        for name, text in (("old", PACK), ("new", changed)):
            (tmp_path / name / "us").mkdir(parents=True, exist_ok=True)
            (tmp_path / name / "us" / "demo.yaml").write_text(text, encoding="utf-8")
        sides = ("--old", "old", "--new", "new", "--as-of", "2026-11-25")
        ended = run("rules", "impact", "catalogue.jsonl", *sides, "--format", "json", *options)
        assert ended.code == 0, ended.err
        found: dict[str, Any] = json.loads(ended.out)
        return found

    return compare


def changes(found: dict[str, Any]) -> set[tuple[str, str, int]]:
    return {(change["kind"], change["rule"], change["count"]) for change in found["changes"]}


def test_a_change_of_words_only_changes_nothing(impact: Change) -> None:
    found = impact(("Promises a miracle", "Promises wonders"), ("2026.11.1", "2026.11.2"))

    assert (found["products"], found["touched"], found["changes"]) == (4, 0, [])


def test_phrases_that_come_and_go(impact: Change) -> None:
    found = impact(("any_of: [miracle cure]", "any_of: [wonder pill]"), ("[A miracle cure]", "[A wonder pill]"))

    assert changes(found) == {("gained", "us.demo.miracle", 1), ("lost", "us.demo.miracle", 1)}
    assert {(item["supplier"], item["kind"]) for item in found["suppliers"]} == {
        ("Acme", "lost"),
        ("not named", "gained"),
    }
    assert {(item["old"], item["new"]) for item in found["verdicts"]} == {("fail", "pass"), ("review", "fail")}


def test_confidence_and_severity(impact: Change) -> None:
    found = impact(
        ("any_of: [miracle cure]", "confidence: low, any_of: [miracle cure]"), ("severity: minor", "severity: major")
    )

    assert changes(found) == {("less sure", "us.demo.miracle", 1), ("severity", "us.demo.lot", 1)}
    (less,) = (change for change in found["changes"] if change["kind"] == "less sure")
    assert less["samples"] == [{"row": 1, "product": "Drops", "quote": "Miracle cure", "old": "high", "new": "low"}]


def test_a_rule_that_was_renamed_is_the_same(impact: Change) -> None:
    found = impact(("id: us.demo.miracle", "id: us.demo.wonder\n    replaces: [us.demo.miracle]"))

    assert found["changes"] == []


def test_a_wider_quote_is_the_same_finding(impact: Change) -> None:
    found = impact(("any_of: [magic]", "any_of: [sheer magic, magic]"))

    assert found["changes"] == []


def test_words_told_under_another_rule_have_moved(impact: Change) -> None:
    broad = """\
  - id: us.demo.broad
    title: Speaks of cures
    rationale: A cure is nothing that a food can be shown to be.
    severity: critical
    when: {says: [miracle]}
    check: {kind: forbidden-phrase, any_of: [cure]}
    message: '"{quote}" promises what {product} cannot hold'
    remedy: Say what the product is instead.
    basis: [{cite: 21 U.S.C. 343(a), source: verified, as_of: 2026-11-20}]
    examples: {violated: [A miracle cure], met: [A miracle], near_miss: [Miracles]}
"""
    found = impact(("  - id: us.demo.lot\n", broad + "  - id: us.demo.lot\n"))

    assert changes(found) == {("moved", "us.demo.broad", 1)}


def test_two_days_show_what_changes_between_them(impact: Change, run: Run, tmp_path: Path) -> None:
    impact()
    dated = PACK.replace("    tags: [boast]\n", "    tags: [boast]\n    effective_from: 2026-12-19\n")
    (tmp_path / "old" / "us" / "demo.yaml").write_text(dated, encoding="utf-8")
    days = ("--as-of", "2026-12-18", "--as-of", "2026-12-19")

    out = run("rules", "impact", "catalogue.jsonl", "--old", "old", *days).out
    assert out.rpartition("\ntime a product")[0] == snapshot("""\
4 products: old on 2026-12-18 against old on 2026-12-19
1 touched: 1 gained
  verdict pass -> fail: 1

gained
         1  us.demo.miracle
            row 1  Drops: "Miracle cure"

by supplier
         1  Acme  (1 gained)
""")


@pytest.mark.parametrize(
    ("arguments", "said"),
    [
        ((), "the two sides are the same"),
        (("--as-of", "2026-01-01"), "the two sides are the same"),
        (
            ("--as-of", "2026-01-01", "--as-of", "2026-01-02", "--as-of", "2026-01-03"),
            "expected one day or two, found 3",
        ),
    ],
)
def test_two_sides_are_needed(run: Run, tmp_path: Path, arguments: tuple[str, ...], said: str) -> None:
    (tmp_path / "catalogue.jsonl").write_text("{}\n", encoding="utf-8")
    ended = run("rules", "impact", "catalogue.jsonl", *arguments)

    assert ended.code == 2
    assert said in ended.err


def checkers(impact: Change, tmp_path: Path) -> tuple[Checker, Checker]:
    impact(("any_of: [miracle cure]", "any_of: [wonder pill]"), ("[A miracle cure]", "[A wonder pill]"))
    old, new = (
        Checker.load((), date(2026, 11, 25), [tmp_path / name], builtin=False, checklist=False)
        for name in ("old", "new")
    )
    return old, new


def test_the_quick_look_misses_nothing(impact: Change, tmp_path: Path) -> None:
    old, new = checkers(impact, tmp_path)
    quick = run_impact(str(tmp_path / "catalogue.jsonl"), old, new)

    sides = Sides(old, new)
    assert sides.same_words
    sides.same_words = False
    from labelwarden.batch.work import chunks
    from labelwarden.catalog.feeds.feed import open_feed

    with open_feed(str(tmp_path / "catalogue.jsonl")) as feed:
        pair = Pair(sides, feed.reading, kept=3)
        (whole,) = (pair.of(chunk) for chunk in chunks(feed.records))
    assert (quick.by_rule, quick.verdicts, quick.samples) == (whole.by_rule, whole.verdicts, whole.samples)


def test_a_row_that_cannot_be_read_is_counted(impact: Change, tmp_path: Path) -> None:
    old, new = checkers(impact, tmp_path)
    with (tmp_path / "catalogue.jsonl").open("a", encoding="utf-8") as file:
        file.write("{broken\n")

    found = run_impact(str(tmp_path / "catalogue.jsonl"), old, new)
    assert (found.products, found.unread) == (4, 1)


def test_several_processes_come_to_the_same(impact: Change, tmp_path: Path) -> None:
    old, new = checkers(impact, tmp_path)
    lines = (tmp_path / "catalogue.jsonl").read_text(encoding="utf-8")
    # More than the chunks that are worked off before processes are started.
    (tmp_path / "many.jsonl").write_text(lines * 700, encoding="utf-8")

    alone, shared = (run_impact(str(tmp_path / "many.jsonl"), old, new, workers=workers) for workers in (1, 2))
    assert alone.products == shared.products == 2800
    assert (alone.by_rule, alone.by_supplier, alone.samples) == (shared.by_rule, shared.by_supplier, shared.samples)
