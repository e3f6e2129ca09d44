from __future__ import annotations

import re
import sqlite3
from collections.abc import Callable
from html import unescape

import pytest
from starlette.testclient import TestClient

from labelwarden.errors import UsageError
from labelwarden.web.guard import COOKIE
from labelwarden.web.settings import Limits, Role, hash_of
from labelwarden.web.site import Site
from labelwarden.web.store.accounts import Accounts
from labelwarden.web.store.log import Event
from tests.unit.web.conftest import CLAIM, csrf_of, hand_in, read_now, site_of

Opener = Callable[..., TestClient]

PASSWORD = "correct horse battery"
TOKEN = "a-token-that-is-long-enough-to-be-safe"


def with_accounts(open_client: Opener, *names: tuple[str, Role], **others: object) -> TestClient:
    client = open_client(**others)
    for name, role in (("dora", Role.ADMIN), *names):
        site_of(client).access.accounts.add(name, role, PASSWORD, "test")
    return client


def log_in(client: TestClient, name: str, password: str = PASSWORD) -> TestClient:
    client.cookies.clear()
    answer = client.post("/login", data={"name": name, "secret": password})
    assert answer.status_code == 303, answer.text
    return client


def act(client: TestClient, kind: str, name: str, role: str = "") -> tuple[int, str]:
    form = {"act": kind, "name": name, "role": role}
    answer = client.post("/admin/accounts", data=form, headers=csrf_of(client))
    return answer.status_code, unescape(answer.text)


def shown_once(text: str) -> str:
    found = re.search(r"shown this once: (\S+)</p>", text)
    assert found, text
    return found.group(1)


def events(site: Site) -> list[tuple[str, str, str]]:
    return [(line.who, line.what, line.about) for line in site.log.all()]


def test_an_admin_adds_an_account_whose_password_is_shown_once(open_client: Opener) -> None:
    client = log_in(with_accounts(open_client), "dora")
    code, text = act(client, "add", "ed", "reviewer")
    assert code == 200
    password = shown_once(text)
    assert password not in client.get("/admin").text
    log_in(client, "ed", password)
    assert "ed" in client.get("/account").text
    assert client.get("/admin").status_code == 403
    assert ("dora", Event.ACCOUNT_ADDED, "ed") in events(site_of(client))


@pytest.mark.parametrize("name", ["dora", "DORA", "ｄｏｒａ", "a\u202eb"])
def test_a_name_that_could_be_taken_for_another_is_refused(open_client: Opener, name: str) -> None:
    client = log_in(with_accounts(open_client), "dora")
    code, text = act(client, "add", name, "reviewer")
    assert (code, 'role="alert"' in text) == (422, True)
    assert [account.name for account in site_of(client).access.accounts.all()] == ["dora"]


def test_the_first_account_is_an_admin_and_ends_the_sessions_of_whoever_had_none(open_client: Opener) -> None:
    client = open_client()
    assert act(client, "add", "ed", "reviewer")[0] == 422
    code, text = act(client, "add", "dora", "admin")
    assert code == 200
    assert client.get("/").headers["location"] == "/login"
    # An API without a token was for a machine of one's own.
    assert client.get("/api/v1/labels").status_code == 401
    log_in(client, "dora", shown_once(text))
    assert client.get("/admin").status_code == 200


def test_a_role_counts_from_the_next_request_on(open_client: Opener) -> None:
    client = with_accounts(open_client, ("ed", Role.ADMIN))
    log_in(client, "ed")
    assert client.get("/admin").status_code == 200
    site_of(client).access.accounts.change_role("ed", Role.READER, "dora")
    assert client.get("/admin").status_code == 403
    assert client.post("/labels", data={"text": "x"}, headers=csrf_of(client)).status_code == 403


def test_a_disabled_account_is_out_at_once_and_can_come_back(open_client: Opener) -> None:
    client = with_accounts(open_client, ("ed", Role.REVIEWER))
    access = site_of(client).access
    secret = access.tokens.make("ed", "shop", Role.REVIEWER, 30, "ed")
    bearer = {"Authorization": f"Bearer {secret}"}
    log_in(client, "ed")
    access.accounts.disable("ed", "dora")
    assert client.get("/").status_code == 303
    assert client.get("/api/v1/labels", headers=bearer).status_code == 401
    assert client.post("/login", data={"name": "ed", "secret": PASSWORD}).status_code == 403
    access.accounts.enable("ed", "dora")
    assert client.get("/api/v1/labels", headers=bearer).status_code == 200
    log_in(client, "ed")
    assert client.get("/").status_code == 200


