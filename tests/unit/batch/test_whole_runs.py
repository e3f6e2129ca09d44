"""Whole runs: the same bytes for any number of workers and after any interruption, and every kind of output."""

from __future__ import annotations

import csv
import json
import os
import random
import signal
import subprocess
import sys
import time
from collections import Counter
from datetime import date
from html.parser import HTMLParser
from pathlib import Path
from typing import Any

import pyarrow.parquet as pq
import pytest
from python_calamine import CalamineWorkbook

from labelwarden.batch import work, workbook_file, workers
from labelwarden.batch.csv_file import harmless
from labelwarden.batch.journal import Journal
from labelwarden.batch.row import COLUMNS
from labelwarden.batch.run import BatchOptions, run_batch
from labelwarden.batch.tally import Tally
from labelwarden.checker import Checker
from labelwarden.errors import LabelError, UsageError

PACK = """\
pack: us.test
title: Test
version: 2026.11.1
jurisdiction: US
authority: FDA
rules:
  - id: us.test.boast
    title: Boasts
    rationale: It says more than anybody can know.
    severity: major
    status: stable
    surface: both
    check: {kind: forbidden-phrase, any_of: [miracle, cure]}
    message: '"{quote}" boasts'
    remedy: Say less than that.
    basis: [{cite: A law, source: verified, as_of: 2026-01-01}]
    examples:
      violated: [A miracle]
      met: [Plain oats]
      near_miss: [A tea]
"""

TEXTS = ("A miracle tea", "Plain oats", "A cure and a miracle", "Green tea, 20 bags")


@pytest.fixture(scope="module")
def pack(tmp_path_factory: pytest.TempPathFactory) -> Path:
    path = tmp_path_factory.mktemp("rules") / "us" / "test.yaml"
    path.parent.mkdir()
    path.write_text(PACK, encoding="utf-8")
    return path.parent.parent


@pytest.fixture(scope="module")
def checker(pack: Path) -> Checker:
    return Checker.load(as_of=date(2026, 11, 25), rules=[pack], builtin=False, checklist=False)


@pytest.fixture
def catalog(tmp_path: Path) -> Path:
    path = tmp_path / "shop.csv"
    with path.open("w", encoding="utf-8", newline="") as file:
        writer = csv.writer(file)
        writer.writerow(["id", "title", "text", "vendor", "category", "pitch"])
        for n in range(40):
            writer.writerow([f"={n}", f"-Tea {n}", TEXTS[n % 4], f"V{n % 3}", "Teas", "Some words" * (n == 3)])
        file.write("x,y,too,many,columns,in,this,row\r\n")
    return path


def rows_of(path: Path) -> list[dict[str, Any]]:
    return [json.loads(line) for line in path.read_bytes().splitlines()]


def test_the_counts_add_up_and_name_what_was_not_read(checker: Checker, catalog: Path, tmp_path: Path) -> None:
    tally = run_batch(str(catalog), str(tmp_path / "o.jsonl"), checker)
    rows = rows_of(tmp_path / "o.jsonl")
    assert [row["row"] for row in rows] == list(range(1, 42))
    assert tally.verdicts == Counter(row["verdict"] for row in rows) == {"fail": 20, "pass": 20, "error": 1}
    assert (tally.rows, tally.checked, tally.failed) == (41, 40, 1)
    assert tally.findings == sum(len(row["findings"]) for row in rows) == tally.rules["us.test.boast"] == 30
    assert tally.suppliers == {"V0": [7, 0, 7, 0], "V1": [6, 0, 7, 0], "V2": [7, 0, 6, 0]}
    assert tally.unread == {"pitch": 1}
    assert '"pitch" (1 row); read one by --map FIELD=COLUMN' in "".join(tally.remarks())


