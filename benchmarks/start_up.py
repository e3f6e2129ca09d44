"""A cold check of one label with all rules, against an interpreter that only imports its libraries."""

from __future__ import annotations

import sys
import tempfile
from pathlib import Path

from benchmarks.measure import paired

LABEL = """\
product: Sleepy Leaf Capsules
type: dietary_supplement
claims: ["Supports restful sleep", "Relieves anxiety"]
ingredients: [Valerian root extract, Lemon balm]
warnings: ["Keep out of reach of children."]
"""


def run() -> None:
    with tempfile.TemporaryDirectory() as folder:
        label = Path(folder, "label.yaml")
        label.write_text(LABEL, encoding="utf-8")
        check = [sys.executable, "-m", "labelwarden", "check", str(label)]
        imports = [sys.executable, "-c", "import typer, pydantic, yaml"]
        ours, theirs, ratio = paired(check, imports)
        print(f"check label.yaml, all rules, cold: {ours:.3f} s of CPU; the imports alone {theirs:.3f} s; x{ratio:.2f}")
