"""Where results go: standard output or a file, as UTF-8 whatever the terminal says; messages go to standard error."""

from __future__ import annotations

import os
import sys
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import BinaryIO, TypeAlias

import typer

from labelwarden.errors import UsageError

EXIT_BROKEN_PIPE = 141
"""What a shell reports of a program that SIGPIPE ended: the reader has left, and nobody waits for the rest."""

Write: TypeAlias = Callable[[str], None]
WriteBytes: TypeAlias = Callable[[bytes], None]


@contextmanager
def results_to(output: Path | None) -> Iterator[Write]:
    """A function that writes results to `output`, or to standard output.

    Raises:
        UsageError: the file cannot be written.
        typer.Exit: the reader of the pipe has left.
    """
    if output is None:
        yield _to_stdout
        return
    with _whole_file(output) as file:
        yield lambda text: _put(file, text)


@contextmanager
def bytes_to(output: Path | None) -> Iterator[WriteBytes]:
    """The same for results that are no text; a terminal does not get them.

    Raises:
        UsageError: the file cannot be written, or there is none and standard output is a terminal.
        typer.Exit: the reader of the pipe has left.
    """
    if output is None:
        if sys.stdout.isatty():
            raise UsageError("this format is no text: name a file by --output FILE, or pipe it on")
        yield _bytes_to_stdout
        return
    with _whole_file(output) as file:

        def write(data: bytes) -> None:
            file.write(data)

        yield write


@contextmanager
def _whole_file(output: Path) -> Iterator[BinaryIO]:
    """The file `output`, which appears under its name when all is written; after a fault, what stood there stays.

    Raises:
        UsageError: it cannot be written.
    """
    # A device or a pipe is written to as it is, and /dev/stdout also where it leads to a file. A folder is refused by
    # the system.
    in_place = output.parts[:2] == ("/", "dev") or (output.exists() and not output.is_file())
    target = output.resolve()
    part = output if in_place else target.with_name(f".{target.name[:200]}.{os.getpid()}.part")
    try:
        file = part.open("wb")
    except OSError as error:
        raise UsageError(f"cannot write {output}: {error.strerror}") from error
    try:
        with file:
            yield file
        if not in_place:
            if target.exists():
                part.chmod(target.stat().st_mode & 0o777)
            part.replace(target)
    finally:
        if not in_place:
            part.unlink(missing_ok=True)


def tell_unreadable(source: str, error: str) -> None:
    """Says which input could not be read, and why; an error with a place has its name already."""
    message(error if error.startswith(f"{source}:") else f"{source}: {error}")


def message(text: str) -> None:
    """Something that is no result, for the person who waits."""
    typer.echo(text, err=True)


@contextmanager
def pipe_may_close() -> Iterator[None]:
    """Ends the command quietly where the reader of standard output has left.

    Raises:
        typer.Exit: it has.
    """
    try:
        yield
    except BrokenPipeError:
        # What is still buffered goes nowhere, or the interpreter complains about the closed pipe at its end.
        os.dup2(os.open(os.devnull, os.O_WRONLY), sys.stdout.fileno())
        raise typer.Exit(EXIT_BROKEN_PIPE) from None


def _to_stdout(text: str) -> None:
    with pipe_may_close():
        # What others printed through the text layer comes first.
        sys.stdout.flush()
        _put(sys.stdout.buffer, text)
        sys.stdout.buffer.flush()


def _bytes_to_stdout(data: bytes) -> None:
    with pipe_may_close():
        sys.stdout.flush()
        sys.stdout.buffer.write(data)
        sys.stdout.buffer.flush()


def _put(file: BinaryIO, text: str) -> None:
    # A lone half of a surrogate pair has no UTF-8; its escape is the one that JSON knows.
    file.write(text.encode("utf-8", "backslashreplace"))