def test_workers_change_no_byte(
    checker: Checker, catalog: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(work, "CHUNK_ROWS", 3)
    monkeypatch.setattr(workers, "ALONE", 1)
    tallies = [
        run_batch(str(catalog), str(tmp_path / f"{n}.jsonl"), checker, BatchOptions(workers=n)) for n in (1, 2, 3)
    ]
    first, *others = [(tmp_path / f"{n}.jsonl").read_bytes() for n in (1, 2, 3)]
    assert others == [first, first]
    assert tallies[1].as_json() == tallies[0].as_json() == tallies[2].as_json()


class Stopped(Exception):
    pass


@pytest.mark.parametrize("kind", ["jsonl", "csv", "parquet", "xlsx"])
@pytest.mark.parametrize("after", [1, 3, 13])
def test_a_run_that_stopped_goes_on_to_the_same_bytes(
    checker: Checker, catalog: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch, kind: str, after: int
) -> None:
    monkeypatch.setattr(work, "CHUNK_ROWS", 3)
    whole = run_batch(str(catalog), str(tmp_path / f"whole.{kind}"), checker)
    out = tmp_path / f"out.{kind}"
    calls = iter(range(1, 100))

    def stop(_tally: Tally, _share: float | None) -> None:
        if next(calls) == after:
            raise Stopped

    with pytest.raises(Stopped):
        run_batch(str(catalog), str(out), checker, told=stop)
    part = tmp_path / f".out.{kind}.part"
    journal = tmp_path / f".out.{kind}.journal"
    # What the end of the process cut in two counts for nothing.
    part.write_bytes(part.read_bytes() + b'{"row": 99, "id"')
    journal.write_bytes(journal.read_bytes() + b'{"records": 99')
    resumed = run_batch(str(catalog), str(out), checker, BatchOptions(resume=True))
    assert out.read_bytes() == (tmp_path / f"whole.{kind}").read_bytes()
    assert resumed.as_json() == whole.as_json()
    assert sorted(path.name for path in tmp_path.iterdir()) == sorted([f"out.{kind}", "shop.csv", f"whole.{kind}"])


@pytest.mark.parametrize("kind", ["jsonl", "csv"])
def test_a_run_killed_when_its_output_was_in_place_has_nothing_to_do(
    checker: Checker, catalog: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch, kind: str
) -> None:
    out = tmp_path / f"out.{kind}"

    def killed_half_way(journal: Journal) -> None:
        journal.close()
        journal.part.unlink(missing_ok=True)

    with monkeypatch.context() as killed:
        killed.setattr(Journal, "discard", killed_half_way)
        whole = run_batch(str(catalog), str(out), checker)
    data = out.read_bytes()
    assert (tmp_path / f".out.{kind}.journal").exists()
    assert run_batch(str(catalog), str(out), checker, BatchOptions(resume=True)).as_json() == whole.as_json()
    assert out.read_bytes() == data
    assert sorted(path.name for path in tmp_path.iterdir()) == [f"out.{kind}", "shop.csv"]


def test_a_run_killed_at_any_moment_goes_on_to_the_same_bytes(pack: Path, tmp_path: Path) -> None:
    catalog = tmp_path / "rows.jsonl"
    catalog.write_text("".join(json.dumps({"id": str(n), "text": TEXTS[n % 4] * 30}) + "\n" for n in range(3000)))
    common = ["--rules", str(pack), "--no-builtin-rules", "--as-of", "2026-11-25"]
    call = [sys.executable, "-m", "labelwarden", "batch", str(catalog), *common, "--workers", "1", "--out"]
    begun = time.monotonic()
    subprocess.run([*call, str(tmp_path / "whole.jsonl")], check=False, capture_output=True)
    took = time.monotonic() - begun
    draw = random.Random(7)
    for _ in range(3):
        run = subprocess.Popen([*call, str(tmp_path / "out.jsonl"), "--resume"], stderr=subprocess.DEVNULL)
        time.sleep(draw.uniform(0.3, 1.0) * took)
        run.send_signal(signal.SIGKILL)
        run.wait()
    done = subprocess.run([*call, str(tmp_path / "out.jsonl"), "--resume"], check=False, capture_output=True)
    assert done.returncode == 1, done.stderr
    assert b"3,000 rows" in done.stderr
    assert (tmp_path / "out.jsonl").read_bytes() == (tmp_path / "whole.jsonl").read_bytes()


@pytest.mark.parametrize("what", ["catalogue", "set of rules", "options", "earlier result"])
def test_another_run_is_not_gone_on_with(
    checker: Checker, catalog: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch, what: str
) -> None:
    monkeypatch.setattr(work, "CHUNK_ROWS", 3)

    def stop(_tally: Tally, _share: float | None) -> None:
        raise Stopped

    out = str(tmp_path / "out.jsonl")
    with pytest.raises(Stopped):
        run_batch(str(catalog), out, checker, told=stop)
    options = BatchOptions(resume=True)
    if what == "catalogue":
        catalog.write_bytes(catalog.read_bytes().replace(b"oats", b"rye!"))
    elif what == "set of rules":
        (tmp_path / "rules" / "us").mkdir(parents=True)
        (tmp_path / "rules" / "us" / "test.yaml").write_text(PACK.replace("Boasts", "Brags"))
        checker = Checker.load(as_of=date(2026, 11, 25), rules=[tmp_path / "rules"], builtin=False, checklist=False)
    elif what == "options":
        options = BatchOptions(resume=True, mapping=(("claims", "pitch"),))
    else:
        (tmp_path / "old.jsonl").write_text("")
        options = BatchOptions(resume=True, previous=str(tmp_path / "old.jsonl"))
    with pytest.raises(UsageError, match=f"made with another {what}"):
        run_batch(str(catalog), out, checker, options)
    assert (tmp_path / ".out.jsonl.journal").exists()


@pytest.mark.skipif(os.name != "posix", reason="files are locked on POSIX only")
def test_two_runs_do_not_write_one_output(checker: Checker, catalog: Path, tmp_path: Path) -> None:
    def again(_tally: Tally, _share: float | None) -> None:
        with pytest.raises(UsageError, match="another run is writing here"):
            run_batch(str(catalog), str(tmp_path / "o.jsonl"), checker)

    assert run_batch(str(catalog), str(tmp_path / "o.jsonl"), checker, told=again).rows == 41


def test_all_kinds_of_output_hold_the_same(checker: Checker, catalog: Path, tmp_path: Path) -> None:
    for kind in ("jsonl", "csv", "parquet", "xlsx"):
        run_batch(str(catalog), str(tmp_path / f"o.{kind}"), checker)
    rows = rows_of(tmp_path / "o.jsonl")
    with (tmp_path / "o.csv").open(encoding="utf-8", newline="") as file:
        cells = list(csv.DictReader(file))
    table = pq.read_table(tmp_path / "o.parquet")
    assert tuple(table.schema.names) == tuple(cells[0]) == COLUMNS
    for row, line, record in zip(rows, cells, table.to_pylist(), strict=True):
        assert json.loads(line["findings"]) == record["findings"] == row["findings"]
        assert record["worst_severity"] == (line["worst_severity"] or None) == ("major" if row["findings"] else None)
        assert int(line["n_findings"]) == record["n_findings"] == len(row["findings"])
        assert record["id"] == row["id"]
        assert line["id"] == harmless(row["id"] or "")
    assert cells[0]["id"] == "'=0"
    assert cells[0]["product"] == "'-Tea 0"
    book = CalamineWorkbook.from_path(str(tmp_path / "o.xlsx"))
    sheet = book.get_sheet_by_name("Findings").to_python()
    assert tuple(sheet[0]) == COLUMNS
    assert [(line[0], line[1], line[3]) for line in sheet[1:]] == [
        (row["row"], row["id"] or "", row["verdict"]) for row in rows
    ]
    assert ["rows", 41] in [line[:2] for line in book.get_sheet_by_name("Summary").to_python()]


def test_long_cells_and_many_rows_of_a_workbook(
    checker: Checker, catalog: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(workbook_file, "SHEET_ROWS", 30)
    monkeypatch.setattr(workbook_file, "CELL", 200)
    run_batch(str(catalog), str(tmp_path / "o.xlsx"), checker)
    book = CalamineWorkbook.from_path(str(tmp_path / "o.xlsx"))
    sheets = (book.get_sheet_by_name(name).to_python() for name in ("Findings", "Findings 2", "Long texts"))
    first, second, long = ([[str(cell) for cell in line] for line in sheet] for sheet in sheets)
    assert (len(first), len(second)) == (30, 13)
    assert max(len(cell) for line in first for cell in line) == 200
    cut = first[1][8]
    assert cut.endswith('[cut; whole on the sheet "Long texts" from row 2]')
    whole = "".join(line[3] for line in long[1:] if line[:2] == ["1", "findings"])
    assert [finding["rule"] for finding in json.loads(whole)] == ["us.test.boast"]


def test_what_is_new_still_there_and_fixed(checker: Checker, tmp_path: Path) -> None:
    old, new = tmp_path / "old.jsonl", tmp_path / "new.jsonl"
    rows = (
        {"id": "a", "text": "A miracle and a cure"},
        {"id": "b", "text": "Plain oats"},
        {"id": "c", "text": "A cure"},
    )
    old.write_text("\n".join(map(json.dumps, rows)))
    rows = ({"id": "b", "text": "A miracle"}, {"id": "a", "text": "Now a miracle"}, {"id": "c"})
    new.write_text("\n".join(map(json.dumps, rows)))
    for kind in ("jsonl", "csv", "parquet"):
        before = str(tmp_path / f"before.{kind}")
        run_batch(str(old), before, checker)
        tally = run_batch(str(new), str(tmp_path / "o.jsonl"), checker, BatchOptions(previous=before))
        found = {row["id"]: row for row in rows_of(tmp_path / "o.jsonl")}
        assert [finding["state"] for finding in found["b"]["findings"]] == ["new"]
        assert [finding["state"] for finding in found["a"]["findings"]] == ["still"]
        assert [(said["rule"], said["message"]) for said in found["a"]["fixed"]] == [("us.test.boast", '"cure" boasts')]
        assert (found["c"]["verdict"], found["c"]["fixed"]) == ("error", [])
        assert tally.states == {"new": 1, "still": 1, "fixed": 1}
        for other in ("csv", "parquet", "xlsx"):
            run_batch(str(new), str(tmp_path / f"o.{other}"), checker, BatchOptions(previous=before))
        assert pq.read_table(tmp_path / "o.parquet").to_pylist()[1]["fixed"][0]["rule"] == "us.test.boast"


def test_an_earlier_result_has_to_be_one(checker: Checker, catalog: Path, tmp_path: Path) -> None:
    (tmp_path / "old.jsonl").write_text('{"id": 1}\n')
    with pytest.raises(LabelError, match="expected the result of an earlier run"):
        run_batch(str(catalog), str(tmp_path / "o.jsonl"), checker, BatchOptions(previous=str(tmp_path / "old.jsonl")))
    (tmp_path / "old.doc").write_text("")
    with pytest.raises(UsageError, match="expected a result as"):
        run_batch(str(catalog), str(tmp_path / "o.jsonl"), checker, BatchOptions(previous=str(tmp_path / "old.doc")))


class Seen(HTMLParser):
    def __init__(self) -> None:
        super().__init__()
        self.tags: Counter[str] = Counter()
        self.far: list[str] = []

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        self.tags[tag] += 1
        self.far += [value or "" for name, value in attrs if name in ("src", "href", "srcset", "action")]


def test_the_summary_page_is_one_file_with_charts(checker: Checker, tmp_path: Path) -> None:
    rows = (
        {"id": "<b>", "product": "Tea <script>", "brand": "A & B", "claims": ["A miracle"]},
        {"id": "c", "text": "Oats"},
    )
    (tmp_path / "a.jsonl").write_text("\n".join(map(json.dumps, rows)))
    page = tmp_path / "a.html"
    run_batch(str(tmp_path / "a.jsonl"), str(tmp_path / "o.jsonl"), checker, BatchOptions(summary=str(page)))
    text = page.read_text(encoding="utf-8")
    seen = Seen()
    seen.feed(text)
    assert seen.tags["svg"] >= 3
    assert (seen.far, seen.tags["script"], seen.tags["link"]) == ([], 0, 0)
    assert "Tea &lt;script&gt;" in text
    assert "A &amp; B" in text
    assert "<q>miracle</q>" in text
    assert "2 rows: 2 checked" in text
