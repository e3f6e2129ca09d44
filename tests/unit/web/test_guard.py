from __future__ import annotations

from collections.abc import Callable
from pathlib import Path

import pytest
from starlette.testclient import TestClient

from labelwarden.errors import UsageError
from labelwarden.web.guard import COOKIE
from labelwarden.web.settings import Limits, Role, hash_of, token_hash
from labelwarden.web.throttle import Bucket
from tests.unit.web.conftest import LAWFUL, csrf_of, hand_in, site_of

TOKEN = "a-token-that-is-long-enough-to-be-safe"

Opener = Callable[..., TestClient]


def test_every_answer_has_the_heads_that_keep_it_in_its_place(client: TestClient) -> None:
    for address in ("/", "/static/page.js", "/nowhere", "/labels/99"):
        heads = client.get(address).headers
        assert "default-src 'none'" in heads["content-security-policy"]
        assert "unsafe" not in heads["content-security-policy"]
        assert heads["x-content-type-options"] == "nosniff"
        assert heads["x-frame-options"] == "DENY"


def test_the_cookie_of_a_session_is_out_of_reach_of_scripts_and_other_sites(client: TestClient) -> None:
    cookie = client.get("/").headers["set-cookie"]
    assert "HttpOnly" in cookie
    assert "SameSite=Strict" in cookie


def test_another_name_for_this_machine_is_not_answered(client: TestClient) -> None:
    assert client.get("/", headers={"Host": "evil.example"}).status_code == 421
    assert client.get("/", headers={"Host": "localhost:8321"}).status_code == 200


@pytest.mark.parametrize(
    "heads",
    [{}, {"X-CSRF-Token": "wrong"}],
    ids=["no token", "wrong token"],
)
def test_a_change_needs_the_token_of_the_page(client: TestClient, heads: dict[str, str]) -> None:
    client.get("/")
    assert client.post("/labels", data={"text": "Cures gout"}, headers=heads).status_code == 403
    assert site_of(client).items.queue() == []


@pytest.mark.parametrize("heads", [{"Origin": "https://evil.example"}, {"Sec-Fetch-Site": "cross-site"}])
@pytest.mark.parametrize("address", ["/labels", "/login", "/api/v1/labels"])
def test_a_change_from_another_site_is_refused(client: TestClient, heads: dict[str, str], address: str) -> None:
    answer = client.post(address, data={"text": "Cures gout"}, headers={**csrf_of(client), **heads})
    assert answer.status_code == 403
    assert site_of(client).items.queue() == []


def test_a_change_without_a_session_is_refused(client: TestClient) -> None:
    assert client.post("/labels", data={"text": "Cures gout"}).status_code == 401


def test_with_a_token_nothing_is_shown_before_it(open_client: Opener) -> None:
    client = open_client(token_hash=hash_of(TOKEN))
    for address in ("/", "/labels/1", "/exports/decisions.csv", "/rules"):
        assert client.get(address).headers["location"] == "/login"
    assert client.post("/login", data={"name": "ben", "secret": "wrong"}).status_code == 403
    assert client.get("/").status_code == 303
    answer = client.post("/login", data={"name": "ben", "secret": TOKEN})
    assert answer.status_code == 303
    assert "ben" in client.get("/").text
    client.post("/logout", headers=csrf_of(client))
    assert client.get("/").status_code == 303


def test_a_login_needs_a_name_since_decisions_are_signed(open_client: Opener) -> None:
    client = open_client(token_hash=hash_of(TOKEN))
    assert client.post("/login", data={"name": " ", "secret": TOKEN}).status_code == 403


def test_guessing_is_slowed_down(open_client: Opener) -> None:
    client = open_client(token_hash=hash_of(TOKEN), limits=Limits(logins_a_minute=3))
    codes = [client.post("/login", data={"name": "eve", "secret": str(n)}).status_code for n in range(5)]
    assert codes == [403, 403, 403, 429, 429]


