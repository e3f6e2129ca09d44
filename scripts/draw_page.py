"""Takes the pictures of the review page for the documents: a drawn sample in the queue, light and dark.

    python -m scripts.draw_page

Needs a Chromium, as the browser tests do.
"""

from __future__ import annotations

import sys
from pathlib import Path
from subprocess import Popen
from tempfile import TemporaryDirectory

from PIL import Image
from playwright.sync_api import Browser, ViewportSize, sync_playwright

from tests.e2e.conftest import FLAGS, chromium, start_server, stop_servers

ROOT = Path(__file__).resolve().parent.parent
IMAGES = ROOT / "docs" / "images"
SAMPLES = ROOT / "samples"
SHOWN = "7oh-tablets-picture"
BESIDE = (
    *("7oh-gummies", "cosmetic-drug-claims", "light-on-dark-picture", "cbd-tincture", "nicotine-e-liquid"),
    *("kratom-two-columns-picture", "structure-function-without-disclaimer", "cosmetic-lawful", "vitamin-d"),
)
"""What stands in the queue beside it."""

SIZE: ViewportSize = {"width": 1280, "height": 800}


def main() -> int:
    """Write both pictures and say so."""
    running: list[Popen[bytes]] = []
    with TemporaryDirectory() as folder, sync_playwright() as playwright:
        try:
            address = start_server(running, Path(folder))
            browser = playwright.chromium.launch(executable_path=chromium(), args=FLAGS)
            label = _fill(browser, address)
            for scheme in ("light", "dark"):
                target = IMAGES / f"review-{scheme}.png"
                _shoot(browser, label, scheme, target)
                print(f"wrote {target}")
            browser.close()
        finally:
            stop_servers(running)
    return 0


def _fill(browser: Browser, address: str) -> str:
    """Hands in the samples, and gives the address of the one that is shown, with a decision on it."""
    page = browser.new_page()
    page.goto(address)
    for name in (SHOWN, *BESIDE):
        files = [file for file in (SAMPLES / name).iterdir() if file.name == "label.yaml" or file.suffix == ".png"]
        with page.expect_response("**/labels"):
            page.set_input_files("#files", files)
        page.locator("#drop-state", has_text="handed in").wait_for()
    page.locator(".stages:not(:has(.progress))").wait_for(timeout=120_000)
    label = f"{address}/labels/1"
    page.goto(label)
    page.keyboard.press("a")
    page.locator("#f1.settled").wait_for()
    page.close()
    return label


def _shoot(browser: Browser, label: str, scheme: str, target: Path) -> None:
    context = browser.new_context(viewport=SIZE, color_scheme="dark" if scheme == "dark" else "light")
    page = context.new_page()
    page.goto(label, wait_until="networkidle")
    page.screenshot(path=target)
    context.close()
    # Few colours are in it; a palette makes a third of the file.
    with Image.open(target) as picture:
        picture.convert("RGB").quantize(256).save(target, optimize=True)


if __name__ == "__main__":
    sys.exit(main())
