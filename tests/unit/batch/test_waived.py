"""What waivers and a baseline let pass stays in the rows, and is told from what is fixed."""

from __future__ import annotations

import csv
import json
import os
import subprocess
import sys
from collections.abc import Callable
from dataclasses import replace
from datetime import date
from pathlib import Path
from typing import Any

import pyarrow as pa
import pyarrow.parquet as pq
import pytest
from python_calamine import CalamineWorkbook

from labelwarden.batch import work, workers
from labelwarden.batch.arrow import check_any
from labelwarden.batch.run import BatchOptions, run_batch
from labelwarden.batch.tally import Tally
from labelwarden.checker import Checker
from labelwarden.waivers.baseline import load_baseline
from labelwarden.waivers.model import load_waivers
from labelwarden.waivers.settle import Settling

DAY = date(2026, 11, 25)
ROWS: list[dict[str, Any]] = [
    {"id": "a", "text": "Cures cancer"},
    {"id": "b", "text": "Cures gout"},
    {"id": "c", "text": "Plain oats"},
    {"id": "d", "text": "Cures the flu"},
]
FOR_A = {"label": "a", "quote": "Cures cancer"}
FOR_B = {"label": "b", "quote": "Cures gout"}

Make = Callable[..., Checker]


@pytest.fixture(scope="module")
def plain() -> Checker:
    return Checker.load(as_of=DAY, select=["us.disease-claims"], checklist=False)


@pytest.fixture
def settled(plain: Checker, tmp_path: Path) -> Make:
    """Gives a checker with such waivers, or such a baseline."""
    rule = plain.check(_label("Cures cancer")).findings[0].rule
    assert {found.rule for text in ("Cures gout", "Cures the flu") for found in plain.check(_label(text)).findings} == {
        rule
    }

    def make(*waivers: dict[str, str], baseline: str | None = None) -> Checker:
        all_have = {"rule": rule, "reason": "It is the name of a song.", "who": "J. Doe", "until": "2027-01-01"}
        file = tmp_path / "waivers.yaml"
        file.write_text(json.dumps({"waivers": [{**all_have, **waiver} for waiver in waivers]}), encoding="utf-8")
        known = load_baseline(Path(baseline)) if baseline else frozenset()
        return replace(plain, settle=Settling(load_waivers(file), known, versions={}, as_of=DAY))

    return make


def _label(text: str) -> Any:
    from labelwarden.label.model import Label

    return Label(text=text)


def written(path: Path, rows: list[dict[str, Any]]) -> str:
    path.write_text("".join(json.dumps(row) + "\n" for row in rows), encoding="utf-8")
    return str(path)


def rows_of(path: str) -> dict[str, Any]:
    return {row["id"]: row for row in map(json.loads, Path(path).read_text(encoding="utf-8").splitlines())}


def test_rows_show_what_is_waived_in_every_kind_of_file(plain: Checker, settled: Make, tmp_path: Path) -> None:
    source = written(tmp_path / "in.jsonl", ROWS)
    out = {kind: str(tmp_path / f"o.{kind}") for kind in ("jsonl", "csv", "parquet", "xlsx")}
    for file in out.values():
        tally = run_batch(source, file, settled(FOR_A))
        assert (tally.findings, tally.waived) == (2, {"waiver": 1})
        assert "findings that are let pass: 1 by a waiver; they stand under waived" in tally.remarks()
    rows = rows_of(out["jsonl"])
    assert (rows["a"]["verdict"], rows["a"]["findings"]) == ("pass", [])
    (item,) = rows["a"]["waived"]
    assert (item["by"], item["reason"]) == ("waiver", "waived by J. Doe until 2027-01-01: It is the name of a song.")
    assert item["finding"]["evidence"][0]["quote"] == "Cures cancer"
    assert [rows[id]["waived"] for id in "bcd"] == [[], [], []]
    with Path(out["csv"]).open(encoding="utf-8", newline="") as lines:
        cells = [json.loads(line["waived"]) for line in csv.DictReader(lines)]
    assert (
        cells == pq.read_table(out["parquet"]).column("waived").to_pylist() == [row["waived"] for row in rows.values()]
    )
    sheet = CalamineWorkbook.from_path(out["xlsx"]).get_sheet_by_name("Waived").to_python()
    named = [dict(zip(sheet[0], line, strict=True)) for line in sheet[1:]]
    assert [(line["id"], line["says"], line["by"], line["reason"]) for line in named] == [
        ("a", "Cures cancer", "waiver", item["reason"])
    ]
    found = check_any(settled(FOR_A), pa.Table.from_pylist(ROWS), ())
    assert [len(waived) for waived in found.column("waived").to_pylist()] == [1, 0, 0, 0]
    # Where nothing can be waived, rows are as they were.
    run_batch(source, out["jsonl"], plain)
    assert "waived" not in rows_of(out["jsonl"])["a"]