def test_there_is_always_an_admin_left(open_client: Opener) -> None:
    client = log_in(with_accounts(open_client, ("ed", Role.REVIEWER)), "dora")
    for code, text in (act(client, "disable", "dora"), act(client, "role", "dora", "reviewer")):
        assert (code, "only admin left" in text) == (422, True)
    assert act(client, "role", "ed", "admin")[0] == 200
    assert act(client, "role", "dora", "reviewer")[0] == 200


def test_a_new_password_ends_the_sessions_of_before(open_client: Opener) -> None:
    client = log_in(with_accounts(open_client, ("ed", Role.REVIEWER)), "dora")
    site = site_of(client)
    key, _ = site.access.sessions.open("ed", Role.REVIEWER, "account", "ed")
    password = shown_once(act(client, "password", "ed")[1])
    assert site.access.of_cookie(key) is None
    assert client.post("/login", data={"name": "ed", "secret": PASSWORD}).status_code == 403
    log_in(client, "ed", password)


def test_what_is_done_to_accounts_is_in_the_log_which_leaves_as_csv(open_client: Opener) -> None:
    client = log_in(with_accounts(open_client, ("ed", Role.REVIEWER)), "dora")
    site_of(client).access.tokens.make("ed", "shop", Role.READER, 30, "ed")
    for kind in ("sessions", "tokens", "disable", "enable", "password"):
        assert act(client, kind, "ed")[0] == 200
    assert act(client, "role", "ed", "read-only")[0] == 200
    assert client.post("/login", data={"name": "eve", "secret": "a wrong password"}).status_code == 403
    told = events(site_of(client))
    for event in (
        Event.SESSIONS_ENDED,
        Event.TOKEN_REVOKED,
        Event.ACCOUNT_DISABLED,
        Event.ACCOUNT_ENABLED,
        Event.PASSWORD_SET,
        Event.ROLE_CHANGED,
    ):
        assert ("dora", event, "ed") in told
    assert ("eve", Event.LOGIN_REFUSED, "") in told
    text = client.get("/admin/log.csv").text
    assert "role changed,ed,reviewer → read-only" in text
    assert PASSWORD not in text


@pytest.mark.parametrize("statement", ["UPDATE log SET who = 'eve'", "DELETE FROM log"])
def test_the_log_only_grows(open_client: Opener, statement: str) -> None:
    site = site_of(with_accounts(open_client))
    with pytest.raises(sqlite3.IntegrityError, match="the log is never"), site.database.writing() as connection:
        connection.execute(statement)
    assert len(site.log.all()) == 1


def test_one_changes_ones_own_password_by_the_old_one(open_client: Opener) -> None:
    client = log_in(with_accounts(open_client), "dora")
    before = client.cookies[COOKIE]
    wrong = client.post("/account/password", data={"old": "wrong", "new": "x" * 12}, headers=csrf_of(client))
    assert wrong.status_code == 422
    short = client.post("/account/password", data={"old": PASSWORD, "new": "short"}, headers=csrf_of(client))
    assert (short.status_code, "12 characters" in short.text) == (422, True)
    done = client.post("/account/password", data={"old": PASSWORD, "new": "another long one"}, headers=csrf_of(client))
    assert done.status_code == 204
    assert client.get("/").status_code == 200
    assert client.cookies[COOKIE] != before
    assert site_of(client).access.of_cookie(before) is None
    log_in(client, "dora", "another long one")


def test_one_logs_out_everywhere_else(open_client: Opener) -> None:
    client = log_in(with_accounts(open_client), "dora")
    access = site_of(client).access
    key, _ = access.sessions.open("dora", Role.ADMIN, "account", "dora")
    assert "2 sessions" in client.get("/account").text
    assert "elsewhere: 1" in client.post("/account/sessions", headers=csrf_of(client)).text
    assert access.of_cookie(key) is None
    assert client.get("/").status_code == 200


# --- tokens -----------------------------------------------------------------------------------------------------------


def made_token(client: TestClient, role: str = "reviewer") -> str:
    form = {"name": "shop import", "role": role, "days": "30"}
    answer = client.post("/account/tokens", data=form, headers=csrf_of(client))
    found = re.search(r'<pre id="secret">(\S+)</pre>', answer.text)
    assert found, answer.text
    return found.group(1)


def test_with_accounts_alone_a_program_works_by_a_token_of_an_account(open_client: Opener) -> None:
    client = log_in(with_accounts(open_client, ("ed", Role.REVIEWER)), "ed")
    secret = made_token(client)
    assert secret not in client.get("/account").text
    assert secret not in "".join(map(str, map(tuple, site_of(client).database.rows("SELECT * FROM token"))))
    client.cookies.clear()
    heads = {"Authorization": f"Bearer {secret}"}
    answer = client.post("/api/v1/labels", files={"files": ("a.yaml", CLAIM.encode())}, headers=heads)
    number = answer.json()["labels"][0]
    read_now(site_of(client), number)
    finding = client.get(f"/api/v1/labels/{number}/result", headers=heads).json()["findings"][0]
    asked = {"fingerprint": finding["fingerprint"], "kind": "accept"}
    made = client.post(f"/api/v1/labels/{number}/decisions", json=asked, headers=heads)
    assert (made.status_code, made.json()["who"]) == (201, "ed, token shop import")
    log_in(client, "ed")
    assert "last on" in client.get("/account").text


