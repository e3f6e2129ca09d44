"""The tutorial, run as it stands: its files are written, its commands run, and their output is what it says."""

from __future__ import annotations

import re
import shlex
from dataclasses import dataclass
from pathlib import Path

from tests.cli.conftest import Run

PAGE = Path(__file__).resolve().parents[2] / "docs" / "writing-rules.md"

FENCE = re.compile(r"^```(\w+)(?: file=(\S+))?\n(.*?)^```$", re.MULTILINE | re.DOTALL)
COMMAND = re.compile(r"^\$ (.*?)(?: # ends with (\d+))?\n((?:(?!\$ ).*\n)*)", re.MULTILINE)


@dataclass(frozen=True, slots=True)
class Step:
    """A file to be written, or a command with the end and the output that the page gives it."""

    file: str = ""
    content: str = ""
    command: str = ""
    code: int = 0
    output: str = ""


def steps() -> list[Step]:
    found = []
    for language, file, content in FENCE.findall(PAGE.read_text(encoding="utf-8")):
        if file:
            found.append(Step(file=file, content=content))
        elif language == "console":
            for command, code, output in COMMAND.findall(content):
                found.append(Step(command=command, code=int(code or 0), output=output))
    return found


def fits(said: str, printed: str) -> bool:
    """Whether the output is as the page says; "..." stands for anything, on a line of its own for any lines."""
    pattern = "".join(
        r"(?:.*\n)*?" if line == "..." else ".*".join(map(re.escape, line.split("..."))) + r"\n"
        for line in said.splitlines()
    )
    return re.fullmatch(pattern, printed) is not None


def test_every_step_of_the_tutorial_runs(run: Run, tmp_path: Path) -> None:
    commands = 0
    for step in steps():
        if step.file:
            path = tmp_path / step.file
            path.parent.mkdir(parents=True, exist_ok=True)
            path.write_text(step.content, encoding="utf-8")
            continue
        program, *arguments = shlex.split(step.command)
        assert program == "labelwarden"
        ended = run(*arguments)
        commands += 1
        printed = ended.err + ended.out if ended.err.startswith("using") else ended.out + ended.err
        if ended.err.startswith("using") and ended.err.count("\n") > 1 and ended.out:
            # Remarks on waivers come after the report.
            first, _, rest = ended.err.partition("\n")
            printed = f"{first}\n{ended.out}{rest}"
        assert ended.code == step.code, f"{step.command}\n{printed}"
        assert fits(step.output, printed), f"{step.command}\n--- the page\n{step.output}\n--- the program\n{printed}"
    assert commands > 15


def test_files_that_are_shown_are_all_written_by_the_test() -> None:
    blocks = FENCE.findall(PAGE.read_text(encoding="utf-8"))

    assert not [content for language, file, content in blocks if language == "yaml" and not file]


def test_every_command_for_rules_stands_in_the_tutorial() -> None:
    from labelwarden.cli.rules import rules_app

    text = PAGE.read_text(encoding="utf-8")
    names = {str(command.name) for command in rules_app.registered_commands}
    assert {name for name in names if f"rules {name}" not in text} == set()


def test_ellipses_stand_for_anything_and_for_nothing_else() -> None:
    assert fits("a...c\n", "abc\n")
    assert fits("a\n...\nz\n", "a\nb\nc\nz\n")
    assert not fits("a\n", "a\nb\n")
    assert not fits("abc\n", "abd\n")
