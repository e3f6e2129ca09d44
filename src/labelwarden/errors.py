"""The errors that Labelwarden raises on purpose, and the exit code each stands for.

    LabelwardenError
    ├── UsageError   2   the call itself is wrong
    ├── RuleError    3   rules that cannot be used; carries every fault found
    ├── LabelError   4   a label that cannot be taken as given; carries every fault found
    ├── OcrError     4   a picture that cannot be read
    └── MissingExtra 2   an optional part that is not installed

Anything else that escapes is a fault of ours (exit code 70).
"""

from __future__ import annotations

from dataclasses import dataclass, field

EXIT_OK = 0
EXIT_FINDINGS = 1
EXIT_USAGE = 2
EXIT_RULES = 3
EXIT_UNREADABLE = 4
EXIT_BUG = 70


@dataclass(frozen=True, slots=True, order=True)
class Fault:
    """One thing wrong in one file: where it stands and what to do about it.

    `line` and `column` count from 1; 0 means that the fault has no place in the text. `width` is how much
    of its line is wrong, 1 where that is not known.
    """

    file: str
    line: int
    column: int
    message: str
    help: str = ""
    width: int = field(default=1, compare=False)

    def __str__(self) -> str:
        place = f"{self.file}:{self.line}:{self.column}" if self.line else self.file
        return f"{place}  {self.message}" + (f"\n    {self.help}" if self.help else "")


class LabelwardenError(Exception):
    """Anything that Labelwarden refuses, with the exit code of the process that meets it."""

    exit_code = EXIT_USAGE


class UsageError(LabelwardenError):
    """The command line or the call asks for something that does not exist."""


class MissingExtra(LabelwardenError):
    """A part that is installed separately is needed and not there."""

    def __init__(self, what: str, extra: str) -> None:
        super().__init__(f'{what} needs the extra "{extra}": pip install "labelwarden[{extra}]"')
        self.extra = extra


class FaultyFileError(LabelwardenError):
    """One or more files that are wrong, with all their faults at once."""

    def __init__(self, faults: tuple[Fault, ...]) -> None:
        super().__init__("\n".join(str(fault) for fault in sorted(faults)))
        self.faults = tuple(sorted(faults))


class RuleError(FaultyFileError):
    """Rule or vocabulary files that cannot be used."""

    exit_code = EXIT_RULES


class LabelError(FaultyFileError):
    """A label file that cannot be taken as given."""

    exit_code = EXIT_UNREADABLE


class OcrError(LabelwardenError):
    """A picture that cannot be opened or read."""

    exit_code = EXIT_UNREADABLE


def in_words(error: OSError | UnicodeDecodeError) -> str:
    """Why a text file could not be read; its name, and numbers that mean nothing to people, are left out."""
    if isinstance(error, UnicodeDecodeError):
        return f"expected UTF-8, found the byte 0x{error.object[error.start]:02X} at {error.start + 1}"
    return error.strerror or str(error)
