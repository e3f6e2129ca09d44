"""Draws the two pictures of the README: a sample with its findings marked, and the head of the report on it.

    python -m scripts.draw_readme

Needs a Chromium, as the browser tests do.
"""

from __future__ import annotations

import subprocess
import sys
from pathlib import Path
from tempfile import TemporaryDirectory

from PIL import Image
from playwright.sync_api import sync_playwright

from tests.e2e.conftest import FLAGS, chromium

ROOT = Path(__file__).resolve().parent.parent
IMAGES = ROOT / "docs" / "images"
SAMPLE = "samples/7oh-tablets-picture"
DAY = "2026-11-25"
"""The rules of that day: a picture changes only when something else than the calendar does."""

WIDTH, HEIGHT, WINDOW = 860, 1262, 600
"""Of the part of the page that is shown, and of the window, by which the page sizes its pictures."""


def main() -> int:
    """Write both pictures and say so."""
    with TemporaryDirectory() as folder:
        page = Path(folder) / "report.html"
        command = [sys.executable, "-m", "labelwarden", "check", SAMPLE, "--as-of", DAY, "--fail-on", "never"]
        outputs = ["--output", str(page), "--output", str(IMAGES / "annotated-label.png")]
        subprocess.run([*command, *outputs], cwd=ROOT, check=True)
        _shoot(page, IMAGES / "report.png")
    print(f"wrote {IMAGES / 'report.png'}")
    return 0


def _shoot(page: Path, target: Path) -> None:
    with sync_playwright() as playwright:
        browser = playwright.chromium.launch(executable_path=chromium(), args=FLAGS)
        tab = browser.new_page(viewport={"width": WIDTH, "height": WINDOW}, device_scale_factor=1.5)
        tab.goto(page.as_uri())
        tab.screenshot(path=target, full_page=True, clip={"x": 0, "y": 0, "width": WIDTH, "height": HEIGHT})
        browser.close()
    # Few colours are in it; a palette makes a third of the file.
    with Image.open(target) as picture:
        picture.convert("RGB").quantize(128).save(target, optimize=True)


if __name__ == "__main__":
    sys.exit(main())
