"""Every file in faulty/ has one fault; what `rules validate` says of it stands in faulty.txt.

After a change of words that is meant: python -m tests.rules.test_faulty
"""

from __future__ import annotations

import contextlib
import io
import sys
from pathlib import Path
from unittest import mock

import pytest

from labelwarden.__main__ import main
from labelwarden.errors import EXIT_RULES

HERE = Path(__file__).resolve().parent
SAID = HERE / "faulty.txt"
FILES = sorted(path.name for path in (HERE / "faulty").glob("*.yaml"))


def said_of(file: str) -> str:
    """What `rules validate` prints, run in the folder of these tests."""
    arguments = ["labelwarden", "rules", "validate", "--no-builtin-rules", "sound", f"faulty/{file}"]
    printed = io.TextIOWrapper(io.BytesIO(), encoding="utf-8")
    with contextlib.chdir(HERE), mock.patch("sys.argv", arguments), mock.patch("sys.stdout", printed):
        with pytest.raises(SystemExit) as ended:
            main()
        printed.flush()
    assert ended.value.code == EXIT_RULES, f"{file} ended with {ended.value.code}"
    assert isinstance(printed.buffer, io.BytesIO)
    return printed.buffer.getvalue().decode()


def snapshots() -> dict[str, str]:
    parts = SAID.read_text(encoding="utf-8").split("== ")[1:]
    return {name: said for name, _, said in (part.partition("\n") for part in parts)}


@pytest.mark.parametrize("file", FILES)
def test_what_is_said_of_a_faulty_file(file: str) -> None:
    assert said_of(file) == snapshots()[file]


def test_nothing_is_said_of_files_that_are_gone() -> None:
    assert sorted(snapshots()) == FILES


@pytest.mark.parametrize("file", FILES)
def test_the_place_and_the_word_of_each_fault_are_told(file: str) -> None:
    first = snapshots()[file].splitlines()[0]

    assert first.startswith(f"faulty/{file}:"), "a fault without a line"
    assert "Input should" not in first, "pydantic's words, not ours"
    assert "String should" not in first


if __name__ == "__main__":
    SAID.write_text("".join(f"== {file}\n{said_of(file)}" for file in FILES), encoding="utf-8")
    sys.stderr.write(f"wrote {SAID}\n")
