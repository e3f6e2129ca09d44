"""Every address, with every role: whoever lacks the right is refused by the server, whatever the page shows."""

from __future__ import annotations

import re
from collections.abc import Callable

import pytest
from starlette.routing import Route
from starlette.testclient import TestClient

from labelwarden.web import api
from labelwarden.web.app import ROUTES
from labelwarden.web.guard import COOKIE
from labelwarden.web.rights import Guarded
from labelwarden.web.settings import Right, Role
from labelwarden.web.store.sessions import ACCOUNT
from tests.unit.web.conftest import site_of

PASSWORD = "correct horse battery"

ADDRESSES = [
    (method, route.path, right)
    for route in (*ROUTES, *api.ROUTES)
    for method, right in route.rights.items()
    if right is not Right.NONE
]

EXPECTED = {
    Right.READ: {Role.READER, Role.REVIEWER, Role.ADMIN},
    Right.DECIDE: {Role.REVIEWER, Role.ADMIN},
    Right.ADMINISTER: {Role.ADMIN},
}


@pytest.fixture
def client(open_client: Callable[..., TestClient]) -> TestClient:
    client = open_client()
    accounts = site_of(client).access.accounts
    for role in reversed(Role):
        accounts.add(f"{role} person", role, PASSWORD, "test")
    return client


def address_of(path: str) -> str:
    return re.sub(r"\{\w+:int\}", "1", re.sub(r"\{\w+:str\}", "x", path))


def ask(client: TestClient, method: str, path: str, heads: dict[str, str]) -> int:
    client.cookies.clear()
    return client.request(method, address_of(path), headers=heads).status_code


def session(client: TestClient, role: Role) -> dict[str, str]:
    key, identity = site_of(client).access.sessions.open(f"{role} person", role, ACCOUNT, f"{role} person")
    return {"Cookie": f"{COOKIE}={key}", "X-CSRF-Token": identity.csrf}


def test_every_address_says_what_it_asks(client: TestClient) -> None:
    routes = client.app.routes  # type: ignore[attr-defined]
    assert [route for route in routes if not isinstance(route, Guarded)] == []
    open_to_all = {route.path for route in routes if Right.NONE in route.rights.values()}
    assert open_to_all == {"/login", "/static/{name:str}", "/favicon.ico", "/healthz"}
    assert all(isinstance(route, Route) for route in routes)


def test_whatever_changes_something_needs_more_than_reading() -> None:
    changing = {path for method, path, right in ADDRESSES if method == "POST" and right is Right.READ}
    # One's own login, and the playground, which keeps nothing.
    assert changing == {
        "/logout",
        "/playground",
        "/account/password",
        "/account/tokens",
        "/account/tokens/revoked",
        "/account/sessions",
    }


@pytest.mark.parametrize("role", list(Role))
def test_by_a_session_each_role_may_do_what_it_may_and_no_more(client: TestClient, role: Role) -> None:
    for method, path, right in ADDRESSES:
        code = ask(client, method, path, session(client, role))
        if role in EXPECTED[right]:
            assert code not in (401, 403, 405, 500), (method, path, code)
        else:
            assert code == 403, (method, path, code)


@pytest.mark.parametrize("role", [Role.READER, Role.REVIEWER])
def test_by_a_token_nobody_administers(client: TestClient, role: Role) -> None:
    secret = site_of(client).access.tokens.make("admin person", "shop", role, 30, "test")
    for method, path, right in ADDRESSES:
        code = ask(client, method, path, {"Authorization": f"Bearer {secret}"})
        is_own = path.startswith("/account") and method == "POST"
        if role in EXPECTED[right] and right is not Right.ADMINISTER and not is_own:
            assert code not in (401, 403, 405, 500), (method, path, code)
        else:
            assert code == 403, (method, path, code)


def test_whoever_is_nobody_is_sent_to_the_login_or_refused(client: TestClient) -> None:
    for method, path, _ in ADDRESSES:
        code = ask(client, method, path, {})
        assert code == (303 if method == "GET" and not path.startswith("/api/") else 401), (method, path, code)


def test_a_session_without_the_token_of_its_page_changes_nothing(client: TestClient) -> None:
    for method, path, _ in ADDRESSES:
        if method == "POST":
            heads = session(client, Role.ADMIN) | {"X-CSRF-Token": "another"}
            assert ask(client, method, path, heads) == 403, path
