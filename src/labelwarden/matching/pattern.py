"""The escape hatch of rule authors: a regular expression, matched in linear time by RE2 behind a literal word.

Patterns come from outside, so they never reach Python's `re`, whose time can grow without bound on a few dozen
letters. RE2 refuses what it cannot match in linear time (look-around, back references).
"""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from typing import Any

MAX_LENGTH = 500
_MAX_MEMORY = 1 << 20
"""Bytes that one compiled pattern may take."""


@dataclass(frozen=True, slots=True)
class Pattern:
    """A compiled pattern over folded text, and the literal without which it is not tried."""

    written: str
    literal: str
    compiled: Any

    def find(self, folded: str) -> Iterator[tuple[int, int]]:
        """Where the pattern matches, in order."""
        if self.literal in folded:
            for match in self.compiled.finditer(folded):
                if match.end() > match.start():
                    yield match.span()


def compile_pattern(written: str, literal: str, *, everywhere: bool = False) -> Pattern:
    """Compiles a pattern of a rule; one that may be tried `everywhere` needs no literal.

    Raises:
        ValueError: it is too long, has no literal, is not linear, matches the empty text, or takes too much memory.
    """
    import re2  # only rules that need it pay for the import

    if len(written) > MAX_LENGTH:
        raise ValueError(f"a pattern has at most {MAX_LENGTH} characters, this one has {len(written)}")
    if len(literal.strip()) < 2 and not (everywhere and not literal):
        raise ValueError("a pattern needs `literal`: two or more letters that stand in every match")
    if literal != literal.lower():
        raise ValueError(f'patterns see lower-case text: write literal "{literal.lower()}"')
    options = re2.Options()
    options.max_mem = _MAX_MEMORY
    options.log_errors = False
    try:
        compiled = re2.compile(written, options)
    except re2.error as error:
        reason = error.args[0].decode() if isinstance(error.args[0], bytes) else str(error.args[0])
        raise ValueError(f"the pattern cannot be matched in linear time: {reason}") from error
    if compiled.fullmatch("") is not None:
        raise ValueError("the pattern matches the empty text")
    return Pattern(written, literal, compiled)
