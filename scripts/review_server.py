"""A review page on a folder and a port of its own, for scripts that put it to the test."""

from __future__ import annotations

import secrets
import socket
import subprocess
import sys
import time
import urllib.error
import urllib.request
from collections.abc import Iterator, Sequence
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path
from tempfile import TemporaryDirectory

_PATIENCE = 60.0
"""Seconds that a server may take to start."""


@dataclass(frozen=True, slots=True)
class ReviewServer:
    """Where it listens, the token it takes, the folder of its data, and its process."""

    address: str
    token: str
    data: Path
    pid: int

    @property
    def port(self) -> int:
        return int(self.address.rpartition(":")[2])


@contextmanager
def review_server(options: Sequence[str] = ()) -> Iterator[ReviewServer]:
    """Starts it, and ends it with its data; what it complained of ends the script."""
    with TemporaryDirectory() as name:
        folder = Path(name)
        token = secrets.token_urlsafe(32)
        (folder / "token").write_text(token, encoding="utf-8")
        with socket.socket() as free:
            free.bind(("127.0.0.1", 0))
            port = free.getsockname()[1]
        command = [sys.executable, "-m", "labelwarden", "serve", "--port", str(port), "--data", str(folder / "data")]
        log = folder / "log"
        with log.open("wb") as said:
            process = subprocess.Popen([*command, "--token-file", str(folder / "token"), *options], stderr=said)
            try:
                address = f"http://127.0.0.1:{port}"
                _wait_for(address, process, log)
                yield ReviewServer(address, token, folder / "data", process.pid)
            finally:
                process.terminate()
                process.wait(timeout=_PATIENCE)
        complaints = log.read_text(encoding="utf-8")
        if "Traceback" in complaints:
            sys.exit(f"the server met a fault:\n{complaints}")


def _wait_for(address: str, process: subprocess.Popen[bytes], log: Path) -> None:
    end = time.monotonic() + _PATIENCE
    while True:
        try:
            urllib.request.urlopen(f"{address}/healthz", timeout=5).close()  # noqa: S310 - our own address
            return
        except (urllib.error.URLError, ConnectionError):
            if process.poll() is not None or time.monotonic() > end:
                sys.exit(f"the server did not start:\n{log.read_text(encoding='utf-8')}")
            time.sleep(0.1)
