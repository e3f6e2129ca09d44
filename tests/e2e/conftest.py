"""A real Chromium on a real server. Skipped, and counted as skipped, where there is no Chromium."""

from __future__ import annotations

import os
import shutil
import socket
import subprocess
import sys
import time
import urllib.error
import urllib.request
from collections.abc import Callable, Iterator
from pathlib import Path

import pytest
from playwright.sync_api import Browser, ConsoleMessage, Page, expect, sync_playwright

FLAGS = [
    "--no-sandbox",
    "--disable-gpu",
    "--disable-quic",
    "--no-first-run",
    "--disable-background-networking",
    "--disable-component-update",
    "--disable-sync",
]

Server = Callable[..., str]


def chromium() -> str | None:
    """The Chromium of this machine, or the one that LABELWARDEN_CHROMIUM names."""
    named = os.environ.get("LABELWARDEN_CHROMIUM")
    return named or next((path for name in ("chromium", "chromium-browser") if (path := shutil.which(name))), None)


def pytest_collection_modifyitems(items: list[pytest.Item]) -> None:
    if chromium() is not None:
        return
    why = "no Chromium was found (Debian: apt-get install -y --no-install-recommends chromium fonts-dejavu-core)"
    for item in items:
        if item.get_closest_marker("e2e"):
            item.add_marker(pytest.mark.skip(reason=why))


@pytest.fixture(scope="session")
def browser() -> Iterator[Browser]:
    # A machine that runs all tests at once takes its time.
    expect.set_options(timeout=30_000)
    expect.set_options(timeout=20_000)  # the machine may be busy with other tests
    with sync_playwright() as playwright:
        browser = playwright.chromium.launch(executable_path=chromium(), args=FLAGS)
        yield browser
        browser.close()


@pytest.fixture
def server(tmp_path: Path) -> Iterator[Server]:
    """Starts servers on the data of this test; each ends before the next begins."""
    running: list[subprocess.Popen[bytes]] = []

    def start(*options: str) -> str:
        stop_servers(running)
        return start_server(running, tmp_path, *options)

    yield start
    stop_servers(running)


@pytest.fixture(scope="session")
def shared(tmp_path_factory: pytest.TempPathFactory) -> Iterator[str]:
    """One server for all tests that bring labels of their own and change nothing else; a start takes seconds."""
    running: list[subprocess.Popen[bytes]] = []
    yield start_server(running, tmp_path_factory.mktemp("shared"))
    stop_servers(running)


def start_server(running: list[subprocess.Popen[bytes]], folder: Path, *options: str) -> str:
    """A server on the data in `folder`, at the address that is given back once it answers."""
    with socket.socket() as free:
        free.bind(("127.0.0.1", 0))
        port = free.getsockname()[1]
    command = [sys.executable, "-m", "labelwarden", "serve", "--port", str(port), "--data", str(folder / "data")]
    more = ["--name", "anna", "--engine", "tesseract", "--as-of", "2026-11-25", *options]
    process = subprocess.Popen([*command, *more], cwd=folder, stderr=subprocess.PIPE)
    running.append(process)
    address = f"http://127.0.0.1:{port}"
    _wait_for(address, process)
    return address


def _wait_for(address: str, process: subprocess.Popen[bytes]) -> None:
    end = time.monotonic() + 60
    while True:
        try:
            urllib.request.urlopen(f"{address}/healthz", timeout=5).close()
            return
        except (urllib.error.URLError, ConnectionError):
            assert process.poll() is None, "the server ended"
            assert time.monotonic() < end, "the server did not answer within a minute"
            time.sleep(0.1)


def stop_servers(running: list[subprocess.Popen[bytes]]) -> None:
    while running:
        process = running.pop()
        process.terminate()
        process.wait(timeout=60)
        assert process.stderr is not None
        said = process.stderr.read().decode()
        process.stderr.close()
        assert "Traceback" not in said, said


@pytest.fixture
def page(browser: Browser) -> Iterator[Page]:
    """A page of 1280 pixels; what the browser complains about fails the test."""
    context = browser.new_context(viewport={"width": 1280, "height": 900})
    page = context.new_page()
    page.set_default_timeout(60_000)
    complaints = listen(page)
    yield page
    context.close()
    assert complaints == []


def listen(page: Page) -> list[str]:
    """What the browser complains about from now on. A refusal that the test asked for is no complaint."""
    complaints: list[str] = []

    def told(message: ConsoleMessage) -> None:
        if message.type in ("error", "warning") and "status of 4" not in message.text:
            complaints.append(message.text)

    page.on("console", told)
    page.on("pageerror", lambda error: complaints.append(str(error)))
    return complaints
