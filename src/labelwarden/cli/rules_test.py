"""The commands `rules validate` and `rules test`: whether rule files can be used, and whether their examples hold."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from pathlib import Path
from typing import TYPE_CHECKING, Annotated

import typer

from labelwarden.cli import options
from labelwarden.cli.output import Write, message, results_to
from labelwarden.cli.rulebook_of import asked_rules, rulebook_of
from labelwarden.errors import EXIT_FINDINGS, EXIT_OK, EXIT_RULES, RuleError, UsageError
from labelwarden.reports.layout import counted

if TYPE_CHECKING:
    from labelwarden.engine.examples import Ran
    from labelwarden.errors import Fault
    from labelwarden.rules.rule import Rule
    from labelwarden.rules.rulebook import Rulebook


def validate(
    paths: Annotated[
        list[Path] | None,
        typer.Argument(metavar="PATH", help="Files or folders of rules, beside those that come along."),
    ] = None,
    *,
    examples: Annotated[
        bool, typer.Option("--examples/--no-examples", help="Also run the examples of these rules.")
    ] = True,
    no_builtin_rules: options.NoBuiltin = False,
) -> None:
    """Show every fault of rule files with its place.

    Ends with 3 when there is one. A rule that can never fire is a fault, and so is an example that
    comes out otherwise than it says.
    """
    from labelwarden.cli.faults import faults_text

    with results_to(None) as write:
        faults, rulebook = _read(paths, no_builtin_rules)
        write(faults_text(faults))
        ran = run_all(rulebook, _below(rulebook, paths)) if examples and rulebook is not None else []
        failed = [result for result in ran if not result.passed]
        _write_failures(write, failed)
        if faults or failed:
            files = {fault.file for fault in faults} | {result.case.rule.pack.file for result in failed}
            came = ", nothing loaded" if faults else ": examples that do not hold"
            untold = "; examples were not run" if examples and rulebook is None else ""
            write(f"{counted(len(faults) + len(failed), 'fault')} in {counted(len(files), 'file')}{came}{untold}\n")
            raise typer.Exit(EXIT_RULES)
        assert rulebook is not None  # noqa: S101 - there is no fault
        rules, packs = counted(len(rulebook.rules), "rule"), counted(len(rulebook.packs), "pack")
        hold = f"; {counted(len(ran), 'example')} hold" if ran else ""
        write(f"no fault: {rules} in {packs}, {counted(len(rulebook.forms), 'term')}{hold}\n")


def run_examples(
    what: Annotated[
        list[str] | None,
        typer.Argument(metavar="PATH|ID", help="Rule files or folders, rule ids or heads of them; all when left out."),
    ] = None,
    *,
    rules: options.RulePaths = None,
    no_builtin_rules: options.NoBuiltin = False,
    coverage: Annotated[
        bool, typer.Option("--coverage", help="Also list the parts of each rule that no example exercises.")
    ] = False,
    junit: Annotated[
        Path | None, typer.Option("--junit", metavar="FILE", help="Write the results there as JUnit XML, too.")
    ] = None,
    watch: Annotated[
        bool, typer.Option("--watch", help="Run again whenever a rule file changes, until interrupted.")
    ] = False,
) -> None:
    """Run the examples of rules.

    Ends with 1 when one fails, with 3 when a file cannot be loaded.
    """
    names = list(what or ())
    paths = [*(rules or ()), *(Path(name) for name in names if _is_path(name))]

    def once() -> bool:
        rulebook = rulebook_of(paths, no_builtin_rules)
        return _test(rulebook, names, coverage=coverage, junit=junit)

    if not watch:
        raise typer.Exit(EXIT_OK if once() else EXIT_FINDINGS)
    from labelwarden.cli.watching import on_every_change

    asked = asked_rules(paths, no_builtin_rules)
    message("watching the rule files; Ctrl-C ends")
    on_every_change(asked.paths, once, builtin=asked.builtin)


def _read(paths: Sequence[Path] | None, no_builtin: bool) -> tuple[tuple[Fault, ...], Rulebook | None]:
    """The faults, and the rulebook; where there are any, what it is without the faulty rules, if it is one then."""
    from labelwarden.rules.files import find_sources
    from labelwarden.rules.load import compile_rulebook
    from labelwarden.rules.read import Reader
    from labelwarden.rules.sound import sound_part

    reader = Reader()
    try:
        asked = asked_rules(paths, no_builtin)
        sources = find_sources(asked.paths, builtin=asked.builtin)
    except RuleError as error:
        return error.faults, None
    try:
        return (), compile_rulebook(sources, reader)
    except RuleError as error:
        return error.faults, sound_part(sources, error.faults, reader)


def run_all(rulebook: Rulebook, rules: Iterable[Rule]) -> list[Ran]:
    """Every example of the rules, run."""
    from labelwarden.engine.examples import examples_of, run_example

    return [run_example(example, rulebook.matcher) for rule in rules for example in examples_of(rule)]


def _test(rulebook: Rulebook, names: Sequence[str], *, coverage: bool, junit: Path | None) -> bool:
    """Runs and reports the examples; whether all of them hold."""
    wanted = _wanted(rulebook, names)
    ran = run_all(rulebook, wanted)
    failed = [result for result in ran if not result.passed]
    with results_to(None) as write:
        _write_failures(write, failed)
        if coverage:
            from labelwarden.cli.coverage_report import coverage_text

            write(coverage_text(wanted, rulebook.matcher))
        write(f"{counted(len(ran), 'example')} of {counted(len(wanted), 'rule')}: {len(failed) or 'none'} failed\n")
    if junit is not None:
        from labelwarden.cli.example_junit import junit_xml

        with results_to(junit) as write:
            write(junit_xml(ran))
    return not failed


def _write_failures(write: Write, failed: Iterable[Ran]) -> None:
    from labelwarden.cli.example_report import failure_text

    for result in failed:
        write(failure_text(result))


def _below(rulebook: Rulebook, paths: Sequence[Path] | None) -> list[Rule]:
    """The rules of the files that were named; all where none was."""
    named = [path.resolve() for path in paths or ()]
    return [
        rule
        for rule in rulebook.rules
        if not named or any(Path(rule.pack.file).resolve().is_relative_to(path) for path in named)
    ]


def _wanted(rulebook: Rulebook, names: Sequence[str]) -> list[Rule]:
    """The rules that the arguments of `rules test` mean, in their order."""
    if not names:
        return list(rulebook.rules)
    wanted: set[str] = set()
    for name in names:
        if _is_path(name):
            meant = {rule.id for rule in _below(rulebook, [Path(name)])}
        else:
            meant = {rule.id for rule in rulebook.rules if rule.matches(name) or rule.id.startswith(name)}
        if not meant:
            raise UsageError(f'"{name}" holds no rule and is the head of no rule id; see: labelwarden rules list')
        wanted |= meant
    return [rule for rule in rulebook.rules if rule.id in wanted]


def _is_path(name: str) -> bool:
    return "/" in name or name.endswith((".yaml", ".yml")) or Path(name).exists()
