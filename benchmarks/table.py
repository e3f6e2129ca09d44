"""The table of what is aimed at: each part adds its rows, and the last thing printed is the table."""

from __future__ import annotations

from dataclasses import dataclass


@dataclass(frozen=True, slots=True)
class Row:
    """One aim, what it came to, and whether that is enough."""

    what: str
    aim: str
    found: str
    is_reached: bool


ROWS: list[Row] = []


def reach(what: str, aim: str, found: str, *, is_reached: bool) -> None:
    """Adds a row."""
    ROWS.append(Row(what, aim, found, is_reached))


def table() -> str:
    """The rows as a table for `docs/benchmarks.md`."""
    lines = ["| | aim | measured | |", "| --- | --- | --- | --- |"]
    lines += [f"| {row.what} | {row.aim} | {row.found} | {'' if row.is_reached else 'missed'} |" for row in ROWS]
    return "\n".join(lines)
