"""docs/reports.md names every form of a report and every suffix."""

from __future__ import annotations

from pathlib import Path

from labelwarden.cli.formats import FORMATS, SUFFIXES

PAGE = (Path(__file__).resolve().parents[3] / "docs" / "reports.md").read_text(encoding="utf-8")


def test_every_form_and_suffix_is_in_its_table() -> None:
    rows = [line for line in PAGE.splitlines() if line.startswith("| `")]
    assert all(any(f"`{name}`" in row.split("|")[1] for row in rows) for name in FORMATS)
    others = {".ndjson", ".htm"}  # other names of what is there
    assert all(any(f"`{suffix}`" in row.split("|")[2] for row in rows) for suffix in SUFFIXES.keys() - others)
