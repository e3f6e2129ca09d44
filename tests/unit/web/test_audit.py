from __future__ import annotations

import hashlib
import json
import re
import sqlite3
from collections.abc import Callable

import pytest
from starlette.testclient import TestClient

from labelwarden.errors import UsageError
from labelwarden.web.store.audit import MissRate, point_of, wilson
from labelwarden.web.store.decisions import Kind
from tests.unit.web.conftest import CLAIM, csrf_of, hand_in, site_of

LAWFUL = "product: Plain Oats {}\ntype: food\nclaims: [A good source of fiber]\n"


@pytest.fixture
def passed(client: TestClient) -> list[int]:
    """Eight labels that passed, and one that did not."""
    numbers = [hand_in(client, LAWFUL.format(number)) for number in range(8)]
    hand_in(client, CLAIM)
    return numbers


def drawn(client: TestClient) -> list[int]:
    site_of(client).audit.draw()
    return sorted(label.item for label in site_of(client).audit.all())


def audited(client: TestClient, number: int) -> None:
    assert client.post(f"/audit/{number}", headers=csrf_of(client)).status_code == 204


def missed(client: TestClient, number: int) -> None:
    form = {"words": "A good source of fiber", "category": "claim"}
    assert client.post(f"/labels/{number}/missed", data=form, headers=csrf_of(client)).status_code == 204


def test_the_draw_can_be_done_again_by_anybody(client: TestClient, passed: list[int]) -> None:
    site = site_of(client)
    site.options.audit(0.5, "anna")
    seed = site.options.audit_seed()
    below = []
    for number in passed:
        hashes = sorted(file.sha256 for file in site.items.files(number))
        digest = hashlib.sha256("\n".join([seed, *hashes]).encode()).hexdigest()
        if int(digest[:16], 16) / 2**64 < 0.5:
            below.append(number)
    assert drawn(client) == below
    assert seed in client.get("/audit").text


def test_all_or_none_are_drawn_where_the_share_says_so(client: TestClient, passed: list[int]) -> None:
    site_of(client).options.audit(0, "anna")
    assert drawn(client) == []
    site_of(client).options.audit(1, "anna")
    assert drawn(client) == passed


def test_a_greater_share_holds_the_lesser_one_and_what_was_drawn_stays_drawn(
    client: TestClient, passed: list[int]
) -> None:
    options = site_of(client).options
    options.audit(0.4, "anna")
    first = drawn(client)
    options.audit(0.8, "anna")
    second = drawn(client)
    assert set(first) <= set(second) <= set(passed)
    options.audit(0, "anna")
    assert drawn(client) == second


def test_the_place_in_a_catalogue_is_part_of_the_draw() -> None:
    points = {point_of("seed", ["ff"], place) for place in (None, 1, 2, 3)}
    assert len(points) == 4
    assert all(0 <= point < 1 for point in points)


@pytest.mark.parametrize("statement", ["UPDATE draw SET share = 0", "DELETE FROM draw"])
def test_what_was_drawn_is_never_taken_back(client: TestClient, passed: list[int], statement: str) -> None:
    site = site_of(client)
    site.options.audit(1, "anna")
    assert drawn(client) == passed
    with pytest.raises(sqlite3.IntegrityError, match="stays drawn"), site.database.writing() as connection:
        connection.execute(statement)


def test_the_dashboard_shows_the_rate_of_what_was_missed_with_its_sample(client: TestClient, passed: list[int]) -> None:
    site_of(client).options.audit(1, "anna")
    assert "None was looked at yet" in client.get("/dashboard").text
    for number in passed[:3]:
        audited(client, number)
    missed(client, passed[3])
    for page in ("/dashboard", "/audit"):
        text = client.get(page).text
        assert "Missed: 25.0 % (1 of 4 looked at)" in text
        assert "between 4.6 % and 69.9 %" in text
        assert "4 wait" in text