def test_accounts_log_in_by_password_and_keep_to_their_role(open_client: Opener) -> None:
    first = open_client()
    number = hand_in(first, LAWFUL)
    site_of(first).access.accounts.set("carl", Role.READER, "correct horse battery", "test")
    client = open_client()
    assert site_of(client).access.by_account
    assert client.post("/login", data={"name": "carl", "secret": "wrong horse battery"}).status_code == 403
    assert client.post("/login", data={"name": "nobody", "secret": "correct horse battery"}).status_code == 403
    assert client.post("/login", data={"name": "carl", "secret": "correct horse battery"}).status_code == 303
    assert client.get(f"/labels/{number}").status_code == 200
    token = csrf_of(client)
    assert client.post("/labels", data={"text": "Cures gout"}, headers=token).status_code == 403
    assert client.post(f"/labels/{number}/notes", data={"kind": "audited"}, headers=token).status_code == 403
    assert client.post("/logout", headers=token).status_code == 204


def test_passwords_and_keys_are_not_in_the_file(open_client: Opener) -> None:
    client = open_client()
    site = site_of(client)
    with pytest.raises(UsageError, match="12 characters"):
        site.access.accounts.set("carl", Role.READER, "short", "test")
    site.access.accounts.set("carl", Role.REVIEWER, "correct horse battery", "test")
    key = client.post("/login", data={"name": "carl", "secret": "correct horse battery"}).cookies[COOKIE]
    kept = [str(tuple(row)) for table in ("account", "session") for row in site.database.rows(f"SELECT * FROM {table}")]
    assert len(kept) == 2
    assert not any(secret in line for line in kept for secret in ("correct horse battery", key))
    assert "$argon2id$" in kept[0]


def test_more_than_the_cap_is_refused_by_its_head_and_by_its_length(open_client: Opener) -> None:
    client = open_client(limits=Limits(upload_bytes=10_000))
    token = csrf_of(client)
    big = {"files": ("a.txt", b"x" * 20_000)}
    assert client.post("/labels", files=big, headers=token).status_code == 413
    assert site_of(client).items.queue() == []


def test_a_body_that_is_longer_than_the_cap_is_refused_where_its_head_says_nothing(open_client: Opener) -> None:
    client = open_client(limits=Limits(upload_bytes=10_000))
    kind = {"Content-Type": "multipart/form-data; boundary=b", **csrf_of(client)}
    head = b'--b\r\nContent-Disposition: form-data; name="files"; filename="a.txt"\r\n\r\n'
    answer = client.post("/labels", content=iter([head, *[b"x" * 4_000] * 5, b"\r\n--b--\r\n"]), headers=kind)
    assert answer.status_code == 413
    assert site_of(client).items.queue() == []


def test_a_client_that_asks_without_end_is_slowed_down(open_client: Opener) -> None:
    client = open_client(limits=Limits(requests_a_second=1, burst=5))
    codes = [client.get("/healthz").status_code for _ in range(8)]
    assert codes[:5] == [200] * 5
    assert codes[-1] == 429


def test_a_bucket_fills_again() -> None:
    now = 0.0
    bucket = Bucket(2.0, 2.0, clock=lambda: now)
    assert [bucket.take("a") for _ in range(3)] == [True, True, False]
    assert bucket.take("b")
    now = 0.5
    assert [bucket.take("a") for _ in range(2)] == [True, False]


def test_a_token_has_to_be_long(tmp_path: Path) -> None:
    file = tmp_path / "token"
    file.write_text("short\n")
    with pytest.raises(UsageError, match="20 characters"):
        token_hash(file)
    file.write_text(f"{TOKEN}\n")
    assert token_hash(file) == hash_of(TOKEN)


@pytest.mark.parametrize("name", ["..%2f..%2fapp.py", "page.html.j2", "..\\app.py"])
def test_only_the_files_of_the_pages_are_static(client: TestClient, name: str) -> None:
    assert client.get(f"/static/{name}").status_code == 404


