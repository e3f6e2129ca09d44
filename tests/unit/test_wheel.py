"""A wheel holds the package and the rules, and works without the repository around it."""

from __future__ import annotations

import os
import subprocess
import sys
import zipfile
from pathlib import Path

import pytest

ROOT = Path(__file__).resolve().parents[2]


@pytest.fixture(scope="module")
def unpacked(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """Folder with the contents of a wheel built just now."""
    folder = tmp_path_factory.mktemp("wheel")
    subprocess.run(
        [sys.executable, "-m", "hatchling", "build", "-t", "wheel", "-d", folder],
        cwd=ROOT,
        check=True,
        capture_output=True,
    )
    (wheel,) = folder.glob("labelwarden-*.whl")
    with zipfile.ZipFile(wheel) as archive:
        archive.extractall(folder / "site")
    return folder / "site"


def files_below(folder: Path, pattern: str) -> dict[str, bytes]:
    """Path below the folder -> content."""
    return {path.relative_to(folder).as_posix(): path.read_bytes() for path in sorted(folder.rglob(pattern))}


def test_wheel_holds_every_rule_and_term_file(unpacked: Path) -> None:
    rules = files_below(ROOT / "rules", "*.yaml")
    assert rules, "the repository has no rules"
    assert files_below(unpacked / "labelwarden" / "_rules", "*.yaml") == rules


def test_wheel_holds_every_module_and_the_mark_of_types(unpacked: Path) -> None:
    held = files_below(unpacked / "labelwarden", "*.py").keys()
    assert held == files_below(ROOT / "src" / "labelwarden", "*.py").keys()
    assert (unpacked / "labelwarden" / "py.typed").is_file()


def test_wheel_carries_the_licence_and_one_command(unpacked: Path) -> None:
    (meta,) = unpacked.glob("labelwarden-*.dist-info")
    assert (meta / "licenses" / "LICENSE").read_bytes() == (ROOT / "LICENSE").read_bytes()
    assert "labelwarden = labelwarden.__main__:main" in (meta / "entry_points.txt").read_text(encoding="utf-8")


def test_rules_load_from_the_wheel_alone(unpacked: Path, tmp_path: Path) -> None:
    # PYTHONPATH comes before the install in place, and the working folder has no rules/.
    done = subprocess.run(
        [sys.executable, "-m", "labelwarden", "rules", "list"],
        cwd=tmp_path,
        env={**os.environ, "PYTHONPATH": str(unpacked)},
        capture_output=True,
        text=True,
        encoding="utf-8",
        check=False,
    )
    assert done.returncode == 0, done.stderr
    assert "us.7oh." in done.stdout
