"""The commands `rules ...`: what is checked, and the tools of those who write rules."""

from __future__ import annotations

from datetime import date
from enum import StrEnum
from typing import TYPE_CHECKING, Annotated

import typer

from labelwarden.cli import options
from labelwarden.cli.help import Command
from labelwarden.cli.output import message, results_to
from labelwarden.cli.rulebook_of import rulebook_of
from labelwarden.cli.rules_explain import explain_rule
from labelwarden.cli.rules_impact import impact
from labelwarden.cli.rules_new import new
from labelwarden.cli.rules_publish import docs, lock, schema
from labelwarden.cli.rules_test import run_examples, validate
from labelwarden.errors import UsageError

if TYPE_CHECKING:
    from labelwarden.rules.rule import Rule

rules_app = typer.Typer(
    name="rules",
    add_completion=False,
    no_args_is_help=True,
    rich_markup_mode=None,
    help="Show, validate and test the rules.",
)


class StatusChoice(StrEnum):
    """Where a rule stands in its life."""

    EXPERIMENTAL = "experimental"
    STABLE = "stable"
    DEPRECATED = "deprecated"


@rules_app.command("list", cls=Command)
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
    product_type: Annotated[
        str | None,
        typer.Option("--product-type", metavar="TYPE", help="Only rules for this class of product, or for any."),
    ] = None,
    in_force: Annotated[
        str | None, typer.Option("--in-force", metavar="DATE", help="Only rules in force on that day.")
    ] = None,
    due: Annotated[
        bool,
        typer.Option("--due", help="Only rules whose law has to be looked at again by today, or by the day of --by."),
    ] = False,
    by: Annotated[str | None, typer.Option("--by", metavar="DATE", help="For --due: another day than today.")] = None,
    rules: options.RulePaths = None,
    no_builtin_rules: options.NoBuiltin = False,
    output: options.Output = None,
) -> None:
    """List the rules, or those whose law has to be looked at again.

    Each line has id, place, severity, status and title; with --due the day, id, law and where it stands.
    """
    from labelwarden.cli.rule_page import due_table, next_due, table

    kind, on = options.product_type(product_type), options.day(in_force, "--in-force")
    deadline = options.day(by, "--by") or (date.today() if due else None)
    if by is not None and not due:
        raise UsageError("--by: expected --due beside it")
    rulebook = rulebook_of(rules, no_builtin_rules)
    places = [place.upper() for place in jurisdiction or ()]
    wanted = [
        rule
        for rule in rulebook.rules
        if (not places or any(_in_place(rule, place) for place in places))
        and (not tag or set(tag) & set(rule.tags))
        and (status is None or rule.status == status.value)
        and (kind is None or not rule.when or any(not scope.type or kind in scope.type for scope in rule.when))
        and (on is None or rule.in_force(on))
    ]
    if deadline is not None:
        listed = [rule for rule in wanted if rule.review_by is not None and rule.review_by <= deadline]
        with results_to(output) as write:
            write(due_table(listed))
        message(
            f"{len(listed)} of {len(wanted)} rules have to be looked at again by {deadline}{next_due(wanted, deadline)}"
        )
        return
    with results_to(output) as write:
        write(table(wanted))
    message(f"{len(wanted)} of {len(rulebook.rules)} rules")


@rules_app.command("show", cls=Command)
def show(
    rule: Annotated[
        str | None, typer.Argument(metavar="RULE", help="The id of a rule, or one that it replaced.")
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
    """Show a rule with its law and examples, or a group of terms.

    Of a group of terms all spellings are shown.
    """
    from labelwarden.cli.rule_page import page, spellings

    if (rule is None) == (terms is None):
        raise UsageError("expected the id of a rule, or --terms with a group; all rules: labelwarden rules list")
    rulebook = rulebook_of(rules, no_builtin_rules)
    with results_to(output) as write:
        write(spellings(rulebook, [terms or ""]) if rule is None else page(rulebook.rule(rule), rulebook, forms=forms))


rules_app.command("validate", cls=Command)(validate)
rules_app.command("test", cls=Command)(run_examples)
rules_app.command("explain", cls=Command)(explain_rule)
rules_app.command("new", cls=Command)(new)
rules_app.command("docs", cls=Command)(docs)
rules_app.command("schema", cls=Command)(schema)
rules_app.command("lock", cls=Command)(lock)
rules_app.command("impact", cls=Command)(impact)


def _in_place(rule: Rule, place: str) -> bool:
    """Whether a rule is of the place; `US-*` are all states."""
    return rule.jurisdiction == place or (place.endswith("-*") and rule.jurisdiction.startswith(place[:-1]))
