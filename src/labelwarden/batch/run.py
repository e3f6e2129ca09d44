"""A catalogue checked: rows in, one row out for each, and counts that add up."""

from __future__ import annotations

import json
from collections.abc import Callable, Iterable, Iterator
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any

from labelwarden.batch.output import open_output
from labelwarden.batch.rows import Row, read_row
from labelwarden.batch.source import open_source, read_lines
from labelwarden.checker import Checker, unreadable
from labelwarden.findings.finding import Finding, LabelResult
from labelwarden.findings.scales import Verdict
from labelwarden.reports.json_v1 import finding_json


@dataclass(slots=True)
class BatchSummary:
    """How the rows came out. `reached` counts those with a finding that the caller asked to count."""

    verdicts: dict[Verdict, int] = field(default_factory=lambda: dict.fromkeys(Verdict, 0))
    findings: int = 0
    reached: int = 0

    @property
    def rows(self) -> int:
        return sum(self.verdicts.values())

    @property
    def failed(self) -> int:
        """Rows that could not be checked."""
        return self.verdicts[Verdict.ERROR]

    @property
    def checked(self) -> int:
        return self.rows - self.failed

    def sentence(self) -> str:
        """One line for the person who waits."""
        verdicts = " · ".join(
            f"{self.verdicts[verdict]:,} {verdict}" for verdict in Verdict if verdict is not Verdict.ERROR
        )
        failed = f' · {self.failed:,} could not be checked (see "error")' if self.failed else ""
        return f"{self.rows:,} rows: {self.checked:,} checked ({verdicts}){failed}; {self.findings:,} findings"


def run_batch(
    source: str, out: str, checker: Checker, *, counts: Callable[[Finding], bool] | None = None
) -> BatchSummary:
    """Checks every row of `source` (JSON Lines, or `-`) and writes one row for each to `out` (or `-`).

    Raises:
        UsageError: a file is not of a kind that is read or written here.
        LabelError: the source cannot be opened.
    """
    summary = BatchSummary()
    name = Path(source).name
    with open_source(source) as file, open_output(out) as write:
        rows = (read_row(line, name) for line in read_lines(file))
        for row, result in check_rows(checker, rows):
            write(json.dumps(row_json(row, result), ensure_ascii=False) + "\n")
            summary.verdicts[result.verdict] += 1
            summary.findings += len(result.findings)
            summary.reached += counts is not None and any(counts(finding) for finding in result.findings)
    return summary


def check_rows(checker: Checker, rows: Iterable[Row]) -> Iterator[tuple[Row, LabelResult]]:
    """Each row with its result, in order. Rows do not depend on each other: workers would share them out here."""
    for row in rows:
        if row.labeling is None:
            yield row, unreadable(f"row {row.number}", row.error or "")
        else:
            yield row, checker.check(row.labeling)


def row_json(row: Row, result: LabelResult) -> dict[str, Any]:
    """The output row of the contract."""
    return {
        "row": row.number,
        "id": row.id,
        "product": result.product,
        "verdict": result.verdict.value,
        "error": result.error,
        "findings": [finding_json(finding) for finding in result.findings],
    }
