"""`check --matrix`: where a product may be sold."""

from __future__ import annotations

import json
from pathlib import Path

import pytest
from inline_snapshot import snapshot

from tests.cli.conftest import Run


@pytest.fixture(autouse=True)
def labels(tmp_path: Path) -> None:
    (tmp_path / "label.yaml").write_text(
        "product: Calm Drops\ntype: dietary_supplement\npanels: {back: A miracle cure}\n", encoding="utf-8"
    )
    (tmp_path / "broken.yaml").write_text("product: [\n", encoding="utf-8")


def test_a_place_with_what_its_label_lacks(run: Run, pack: tuple[str, ...]) -> None:
    ended = run("check", "label.yaml", "--matrix", "--jurisdiction", "US-NY", "--as-of", "2026-11-25", *pack)

    assert ended.code == 0
    assert ended.out == snapshot("""\
Calm Drops · 2026-11-25
  place   age   standing
  US      -     lawful with label items
                item  No lot number (us.demo.lot)
                item  Promises a miracle (us.demo.miracle)
  unknown                  US-NY: no rule of these places speaks of it

Each place by its own rules, and US for all states. Lawful means that none of
them is broken; this helps a person to decide and is no legal advice.

""")


def test_json_holds_every_state(run: Run, pack: tuple[str, ...]) -> None:
    ended = run("check", "label.yaml", "--matrix", "--format", "json", *pack)

    (label,) = json.loads(ended.out)["labels"]
    places = {place["place"]: place for place in label["places"]}
    assert label["product"] == "Calm Drops"
    assert places["US-WY"]["standing"] == "unknown"
    assert [item["rule"] for item in places["US"]["items"]] == ["us.demo.lot", "us.demo.miracle"]


def test_a_file_by_its_suffix(run: Run, pack: tuple[str, ...], tmp_path: Path) -> None:
    ended = run("check", "label.yaml", "--matrix", "--output", "where.json", *pack)

    assert ended.out == ""
    assert json.loads((tmp_path / "where.json").read_text(encoding="utf-8"))["labels"]


def test_another_format_is_refused(run: Run, pack: tuple[str, ...]) -> None:
    ended = run("check", "label.yaml", "--matrix", "--format", "sarif", *pack)

    assert ended.code == 2
    assert "text, json" in ended.err


def test_what_cannot_be_read_is_told(run: Run, pack: tuple[str, ...]) -> None:
    ended = run("check", "broken.yaml", "label.yaml", "--matrix", *pack)

    assert ended.code == 4
    assert "broken.yaml" in ended.err
    assert "Calm Drops" in ended.out
