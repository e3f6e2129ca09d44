"""The columns of a row in a table: those of the contract, and those that an option adds."""

from __future__ import annotations

from typing import Any, TypeAlias

from labelwarden.batch.line import Form, take_apart

Row: TypeAlias = dict[str, Any]

COLUMNS = ("row", "id", "product", "verdict", "error", "worst_severity", "n_findings", "rules", "findings")


def columns_of(form: Form) -> tuple[str, ...]:
    """The columns of such rows, in order."""
    added = (("waived", form.settled), ("fixed", form.compared), ("matrix", form.matrix), ("digest", form.digests))
    return (*COLUMNS, *(name for name, is_there in added if is_there))


def table_row(line: bytes, form: Form) -> Row:
    """A line for tables as the cells of its row: findings and what is waived as JSON, what is fixed by its rules."""
    row, findings, waived, fixed = take_apart(line)
    row["findings"] = findings
    if form.settled:
        row["waived"] = waived
    if form.compared:
        row["fixed"] = "; ".join(said["rule"] for said in fixed)
    return row