@pytest.mark.parametrize("kind", ["jsonl", "csv", "parquet", "xlsx"])
def test_what_is_waived_since_is_not_fixed(plain: Checker, settled: Make, tmp_path: Path, kind: str) -> None:
    before, out = str(tmp_path / f"before.{kind}"), str(tmp_path / "out.jsonl")
    run_batch(written(tmp_path / "in.jsonl", ROWS), before, plain)
    changed = written(tmp_path / "in.jsonl", [*ROWS[:3], {"id": "d", "text": "Plain tea"}])
    tally = run_batch(changed, out, settled(FOR_A), BatchOptions(previous=before))
    rows = rows_of(out)
    assert (rows["a"]["findings"], len(rows["a"]["waived"]), rows["a"]["fixed"]) == ([], 1, [])
    assert [finding["state"] for finding in rows["b"]["findings"]] == ["still"]
    assert [(said["rule"], rows["d"]["waived"]) for said in rows["d"]["fixed"]] == [
        (rows["b"]["findings"][0]["rule"], [])
    ]
    assert tally.states == {"still": 1, "fixed": 1, "waived since": 1}
    assert "0 new · 1 still · 1 fixed · 1 waived since" in tally.remarks()


@pytest.mark.parametrize("kind", ["jsonl", "csv", "parquet", "xlsx"])
def test_what_was_waived_is_not_new_when_it_stands_again(
    plain: Checker, settled: Make, tmp_path: Path, kind: str
) -> None:
    source, before, out = (
        written(tmp_path / "in.jsonl", ROWS),
        str(tmp_path / f"before.{kind}"),
        str(tmp_path / "o.jsonl"),
    )
    run_batch(source, before, settled(FOR_A, FOR_B))
    tally = run_batch(source, out, settled(FOR_A), BatchOptions(previous=before))
    assert [finding["state"] for finding in rows_of(out)["b"]["findings"]] == ["still"]
    assert tally.states == {"still": 2}
    # And what is no longer there is fixed, waived or not.
    changed = written(tmp_path / "in.jsonl", [{"id": "a", "text": "Plain tea"}])
    run_batch(changed, out, plain, BatchOptions(previous=before))
    assert len(rows_of(out)["a"]["fixed"]) == 1


