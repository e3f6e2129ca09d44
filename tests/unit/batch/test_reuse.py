"""Rows that are unchanged are taken from an earlier result, and what comes out is what a full run gives."""

from __future__ import annotations

import json
from dataclasses import replace
from datetime import date
from pathlib import Path
from typing import Any

import pytest

from labelwarden.batch import work, workbook_file, workers
from labelwarden.batch.run import BatchOptions, run_batch
from labelwarden.batch.tally import Tally
from labelwarden.checker import Checker
from labelwarden.engine import check_label
from labelwarden.errors import UsageError
from labelwarden.findings.finding import LabelResult

SELECT = ["us.disease-claims"]
ROWS: list[dict[str, Any]] = [
    {"id": "a", "text": "This tea cures cancer and treats arthritis pain"},
    {"id": "b", "text": "Plain oats"},
    {"id": "=c", "text": "Relieves anxiety in minutes"},
    {"text": "Cures the flu"},
    {"text": "Cures the flu"},
    {"id": "d", "product": 'Oats "new", {"state": "new"}', "claims": ["Cures cancer", "Cures \ud800 gout"]},
    {"id": "e", "text": ""},
    {"id": "a", "text": "Relieves anxiety"},
]


@pytest.fixture(scope="module")
def checker() -> Checker:
    return Checker.load(as_of=date(2026, 11, 25), select=SELECT, checklist=False)


def written(path: Path, rows: list[dict[str, Any]]) -> str:
    path.write_text("".join(json.dumps(row) + "\n" for row in rows), encoding="utf-8")
    return str(path)


@pytest.mark.parametrize("kind", ["jsonl", "csv", "parquet", "xlsx"])
@pytest.mark.parametrize("before", ["jsonl", "csv", "parquet", "xlsx"])
def test_the_bytes_are_those_of_a_full_run(
    checker: Checker, tmp_path: Path, monkeypatch: pytest.MonkeyPatch, before: str, kind: str
) -> None:
    monkeypatch.setattr(workbook_file, "CELL", 900)  # findings go on on the sheet of long texts
    old = str(tmp_path / f"old.{before}")
    run_batch(written(tmp_path / "1.jsonl", ROWS), old, checker, BatchOptions(reuse=True))
    changed = [{"id": "new", "text": "Cures gout"}, *ROWS[:2], {**ROWS[2], "text": "Relieves pain"}, *ROWS[3:]]
    now = written(tmp_path / "2.jsonl", changed)
    full, quick = tmp_path / f"full.{kind}", tmp_path / f"quick.{kind}"
    # A digest that fits no other run: nothing can be taken over.
    other = Checker.load(as_of=date(2026, 11, 25), select=SELECT, ignore=["tobacco"], checklist=False)
    stale = str(tmp_path / "stale.jsonl")
    run_batch(str(tmp_path / "1.jsonl"), stale, other, BatchOptions(reuse=True))
    whole = run_batch(now, str(full), checker, BatchOptions(reuse=True, previous=stale))
    taken = run_batch(now, str(quick), checker, BatchOptions(reuse=True, previous=old))
    # What has no id is known by its place. The text of d has half a surrogate pair, which not every file can hold.
    assert (whole.reused, taken.reused) == (0, 4)
    assert quick.read_bytes() == full.read_bytes()
    assert {**taken.as_json(), "reused": 0} == {**whole.as_json(), "reused": 0}


