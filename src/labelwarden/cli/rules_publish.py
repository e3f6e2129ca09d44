"""The commands `rules docs`, `rules schema` and `rules lock`: what is written from the rule files."""

from __future__ import annotations

import json
from collections.abc import Mapping
from enum import StrEnum
from pathlib import Path
from typing import Annotated

import typer

from labelwarden.cli import options
from labelwarden.cli.output import message, results_to
from labelwarden.cli.rulebook_of import asked_rules, rulebook_of
from labelwarden.errors import UsageError
from labelwarden.reports.layout import counted


class SchemaKind(StrEnum):
    """The kinds of file that a folder of rules may hold."""

    ALL = "all"
    PACK = "pack"
    VOCABULARY = "vocabulary"
    RELATIONS = "relations"
    CONTEXTS = "contexts"


def docs(
    *,
    output: Annotated[
        Path | None, typer.Option("--output", metavar="DIR", help="Write a Markdown page for each rule there.")
    ] = None,
    site: Annotated[
        Path | None,
        typer.Option("--site", metavar="DIR", help="Write web pages with a search there, to be opened from disk."),
    ] = None,
    rules: options.RulePaths = None,
    no_builtin_rules: options.NoBuiltin = False,
) -> None:
    """Write a page for each rule, and lists of them.

    The lists are by market, product and law. Files of these names are overwritten; pages of rules that are gone are
    left.
    """
    if output is None and site is None:
        raise UsageError("expected --output DIR for Markdown, or --site DIR for web pages; or both")
    everything = rulebook_of(rules, no_builtin_rules).rules
    if output is not None:
        from labelwarden.cli.rule_docs import markdown_pages

        _write(output, markdown_pages(everything))
        message(f"{counted(len(everything), 'rule')}: {output / 'README.md'}")
    if site is not None:
        from labelwarden.cli.rule_site import site_pages

        _write(site, site_pages(everything))
        message(f"{counted(len(everything), 'rule')}: {site / 'index.html'}")


def schema(
    *,
    kind: Annotated[SchemaKind, typer.Option("--kind", help="Which kind of rule file.")] = SchemaKind.ALL,
    output: options.Output = None,
) -> None:
    """Print the JSON Schema of rule files, for editors."""
    from labelwarden.rules.schema import schema_of, schema_of_all

    described = schema_of_all() if kind is SchemaKind.ALL else schema_of(kind.value)
    with results_to(output) as write:
        write(json.dumps(described, ensure_ascii=False, indent=2) + "\n")


def lock(
    *,
    output: Annotated[
        Path | None, typer.Option("--output", metavar="FILE", help="Write it there.  [default: labelwarden.lock]")
    ] = None,
    rules: options.RulePaths = None,
    no_builtin_rules: options.NoBuiltin = False,
) -> None:
    """Pin the rules by their hash.

    A run in this folder, or below it, then refuses rules that differ.
    """
    from labelwarden.rules.files import find_sources
    from labelwarden.rules.load import load_rulebook
    from labelwarden.rules.lock import NAME, lock_text

    asked = asked_rules(rules, no_builtin_rules, locked=False)
    packs = load_rulebook(asked.paths, builtin=asked.builtin).packs
    target = output or Path(NAME)
    with results_to(target) as write:
        write(lock_text(find_sources(asked.paths, builtin=asked.builtin), packs))
    message(f"{counted(len(packs), 'pack')} pinned: {target}")


def _write(folder: Path, pages: Mapping[str, str]) -> None:
    try:
        for name, content in pages.items():
            path = folder / name
            path.parent.mkdir(parents=True, exist_ok=True)
            path.write_text(content, encoding="utf-8", newline="\n")
    except OSError as error:
        raise UsageError(f"cannot write {error.filename}: {error.strerror}") from error
