"""How the help of a command is set out: arguments by their names alone, options under what they are about."""

from __future__ import annotations

import re
from collections.abc import Iterator
from typing import Any

import typer
from typer.core import TyperCommand

ABOUT_RULES = "Which rules"
ABOUT_REPORT = "What comes out"
ABOUT_READING = "How it is read"
_SECTIONS = ("Arguments", "Options", ABOUT_READING, ABOUT_RULES, ABOUT_REPORT)


class Command(TyperCommand):
    """A command. Its options stand under the `rich_help_panel` that they name, all others before them."""

    def make_context(self, info_name: str | None, args: list[str], parent: Any = None, **extra: Any) -> Any:
        """Reads the arguments; what is wrong with one is told in our words."""
        try:
            return super().make_context(info_name, args, parent, **extra)
        except typer.BadParameter as error:
            error.message = _in_our_words(error.message)
            raise

    def collect_usage_pieces(self, ctx: Any) -> list[str]:
        """What stands behind the name of the command in the line of usage."""
        return [self.options_metavar or "", *map(_piece, _arguments(self, ctx))]

    def format_options(self, ctx: Any, formatter: Any) -> None:
        """Writes arguments and options."""
        sections: dict[str, list[tuple[str, str]]] = {title: [] for title in _SECTIONS}
        sections["Arguments"] = [(_name(argument), argument.help or "") for argument in _arguments(self, ctx)]
        for param in self.get_params(ctx):
            record = param.get_help_record(ctx) if param.param_type_name == "option" else None
            if record is not None:
                sections[getattr(param, "rich_help_panel", None) or "Options"].append(record)
        for title, records in sections.items():
            if records:
                with formatter.section(title):
                    formatter.write_dl(records)


def _arguments(command: Command, ctx: Any) -> Iterator[Any]:
    return (param for param in command.get_params(ctx) if param.param_type_name == "argument")


def _name(argument: Any) -> str:
    return str(argument.metavar or argument.name.upper())


def _piece(argument: Any) -> str:
    name = _name(argument) if argument.required else f"[{_name(argument)}]"
    return name if argument.nargs == 1 else f"{name}..."


_WORDS = (
    (r"Input should be a valid integer.*", "expected a whole number"),
    (r"Input should be less than or equal to (\S+)", r"expected at most \1"),
    (r"Input should be greater than or equal to (\S+)", r"expected at least \1"),
    (r"(.*) is not a valid integer.*", r"expected a whole number, found \1"),
    (r"(?:Value error, )?(.*) is not one of (.*?)\.?", r"expected one of \2, found \1"),
)
"""What typer takes over from pydantic, or click, and how the rest of the program says it."""


def _in_our_words(message: str) -> str:
    for theirs, ours in _WORDS:
        if found := re.fullmatch(theirs, message, re.DOTALL):
            return found.expand(ours)
    return message
