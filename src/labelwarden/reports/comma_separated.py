"""Findings as CSV: one row a finding, UTF-8."""

from __future__ import annotations

import csv
import io
from collections.abc import Sequence

from labelwarden.reports.checked import Checked
from labelwarden.reports.run_info import RunInfo
from labelwarden.reports.table import COLUMNS, rows


def csv_report(checked: Sequence[Checked], _run: RunInfo) -> str:
    """All findings, below a line of column names."""
    buffer = io.StringIO()
    writer = csv.writer(buffer, lineterminator="\n")
    writer.writerow(COLUMNS)
    writer.writerows(rows(checked))
    return buffer.getvalue()
