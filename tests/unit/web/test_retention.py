from __future__ import annotations

from collections.abc import Callable
from datetime import UTC, datetime, timedelta

import pytest
from starlette.testclient import TestClient

from labelwarden.web.site import Site
from labelwarden.web.store.decisions import Kind
from labelwarden.web.store.items import StoredPicture
from tests.unit.web.conftest import CLAIM, csrf_of, hand_in, site_of, wait_until

Opener = Callable[..., TestClient]


def with_picture(client: TestClient) -> tuple[int, str]:
    """A label with a picture and a decision, and the hash of the picture."""
    number, site = hand_in(client, CLAIM), site_of(client)
    picture = site.blobs.put(b"a picture")
    item = site.items.item(number)
    assert item is not None
    assert item.reading_id is not None
    labeling = site.items.labeling(item.reading_id)
    case = site.case(number)
    assert case is not None
    shown = StoredPicture(1, "label.yaml", 1, 10, 10, picture, "png")
    site.items.keep(number, labeling, site.judge.outcome(case.labeling), "reading", [shown])
    site.decisions.decide(number, case.judged[0], Kind.DISMISS, "anna", "a quotation")
    return number, picture


def days_later(days: float) -> datetime:
    return datetime.now(UTC) + timedelta(days=days)


def contents(site: Site, number: int) -> list[bool]:
    hashes = [file.sha256 for file in site.items.files(number)] + [one.sha256 for one in site.items.pictures(number)]
    return [site.blobs.has(digest) for digest in hashes]


def test_pictures_go_after_their_days_and_decisions_and_hashes_stay(open_client: Opener) -> None:
    client = open_client(keep_days=30)
    number, picture = with_picture(client)
    site = site_of(client)
    assert site.background.forget_now(days_later(29.9)) == 0
    assert contents(site, number) == [True, True]
    assert client.get(f"/labels/{number}/pictures/1").content == b"a picture"
    assert site.background.forget_now(days_later(30.1)) == 2
    assert contents(site, number) == [False, False]
    gone = client.get(f"/labels/{number}/pictures/1")
    assert (gone.status_code, "removed" in gone.text) == (404, True)
    record = site.decisions.of_item(number)[0]
    assert (record.kind, record.reason, record.words) == (Kind.DISMISS, "a quotation", "Cures gout")
    assert [one.sha256 for one in site.items.pictures(number)] == [picture]
    assert len(site.items.files(number)[0].sha256) == 64
    assert client.get(f"/labels/{number}").status_code == 200
    told = [(line.who, line.what, line.detail) for line in site.log.all()]
    assert told == [("server", "pictures removed", "2 contents")]
    # What is gone is not counted again.
    assert site.background.forget_now(days_later(31)) == 0


def test_without_a_limit_nothing_is_removed(open_client: Opener) -> None:
    client = open_client()
    number, _ = with_picture(client)
    assert site_of(client).background.forget_now(days_later(99_999)) == 0
    assert contents(site_of(client), number) == [True, True]


def test_an_admin_sets_the_days_and_they_hold_at_once(open_client: Opener) -> None:
    client = open_client()
    number, _ = with_picture(client)
    site = site_of(client)
    with site.database.writing() as connection:
        connection.execute("UPDATE item SET added_at = '2020-01-01T00:00:00Z'")
    form = {"keep_days": "90", "audit_share": "5"}
    assert client.post("/admin/settings", data=form, headers=csrf_of(client)).status_code == 200
    wait_until(lambda: contents(site, number) == [False, False])
    wait_until(lambda: [line.what for line in site.log.all()] == ["setting changed", "pictures removed"])
    assert site.log.all()[0].detail == "for ever → 90 days"


@pytest.mark.parametrize(("started", "set_to", "holds"), [(30, 90, 30), (30, 10, 10), (30, None, 30), (None, 10, 10)])
def test_an_admin_may_keep_pictures_shorter_than_the_server_was_started_with_and_not_longer(
    open_client: Opener, started: int | None, set_to: int | None, holds: int
) -> None:
    client = open_client(keep_days=started)
    site_of(client).options.keep_for(set_to, "anna")
    site_of(client).keep_pictures()
    assert site_of(client).background.keep_days == holds
    # It is kept in the file, for the next start.
    assert site_of(open_client(keep_days=started)).background.keep_days == holds
