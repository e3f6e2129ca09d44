"""The program as a process of its own: pipes, colours, start-up, and what happens when something breaks."""

from __future__ import annotations

import os
import pty
import re
import subprocess
import sys
from pathlib import Path

import pytest

from labelwarden import __version__
from labelwarden.cli import options
from labelwarden.cli.app import COMMANDS
from labelwarden.cli.rules import rules_app
from tests.cli.conftest import Run

PROGRAM = [sys.executable, "-m", "labelwarden"]


def test_version(run: Run) -> None:
    assert run("--version").out == f"labelwarden {__version__}\n"


def test_help_names_every_command(run: Run) -> None:
    ended = run("--help")

    assert ended.code == 0
    assert all(command in ended.out for command in ("check", "batch", "read", "rules"))


def test_a_fault_of_ours_is_one_line_and_70(run: Run, monkeypatch: pytest.MonkeyPatch) -> None:
    def broken(**_: object) -> None:
        raise KeyError("a\nname")

    monkeypatch.setattr(options, "load_checker", broken)
    monkeypatch.delenv("LABELWARDEN_DEBUG", raising=False)
    ended = run("check", "label.yaml")

    assert (ended.code, ended.out) == (70, "")
    assert len(ended.err.splitlines()) == 1
    assert "a fault of ours" in ended.err
    assert "KeyError" in ended.err
    assert "Please report" in ended.err


def test_a_fault_of_ours_shows_its_traceback_when_asked(run: Run, monkeypatch: pytest.MonkeyPatch) -> None:
    def broken(**_: object) -> None:
        raise KeyError("name")

    monkeypatch.setattr(options, "load_checker", broken)
    monkeypatch.setenv("LABELWARDEN_DEBUG", "1")
    ended = run("check", "label.yaml")

    assert ended.code == 70
    assert "Traceback" in ended.err


def test_an_interrupt_ends_with_130(run: Run, monkeypatch: pytest.MonkeyPatch) -> None:
    def interrupted(**_: object) -> None:
        raise KeyboardInterrupt

    monkeypatch.setattr(options, "load_checker", interrupted)

    assert run("check", "label.yaml").code == 130


@pytest.mark.parametrize("command", [["rules", "show", "--terms", "condition"], ["check", "oats.yaml", "--checklist"]])
def test_a_reader_that_leaves_early_ends_the_program_quietly(tmp_path: Path, command: list[str]) -> None:
    (tmp_path / "oats.yaml").write_text("product: Oats\n", encoding="utf-8")
    with subprocess.Popen(
        [*PROGRAM, *command], cwd=tmp_path, stdout=subprocess.PIPE, stderr=subprocess.PIPE
    ) as process:
        assert process.stdout is not None
        assert process.stderr is not None
        process.stdout.close()
        error = process.stderr.read()

    assert process.returncode == 141
    assert error == b""


@pytest.mark.parametrize(
    ("environment", "coloured"),
    [({}, True), ({"NO_COLOR": "1"}, False), ({"TERM": "dumb"}, False)],
)
def test_a_terminal_gets_colours_unless_it_does_not_want_them(
    tmp_path: Path, environment: dict[str, str], coloured: bool
) -> None:
    (tmp_path / "oats.yaml").write_text("product: Oats\n", encoding="utf-8")
    main, terminal = pty.openpty()
    settings = {**os.environ, "TERM": "xterm", "NO_COLOR": "", "COLUMNS": "80", **environment}
    process = subprocess.Popen(
        [*PROGRAM, "check", "oats.yaml", "--select", "us.7oh"], cwd=tmp_path, stdout=terminal, env=settings
    )
    os.close(terminal)
    shown = b""
    # The terminal is gone, and reading it an error, once the program has ended.
    while process.poll() is None or not shown:
        try:
            shown += os.read(main, 65536)
        except OSError:
            break
    os.close(main)
    process.wait()

    assert b"Oats" in shown
    assert (b"\x1b[" in shown) is coloured


SHOW_LOADED = """\
import sys
from labelwarden.__main__ import main
try:
    main()
finally:
    print(*sorted(sys.modules), file=sys.stderr)
"""


def test_a_typed_label_does_not_load_what_only_other_inputs_need(tmp_path: Path) -> None:
    (tmp_path / "oats.yaml").write_text("product: Oats\n", encoding="utf-8")
    command = [sys.executable, "-c", SHOW_LOADED, "check", "oats.yaml"]
    loaded = subprocess.run(command, cwd=tmp_path, capture_output=True, text=True, check=False).stderr.split()

    assert "labelwarden.engine.check_label" in loaded
    heavy = ("PIL", "labelwarden.batch", "labelwarden.ocr.reading", "rapidfuzz", "rich", "selectolax", "tesserocr")
    assert [name for name in heavy if name in loaded] == []


@pytest.mark.parametrize(
    "command", [*COMMANDS, *(f"rules {command.name}" for command in rules_app.registered_commands)]
)
def test_help_is_words_for_people(run: Run, command: str) -> None:
    said = run(*command.split(), "--help")

    assert said.code == 0
    assert not re.search(r"<(list|str|path|int)|\[\[|\{[A-Z]", said.out), "a type of Python, or brackets in brackets"
    assert not re.search(r"^  [a-z]+  .*\.\.\.$", said.out, re.MULTILINE), "a summary that is cut"
    assert "--install-completion" not in said.out
    assert max(map(len, said.out.splitlines())) <= 80


@pytest.mark.parametrize(
    ("arguments", "said"),
    [
        ("chek label.yaml", 'there is no command "chek". Did you mean check?'),
        ("label.yaml", 'there is no command "label.yaml". To check a label: labelwarden check label.yaml'),
        ("frobnicate", "The commands are check, batch, read"),
        (
            "check --fail-on minr x.yaml",
            "expected one of 'critical', 'major', 'minor', 'review', 'never', found 'minr'",
        ),
        ("serve --port many", "expected a whole number"),
        ("serve --port 70000", "expected at most 65535"),
        ("batch a.csv --out - --workers 0", "expected at least 1"),
    ],
)
def test_wrong_usage_says_what_was_expected(run: Run, tmp_path: Path, arguments: str, said: str) -> None:
    (tmp_path / "label.yaml").write_text("product: Oats\n", encoding="utf-8")
    ended = run(*arguments.split())

    assert (ended.code, ended.out) == (2, "")
    assert said in " ".join(ended.err.split())
