"""The command `batch`: a whole catalogue, one row out for every product in."""

from __future__ import annotations

import os
from typing import Annotated

import typer

from labelwarden.cli import options
from labelwarden.cli.help import ABOUT_READING, ABOUT_REPORT
from labelwarden.cli.output import message, pipe_may_close
from labelwarden.cli.progress import Progress
from labelwarden.errors import EXIT_FINDINGS, EXIT_OK, EXIT_UNREADABLE, UsageError


def batch(
    catalog: Annotated[
        str,
        typer.Argument(
            metavar="CATALOG",
            help="A catalogue: .csv .tsv .xlsx .parquet .jsonl, a shop's .json or .xml, packed or not, or -",
        ),
    ],
    *,
    out: Annotated[
        str, typer.Option("--out", metavar="FILE", help="A .jsonl, .csv, .parquet or .xlsx file, or - for JSON Lines.")
    ],
    profile: Annotated[
        str,
        typer.Option(
            "--profile", metavar="NAME", help="The format, where it is not told right.", rich_help_panel=ABOUT_READING
        ),
    ] = "auto",
    map: Annotated[  # noqa: A002 - the name of the option
        list[str] | None,
        typer.Option(
            "--map",
            metavar="FIELD=COLUMN",
            help="Read a column as id, product, brand, product_type, gtin, text, claims, ingredients or a panel of any "
            "name. Repeatable.",
            rich_help_panel=ABOUT_READING,
        ),
    ] = None,
    supplement: Annotated[
        list[str] | None,
        typer.Option(
            "--supplement",
            metavar="FILE",
            help="A supplemental feed of a Google Merchant feed, merged by id. Repeatable.",
            rich_help_panel=ABOUT_READING,
        ),
    ] = None,
    workers: Annotated[
        int | None, typer.Option("--workers", metavar="N", min=1, help="Processes.  [default: one a processor]")
    ] = None,
    resume: Annotated[
        bool, typer.Option("--resume", help="Go on where a run that was stopped has got to, if there is one.")
    ] = False,
    previous: Annotated[
        str | None,
        typer.Option(
            "--previous",
            metavar="FILE",
            help="An earlier result: tells what is new, still there and fixed.",
            rich_help_panel=ABOUT_REPORT,
        ),
    ] = None,
    reuse: Annotated[
        bool,
        typer.Option(
            "--reuse",
            help="Take products that are unchanged from --previous, if that was written with --reuse, too; rows get a "
            "digest of what they say and are checked by.",
            rich_help_panel=ABOUT_REPORT,
        ),
    ] = False,
    images_dir: Annotated[
        str | None,
        typer.Option(
            "--images-dir",
            metavar="DIR",
            help="Read the pictures that products name, from this folder and nowhere else.",
            rich_help_panel=ABOUT_READING,
        ),
    ] = None,
    matrix: Annotated[
        bool,
        typer.Option(
            "--matrix",
            help="Add a column: where each product may be sold, by --jurisdiction US-*.",
            rich_help_panel=ABOUT_REPORT,
        ),
    ] = False,
    summary: Annotated[
        str | None,
        typer.Option(
            "--summary",
            metavar="FILE",
            help="One HTML page with charts and the worst products.",
            rich_help_panel=ABOUT_REPORT,
        ),
    ] = None,
    engine: Annotated[str, typer.Option("--engine", metavar="local|spark", help="Where it is worked off.")] = "local",
    jurisdiction: options.Jurisdictions = None,
    as_of: options.AsOf = None,
    rules: options.RulePaths = None,
    no_builtin_rules: options.NoBuiltin = False,
    select: options.Select = None,
    ignore: options.Ignore = None,
    experimental: options.Experimental = False,
    waivers: options.Waivers = None,
    baseline: options.Baseline = None,
    fail_on: options.FailOnOption = options.FailOn.MINOR,
) -> None:
    """Check every product of a catalogue.

    Each gives one row, in their order, also where it could not be checked. Exit codes as of `check`.
    """
    options.one_of("--engine", engine, ("local", "spark"))
    checker = options.load_checker(
        jurisdictions=jurisdiction,
        as_of=as_of,
        rules=rules,
        no_builtin=no_builtin_rules,
        select=select,
        ignore=ignore,
        experimental=experimental,
        checklist=False,
        waivers=waivers,
        baseline=baseline,
    )
    from labelwarden.batch.run import BatchOptions, run_batch
    from labelwarden.catalog.profiles.table import parse_mapping
    from labelwarden.findings.scales import Severity
    from labelwarden.waivers.settle import Settling

    if engine == "spark" and (previous or resume or reuse or images_dir or matrix or supplement or out == "-"):
        raise UsageError(
            "--engine spark: writes a file, and takes no --previous, --reuse, --resume, --images-dir, --matrix or "
            "--supplement"
        )
    asked = BatchOptions(
        profile=profile,
        mapping=parse_mapping(map or ()),
        workers=workers or os.cpu_count() or 1,
        resume=resume,
        previous=previous,
        reuse=reuse,
        images_dir=images_dir,
        matrix=matrix,
        supplements=tuple(supplement or ()),
        summary=summary,
    )
    with pipe_may_close(), Progress() as progress:
        if engine == "spark":
            from labelwarden.batch.spark import run_spark

            tally = run_spark(catalog, out, checker, asked)
        else:
            tally = run_batch(catalog, out, checker, asked, told=progress.tell)
    message(tally.sentence())
    if reuse and previous:
        settling = Settling.of(checker.settle)
        taken = f"{tally.reused:,} rows are unchanged and were taken from {previous}"
        message("  every row was checked, for the waivers" if settling and settling.has_waivers else f"  {taken}")
    for remark in tally.remarks():
        message(f"  {remark}")
    written = [file for file in (out, summary) if file and file != "-"]
    if written:
        message(f"wrote {', '.join(written)}")
    if checker.settle is not None:
        from labelwarden.cli.settling import tell_of_waivers

        # What Spark's workers saw of the waivers, they keep to themselves.
        tell_of_waivers(checker, saw_all=engine == "local")
    if tally.failed or tally.pictures["not readable"]:
        raise typer.Exit(EXIT_UNREADABLE)
    if fail_on is options.FailOn.NEVER:
        raise typer.Exit(EXIT_OK)
    least = None if fail_on is options.FailOn.REVIEW else Severity(fail_on.value)
    raise typer.Exit(EXIT_FINDINGS if tally.reaches(least) else EXIT_OK)
