"""Running something again whenever a rule file changes."""

from __future__ import annotations

import time
from collections.abc import Callable, Sequence
from pathlib import Path

from labelwarden.cli.faults import faults_text
from labelwarden.cli.output import message
from labelwarden.errors import FaultyFileError, LabelwardenError
from labelwarden.rules.files import digest_of, find_sources

PAUSE = 0.5
"""Seconds between two looks at the files: no notice of the system's is needed, and nobody types faster."""


def on_every_change(paths: Sequence[Path], run: Callable[[], object], *, builtin: bool) -> None:
    """Runs now, and again on each change of the files, until the user interrupts. Faults are shown and waited out."""
    seen: str | None = None
    while True:
        now = _state(paths, builtin=builtin)
        if now != seen:
            seen = now
            _attempt(run)
        time.sleep(PAUSE)


def _attempt(run: Callable[[], object]) -> None:
    try:
        run()
    except FaultyFileError as error:
        message(faults_text(error.faults).rstrip())
    except LabelwardenError as error:
        message(str(error))


def _state(paths: Sequence[Path], *, builtin: bool) -> str:
    """Something that changes with the contents of the files; of a file that is gone, what is said of it."""
    try:
        return digest_of(find_sources(paths, builtin=builtin))
    except FaultyFileError as error:
        return str(error)
