"""The command `rules explain`: why a label did or did not trigger a rule."""

from __future__ import annotations

from typing import Annotated

import typer

from labelwarden.cli import options


def explain_rule(
    rule: Annotated[str, typer.Argument(metavar="RULE", help="The id of a rule, or one that it replaced.")],
    paths: Annotated[list[str], typer.Argument(metavar="PATH", help="Labels as `check` takes them, or -")],
    *,
    one_label: Annotated[bool, typer.Option("--one-label", help="All paths are panels of one product.")] = False,
    product_type: options.ProductType = None,
    jurisdiction: options.Jurisdictions = None,
    as_of: options.AsOf = None,
    rules: options.RulePaths = None,
    no_builtin_rules: options.NoBuiltin = False,
    output: options.Output = None,
) -> None:
    """Tell why a rule came out as it did on a label.

    It shows scope, terms hit, relations joined and contexts that spared. Ends with 0,
    whatever the outcome is; with 4 when a label could not be read.
    """
    from labelwarden.catalog.inputs import read_inputs
    from labelwarden.cli.explanation import explain_labels

    checker = options.load_checker(
        jurisdictions=jurisdiction,
        as_of=as_of,
        rules=rules,
        no_builtin=no_builtin_rules,
        select=None,
        ignore=None,
        experimental=False,
        checklist=False,
    )
    labels = read_inputs(paths, one_label=one_label, product_type=options.product_type(product_type))
    raise typer.Exit(explain_labels(rule, labels, checker, output))
