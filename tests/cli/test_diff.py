"""`labelwarden diff` as a user runs it."""

from __future__ import annotations

import json
from pathlib import Path

import pytest
from inline_snapshot import snapshot

from tests.cli.conftest import Run


@pytest.fixture(autouse=True)
def labels(tmp_path: Path) -> None:
    (tmp_path / "old.yaml").write_text(
        "product: Calm Drops\ntype: food\npanels: {front: the miracle cure for all, back: Lot 12}\n", encoding="utf-8"
    )
    (tmp_path / "new.yaml").write_text(
        "product: Calm Drops\ntype: food\npanels: {front: a drink for all of us}\n", encoding="utf-8"
    )


def test_it_says_what_was_written_otherwise_and_what_the_rules_make_of_it(run: Run, pack: tuple[str, ...]) -> None:
    ended = run("diff", "old.yaml", "new.yaml", *pack)
    assert (ended.code, ended.err) == (1, "")
    assert ended.out == snapshot("""\
Calm Drops                                                           FAIL → FAIL
old.yaml → new.yaml

wording: 3 changes
  ~ changed front: [-the miracle cure-] {+a drink+} for all of us …
  + added   front: … a drink for all {+of us+}
  - removed back: [-Lot 12-]

findings: 1 gone · 1 new
  + new   minor: No lot number · us.demo.lot
      do  Print the number of the lot.
  - gone  critical: Promises a miracle "miracle cure" · us.demo.miracle

This helps a person to decide and is no legal advice. A label without findings
may still be unlawful.
""")


def test_the_same_findings_are_no_findings(run: Run, pack: tuple[str, ...]) -> None:
    (Path("same.yaml")).write_text(
        Path("old.yaml").read_text(encoding="utf-8").replace("Lot 12", "Lot 13"), encoding="utf-8"
    )
    ended = run("diff", "old.yaml", "same.yaml", *pack)
    assert ended.code == 0
    assert "[-12-] {+13+}" in ended.out
    assert "findings: 1 still there" in ended.out


def test_as_data(run: Run, pack: tuple[str, ...]) -> None:
    ended = run("diff", "new.yaml", "old.yaml", "--format", "json", "--output", "diff.json", *pack)
    data = json.loads(Path("diff.json").read_text(encoding="utf-8"))
    assert (ended.code, ended.out) == (1, "")
    assert data["schema"] == "labelwarden.diff/1"
    assert (data["old"]["verdict"], data["new"]["verdict"]) == ("fail", "fail")
    assert [finding["rule"] for finding in data["findings"]["new"]] == ["us.demo.miracle"]
    assert [finding["rule"] for finding in data["findings"]["gone"]] == ["us.demo.lot"]
    assert {"kind": "added", "panel": "back", "old": "", "new": "Lot 12", "before": "", "after": ""} in data["wording"]


def test_a_folder_is_one_label(run: Run, pack: tuple[str, ...]) -> None:
    for version, words in (("v1", "Plain oats"), ("v2", "Plain oats, a miracle cure")):
        Path(version).mkdir()
        Path(version, "front.txt").write_text(words, encoding="utf-8")
        Path(version, "back.txt").write_text("Lot 12", encoding="utf-8")
    ended = run("diff", "v1", "v2", *pack)
    assert ended.code == 1
    assert "{+a miracle cure+}" in ended.out


@pytest.mark.parametrize(
    ("paths", "code", "said"),
    [
        (("old.yaml", "gone.yaml"), 4, "gone.yaml: there is no such file"),
        (("old.yaml",), 2, "Missing argument 'NEW'"),
    ],
)
def test_what_cannot_be_compared(run: Run, pack: tuple[str, ...], paths: tuple[str, ...], code: int, said: str) -> None:
    ended = run("diff", *paths, *pack)
    assert (ended.code, ended.out) == (code, "")
    assert said in ended.err


def test_hostile_words_cannot_steer_the_terminal(run: Run, pack: tuple[str, ...]) -> None:
    Path("evil.yaml").write_text(
        'product: Oats\npanels: {front: "a \\x1b[31m drink \\u202e for all"}\n', encoding="utf-8"
    )
    ended = run("diff", "new.yaml", "evil.yaml", *pack)
    assert "⟨U+001B⟩[31m" in ended.out
    assert "\x1b" not in ended.out
    assert "\u202e" not in ended.out


def test_what_was_remarked_on_the_reading_of_a_version_is_told(run: Run, pack: tuple[str, ...]) -> None:
    Path("latin.txt").write_bytes("Caf\xe9 cr\xe8me, Lot 12".encode("latin-1"))
    ended = run("diff", "latin.txt", "new.yaml", *pack)
    assert "note: " in ended.out
    assert "Latin-1" in ended.out
    data = json.loads(run("diff", "latin.txt", "new.yaml", "--format", "json", *pack).out)
    assert "Latin-1" in data["old"]["notes"][0]
    assert data["new"]["notes"] == []
