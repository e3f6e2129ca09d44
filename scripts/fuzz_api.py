"""Puts the JSON API of the review page to what Schemathesis makes of its OpenAPI document.

    python -m scripts.fuzz_api [EXAMPLES]

Ends with 1 where an answer is not as the document says, where the server fails, or where what should be refused is
taken. The same requests are made each time.
"""

from __future__ import annotations

import json
import subprocess
import sys
import time
import urllib.request
from pathlib import Path
from tempfile import TemporaryDirectory
from typing import Any

from scripts.review_server import ReviewServer, review_server

EXAMPLES = 60
"""Requests for each operation in each phase; those in sequence come on top."""

_LABEL = "product: Quiet Oats\ntype: dietary_supplement\nclaims: [Cures gout within days]\n"


def main(examples: int) -> int:
    """The exit code."""
    with review_server() as server, TemporaryDirectory() as folder:
        _hand_in(server)
        document = Path(folder) / "openapi.json"
        document.write_text(json.dumps(_ask(server, "/api/v1/openapi.json")), encoding="utf-8")
        command = [
            *(sys.executable, "-m", "schemathesis.cli", "run", str(document), "--url", f"{server.address}/api/v1"),
            *("--header", f"Authorization: Bearer {server.token}", "--max-examples", str(examples)),
            *("--generation-deterministic", "--checks", "all", "--continue-on-failure"),
        ]
        return subprocess.run(command, cwd=folder, check=False).returncode


def _hand_in(server: ReviewServer) -> None:
    """A label with findings, so that there is something to ask for and to decide on."""
    head = '--b\r\nContent-Disposition: form-data; name="files"; filename="oats.yaml"\r\n\r\n'
    made = _ask(server, "/api/v1/labels", f"{head}{_LABEL}\r\n--b--\r\n".encode())
    number = made["labels"][0]
    while _ask(server, f"/api/v1/labels/{number}")["state"] != "read":
        time.sleep(0.1)


def _ask(server: ReviewServer, path: str, data: bytes | None = None) -> Any:
    heads = {"Authorization": f"Bearer {server.token}"}
    if data is not None:
        heads["Content-Type"] = "multipart/form-data; boundary=b"
    request = urllib.request.Request(server.address + path, data, heads)  # noqa: S310 - our own address
    with urllib.request.urlopen(request, timeout=30) as answer:  # noqa: S310
        return json.load(answer)


if __name__ == "__main__":
    sys.exit(main(int(sys.argv[1]) if len(sys.argv) > 1 else EXAMPLES))