def test_nothing_is_checked_twice_and_nothing_stale_is_kept(
    checker: Checker, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    source = written(tmp_path / "1.jsonl", ROWS[:3])
    old, out = str(tmp_path / "old.jsonl"), str(tmp_path / "out.jsonl")
    run_batch(source, old, checker, BatchOptions(reuse=True))

    def reused(other: Checker, **options: Any) -> int:
        return run_batch(source, out, other, BatchOptions(reuse=True, previous=old, **options)).reused

    # On another day the same rules are in force; other rules, severities and options are another matter.
    assert reused(Checker.load(as_of=date(2026, 11, 26), select=SELECT, checklist=False)) == 3
    assert reused(Checker.load(as_of=date(1994, 1, 1), select=SELECT, checklist=False)) == 0
    assert reused(Checker.load(as_of=date(2026, 11, 25), select=SELECT, experimental=True, checklist=False)) == 0
    assert reused(Checker.load(["US-NY"], date(2026, 11, 25), select=SELECT, checklist=False)) == 0
    assert reused(checker, matrix=True) == 0
    assert run_batch(source, out, checker, BatchOptions(previous=old)).reused == 0
    calls: list[object] = []
    monkeypatch.setattr(check_label, "check_label", calls.append)
    monkeypatch.setattr("labelwarden.checker.check_label", calls.append)
    assert reused(checker) == 3
    assert not calls


def test_workers_and_an_interruption_change_no_byte(
    checker: Checker, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(work, "CHUNK_ROWS", 2)
    monkeypatch.setattr(workers, "ALONE", 1)
    old = str(tmp_path / "old.jsonl")
    source = written(tmp_path / "1.jsonl", [*ROWS, *({"id": str(n), "text": "Cures gout"} for n in range(9))])
    run_batch(source, old, checker, BatchOptions(reuse=True))
    options = BatchOptions(reuse=True, previous=old)
    for count in (1, 2):
        run_batch(source, str(tmp_path / f"by-{count}.jsonl"), checker, replace(options, workers=count))
    assert (tmp_path / "by-1.jsonl").read_bytes() == (tmp_path / "by-2.jsonl").read_bytes()
    first = (tmp_path / "by-1.jsonl").read_bytes()

    class Stopped(Exception):
        pass

    def stop(tally: Tally, _share: object) -> None:
        if tally.rows >= 6:
            raise Stopped

    with pytest.raises(Stopped):
        run_batch(source, str(tmp_path / "out.jsonl"), checker, options, told=stop)
    run_batch(source, str(tmp_path / "out.jsonl"), checker, replace(options, resume=True))
    assert (tmp_path / "out.jsonl").read_bytes() == first


def test_a_result_is_replaced_by_the_next_one_that_is_compared_with_it(checker: Checker, tmp_path: Path) -> None:
    source, out = written(tmp_path / "1.jsonl", ROWS), str(tmp_path / "out.jsonl")
    run_batch(source, out, checker, BatchOptions(reuse=True))
    again = BatchOptions(reuse=True, previous=out)
    second = run_batch(source, out, checker, again)
    assert second.reused == 6
    third = run_batch(source, out, checker, again)
    # Two rows have the id a; what the one says is not there in the other.
    assert (third.reused, third.states) == (6, second.states)
    rows = [json.loads(line) for line in Path(out).read_bytes().splitlines()]
    assert {finding["state"] for row in rows for finding in row["findings"]} == {"still"}


def unsettled(result: LabelResult) -> LabelResult:
    """What may become of a result: as whoever wrote it pleases, by its place."""
    return result


def test_results_may_be_settled_by_their_place(tmp_path: Path) -> None:
    checker = Checker.load(as_of=date(2026, 11, 25), select=SELECT, checklist=False)
    checker.settle = unsettled
    old = str(tmp_path / "old.jsonl")
    rows = [{"text": "Cures the flu"}, *ROWS[:2], {"text": "Cures gout"}]
    run_batch(written(tmp_path / "1.jsonl", rows), old, checker, BatchOptions(reuse=True))
    moved = written(tmp_path / "1.jsonl", [rows[0], rows[2], rows[3], rows[1]])
    again = BatchOptions(reuse=True, previous=old)
    # What has an id is named by it; of the others only the first stands where it stood.
    assert run_batch(moved, str(tmp_path / "o.jsonl"), checker, again).reused == 3


def test_findings_that_are_none_are_told(checker: Checker, tmp_path: Path) -> None:
    old = tmp_path / "old.jsonl"
    source = written(tmp_path / "1.jsonl", ROWS[:1])
    run_batch(source, str(old), checker)
    old.write_text(old.read_text().replace('"fingerprint"', '"mark"'))
    with pytest.raises(UsageError, match="--previous: row 1: expected findings"):
        run_batch(source, str(tmp_path / "o.jsonl"), checker, BatchOptions(previous=str(old)))
