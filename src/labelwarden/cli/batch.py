"""The command `batch`: a whole catalogue, one row out for every product in."""

from __future__ import annotations

from typing import Annotated

import typer

from labelwarden.cli import options
from labelwarden.cli.output import message, pipe_may_close
from labelwarden.errors import EXIT_FINDINGS, EXIT_OK, EXIT_UNREADABLE


def batch(
    catalog: Annotated[
        str, typer.Argument(metavar="CATALOG", help="A catalogue as .jsonl or .ndjson, packed or not, or -")
    ],
    *,
    out: Annotated[str, typer.Option("--out", metavar="FILE", help="A .jsonl file, or - for standard output.")],
    profile: Annotated[str, typer.Option("--profile", metavar="auto", help="How the columns are understood.")] = "auto",
    jurisdiction: options.Jurisdictions = None,
    as_of: options.AsOf = None,
    rules: options.RulePaths = None,
    no_builtin_rules: options.NoBuiltin = False,
    select: options.Select = None,
    ignore: options.Ignore = None,
    experimental: options.Experimental = False,
    fail_on: options.FailOnOption = options.FailOn.MINOR,
) -> None:
    """Check every product of a catalogue.

    Each gives one row, in their order, also where it could not be checked. Exit codes as of `check`.
    """
    options.one_of("--profile", profile, ("auto",))
    checker = options.load_checker(
        jurisdictions=jurisdiction,
        as_of=as_of,
        rules=rules,
        no_builtin=no_builtin_rules,
        select=select,
        ignore=ignore,
        experimental=experimental,
        checklist=False,
    )
    from labelwarden.batch.run import run_batch

    with pipe_may_close():
        summary = run_batch(
            catalog, out, checker, counts=lambda finding: options.reaches(finding, fail_on, experimental=experimental)
        )
    message(summary.sentence())
    if summary.failed:
        raise typer.Exit(EXIT_UNREADABLE)
    raise typer.Exit(EXIT_FINDINGS if summary.reached else EXIT_OK)