# --- what a hostile client tries --------------------------------------------------------------------------------------


@pytest.mark.parametrize(
    "host", ["[", "evil.example", "127.0.0.1.evil.example", "localhost.evil.example", "", "@localhost"]
)
def test_a_host_that_is_not_this_machine_is_not_answered_and_breaks_nothing(client: TestClient, host: str) -> None:
    answer = client.get("/", headers={"Host": host})
    assert answer.status_code == (200 if host == "@localhost" else 421)
    assert "set-cookie" not in answer.headers or host == "@localhost"


@pytest.mark.parametrize(
    "origin", ["null", "http://[", "http://127.0.0.1:9999", "https://127.0.0.1.evil.example", "file://"]
)
def test_a_change_from_an_origin_that_is_not_ours_is_refused(client: TestClient, origin: str) -> None:
    heads = {**csrf_of(client), "Origin": origin}
    assert client.post("/labels", data={"text": "Cures gout"}, headers=heads).status_code == 403
    # Nor does the API of an open server take it, which asks for no token.
    client.cookies.clear()
    assert client.post("/api/v1/labels", data={"text": "Cures gout"}, headers={"Origin": origin}).status_code == 403
    assert site_of(client).items.queue() == []


@pytest.mark.parametrize("site", ["cross-site", "same-site"])
def test_the_browser_is_believed_about_where_a_request_comes_from(client: TestClient, site: str) -> None:
    heads = {"Sec-Fetch-Site": site}
    assert client.post("/api/v1/labels", data={"text": "x"}, headers=heads).status_code == 403


def test_the_api_asks_for_the_token_of_the_page_where_it_is_used_with_a_cookie(client: TestClient) -> None:
    number = hand_in(client, LAWFUL)
    body = {"fingerprint": "x", "kind": "accept"}
    address = f"/api/v1/labels/{number}/decisions"
    assert client.post(address, json=body).status_code == 403
    assert client.post(address, json=body, headers=csrf_of(client)).status_code == 404


def test_a_token_that_is_wrong_is_refused_even_where_none_is_needed(client: TestClient) -> None:
    assert client.get("/api/v1/labels").status_code == 200
    assert client.get("/api/v1/labels", headers={"Authorization": "Bearer revoked"}).status_code == 401


def test_a_piece_of_a_page_sends_the_whole_of_it_to_the_login(open_client: Opener) -> None:
    client = open_client(token_hash=hash_of(TOKEN))
    answer = client.get("/", headers={"HX-Request": "true"})
    assert (answer.status_code, answer.headers["hx-redirect"]) == (401, "/login")


def test_under_https_the_cookie_goes_no_other_way_and_no_other_host_can_set_it(open_client: Opener) -> None:
    client = open_client(secure_cookie=True)
    heads = client.get("/").headers
    assert heads["set-cookie"].startswith(f"__Host-{COOKIE}=")
    assert "; Secure" in heads["set-cookie"]
    assert "Domain" not in heads["set-cookie"]
    assert heads["strict-transport-security"] == "max-age=31536000"
    plain = open_client().get("/").headers
    assert "Secure" not in plain["set-cookie"]
    assert "strict-transport-security" not in plain


def test_where_names_are_given_only_they_are_answered_to(open_client: Opener) -> None:
    client = open_client(host="0.0.0.0", token_hash=hash_of(TOKEN), names=("labels.example",))
    assert client.get("/login", headers={"Host": "labels.example:443"}).status_code == 200
    for other in ("evil.example", "127.0.0.1"):
        assert client.get("/login", headers={"Host": other}).status_code == 421


def test_the_open_page_gives_no_session_for_what_is_open_to_all(client: TestClient) -> None:
    for address in ("/healthz", "/static/page.css", "/login"):
        assert "set-cookie" not in client.get(address).headers