def test_waivers_are_told_to_be_of_no_use_by_whichever_process_saw_it(
    settled: Make, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(work, "CHUNK_ROWS", 1)
    monkeypatch.setattr(workers, "ALONE", 1)
    source, out = written(tmp_path / "in.jsonl", ROWS), str(tmp_path / "out.jsonl")
    waivers = (FOR_A, FOR_B, {"label": "c", "quote": "Cures age"}, {"label": "gone", "quote": "Cures age"})
    said = []
    for count in (1, 2):
        checker = settled(*waivers)
        run_batch(source, out, checker, BatchOptions(workers=count))
        settling = Settling.of(checker.settle)
        assert settling is not None
        said.append([remark.message for remark in settling.remarks()])
    assert said[0] == said[1]
    assert [message.partition("is of no use")[1] for message in said[0]] == ["is of no use", ""]
    assert said[0][1] == "1 of 4 waivers are for labels that are not in this run"


def test_a_run_that_was_stopped_tells_of_all_waivers(
    settled: Make, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(work, "CHUNK_ROWS", 1)
    source, out = written(tmp_path / "in.jsonl", ROWS), str(tmp_path / "out.jsonl")

    class Stopped(Exception):
        pass

    def stop(tally: Tally, _share: object) -> None:
        if tally.rows == 2:
            raise Stopped

    with pytest.raises(Stopped):
        run_batch(source, out, settled(FOR_A, FOR_B), told=stop)
    checker = settled(FOR_A, FOR_B)
    run_batch(source, out, checker, BatchOptions(resume=True))
    settling = Settling.of(checker.settle)
    assert settling is not None
    assert settling.remarks() == ()


def test_a_catalogue_may_be_its_own_baseline_and_is_reused_under_it(
    plain: Checker, settled: Make, tmp_path: Path
) -> None:
    source, before = written(tmp_path / "in.jsonl", ROWS), str(tmp_path / "before.jsonl")
    run_batch(source, before, plain)
    first, second = str(tmp_path / "1.jsonl"), str(tmp_path / "2.jsonl")
    whole = run_batch(source, first, settled(baseline=before), BatchOptions(reuse=True))
    # The rows have no product name: they are known by their ids.
    assert (whole.verdicts, whole.waived) == ({"pass": 4}, {"baseline": 3})
    again = BatchOptions(reuse=True, previous=first)
    taken = run_batch(source, second, settled(baseline=before), again)
    assert (taken.reused, taken.waived, taken.states.total()) == (4, {"baseline": 3}, 0)
    assert [row["waived"] for row in rows_of(second).values()] == [row["waived"] for row in rows_of(first).values()]
    # Another product of the same name is another one.
    named = [{"id": id, "product": "Calm Tea", "claims": ["Cures gout"], "type": "food"} for id in "ab"]
    run_batch(written(tmp_path / "named.jsonl", named[:1]), before, plain)
    twins = run_batch(written(tmp_path / "named.jsonl", named), first, settled(baseline=before))
    assert (twins.verdicts, twins.waived) == ({"pass": 1, "fail": 1}, {"baseline": 1})
    # With waivers every row is checked, so that each can be told whether it is of use.
    run_batch(source, first, settled(FOR_A), BatchOptions(reuse=True))
    assert run_batch(source, second, settled(FOR_A), again).reused == 0


def test_the_mark_is_of_what_counts_and_the_same_in_every_process(settled: Make, tmp_path: Path) -> None:
    """A set comes in another order in each process; were that part of it, no stopped run could go on."""
    before = tmp_path / "before.jsonl"
    found = [{"fingerprint": f"{n:08}"} for n in range(50)]
    before.write_text(json.dumps({"id": "a", "findings": found}), encoding="utf-8")
    code = (
        "from datetime import date; from pathlib import Path; from labelwarden.waivers.baseline import load_baseline; "
        "from labelwarden.waivers.settle import Settling; "
        f"print(Settling((), load_baseline(Path({str(before)!r})), versions={{}}, as_of=date(2026, 11, 25)).mark)"
    )
    marks = {
        subprocess.run(
            [sys.executable, "-c", code], env={**os.environ, "PYTHONHASHSEED": seed}, capture_output=True, check=True
        ).stdout
        for seed in ("1", "2")
    }
    assert len(marks) == 1
    one, same, other = (Settling.of(settled(*waivers).settle) for waivers in ([FOR_A], [FOR_A], [FOR_B]))
    assert one
    assert same
    assert other
    one(Checker.load(as_of=DAY, select=["us.disease-claims"], checklist=False).check(_label("Cures cancer")))
    assert one.mark == same.mark != other.mark
