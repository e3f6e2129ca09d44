"""Faults of a file, each with the line it stands in and a mark below the place."""

from __future__ import annotations

from collections.abc import Iterable
from functools import lru_cache
from pathlib import Path
from typing import NamedTuple

from labelwarden.errors import Fault
from labelwarden.reports.visible import cells, visible

_MARGIN = 9
_ROOM = 100
"""Columns of a line that are shown; a hostile file may be one line of megabytes."""


def faults_text(faults: Iterable[Fault]) -> str:
    """All faults, one below the other."""
    return "".join(_fault_text(fault) for fault in faults)


class Excerpt(NamedTuple):
    """A line of a file with its number, the margin of a line below it that begins at the place, and a mark for that."""

    line: str
    margin: str
    mark: str


def excerpt(file: str, line: int, column: int, width: int = 1) -> Excerpt | None:
    """The line around a place; None where the file cannot be read again or has no such line."""
    lines = _lines(file)
    if not 0 < line <= len(lines):
        return None
    text, column = lines[line - 1], max(column, 1)
    begin = max(0, column - _ROOM // 2) if column > _ROOM - 20 else 0
    shown = visible(text[begin : begin + _ROOM]).rstrip() + "…" * (len(text) > begin + _ROOM)
    left = cells(visible(text[begin : column - 1]))
    number = f"{line:>6}"
    marked = cells(visible(text[column - 1 : min(column - 1 + width, begin + _ROOM)]))
    return Excerpt(
        f"{number} | {'…' if begin else ''}{shown}",
        f"{' ' * len(number)} | {' ' * (left + bool(begin))}",
        "^" * max(1, marked),
    )


def _fault_text(fault: Fault) -> str:
    place = f"{fault.file}:{fault.line}:{fault.column}" if fault.line else fault.file
    text = f"{place}  {visible(fault.message)}\n"
    help = visible(fault.help)
    around = excerpt(fault.file, fault.line, fault.column, fault.width)
    if around is not None:
        mark = f"{around.margin}{around.mark}"
        beside = f" {help}" if len(mark) + len(help) < _ROOM + _MARGIN else f"\n{around.margin}{help}"
        return f"{text}{around.line}\n{mark}{beside}".rstrip() + "\n"
    return text + (f"    {help}\n" if help else "")


def _lines(file: str) -> list[str]:
    try:
        found = Path(file).stat()
        return _lines_then(file, found.st_mtime_ns, found.st_size)
    except (OSError, UnicodeDecodeError):
        return []


@lru_cache(maxsize=8)  # a file with many faults is read once; `rules test --watch` shows it as it is now
def _lines_then(file: str, _changed: int, _size: int) -> list[str]:
    return Path(file).read_text(encoding="utf-8-sig").split("\n")
