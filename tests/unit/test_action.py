"""What others build on from outside: the GitHub Action, the hooks of pre-commit, the image."""

from __future__ import annotations

import os
import re
import shlex
import subprocess
import sys
from pathlib import Path
from typing import Any

import pytest
import yaml
from typer.testing import CliRunner

from labelwarden.cli.app import app

ROOT = Path(__file__).resolve().parents[2]


def read(name: str) -> Any:
    return yaml.safe_load((ROOT / name).read_text(encoding="utf-8"))


def act(folder: Path, **inputs: str) -> subprocess.CompletedProcess[str]:
    """The step of the action that checks, in `folder`."""
    environment = {
        "PATH": f"{Path(sys.executable).parent}:{os.environ['PATH']}",
        "GITHUB_OUTPUT": str(folder / "output"),
        "GITHUB_STEP_SUMMARY": str(folder / "summary"),
        **{f"LABELWARDEN_{name}": value for name, value in inputs.items()},
    }
    return subprocess.run(
        ["bash", ROOT / "scripts" / "action.sh"],
        cwd=folder,
        env=environment,
        capture_output=True,
        text=True,
        encoding="utf-8",
        check=False,
    )


@pytest.fixture
def folder(tmp_path: Path) -> Path:
    (tmp_path / "my label.yaml").write_text(
        "product: Calm Drops\ntype: dietary_supplement\nclaims: [Cures cancer]\n", encoding="utf-8"
    )
    return tmp_path


def test_the_action_annotates_writes_its_reports_and_a_summary(folder: Path) -> None:
    done = act(folder, PATHS="my label.yaml\n", REPORTS="a.sarif\na b.html\n", FAIL_ON="critical", ARGUMENTS="")
    assert (done.returncode, done.stderr) == (1, "")
    assert done.stdout.startswith("::error file=my label.yaml,line=3,title=critical%3A ")
    assert (folder / "output").read_text(encoding="utf-8") == "exit-code=1\n"
    assert (folder / "summary").read_text(encoding="utf-8").startswith("# Label report")
    assert (folder / "a.sarif").is_file()
    assert (folder / "a b.html").is_file()


def test_nothing_that_is_typed_becomes_a_command_or_an_option(folder: Path) -> None:
    done = act(folder, PATHS="--version\n$(touch pwned); touch pwned", REPORTS="", ARGUMENTS="--as-of\n2026-11-25")
    assert done.returncode == 4
    assert "file=--version" in done.stdout
    assert "file=$(touch pwned); touch pwned" in done.stdout
    assert not (folder / "pwned").exists()


def test_a_wrong_argument_is_told(folder: Path) -> None:
    done = act(folder, PATHS="my label.yaml", ARGUMENTS="--as-of\ntomorrow")
    assert done.returncode == 2
    assert "expected a date" in done.stderr


def test_no_input_of_the_action_is_put_into_a_script() -> None:
    action = read("action.yml")
    steps = action["runs"]["steps"]
    assert not [step["run"] for step in steps if "${{" in step.get("run", "")]
    used = set(re.findall(r"inputs\.([a-z-]+)", (ROOT / "action.yml").read_text(encoding="utf-8")))
    assert used == set(action["inputs"])
    script = (ROOT / "scripts" / "action.sh").read_text(encoding="utf-8")
    given = {name for step in steps for name in step.get("env", {}) if name.startswith("LABELWARDEN_")}
    assert set(re.findall(r"LABELWARDEN_[A-Z_]+", script)) == given


def test_the_hooks_are_commands_that_exist() -> None:
    for hook in read(".pre-commit-hooks.yaml"):
        command = shlex.split(hook["entry"])
        assert command[0] == "labelwarden"
        assert CliRunner().invoke(app, [*command[1:], "--help"]).exit_code == 0
        re.compile(hook["files"])


def test_the_image_copies_only_what_it_is_given() -> None:
    given = set(re.findall(r"^!(\S+)$", (ROOT / ".dockerignore").read_text(encoding="utf-8"), re.MULTILINE))
    copied = {
        name
        for line in re.findall(
            r"^COPY (?!--from)(.+) \S+$", (ROOT / "Dockerfile").read_text(encoding="utf-8"), re.MULTILINE
        )
        for name in line.split()
    }
    assert copied == given
    assert all((ROOT / name).exists() for name in copied)


def test_the_image_installs_a_whole_lock_and_nothing_beside_it() -> None:
    dockerfile = (ROOT / "Dockerfile").read_text(encoding="utf-8")
    (default,) = re.findall(r"^ARG LOCK=(\S+)$", dockerfile, re.MULTILINE)
    assert default == "image.lock"
    installs = re.findall(r"pip install (.+?)(?: \\)?$", dockerfile, re.MULTILINE)
    assert len(installs) == 2
    assert all("--no-deps" in options for options in installs)
    assert "--require-hashes" in installs[0]
    assert '-r "$LOCK"' in installs[0]
    # What is copied from the first stage stays where it was built, and its commands are found.
    assert "COPY --from=build /venv /venv" in dockerfile
    assert "PATH=/venv/bin:$PATH" in dockerfile
    assert re.search(r"^USER 10001$", dockerfile, re.MULTILINE)
