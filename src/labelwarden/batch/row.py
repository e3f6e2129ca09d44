"""The output row of one product: as an object, and as the columns of a table."""

from __future__ import annotations

import json
from typing import Any, TypeAlias

from labelwarden.catalog.feeds.record import Product
from labelwarden.findings.finding import LabelResult
from labelwarden.findings.scales import Severity
from labelwarden.reports.json_v1 import finding_json

Row: TypeAlias = dict[str, Any]

COLUMNS = ("row", "id", "product", "verdict", "error", "worst_severity", "n_findings", "rules", "findings")


def row_of(product: Product, result: LabelResult) -> Row:
    """The row of the contract."""
    return {
        "row": product.number,
        "id": product.id,
        "product": result.product,
        "verdict": result.verdict,
        "error": result.error,
        "findings": [finding_json(finding) for finding in result.findings],
    }


def line_of(row: Row) -> bytes:
    """The row as a line of JSON."""
    # A lone half of a surrogate pair has no UTF-8; its escape is the one that JSON knows.
    return (json.dumps(row, ensure_ascii=False) + "\n").encode("utf-8", "backslashreplace")


def columns_of(row: Row) -> Row:
    """The row as the columns of a table, with `findings` still as objects."""
    findings = row["findings"]
    return {
        "row": row["row"],
        "id": row["id"],
        "product": row["product"],
        "verdict": row["verdict"],
        "error": row["error"],
        "worst_severity": worst_severity(findings),
        "n_findings": len(findings),
        "rules": ";".join(dict.fromkeys(finding["rule"] for finding in findings)),
        "findings": findings,
    }


def worst_severity(findings: list[Row]) -> str | None:
    """The worst that any finding has."""
    return min((finding["severity"] for finding in findings), key=_RANK.__getitem__, default=None)


_RANK = {severity.value: severity.rank for severity in Severity}


def findings_text(row: Row) -> str:
    """The findings as the JSON of a cell."""
    return json.dumps(row["findings"], ensure_ascii=False)
