"""The commands `rules ...`: what is checked, and the tools of those who write rules."""

from __future__ import annotations

from enum import StrEnum
from pathlib import Path
from typing import TYPE_CHECKING, Annotated

import typer

from labelwarden.cli import options
from labelwarden.cli.output import message, results_to
from labelwarden.cli.rulebook_of import beside_builtin, rulebook_of
from labelwarden.cli.rules_publish import docs, schema
from labelwarden.errors import EXIT_FINDINGS, EXIT_OK, EXIT_RULES, RuleError, UsageError
from labelwarden.reports.layout import counted

if TYPE_CHECKING:
    from collections.abc import Sequence

    from labelwarden.rules.rule import Rule
    from labelwarden.rules.rulebook import Rulebook

rules_app = typer.Typer(
    name="rules", no_args_is_help=True, rich_markup_mode=None, help="Show, validate and test the rules."
)


class StatusChoice(StrEnum):
    """Where a rule stands in its life."""

    EXPERIMENTAL = "experimental"
    STABLE = "stable"
    DEPRECATED = "deprecated"


@rules_app.command("list")
def list_rules(
    *,
    jurisdiction: Annotated[
        list[str] | None,
        typer.Option("--jurisdiction", metavar="PLACE", help="Only rules of US, US-NY, US-* ... Repeatable."),
    ] = None,
    tag: Annotated[
        list[str] | None, typer.Option("--tag", metavar="TAG", help="Only rules with this tag. Repeatable.")
    ] = None,
    status: Annotated[StatusChoice | None, typer.Option("--status", help="Only rules of this status.")] = None,
    rules: options.RulePaths = None,
    no_builtin_rules: options.NoBuiltin = False,
    output: options.Output = None,
) -> None:
    """List the rules: id, place, severity, status, title."""
    from labelwarden.cli.rule_page import table

    rulebook = rulebook_of(rules, no_builtin_rules)
    places = [place.upper() for place in jurisdiction or ()]
    wanted = [
        rule
        for rule in rulebook.rules
        if (not places or any(_in_place(rule, place) for place in places))
        and (not tag or set(tag) & set(rule.tags))
        and (status is None or rule.status == status.value)
    ]
    with results_to(output) as write:
        write(table(wanted))
    message(f"{len(wanted)} of {len(rulebook.rules)} rules")


@rules_app.command("show")
def show(
    rule: Annotated[
        str | None, typer.Argument(metavar="[RULE]", help="The id of a rule, or one that it replaced.")
    ] = None,
    *,
    forms: Annotated[
        bool, typer.Option("--forms", help="Also every spelling of the terms that the rule names.")
    ] = False,
    terms: Annotated[
        str | None,
        typer.Option("--terms", metavar="GROUP", help="Instead of a rule, the spellings of a group of terms."),
    ] = None,
    rules: options.RulePaths = None,
    no_builtin_rules: options.NoBuiltin = False,
    output: options.Output = None,
) -> None:
    """Show one rule with its law and examples, or the spellings behind a group of terms."""
    from labelwarden.cli.rule_page import page, spellings

    if (rule is None) == (terms is None):
        raise UsageError("expected the id of a rule, or --terms with a group; all rules: labelwarden rules list")
    rulebook = rulebook_of(rules, no_builtin_rules)
    with results_to(output) as write:
        write(spellings(rulebook, [terms or ""]) if rule is None else page(rulebook.rule(rule), rulebook, forms=forms))


@rules_app.command("validate")
def validate(
    paths: Annotated[
        list[Path] | None,
        typer.Argument(metavar="[PATH]", help="Files or folders of rules, beside those that come along."),
    ] = None,
    *,
    no_builtin_rules: options.NoBuiltin = False,
) -> None:
    """Read rule files strictly and show every fault with its place. Ends with 3 when there is one."""
    from labelwarden.cli.faults import faults_text
    from labelwarden.rules.load import load_rulebook

    with results_to(None) as write:
        try:
            rulebook = load_rulebook(beside_builtin(paths, no_builtin_rules), builtin=not no_builtin_rules)
        except RuleError as error:
            files = len({fault.file for fault in error.faults})
            write(faults_text(error.faults))
            write(f"{counted(len(error.faults), 'fault')} in {counted(files, 'file')}, nothing loaded\n")
            raise typer.Exit(EXIT_RULES) from None
        rules, packs = counted(len(rulebook.rules), "rule"), counted(len(rulebook.packs), "pack")
        write(f"no fault: {rules} in {packs}, {counted(len(rulebook.forms), 'term')}\n")


@rules_app.command("test")
def run_examples(
    what: Annotated[
        list[str] | None,
        typer.Argument(
            metavar="[PATH|ID]", help="Rule files or folders, rule ids or heads of them; all when left out."
        ),
    ] = None,
    *,
    rules: options.RulePaths = None,
    no_builtin_rules: options.NoBuiltin = False,
) -> None:
    """Run the examples of rules. Ends with 1 when one fails, with 3 when a file cannot be loaded."""
    from labelwarden.cli.example_report import failure_text
    from labelwarden.engine.examples import examples_of, run_example

    names = list(what or ())
    paths = [Path(name) for name in names if _is_path(name)]
    rulebook = rulebook_of([*(rules or ()), *paths], no_builtin_rules)
    wanted = _wanted(rulebook, names)
    ran = [run_example(example, rulebook.matcher) for rule in wanted for example in examples_of(rule)]
    failed = [result for result in ran if not result.passed]
    with results_to(None) as write:
        for result in failed:
            write(failure_text(result))
        write(f"{counted(len(ran), 'example')} of {counted(len(wanted), 'rule')}: {len(failed) or 'none'} failed\n")
    raise typer.Exit(EXIT_FINDINGS if failed else EXIT_OK)


rules_app.command("docs")(docs)
rules_app.command("schema")(schema)


def _wanted(rulebook: Rulebook, names: Sequence[str]) -> list[Rule]:
    """The rules that the arguments of `rules test` mean, in their order."""
    if not names:
        return list(rulebook.rules)
    wanted: set[str] = set()
    for name in names:
        if _is_path(name):
            path = Path(name).resolve()
            meant = {rule.id for rule in rulebook.rules if Path(rule.pack.file).resolve().is_relative_to(path)}
        else:
            meant = {rule.id for rule in rulebook.rules if rule.matches(name) or rule.id.startswith(name)}
        if not meant:
            raise UsageError(f'"{name}" holds no rule and is the head of no rule id; see: labelwarden rules list')
        wanted |= meant
    return [rule for rule in rulebook.rules if rule.id in wanted]


def _is_path(name: str) -> bool:
    return "/" in name or name.endswith((".yaml", ".yml")) or Path(name).exists()


def _in_place(rule: Rule, place: str) -> bool:
    """Whether a rule is of the place; `US-*` are all states."""
    return rule.jurisdiction == place or (place.endswith("-*") and rule.jurisdiction.startswith(place[:-1]))
