"""The commands, put together. What a command needs it imports when it runs: starting up has to stay cheap."""

from __future__ import annotations

from typing import Annotated

import typer

from labelwarden.cli.batch import batch
from labelwarden.cli.check import check
from labelwarden.cli.diff import diff
from labelwarden.cli.output import results_to
from labelwarden.cli.read import read
from labelwarden.cli.rules import rules_app
from labelwarden.cli.score import score
from labelwarden.cli.serve import serve
from labelwarden.version import VERSION

app = typer.Typer(
    name="labelwarden",
    add_completion=False,
    no_args_is_help=True,
    pretty_exceptions_enable=False,
    rich_markup_mode=None,
    context_settings={"help_option_names": ["-h", "--help"]},
)


def _version(asked: bool) -> None:
    if asked:
        with results_to(None) as write:
            write(f"labelwarden {VERSION}\n")
        raise typer.Exit


@app.callback()
def main(
    _version: Annotated[
        bool, typer.Option("--version", callback=_version, is_eager=True, help="Show the version.")
    ] = False,
) -> None:
    """Checks product labels and marketing copy against what FDA warning letters cite.

    It helps a person to decide and gives no legal advice.
    """


app.command()(check)
app.command()(batch)
app.command()(read)
app.command()(serve)
app.command()(diff)
app.command()(score)
app.add_typer(rules_app)
