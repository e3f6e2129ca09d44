"""The commands, put together. What a command needs it imports when it runs: starting up has to stay cheap."""

from __future__ import annotations

from importlib import import_module
from pathlib import Path
from typing import Annotated, Any

import typer
from typer.core import TyperGroup

from labelwarden.cli.help import Command
from labelwarden.cli.output import results_to
from labelwarden.errors import UsageError
from labelwarden.version import VERSION

COMMANDS = {
    "check": "labelwarden.cli.check:check",
    "batch": "labelwarden.cli.batch:batch",
    "read": "labelwarden.cli.read:read",
    "serve": "labelwarden.cli.serve:serve",
    "diff": "labelwarden.cli.diff:diff",
    "score": "labelwarden.cli.score:score",
    "rules": "labelwarden.cli.rules:rules_app",
}
"""Where each command is. It is imported, and its options are worked out, when it is the one that was called."""

_MANNERS: dict[str, Any] = {
    "add_completion": False,
    "no_args_is_help": True,
    "pretty_exceptions_enable": False,
    "rich_markup_mode": None,
    "context_settings": {"help_option_names": ["-h", "--help"]},
}


class _Commands(TyperGroup):
    def list_commands(self, ctx: Any) -> list[str]:  # noqa: ARG002 - the signature is typer's
        return list(COMMANDS)

    def get_command(self, ctx: Any, cmd_name: str) -> Any:  # noqa: ARG002 - the signature is typer's
        if cmd_name not in COMMANDS:
            return None
        if cmd_name not in self.commands:
            module, _, name = COMMANDS[cmd_name].partition(":")
            found = getattr(import_module(module), name)
            if not isinstance(found, typer.Typer):
                alone = typer.Typer(**{**_MANNERS, "no_args_is_help": False})
                alone.command(cls=Command)(found)
                found = alone
            command = typer.main.get_command(found)
            command.name = cmd_name
            self.commands[cmd_name] = command
        return self.commands[cmd_name]

    def resolve_command(self, ctx: Any, args: list[str]) -> Any:
        name = args[0] if args else ""
        if name and not name.startswith("-") and name not in COMMANDS:
            from labelwarden.yamlfile.faults import did_you_mean

            listed = f"The commands are {', '.join(COMMANDS)}."
            near = (
                f"To check a label: labelwarden check {name}" if Path(name).exists() else did_you_mean(name, COMMANDS)
            )
            raise UsageError(f'there is no command "{name}". {near or listed}')
        return super().resolve_command(ctx, args)


app = typer.Typer(name="labelwarden", cls=_Commands, **_MANNERS)


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
