"""Lines of styled text for a terminal or a pipe, laid out to a width.

A line is a list of pieces, each a text with the name of a style. Text of labels never passes through a markup language.
rich is loaded for colour alone: it would cost a plain report a quarter of its start-up.
"""

from __future__ import annotations

import textwrap
from collections.abc import Iterator
from enum import StrEnum
from typing import TypeAlias

from labelwarden.reports.visible import cells


class Style(StrEnum):
    """What a piece is; a terminal with colours shows it as the value says."""

    PLAIN = ""
    STRONG = "bold"
    FAINT = "dim"
    QUOTE = "bold underline"
    CRITICAL = "bold red"
    MAJOR = "bold yellow"
    MINOR = "cyan"
    NOTE = "dim cyan"
    FAIL = "bold white on red"
    REVIEW = "bold black on yellow"
    PASS = "bold black on green"
    ERROR = "bold white on magenta"


Piece: TypeAlias = tuple[str, Style]
Line: TypeAlias = list[Piece]

MIN_WIDTH = 40
MAX_WIDTH = 120
"""Longer lines are hard to read, however wide the window."""


def fitting(columns: int) -> int:
    """The width to lay out for."""
    return max(MIN_WIDTH, min(columns, MAX_WIDTH))


def plain(text: str = "", style: Style = Style.PLAIN) -> Line:
    """A line of one piece."""
    return [(text, style)] if text else []


def spread(left: Line, right: Line, width: int) -> Line:
    """`left`, and `right` at the end of the line or two spaces on."""
    room = width - _cells(left) - _cells(right)
    return [*left, (" " * max(2, room), Style.PLAIN), *right]


def hanging(head: Line, text: str, width: int, style: Style = Style.PLAIN) -> Iterator[Line]:
    """`text` wrapped behind `head`; further lines begin below its first word."""
    indent = _cells(head)
    lines = textwrap.wrap(text, max(20, width - indent), break_on_hyphens=False) or [""]
    yield [*head, (lines[0], style)]
    for line in lines[1:]:
        yield [(" " * indent, Style.PLAIN), (line, style)]


def counted(count: int, noun: str) -> str:
    """The number with its noun.

    >>> counted(1, "rule"), counted(12, "rule")
    ('1 rule', '12 rules')
    """
    return f"{count} {noun}" + ("" if count == 1 else "s")


def as_text(line: Line) -> str:
    """The line without colours."""
    return no_command("".join(text for text, _ in line).rstrip()) + "\n"


def coloured(line: Line) -> str:
    """The line with the codes that colour it on a terminal."""
    from rich.style import Style as Colours

    return "".join(Colours.parse(style.value).render(text) if style else text for text, style in line).rstrip() + "\n"


def no_command(text: str) -> str:
    """A line that no build server takes for one of its commands; GitHub's begin with `::` or `##[`.

    >>> no_command("  ::error::x"), no_command("a::b")
    ('  ⟨U+003A⟩:error::x', 'a::b')
    """
    begin = len(text) - len(text.lstrip())
    if text.startswith(("::", "##["), begin):
        return f"{text[:begin]}⟨U+{ord(text[begin]):04X}⟩{text[begin + 1 :]}"
    return text


def _cells(line: Line) -> int:
    return sum(cells(text) for text, _ in line)