def test_sessions_of_an_open_server_do_not_grow_without_end(
    client: TestClient, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr("labelwarden.web.store.sessions.MOST_OPEN", 3)
    for _ in range(6):
        client.cookies.clear()
        client.get("/account")
    assert len(site_of(client).database.rows("SELECT * FROM session")) == 3
    assert "anna" in client.get("/account").text


def test_bodies_that_are_more_than_memory_allows_are_put_off(open_client: Opener) -> None:
    # Room for less than one body, as where others are on their way.
    client = open_client(limits=Limits(upload_bytes=20_000, in_flight=0))
    answer = client.post("/labels", files={"files": ("a.txt", b"x" * 10_000)}, headers=csrf_of(client))
    assert (answer.status_code, answer.headers["retry-after"]) == (503, "5")
    assert site_of(client).items.queue() == []


def test_what_a_body_held_is_given_back() -> None:
    import asyncio

    from starlette.types import Message

    from labelwarden.web.guard import InFlight

    flight = InFlight(100)

    async def receive() -> Message:
        return {"type": "http.request", "body": b"x" * 60, "more_body": False}

    async def one() -> int:
        with flight.body(receive, 80) as body:
            await body()
            return flight.held

    assert asyncio.run(one()) == 60
    assert flight.held == 0


def test_a_line_with_many_addresses_is_one_client() -> None:
    from labelwarden.web.throttle import client_of

    bucket = Bucket(0, 2, clock=lambda: 0.0)
    taken = [bucket.take(client_of(f"2001:db8:0:1::{n}")) for n in range(1, 5)]
    assert taken == [True, True, False, False]
    assert bucket.take(client_of("2001:db8:0:2::1"))


def test_many_clients_do_not_wipe_out_the_count_of_one() -> None:
    bucket = Bucket(0, 1, clock=lambda: 0.0)
    for number in range(9_000):
        bucket.take(f"client {number}")
    bucket.take("eve")
    for number in range(9_000, 10_500):
        bucket.take(f"client {number}")
    assert not bucket.take("eve")
    assert len(bucket._left) <= 10_000


@pytest.mark.parametrize(
    "address", ["/labels/1/pictures/..%2f..%2freview.sqlite", "/labels/../../etc/passwd", "/rules/..%2fx"]
)
def test_no_name_in_an_address_becomes_a_path(client: TestClient, address: str) -> None:
    assert client.get(address).status_code == 404


def test_a_picture_is_asked_for_by_number_and_never_leaves_its_label(client: TestClient) -> None:
    from labelwarden.web.store.items import StoredPicture

    first, second = hand_in(client, LAWFUL), hand_in(client, LAWFUL)
    site = site_of(client)
    item = site.items.item(first)
    assert item is not None
    picture = StoredPicture(1, "a.png", 1, 1, 1, site.blobs.put(b"<script>alert(1)</script>"), "png")
    case = site.case(first)
    assert case is not None
    site.items.keep(first, site.items.labeling(item.reading_id or 0), site.judge.outcome(case.labeling), "x", [picture])
    shown = client.get(f"/labels/{first}/pictures/1")
    assert (shown.headers["content-type"], shown.headers["x-content-type-options"]) == ("image/png", "nosniff")
    assert client.get(f"/labels/{second}/pictures/1").status_code == 404
    assert client.get(f"/labels/{first}/pictures/2").status_code == 404


def test_behind_a_proxy_clients_are_counted_by_the_address_that_it_tells(open_client: Opener) -> None:
    def codes(client: TestClient, *told: str) -> list[int]:
        return [client.get("/healthz", headers={"X-Forwarded-For": one}).status_code for one in told]

    limits = Limits(requests_a_second=0, burst=1)
    # The last one is of the proxy; what a client wrote before it counts for nothing.
    told = ("192.0.2.1", "192.0.2.2", "198.51.100.9, 192.0.2.1", "192.0.2.3")
    assert codes(open_client(limits=limits, behind_proxy=True), *told) == [200, 200, 429, 200]
    assert codes(open_client(limits=limits), *told) == [200, 429, 429, 429]
