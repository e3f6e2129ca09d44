"""Writes the locks, with hashes and without addresses: all that is worked with, what the container image holds, and the
little that the demo needs.

The first lines say from which dependency tables it was made, so that a test can tell when it is stale.
Arguments go on to the resolver: `--upgrade` takes the newest versions, `--upgrade-package NAME` one of them.
"""

from __future__ import annotations

import hashlib
import json
import subprocess
import sys
import tomllib
from pathlib import Path

ROOT = Path(__file__).resolve().parent.parent
LOCK = "requirements.lock"
DEMO_LOCK = "demo.lock"
IMAGE_LOCK = "image.lock"
MARK = "# dependencies: sha256:"

RESOLVE = (
    "pip compile pyproject.toml --group build --python-version 3.11 --universal "
    "--generate-hashes --no-emit-index-url --no-emit-find-links --no-header --quiet"
)
PARTS = {
    LOCK: "--extra all --group dev",
    DEMO_LOCK: f"--constraint {LOCK}",
    IMAGE_LOCK: f"--constraint {LOCK} --extra photos --extra inputs --extra reports",
}
"""What each lock takes in besides the dependencies; the smaller ones have the versions of the first."""


def dependency_digest(pyproject: Path) -> str:
    """Digest of what the lock is made from: the dependency tables and the range of Pythons, order aside."""
    data = tomllib.loads(pyproject.read_text(encoding="utf-8"))
    project = data["project"]
    tables = {
        "python": project["requires-python"],
        "dependencies": sorted(project["dependencies"]),
        "extras": {name: sorted(lines) for name, lines in project["optional-dependencies"].items()},
        "groups": {name: sorted(lines) for name, lines in data["dependency-groups"].items()},
        "overrides": sorted(data.get("tool", {}).get("uv", {}).get("override-dependencies", [])),
    }
    return hashlib.sha256(json.dumps(tables, sort_keys=True).encode()).hexdigest()


def locked_digest(lock: Path) -> str:
    """Digest named in the head of the lock; empty when it names none."""
    lines = lock.read_text(encoding="utf-8").splitlines()
    return next((line.removeprefix(MARK) for line in lines if line.startswith(MARK)), "")


def main(arguments: list[str]) -> int:
    """Resolve anew, keep the locked versions where they still fit, and put the heads back."""
    head = f"# Made by `make lock` from pyproject.toml; not edited by hand.\n{MARK}"
    digest = dependency_digest(ROOT / "pyproject.toml")
    for name, part in PARTS.items():
        options = [*RESOLVE.split(), *part.split(), "--output-file", name, *(arguments if name == LOCK else [])]
        done = subprocess.run(["sh", "scripts/uv.sh", *options], cwd=ROOT, check=False)  # noqa: S607 - sh is found on the PATH
        if done.returncode:
            return done.returncode
        lock = ROOT / name
        body = lock.read_text(encoding="utf-8")
        lock.write_text(f"{head}{digest}\n{body}", encoding="utf-8")
    return 0


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
