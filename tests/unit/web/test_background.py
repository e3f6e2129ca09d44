from __future__ import annotations

import os
from concurrent.futures import Future, ProcessPoolExecutor
from typing import cast

import pytest
from starlette.testclient import TestClient

from labelwarden.web.reading_process import Read
from labelwarden.web.store.items import State
from tests.unit.web.conftest import CLAIM, csrf_of, site_of, wait_until


class Failing:
    """A pool whose work ends with a fault that nobody foresaw."""

    def submit(self, *_: object) -> Future[Read]:
        future: Future[Read] = Future()
        future.set_exception(KeyError("no such thing"))
        return future


def test_a_fault_of_ours_is_told_and_does_not_stop_the_queue(
    client: TestClient, caplog: pytest.LogCaptureFixture
) -> None:
    client.post("/labels", files={"files": ("a.yaml", CLAIM.encode())}, headers=csrf_of(client))
    site = site_of(client)
    item = site.items.next_waiting()
    assert item is not None
    site.background._take(item, cast("ProcessPoolExecutor", Failing()))
    row = site.items.row(item.id)
    assert row is not None
    assert (row.state, row.error) == (
        State.FAILED,
        "a fault of ours, not of your files (KeyError); please report it",
    )
    assert "no such thing" in caplog.text


def test_a_process_that_dies_costs_one_label(client: TestClient, monkeypatch: pytest.MonkeyPatch) -> None:
    site = site_of(client)
    for name in ("a.yaml", "b.yaml"):
        client.post("/labels", files={"files": (name, CLAIM.encode())}, headers=csrf_of(client))
    made: list[ProcessPoolExecutor] = []
    pool_of = site.background._pool

    def pool() -> ProcessPoolExecutor:
        new = pool_of()
        if not made:
            # The first process ends as one would in which a decoder breaks down.
            new.submit(os._exit, 3).exception()
        made.append(new)
        return new

    monkeypatch.setattr(type(site.background), "_pool", lambda _: pool())
    site.background.workers = 1
    site.background.start()
    wait_until(lambda: site.items.counts()[State.READ] == 1)
    assert site.items.counts()[State.FAILED] == 1
    assert len(made) == 2
