"""Writes requirements.lock: every package of the extra `all` and of the dev group, with hashes and without addresses.

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
LOCK = ROOT / "requirements.lock"
MARK = "# dependencies: sha256:"

RESOLVE = (
    "pip compile pyproject.toml --extra all --group dev --python-version 3.11 --universal "
    "--generate-hashes --no-emit-index-url --no-emit-find-links --no-header --quiet --output-file requirements.lock"
)


def dependency_digest(pyproject: Path) -> str:
    """Digest of what the lock is made from: the dependency tables and the range of Pythons, order aside."""
    data = tomllib.loads(pyproject.read_text(encoding="utf-8"))
    project = data["project"]
    tables = {
        "python": project["requires-python"],
        "dependencies": sorted(project["dependencies"]),
        "extras": {name: sorted(lines) for name, lines in project["optional-dependencies"].items()},
        "groups": {name: sorted(lines) for name, lines in data["dependency-groups"].items()},
    }
    return hashlib.sha256(json.dumps(tables, sort_keys=True).encode()).hexdigest()


def locked_digest(lock: Path) -> str:
    """Digest named in the head of the lock; empty when it names none."""
    lines = lock.read_text(encoding="utf-8").splitlines()
    return next((line.removeprefix(MARK) for line in lines if line.startswith(MARK)), "")


def main(arguments: list[str]) -> int:
    """Resolve anew, keep the locked versions where they still fit, and put the head back."""
    done = subprocess.run(["sh", "scripts/uv.sh", *RESOLVE.split(), *arguments], cwd=ROOT, check=False)  # noqa: S607 - sh is found on the PATH
    if done.returncode:
        return done.returncode
    body = LOCK.read_text(encoding="utf-8")
    head = "# Made by `make lock` from pyproject.toml; not edited by hand."
    digest = dependency_digest(ROOT / "pyproject.toml")
    LOCK.write_text(f"{head}\n{MARK}{digest}\n{body}", encoding="utf-8")
    return 0


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
