"""Settings of a folder: labelwarden.yaml, labelwarden.lock, waivers and a baseline."""

from __future__ import annotations

import json
from pathlib import Path
from typing import Any

import pytest

from tests.cli.conftest import PACK, Run

DAY = ("--as-of", "2026-11-25")

WAIVER = """\
waivers:
  - rule: us.demo.miracle
    label: Drops
    quote: Miracle cure
    version: 2026.11.1
    reason: It is the name of the band on the label.
    who: J. Doe
    until: 2027-01-01
"""


@pytest.fixture
def label(tmp_path: Path) -> Path:
    """A label with two findings: words that are forbidden, and a lot number that is missing."""
    file = tmp_path / "drops.yaml"
    file.write_text("product: Drops\nclaims: [Miracle cure]\n", encoding="utf-8")
    return file


def checked(run: Run, *arguments: str) -> Any:
    return json.loads(run("check", "drops.yaml", "--format", "json", *DAY, *arguments).out)["labels"][0]


def rules_of(label: Any) -> list[str]:
    return [finding["rule"] for finding in label["findings"]]


def test_a_profile_above_adds_packs_switches_off_and_rates(
    run: Run, pack: tuple[str, ...], label: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    profile = "rules: [packs]\nbuiltin: no\noff: [us.demo.lot]\nseverity: {us.demo: major, us.demo.miracle: minor}\n"
    (tmp_path / "labelwarden.yaml").write_text(profile, encoding="utf-8")
    below = tmp_path / "spring" / "drops"
    below.mkdir(parents=True)
    label.rename(below / "drops.yaml")
    monkeypatch.chdir(below)

    found = checked(run)
    assert [(finding["rule"], finding["severity"]) for finding in found["findings"]] == [("us.demo.miracle", "minor")]
    ended = run("check", "drops.yaml", *DAY, "--fail-on", "major")
    assert ended.code == 0
    assert f"using {tmp_path / 'labelwarden.yaml'}\n" in ended.err
    assert len(run("rules", "list").out.splitlines()) == 3
    # Named a second time, the folder is not read a second time.
    assert run("rules", "validate", str(tmp_path / "packs")).code == 0
    assert pack


@pytest.mark.parametrize(
    ("profile", "said"),
    [
        ("rulez: [packs]\n", 'labelwarden.yaml:1:1  unknown key "rulez"'),
        ("severity:\n  us.demo: awful\n", "labelwarden.yaml:2:12  `us.demo`: expected"),
        ("rules: packs\n", "labelwarden.yaml:1:8  `rules`: expected a list"),
        ("off: [us.demo.lots]\n", 'no rule, category or tag is called "us.demo.lots"'),
        ("severity: {us.demo.lots: minor}\n", "Did you mean us.demo.lot?"),
    ],
)
def test_a_faulty_profile_is_refused_with_its_place(
    run: Run, pack: tuple[str, ...], label: Path, tmp_path: Path, profile: str, said: str
) -> None:
    (tmp_path / "labelwarden.yaml").write_text(profile, encoding="utf-8")

    ended = run("check", label.name, *pack)
    assert ended.code == 2
    assert said in ended.err


def test_a_waiver_takes_its_finding_out_and_stays_visible(
    run: Run, pack: tuple[str, ...], label: Path, tmp_path: Path
) -> None:
    (tmp_path / "waivers.yaml").write_text(WAIVER, encoding="utf-8")
    found = checked(run, "--waivers", "waivers.yaml", *pack)

    assert rules_of(found) == ["us.demo.lot"]
    (waived,) = found["waived"]
    assert waived["finding"]["rule"] == "us.demo.miracle"
    assert waived["finding"]["evidence"][0]["quote"] == "Miracle cure"
    assert waived["by"] == "waiver"
    assert waived["reason"] == "waived by J. Doe until 2027-01-01: It is the name of the band on the label."
    assert label.is_file()


def test_what_is_missing_can_be_waived_and_the_verdict_follows(
    run: Run, pack: tuple[str, ...], label: Path, tmp_path: Path
) -> None:
    missing = WAIVER.replace("us.demo.miracle", "us.demo.lot").replace("quote: Miracle cure", "missing: true")
    (tmp_path / "waivers.yaml").write_text(WAIVER + missing.removeprefix("waivers:\n"), encoding="utf-8")

    ended = run("check", label.name, "--format", "json", "--waivers", "waivers.yaml", *DAY, *pack)
    found = json.loads(ended.out)["labels"][0]
    assert (ended.code, found["verdict"], found["findings"]) == (0, "pass", [])
    lot = next(item for item in found["waived"] if item["finding"]["rule"] == "us.demo.lot")
    assert lot["reason"].startswith("waived by J. Doe until 2027-01-01")
    assert ended.err == ""


@pytest.mark.parametrize(
    ("old", "new", "said"),
    [
        ("until: 2027-01-01", "until: 2026-11-24", "expired on 2026-11-24; the finding is reported again"),
        ("version: 2026.11.1", "version: 2026.10.4", "was for version 2026.10.4 of its pack, not for this one"),
        ("quote: Miracle cure", "quote: Miraculous cure", "is of no use: the label has no such finding any more"),
        ("label: Drops", "label: Pills", "1 of 1 waivers are for labels that are not in this run"),
    ],
)
def test_waivers_that_do_not_hold_are_told(
    run: Run, pack: tuple[str, ...], label: Path, tmp_path: Path, old: str, new: str, said: str
) -> None:
    (tmp_path / "waivers.yaml").write_text(WAIVER.replace(old, new), encoding="utf-8")
    ended = run("check", label.name, "--format", "json", "--waivers", "waivers.yaml", *DAY, *pack)

    assert "us.demo.miracle" in rules_of(json.loads(ended.out)["labels"][0])
    assert said in ended.err


@pytest.mark.parametrize(
    ("old", "new", "said"),
    [
        ("    who: J. Doe\n", "", "waivers.yaml:2:5  `who` is missing"),
        ("    quote: Miracle cure\n", "", "expected one of `quote`, `fingerprint` and `missing: true`"),
        ("reason:", "raeson:", "Did you mean reason?"),
    ],
)
def test_faulty_waivers_are_refused(
    run: Run, pack: tuple[str, ...], label: Path, tmp_path: Path, old: str, new: str, said: str
) -> None:
    (tmp_path / "waivers.yaml").write_text(WAIVER.replace(old, new), encoding="utf-8")
    ended = run("check", label.name, "--waivers", "waivers.yaml", *pack)

    assert ended.code == 2
    assert said in ended.err


@pytest.mark.parametrize("form", ["json", "jsonl"])
def test_a_baseline_accepts_what_is_there_and_nothing_else(
    run: Run, pack: tuple[str, ...], label: Path, tmp_path: Path, form: str
) -> None:
    before = run("check", label.name, "--format", form, *DAY, *pack).out
    (tmp_path / "before.json").write_text(before, encoding="utf-8")
    assert checked(run, "--baseline", "before.json", *pack)["verdict"] == "pass"

    label.write_text("product: Drops\nclaims: [Miracle cure, Another miracle cure of magic]\n", encoding="utf-8")
    # The same words a second time are a finding of their own.
    assert rules_of(checked(run, "--baseline", "before.json", *pack)) == ["us.demo.miracle", "us.demo.maybe"]


def test_a_baseline_made_under_a_baseline_accepts_the_same_and_no_more(
    run: Run, pack: tuple[str, ...], label: Path, tmp_path: Path
) -> None:
    (tmp_path / "first.json").write_text(run("check", label.name, "--format", "json", *DAY, *pack).out, "utf-8")
    again = run("check", label.name, "--format", "json", "--baseline", "first.json", *DAY, *pack)
    (tmp_path / "second.json").write_text(again.out, "utf-8")
    assert rules_of(checked(run, "--baseline", "second.json", *pack)) == []

    # What a waiver let pass is no part of it: waivers end.
    (tmp_path / "waivers.yaml").write_text(WAIVER, encoding="utf-8")
    waived = run("check", label.name, "--format", "json", "--waivers", "waivers.yaml", *DAY, *pack)
    (tmp_path / "third.json").write_text(waived.out, "utf-8")
    assert rules_of(checked(run, "--baseline", "third.json", *pack)) == ["us.demo.miracle"]


def test_a_baseline_that_is_none_says_how_to_make_one(
    run: Run, pack: tuple[str, ...], label: Path, tmp_path: Path
) -> None:
    (tmp_path / "before.json").write_text("[1]", encoding="utf-8")
    # What is there is not to be overwritten.
    for name, advised in (("before.json", "baseline.json"), ("none.json", "none.json")):
        ended = run("check", label.name, "--baseline", name, *pack)
        assert ended.code == 2
        assert f"make one by: labelwarden check PATH... --format json --output {advised}" in ended.err


def test_a_lock_refuses_rules_that_differ(run: Run, pack: tuple[str, ...], label: Path, tmp_path: Path) -> None:
    assert run("rules", "lock", *pack).err == "1 pack pinned: labelwarden.lock\n"
    assert run("check", label.name, *DAY, *pack).code == 1

    file = tmp_path / "packs" / "us" / "demo.yaml"
    file.write_text(PACK.replace("severity: minor", "severity: note"), encoding="utf-8")
    (file.parent / "more.yaml").write_text(PACK.replace("us.demo", "us.more"), encoding="utf-8")
    ended = run("check", label.name, *DAY, *pack)
    assert ended.code == 3
    assert "labelwarden.lock:6:17  us/demo.yaml is not the file that was pinned" in ended.err
    assert "us/more.yaml is among the rules of this run and not pinned" in ended.err
    assert "labelwarden rules lock" in ended.err

    file.unlink()
    assert "us/demo.yaml is pinned and not among the rules" in run("check", label.name, *DAY, *pack).err
    assert run("rules", "lock", *pack).code == 0
    assert run("check", label.name, *DAY, *pack).code == 1
