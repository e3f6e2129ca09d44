"""A server in process on a folder of its own, with rules of one day."""

from __future__ import annotations

import re
import time
from collections.abc import Callable, Iterator
from dataclasses import replace
from datetime import date
from pathlib import Path
from typing import Any

import pytest
from argon2 import PasswordHasher
from starlette.testclient import TestClient

from labelwarden.checker import Checker
from labelwarden.web.app import make_app
from labelwarden.web.judging import Judge
from labelwarden.web.settings import Settings
from labelwarden.web.site import Site, open_site

LOCAL = "http://127.0.0.1:8321"

CLAIM = "product: Quiet Oats\ntype: dietary_supplement\nclaims: [Cures gout within days]\n"
LAWFUL = "product: Plain Oats\ntype: food\nclaims: [A good source of fiber]\n"


@pytest.fixture(scope="session")
def checker() -> Checker:
    return Checker.load(as_of=date(2026, 11, 25))


@pytest.fixture
def settings(tmp_path: Path) -> Settings:
    return Settings(data=tmp_path / "data", reviewer="anna")


@pytest.fixture
def open_client(checker: Checker, settings: Settings) -> Iterator[Callable[..., TestClient]]:
    """Opens a client for a server with other settings; what waits is read only where `reads`."""
    opened: list[TestClient] = []

    def client(*, reads: bool = False, **others: Any) -> TestClient:
        site = open_site(replace(settings, **others), Judge(checker, follows_today=False), engine="tesseract")
        # What is slow on purpose is so in one test of it.
        site.access.accounts._hasher = PasswordHasher(time_cost=1, memory_cost=8, parallelism=1)
        if not reads:
            site.background.workers = 0
        client = TestClient(make_app(site), base_url=LOCAL, follow_redirects=False)
        client.__enter__()
        opened.append(client)
        return client

    yield client
    for one in opened:
        one.__exit__(None, None, None)


@pytest.fixture
def client(open_client: Callable[..., TestClient]) -> TestClient:
    return open_client()


def site_of(client: TestClient) -> Site:
    site = client.app.state.site  # type: ignore[attr-defined]
    assert isinstance(site, Site)
    return site


def csrf_of(client: TestClient) -> dict[str, str]:
    """The head line that proves that a change comes from our own page."""
    found = re.search(r'data-csrf="([^"]+)"', client.get("/").text)
    assert found, "the page gave no token"
    return {"X-CSRF-Token": found.group(1)}


def hand_in(client: TestClient, text: str, name: str = "label.yaml") -> int:
    """A label that is read at once, without a process."""
    answer = client.post("/labels", files={"files": (name, text.encode())}, headers=csrf_of(client))
    assert answer.status_code == 202, answer.text
    number = int(answer.json()["labels"][0])
    read_now(site_of(client), number)
    return number


def read_now(site: Site, number: int) -> None:
    from labelwarden.catalog.pictures import PictureReader
    from labelwarden.web.labeling_json import to_json
    from labelwarden.web.reading import Given, read_label_files

    files = [Given(file.name, site.blobs.path(file.sha256)) for file in site.items.files(number)]
    labeling = read_label_files(files, PictureReader("tesseract"), 50_000_000)
    site.items.keep(number, to_json(labeling), site.judge.outcome(labeling), "reading", [])


def wait_until(holds: Callable[[], bool], seconds: float = 60.0) -> None:
    end = time.monotonic() + seconds
    while not holds():
        assert time.monotonic() < end, f"not within {seconds} s"
        time.sleep(0.05)