def test_an_audit_and_a_missed_finding_can_be_withdrawn_and_all_records_stay(
    client: TestClient, passed: list[int]
) -> None:
    site = site_of(client)
    site.options.audit(1, "anna")
    drawn(client)
    missed(client, passed[0])
    assert site.audit.rate() == MissRate(looked_at=1, missed=1, waiting=7)
    assert json.loads(client.get("/exports/missed.jsonl").text)["text"] == "A good source of fiber"
    record = site.decisions.of_item(passed[0])[0]
    address = f"/labels/{passed[0]}/records/{record.id}/withdrawn"
    assert client.post(address, headers=csrf_of(client)).status_code == 204
    assert site.audit.rate() == MissRate(looked_at=0, missed=0, waiting=8)
    assert client.get("/exports/missed.jsonl").text == ""
    again = client.post(address, headers=csrf_of(client))
    assert (again.status_code, "withdrawn it already" in again.text) == (404, True)
    kept = site.decisions.of_item(passed[0])
    assert [(one.kind, one.about) for one in kept] == [(Kind.MISSED, None), (Kind.WITHDRAWN, record.id)]
    assert re.search(rf",withdrawn,.*,{record.id}\r\n", client.get("/exports/decisions.csv").text)


def test_only_a_record_of_that_label_can_be_withdrawn_and_no_decision(client: TestClient, passed: list[int]) -> None:
    site = site_of(client)
    note = site.decisions.note(passed[0], Kind.COMMENT, "anna", reason="hm")
    number = passed[-1] + 1
    case = site.case(number)
    assert case is not None
    decision = site.decisions.decide(number, case.judged[0], Kind.ACCEPT, "anna")
    for item, record in ((passed[1], note.id), (number, decision.id), (passed[0], 999), (passed[0], 2**64)):
        answer = client.post(f"/labels/{item}/records/{record}/withdrawn", headers=csrf_of(client))
        assert answer.status_code == 404
    # Neither does the file itself take one.
    with pytest.raises(sqlite3.IntegrityError, match="no such record"), site.database.writing() as connection:
        connection.execute(
            "INSERT INTO decision (item_id, kind, words, reason, who, at, about)"
            " VALUES (?, 'withdrawn', '', '', 'eve', '', ?)",
            (number, decision.id),
        )


def test_a_label_that_was_not_drawn_is_not_audited(client: TestClient, passed: list[int]) -> None:
    site_of(client).options.audit(0, "anna")
    assert client.post(f"/audit/{passed[0]}", headers=csrf_of(client)).status_code == 404
    assert client.post("/audit/999", headers=csrf_of(client)).status_code == 404


def test_an_admin_sets_the_share_and_the_log_tells(client: TestClient) -> None:
    form = {"keep_days": "", "audit_share": "12.5"}
    assert client.post("/admin/settings", data=form, headers=csrf_of(client)).status_code == 200
    assert site_of(client).options.audit_share() == 0.125
    assert [(line.who, line.detail) for line in site_of(client).log.all()] == [("anna", "0.05 → 0.125")]


@pytest.mark.parametrize(("days", "share"), [("", "101"), ("", "-1"), ("", "nan"), ("", "x"), ("0", "5"), ("x", "5")])
def test_settings_that_cannot_be_meant_are_refused(client: TestClient, days: str, share: str) -> None:
    form = {"keep_days": days, "audit_share": share}
    assert client.post("/admin/settings", data=form, headers=csrf_of(client)).status_code == 422
    assert site_of(client).log.all() == []


def test_the_interval_fits_the_tables_of_wilson() -> None:
    # Newcombe, Statistics in Medicine 17 (1998) 857-872, table I, method 3.
    for hits, of, low, high in ((81, 263, 0.2553, 0.3662), (15, 148, 0.0624, 0.1605), (0, 20, 0.0, 0.1611)):
        found = wilson(hits, of, 1.959964)
        assert found == pytest.approx((low, high), abs=5e-5)


def test_a_share_needs_to_be_one(open_client: Callable[..., TestClient]) -> None:
    with pytest.raises(UsageError, match="0 to 100"):
        site_of(open_client()).options.audit(float("nan"), "anna")
