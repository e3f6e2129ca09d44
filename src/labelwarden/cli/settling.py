"""Waivers and a baseline put to the results of a command, and what is said of them at its end."""

from __future__ import annotations

from pathlib import Path

import typer

from labelwarden.checker import Checker
from labelwarden.cli.faults import faults_text
from labelwarden.cli.output import message
from labelwarden.waivers.baseline import load_baseline
from labelwarden.waivers.model import load_waivers
from labelwarden.waivers.settle import Settling


def settle_results(
    checker: Checker, waivers: Path | None, baseline: Path | None, context: typer.Context | None
) -> None:
    """Lets the checker settle each result; remarks on the waivers follow when the command of the context ends.

    Raises:
        FaultyFileError: the waivers are faulty.
        UsageError: one of the files cannot be read.
    """
    checker.settle = Settling(
        load_waivers(waivers) if waivers is not None else (),
        load_baseline(baseline) if baseline is not None else frozenset(),
        versions={rule.id: rule.pack.version for rule in checker.rulebook.rules},
        as_of=checker.as_of,
        experimental=checker.settings.experimental,
    )
    if context is not None:
        context.call_on_close(lambda: tell_of_waivers(checker))


def tell_of_waivers(checker: Checker, *, saw_all: bool = True) -> None:
    """Says which waivers want looking at; without `saw_all` only which have expired."""
    settling = Settling.of(checker.settle)
    if settling is not None and (remarks := settling.remarks(saw_all=saw_all)):
        message(faults_text(remarks).rstrip())
