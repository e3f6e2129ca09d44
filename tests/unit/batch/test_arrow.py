from __future__ import annotations

import json
import shutil
import sys
from datetime import date
from pathlib import Path
from typing import Any

import pyarrow as pa
import pyarrow.parquet as pq
import pytest

from labelwarden.batch import spark as spark_module
from labelwarden.batch.arrow import TABLE, batch_of, check_batch, check_batches, schema
from labelwarden.batch.line import Form
from labelwarden.batch.row import COLUMNS
from labelwarden.batch.run import BatchOptions, run_batch
from labelwarden.batch.spark import run_spark
from labelwarden.batch.work import Work
from labelwarden.catalog.feeds.feed import Reading
from labelwarden.catalog.feeds.record import Record
from labelwarden.errors import UsageError
from labelwarden.label.model import Label
from labelwarden.reports.json_v1 import finding_json
from labelwarden.tables import Checker

TEXTS = ("This tea cures cancer and treats arthritis pain", "Plain oats", "Relieves anxiety", "")


@pytest.fixture(scope="module")
def checker() -> Checker:
    return Checker.load(as_of=date(2026, 11, 25), select=["us.disease-claims"], checklist=False)


def flat(count: int) -> pa.RecordBatch:
    return pa.RecordBatch.from_pylist([{"id": n, "text": TEXTS[n % 4], "product_type": None} for n in range(count)])


def test_a_batch_gives_a_row_for_each_row_in_one_schema(checker: Checker, tmp_path: Path) -> None:
    found = check_batch(checker, flat(8))
    assert found.schema == schema()
    assert found.column("row").to_pylist() == list(range(1, 9))
    assert found.column("id").to_pylist() == [str(n) for n in range(8)]
    assert found.column("verdict").to_pylist()[:4] == ["fail", "pass", "fail", "error"]
    pq.write_table(pa.Table.from_batches([flat(8)]), tmp_path / "a.parquet")
    run_batch(str(tmp_path / "a.parquet"), str(tmp_path / "o.parquet"), checker)
    assert pq.read_table(tmp_path / "o.parquet").to_pylist() == found.to_pylist()
    run_batch(str(tmp_path / "a.parquet"), str(tmp_path / "o.jsonl"), checker)
    lines = [json.loads(line) for line in (tmp_path / "o.jsonl").read_bytes().splitlines()]
    assert [line["findings"] for line in lines] == found.column("findings").to_pylist()
    assert [b.column("row").to_pylist() for b in check_batches(checker, iter([flat(2), flat(2)]))] == [[1, 2], [3, 4]]


def test_the_checker_takes_batches_and_tables(checker: Checker) -> None:
    batch = checker.check_arrow(flat(5))
    table = checker.check_arrow(pa.Table.from_batches([flat(5)]))
    assert batch.to_pylist() == table.to_pylist() == check_batch(checker, flat(5)).to_pylist()
    assert checker.check_arrow(pa.Table.from_batches([flat(5)]).slice(0, 0)).num_rows == 0
    mapped = checker.check_arrow(pa.table({"nr": ["a"], "pitch": [TEXTS[0]]}), {"id": "nr", "text": "pitch"})
    assert mapped.column("verdict").to_pylist() == ["fail"]


def test_mapped_columns_and_columns_without_text(checker: Checker) -> None:
    batch = pa.RecordBatch.from_pylist([{"nr": 1, "pitch": TEXTS[0]}])
    found = check_batch(checker, batch, mapping=(("id", "nr"), ("claims", "pitch")))
    assert found.column("verdict").to_pylist() == ["fail"]
    assert found.column("findings").to_pylist()[0][0]["evidence"][0]["panel"] == "claims"
    with pytest.raises(UsageError, match="no column is known as text"):
        check_batch(checker, batch)


def test_half_a_surrogate_pair_goes_through(checker: Checker) -> None:
    record = Record(1, b'{"id": "\\ud800 \\\\ud800", "text": "\\ud800 cures cancer"}')
    lines, _ = Work(checker, Reading("a", ""), TABLE).of([record])
    assert batch_of(lines).column("id").to_pylist() == ["? \\ud800"]


def test_the_schema_of_spark_is_the_schema_of_arrow(checker: Checker) -> None:
    written = spark_module.COLUMNS
    assert tuple(part.split()[0] for part in written.split(", ")) == COLUMNS
    assert _ddl(schema().field("findings").type) == spark_module.FINDING
    settled = schema(Form(table=True, settled=True))
    assert f"{written}, waived {_ddl(settled.field('waived').type)}" == spark_module.COLUMNS_SETTLED
    (finding, *_) = check_batch(checker, flat(1)).column("findings").to_pylist()[0]
    result = checker.check(Label(text=TEXTS[0]))
    assert finding.keys() == finding_json(result.findings[0]).keys()


def _ddl(kind: Any) -> str:
    if pa.types.is_list(kind):
        return f"array<{_ddl(kind.value_type)}>"
    if pa.types.is_struct(kind):
        return f"struct<{','.join(f'{field.name}:{_ddl(field.type)}' for field in kind)}>"
    return {"int64": "bigint", "double": "double", "string": "string"}[str(kind)]


def test_spark_reads_parquet_only(checker: Checker) -> None:
    with pytest.raises(UsageError, match="expected Parquet"):
        run_spark("a.csv", "o.jsonl", checker, BatchOptions())
    with pytest.raises(UsageError, match=r"--out o\.txt"):
        run_spark("a.parquet", "o.txt", checker, BatchOptions())


@pytest.mark.spark
@pytest.mark.filterwarnings("ignore")  # what Spark says of itself is not ours
def test_spark_finds_what_the_local_engine_finds(
    checker: Checker, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    sql = pytest.importorskip("pyspark.sql", reason='Spark is not installed: pip install "labelwarden[spark]"')
    if shutil.which("java") is None:
        pytest.skip("Spark needs Java 17: apt-get install openjdk-17-jre-headless")
    monkeypatch.setenv("PYSPARK_PYTHON", sys.executable)
    table = pa.Table.from_batches([flat(60)])
    (tmp_path / "in").mkdir()
    for part in range(3):
        pq.write_table(table.slice(part * 20, 20), tmp_path / "in" / f"part-{part}.parquet", row_group_size=7)
    pq.write_table(table, tmp_path / "in.parquet")
    builder = sql.SparkSession.builder.master("local[2]").config("spark.ui.enabled", "false")
    session = builder.config("spark.sql.files.openCostInBytes", "0").getOrCreate()
    try:
        tally = run_spark(str(tmp_path / "in"), str(tmp_path / "s.jsonl"), checker, BatchOptions(), session)
        run_spark(str(tmp_path / "in"), str(tmp_path / "s.parquet"), checker, BatchOptions(), session)
    finally:
        session.stop()
    local = run_batch(str(tmp_path / "in.parquet"), str(tmp_path / "l.jsonl"), checker)
    assert (tally.rows, tally.findings, tally.verdicts) == (60, local.findings, local.verdicts)
    spark_rows = [json.loads(line) for line in (tmp_path / "s.jsonl").read_bytes().splitlines()]
    local_rows = [json.loads(line) for line in (tmp_path / "l.jsonl").read_bytes().splitlines()]
    assert [row["row"] for row in spark_rows] == list(range(1, 61))
    # Spark decides itself in which order it takes the files of a folder.
    found = {row["id"]: {**row, "row": 0} for row in spark_rows}
    assert found == {row["id"]: {**row, "row": 0} for row in local_rows}
    assert sum(pq.read_metadata(part).num_rows for part in (tmp_path / "s.parquet").glob("part-*")) == 60
