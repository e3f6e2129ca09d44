"""Pieces of a page put together as a browser sets them.

Runs of white space are one space, and blocks stand on lines of their own.
"""

from __future__ import annotations

LINE, BLOCK = 1, 2
"""What parts two pieces: the end of a line, or a blank line."""


class FlowingText:
    r"""Text in the making.

    >>> text = FlowingText()
    >>> text.add(" Kratom\n  tea "); text.end(BLOCK); text.add("calms"); text.add("  you")
    >>> str(text)
    'Kratom tea\n\ncalms you'
    """

    def __init__(self) -> None:
        self._pieces: list[str] = []
        self._breaks = 0
        self._space = False

    def add(self, raw: str) -> None:
        """Adds text that continues the line, unless one was ended."""
        words = " ".join(raw.split())
        if not words:
            self._space = self._space or bool(raw)
            return
        if self._pieces:
            if self._breaks:
                self._pieces.append("\n" * self._breaks)
            elif self._space or raw[0].isspace():
                self._pieces.append(" ")
        self._pieces.append(words)
        self._breaks = 0
        self._space = raw[-1].isspace()

    def end(self, breaks: int) -> None:
        """Ends the line or the block; ends do not add up."""
        self._breaks = max(self._breaks, breaks)

    def space(self) -> None:
        """Parts what follows from what stands before, as cells of a row."""
        self._space = True

    def __str__(self) -> str:
        return "".join(self._pieces)
