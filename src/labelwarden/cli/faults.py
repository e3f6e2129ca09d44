"""Faults of a file, each with the line it stands in and a mark below the place."""

from __future__ import annotations

from collections.abc import Iterable
from functools import cache
from pathlib import Path

from labelwarden.errors import Fault
from labelwarden.reports.visible import cells, visible

_ROOM = 100
"""Columns of a line that are shown; a hostile file may be one line of megabytes."""


def faults_text(faults: Iterable[Fault]) -> str:
    """All faults, one below the other."""
    return "".join(_fault_text(fault) for fault in faults)


def excerpt(file: str, line: int, column: int) -> tuple[str, str] | None:
    """The line of the file with its number, and the margin of a line below it that begins at the column.

    None where the file cannot be read again or has no such line.
    """
    lines = _lines(file)
    if not 0 < line <= len(lines):
        return None
    text, column = lines[line - 1], max(column, 1)
    begin = max(0, column - _ROOM // 2) if column > _ROOM - 20 else 0
    shown = visible(text[begin : begin + _ROOM]).rstrip() + "…" * (len(text) > begin + _ROOM)
    left = cells(visible(text[begin : column - 1]))
    number = f"{line:>6}"
    return f"{number} | {'…' if begin else ''}{shown}", f"{' ' * len(number)} | {' ' * (left + bool(begin))}"


def _fault_text(fault: Fault) -> str:
    place = f"{fault.file}:{fault.line}:{fault.column}" if fault.line else fault.file
    text = f"{place}  {visible(fault.message)}\n"
    help = visible(fault.help)
    around = excerpt(fault.file, fault.line, fault.column)
    if around is not None:
        line, margin = around
        return f"{text}{line}\n{margin}^ {help}".rstrip() + "\n"
    return text + (f"    {help}\n" if help else "")


@cache
def _lines(file: str) -> list[str]:
    try:
        return Path(file).read_text(encoding="utf-8-sig").split("\n")
    except (OSError, UnicodeDecodeError):
        return []
