"""The same work on Spark, for catalogues that one machine no longer holds.

Spark reads and writes Parquet; each partition goes through `check_batch` batch by batch, so the findings are those of
the local engine. The rules travel to the workers compiled, once for each partition.
"""

from __future__ import annotations

import json
import os
import shutil
import sys
import tempfile
from collections.abc import Callable, Iterator, Sequence
from pathlib import Path
from typing import TYPE_CHECKING, Any

from labelwarden.batch.arrow import check_batch
from labelwarden.batch.line import Form, as_bytes
from labelwarden.batch.output import KINDS, LINES, is_table, put_in_place, target_of
from labelwarden.batch.row import COLUMNS as COLUMNS_OF_ROW
from labelwarden.batch.row import Row
from labelwarden.batch.run import BatchOptions
from labelwarden.batch.summary_page import write_page
from labelwarden.batch.tally import Tally
from labelwarden.catalog.profiles.table import Mapping
from labelwarden.checker import Checker
from labelwarden.errors import MissingExtra, UsageError

if TYPE_CHECKING:
    import pyarrow as pa

FINDING = (
    "array<struct<rule:string,title:string,category:string,severity:string,confidence:string,outcome:string,"
    "tags:array<string>,message:string,remedy:string,jurisdiction:string,status:string,source:string,"
    "also:array<string>,basis:array<struct<cite:string,url:string,source:string,as_of:string>>,"
    "precedents:array<struct<recipient:string,date:string,url:string,cites:array<string>>>,"
    "conditions:array<struct<group:string,words:array<string>>>,"
    "evidence:array<struct<quote:string,panel:string,start:bigint,end:bigint,file:string,page:bigint,"
    "boxes:array<array<bigint>>,ocr_confidence:double,searched:array<string>>>,fingerprint:string>>"
)

WAIVED = f"array<struct<by:string,reason:string,finding:{FINDING.removeprefix('array<').removesuffix('>')}>>"

COLUMNS = (
    "row bigint, id string, product string, verdict string, error string, worst_severity string, n_findings bigint, "
    f"rules string, findings {FINDING}"
)
"""The schema of the rows as Spark writes it, for `mapInArrow`."""

COLUMNS_SETTLED = f"{COLUMNS}, waived {WAIVED}"
"""The same where the checker settles results, as by waivers."""

Batches = Callable[[Iterator["pa.RecordBatch"]], Iterator["pa.RecordBatch"]]


def over_batches(checker: Checker, *, mapping: Mapping = (), first_rows: dict[int, int] | None = None) -> Batches:
    """What `DataFrame.mapInArrow` calls on each partition; its schema is `COLUMNS`, or `COLUMNS_SETTLED`.

    `first_rows` gives the number of the first row of each partition; without it every partition counts from 1.
    """

    def check(batches: Iterator[pa.RecordBatch]) -> Iterator[pa.RecordBatch]:
        first = 1
        if first_rows is not None:
            from pyspark import TaskContext

            context = TaskContext.get()
            first = first_rows.get(context.partitionId() if context is not None else 0, 1)
        for batch in batches:
            yield check_batch(checker, batch, mapping=mapping, first=first)
            first += batch.num_rows

    return check


def run_spark(source: str, out: str, checker: Checker, options: BatchOptions, session: Any = None) -> Tally:
    """Checks a Parquet file, or a folder of them, on Spark and writes `out`, or a folder of Parquet for `.parquet`.

    Raises:
        MissingExtra: Spark is not installed.
        UsageError: the catalogue is no Parquet.
    """
    if not (source.lower().endswith(".parquet") or Path(source).is_dir()):
        raise UsageError(f"--engine spark: expected Parquet, a file or a folder, found {source}")
    if not out.lower().endswith((*LINES, *KINDS)):
        raise UsageError(f"--engine spark: --out {out}: expected {', '.join((*LINES, *KINDS))}")
    spark = session if session is not None else _session(options.workers)
    frame = spark.read.parquet(source)
    numbered = over_batches(checker, mapping=options.mapping, first_rows=_first_rows(frame))
    whole = out.lower().endswith(".parquet")
    settled = ("waived",) if checker.settle is not None else ()
    of_a_line = (*_OF_A_LINE, *settled)
    with tempfile.TemporaryDirectory(prefix="labelwarden-") as folder:
        parts = Path(out).resolve() if whole else Path(folder, "rows")
        if whole and parts.exists():
            shutil.rmtree(parts) if parts.is_dir() else parts.unlink()
        frame.mapInArrow(numbered, COLUMNS_SETTLED if settled else COLUMNS).write.parquet(str(parts))
        tally = Tally()
        if whole:
            for row in _rows(parts, of_a_line):
                tally.count_row(row, experimental=checker.settings.experimental)
        else:
            target = target_of(out)
            form = Form(table=is_table(target), settled=bool(settled))
            made = Path(folder, "rows.jsonl")
            with made.open("wb") as lines:
                for row in _rows(parts, (*COLUMNS_OF_ROW, *settled) if form.table else of_a_line):
                    tally.count_row(row, experimental=checker.settings.experimental)
                    lines.write(as_bytes([json.dumps(row, ensure_ascii=False), "\n"]))
            put_in_place(_beside(made, target), target, tally, checker.as_of, form)
    if options.summary:
        write_page(Path(options.summary), tally, Path(source).name, checker.as_of, checker.places())
    return tally


def _beside(made: Path, target: Path) -> Path:
    """The file moved to where it can be put in place in one step."""
    part = target.with_name(f".{target.name}.part")
    shutil.move(made, part)
    return part


def _session(workers: int) -> Any:
    try:
        from pyspark.sql import SparkSession
    except ImportError as error:
        raise MissingExtra("--engine spark", "spark") from error
    # Workers are started by name; without this by whatever Python comes first on the PATH, which may not have us.
    os.environ.setdefault("PYSPARK_PYTHON", sys.executable)
    builder = SparkSession.builder.appName("labelwarden").config("spark.ui.showConsoleProgress", "false")
    active = SparkSession.getActiveSession()
    return active or builder.master(f"local[{workers}]").getOrCreate()


def _first_rows(frame: Any) -> dict[int, int]:
    """The number of the first row of each partition, counted through."""
    from pyspark.sql.functions import spark_partition_id

    counts = sorted((row[0], row[1]) for row in frame.groupBy(spark_partition_id()).count().collect())
    first, firsts = 1, {}
    for partition, count in counts:
        firsts[partition] = first
        first += count
    return firsts


_OF_A_LINE = ("row", "id", "product", "verdict", "error", "findings")


def _rows(folder: Path, columns: Sequence[str]) -> Iterator[Row]:
    from pyarrow import parquet

    for part in sorted(folder.glob("part-*.parquet")):
        for batch in parquet.ParquetFile(part).iter_batches(batch_size=1024, columns=list(columns)):
            for row in batch.to_pylist():
                yield {name: row[name] for name in columns}