def test_a_token_reads_only_where_it_was_made_so_or_its_account_may_no_more(open_client: Opener) -> None:
    client = with_accounts(open_client, ("ed", Role.REVIEWER))
    access = site_of(client).access
    for secret in (
        access.tokens.make("ed", "dashboard", Role.READER, 30, "ed"),
        access.tokens.make("ed", "shop", Role.REVIEWER, 30, "ed"),
    ):
        heads = {"Authorization": f"Bearer {secret}"}
        access.accounts.change_role("ed", Role.READER, "dora")
        assert client.get("/api/v1/labels", headers=heads).status_code == 200
        assert client.post("/api/v1/labels", data={"text": "x"}, headers=heads).status_code == 403


def test_a_revoked_token_and_one_that_has_ended_are_taken_no_longer(
    open_client: Opener, monkeypatch: pytest.MonkeyPatch
) -> None:
    client = log_in(with_accounts(open_client), "dora")
    first, second = made_token(client), made_token(client)
    id = site_of(client).access.tokens.of("dora")[-1].id
    assert client.post("/admin/tokens", data={"id": str(id)}, headers=csrf_of(client)).status_code == 200
    assert client.get("/api/v1/labels", headers={"Authorization": f"Bearer {first}"}).status_code == 401
    heads = {"Authorization": f"Bearer {second}"}
    assert client.get("/api/v1/labels", headers=heads).status_code == 200
    import time

    later = time.time() + 31 * 24 * 3600
    monkeypatch.setattr("labelwarden.web.store.tokens.time.time", lambda: later)
    assert client.get("/api/v1/labels", headers=heads).status_code == 401


def test_one_revokes_ones_own_tokens_and_not_those_of_others(open_client: Opener) -> None:
    client = log_in(with_accounts(open_client, ("ed", Role.REVIEWER)), "ed")
    tokens = site_of(client).access.tokens
    tokens.make("dora", "hers", Role.REVIEWER, 30, "dora")
    made_token(client)
    ids = {token.account: str(token.id) for token in tokens.of()}
    address = "/account/tokens/revoked"
    assert client.post(address, data={"id": ids["dora"]}, headers=csrf_of(client)).status_code == 404
    assert client.post(address, data={"id": ids["ed"]}, headers=csrf_of(client)).status_code == 200
    assert {token.account: token.state for token in tokens.of()} == {"dora": "in force", "ed": "revoked"}


@pytest.mark.parametrize(("role", "days"), [("admin", "30"), ("reviewer", "4000"), ("reviewer", "")])
def test_a_token_that_could_do_more_than_it_should_is_not_made(open_client: Opener, role: str, days: str) -> None:
    client = log_in(with_accounts(open_client), "dora")
    form = {"name": "shop", "role": role, "days": days}
    assert client.post("/account/tokens", data=form, headers=csrf_of(client)).status_code == 422
    assert site_of(client).access.tokens.of() == []


def test_with_accounts_the_token_of_a_file_still_serves_programs(open_client: Opener) -> None:
    client = with_accounts(open_client, token_hash=hash_of(TOKEN))
    assert client.get("/api/v1/labels", headers={"Authorization": f"Bearer {TOKEN}"}).status_code == 200
    assert client.get("/admin", headers={"Authorization": f"Bearer {TOKEN}"}).status_code == 403
    # People log in by their accounts.
    assert client.post("/login", data={"name": "dora", "secret": TOKEN}).status_code == 403


# --- logging in -------------------------------------------------------------------------------------------------------


def test_a_login_gives_a_new_key_and_ends_the_session_of_before(open_client: Opener) -> None:
    client = log_in(with_accounts(open_client), "dora")
    first = client.cookies[COOKIE]
    answer = client.post("/login", data={"name": "dora", "secret": PASSWORD})
    assert answer.cookies[COOKIE] != first
    assert site_of(client).access.of_cookie(first) is None


def test_a_key_that_somebody_made_up_never_becomes_a_session(open_client: Opener) -> None:
    client = with_accounts(open_client)
    client.cookies.set(COOKIE, "planted", domain="127.0.0.1")
    answer = client.post("/login", data={"name": "dora", "secret": PASSWORD})
    assert "planted" not in answer.headers["set-cookie"]
    assert site_of(client).access.of_cookie("planted") is None


