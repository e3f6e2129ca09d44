"""The column of places, in every kind of output."""

from __future__ import annotations

import csv
import json
from datetime import date
from pathlib import Path

import pyarrow.parquet as pq
import pytest
from python_calamine import CalamineWorkbook

from labelwarden.batch.run import BatchOptions, run_batch
from labelwarden.checker import Checker
from labelwarden.engine.matrix import matrix_of
from labelwarden.label.model import Label

ROWS = (
    {"id": "k", "product": "Kratom capsules", "ingredients": ["Kratom leaf powder"], "type": "kratom"},
    {"id": "o", "text": "Plain oats"},
    {"id": "x", "text": ""},
)


@pytest.fixture(scope="module")
def checker() -> Checker:
    return Checker.load(["US-*"], date(2026, 11, 25), checklist=False)


def test_each_product_stands_in_every_state_as_check_says(checker: Checker, tmp_path: Path) -> None:
    source = tmp_path / "a.jsonl"
    source.write_text("".join(json.dumps(row) + "\n" for row in ROWS))
    for kind in ("jsonl", "csv", "parquet", "xlsx"):
        run_batch(str(source), str(tmp_path / f"o.{kind}"), checker, BatchOptions(matrix=True))
    lines = [json.loads(line) for line in (tmp_path / "o.jsonl").read_bytes().splitlines()]
    assert [row["matrix"] is None for row in lines] == [False, False, True]
    places = [standing["place"] for standing in lines[0]["matrix"]]
    assert len(places) == len(set(places)) >= 51
    assert "US-AL" in places
    label = Label.model_validate({name: value for name, value in ROWS[0].items() if name != "id"}).labeling()
    expected = matrix_of(label, checker.rulebook, ("US-*",), checker.as_of)
    assert [standing["standing"] for standing in lines[0]["matrix"]] == [one.standing.value for one in expected]
    barred = next(one for one in expected if one.standing == "not lawful")
    told = next(one for one in lines[0]["matrix"] if one["place"] == barred.place)
    assert told["why"] == [f"{finding.title} ({finding.rule})" for finding in barred.barred_by]
    assert pq.read_table(tmp_path / "o.parquet").column("matrix").to_pylist() == [row["matrix"] for row in lines]
    with (tmp_path / "o.csv").open(encoding="utf-8", newline="") as file:
        cells = list(csv.DictReader(file))
    assert f"{barred.place}: not lawful [" in cells[0]["matrix"]
    assert "US-WY: " in cells[0]["matrix"]
    assert cells[2]["matrix"] == ""
    book = CalamineWorkbook.from_path(str(tmp_path / "o.xlsx"))
    sheet = book.get_sheet_by_name("Places").to_python()
    assert sheet[0] == ["row", "id", "product", *places]
    assert sheet[1][sheet[0].index(barred.place)] == "not lawful"
    assert len(sheet) == 3


def test_places_are_taken_over_where_nothing_changed(checker: Checker, tmp_path: Path) -> None:
    source = tmp_path / "a.jsonl"
    source.write_text("".join(json.dumps(row) + "\n" for row in ROWS))
    old, new = tmp_path / "old.jsonl", tmp_path / "new.jsonl"
    run_batch(str(source), str(old), checker, BatchOptions(matrix=True, reuse=True))
    tally = run_batch(str(source), str(new), checker, BatchOptions(matrix=True, reuse=True, previous=str(old)))
    assert tally.reused == 2
    first, second = ([json.loads(line)["matrix"] for line in path.read_bytes().splitlines()] for path in (old, new))
    assert first == second