def test_one_password_is_hashed_whoever_asks(open_client: Opener, monkeypatch: pytest.MonkeyPatch) -> None:
    client = with_accounts(open_client, ("ed", Role.REVIEWER))
    access = site_of(client).access
    access.accounts.disable("ed", "dora")
    access.accounts.prepare()
    hashed: list[str] = []
    hasher = access.accounts._hasher
    real = type(hasher).verify

    def verify(_: object, kept: str, password: str) -> bool:
        hashed.append(kept)
        return real(hasher, kept, password)

    monkeypatch.setattr(type(hasher), "verify", verify)
    monkeypatch.setattr(type(hasher), "hash", lambda *_: pytest.fail("a hash more than for others"))
    for name in ("nobody", "dora", "ed"):
        assert client.post("/login", data={"name": name, "secret": "a wrong password"}).status_code == 403
    assert client.post("/login", data={"name": "ed", "secret": PASSWORD}).status_code == 403
    assert len(hashed) == 4
    assert {kept.split("$")[1] for kept in hashed} == {"argon2id"}
    assert len({tuple(kept.split("$")[1:4]) for kept in hashed}) == 1


def test_a_name_is_not_guessed_at_from_many_addresses(open_client: Opener) -> None:
    client = with_accounts(open_client, limits=Limits(logins_a_minute=1000, wrong_at_once=3))
    codes = [client.post("/login", data={"name": "Dora", "secret": f"wrong {n}"}).status_code for n in range(4)]
    assert codes == [403, 403, 403, 429]
    # Neither is another name kept out by that, nor is the right password tried meanwhile.
    assert client.post("/login", data={"name": "dora", "secret": PASSWORD}).status_code == 429
    assert client.post("/login", data={"name": "ed", "secret": PASSWORD}).status_code == 403


def test_sessions_end_when_the_server_is_started_in_another_way(open_client: Opener) -> None:
    first = open_client()
    first.get("/")
    key = first.cookies[COOKIE]
    assert site_of(first).access.of_cookie(key) is not None
    second = open_client(token_hash=hash_of(TOKEN))
    assert site_of(second).access.of_cookie(key) is None
    answer = second.post("/login", data={"name": "ben", "secret": TOKEN})
    assert site_of(second).access.of_cookie(answer.cookies[COOKIE]) is not None
    third = open_client(token_hash=hash_of(TOKEN + " anew"))
    assert site_of(third).access.of_cookie(answer.cookies[COOKIE]) is None


def test_a_hash_of_weaker_settings_is_made_anew_at_the_next_login(open_client: Opener) -> None:
    from argon2 import PasswordHasher

    client = with_accounts(open_client)
    site = site_of(client)
    with site.database.writing() as connection:
        weak = PasswordHasher(time_cost=1, memory_cost=32).hash(PASSWORD)
        connection.execute("UPDATE account SET hash = ?", (weak,))
    log_in(client, "dora")
    row = site.database.row("SELECT hash FROM account")
    assert row is not None
    assert row["hash"] != weak
    log_in(client, "dora")


def test_passwords_are_hashed_as_rfc_9106_says(open_client: Opener) -> None:
    accounts = Accounts(site_of(open_client()).database)
    accounts.add("dora", Role.ADMIN, PASSWORD, "test")
    row = site_of(open_client()).database.row("SELECT hash FROM account")
    assert row is not None
    assert row["hash"].startswith("$argon2id$v=19$m=65536,t=3,p=4$")
    assert accounts.check("dora", PASSWORD) is not None
    assert accounts.check("dora", PASSWORD + "!") is None


def test_a_long_password_is_refused_before_it_is_hashed(open_client: Opener) -> None:
    accounts = Accounts(site_of(open_client()).database)
    with pytest.raises(UsageError, match="500 at most"):
        accounts.add("dora", Role.ADMIN, "x" * 501, "test")


def test_decisions_of_two_accounts_are_signed_by_each(open_client: Opener) -> None:
    first = with_accounts(open_client, ("ed", Role.REVIEWER))
    log_in(first, "dora")
    number = hand_in(first, CLAIM)
    case = site_of(first).case(number)
    assert case is not None
    address = f"/labels/{number}/findings/{case.judged[0].fingerprint}"
    made = first.post(address, data={"kind": "accept", "seen": "0"}, headers=csrf_of(first))
    assert made.status_code == 200
    log_in(first, "ed")
    late = first.post(address, data={"kind": "legal", "seen": "0"}, headers=csrf_of(first))
    assert (late.status_code, "dora recorded" in late.text) == (409, True)
    seen = str(site_of(first).decisions.of_item(number)[0].id)
    assert first.post(address, data={"kind": "undo", "seen": seen}, headers=csrf_of(first)).status_code == 200
    trail = [(record.who, record.kind.value) for record in site_of(first).decisions.of_item(number)]
    assert trail == [("dora", "accept"), ("ed", "undo")]
