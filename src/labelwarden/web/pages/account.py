"""One's own account: the password, the tokens of one's programs, and where else one is logged in."""

from __future__ import annotations

from starlette.concurrency import run_in_threadpool
from starlette.exceptions import HTTPException
from starlette.requests import Request
from starlette.responses import Response

from labelwarden.errors import UsageError
from labelwarden.web.guard import cookie_in, cookie_of
from labelwarden.web.pages.asking import field, identity_of, number_field, site_of
from labelwarden.web.settings import Role
from labelwarden.web.store.accounts import MAX_PASSWORD, MIN_PASSWORD
from labelwarden.web.store.tokens import DAYS, MAX_NAME, ROLES
from labelwarden.web.templating import page


def show(request: Request) -> Response:
    """The page; without accounts it says how to get some."""
    return _shown(request, "account.html.j2")


async def set_password(request: Request) -> Response:
    """Another password for whoever knows the old one. All sessions end, and this browser gets a new one."""
    account = _own(request)
    async with request.form(max_files=0, max_fields=5) as form:
        old, new = field(form, "old", MAX_PASSWORD), field(form, "new", 2 * MAX_PASSWORD)
    return await run_in_threadpool(_set_password, request, account, old, new)


def _set_password(request: Request, account: str, old: str, new: str) -> Response:
    site = site_of(request)
    if not site.access.may_try(account):
        raise HTTPException(429, "Too many wrong tries for that name; wait some minutes.", {"Retry-After": "60"})
    key = None
    try:
        key = site.access.set_own_password(account, old, new)
        problem = "" if key else "That is not the password of now."
    except UsageError as error:
        problem = f"{error}."
    if key is None:
        return _shown(request, "account_body.html.j2", problem=problem)
    headers = {"Set-Cookie": cookie_of(key, site.settings), "HX-Refresh": "true"}
    return Response(status_code=204, headers=headers)


async def make_token(request: Request) -> Response:
    """A new token, shown this once."""
    account = _own(request)
    async with request.form(max_files=0, max_fields=5) as form:
        name, role, days = field(form, "name", 2 * MAX_NAME), field(form, "role", 20), number_field(form, "days")
    if role not in set(Role):
        raise HTTPException(422, f"role: expected one of {', '.join(ROLES)}")
    return await run_in_threadpool(_make_token, request, account, name, Role(role), days)


def _make_token(request: Request, account: str, name: str, role: Role, days: int) -> Response:
    try:
        secret = site_of(request).access.tokens.make(account, name, role, days, account)
    except UsageError as error:
        return _shown(request, "account_body.html.j2", problem=f"{error}.")
    return _shown(request, "account_body.html.j2", secret=secret)


async def revoke_token(request: Request) -> Response:
    """Ends one of one's tokens."""
    account = _own(request)
    async with request.form(max_files=0, max_fields=5) as form:
        id = number_field(form, "id")
    try:
        await run_in_threadpool(site_of(request).access.tokens.revoke, id, account, account)
    except LookupError as error:
        raise HTTPException(404, str(error)) from error
    return await run_in_threadpool(_shown, request, "account_body.html.j2", "The token is revoked.")


def end_sessions(request: Request) -> Response:
    """Logs out everywhere but here."""
    site, account = site_of(request), _own(request)
    key = cookie_in(request.headers.get("cookie", ""), site.settings)
    ended = site.access.end_sessions(account, account, but=key)
    return _shown(request, "account_body.html.j2", said=f"Sessions ended elsewhere: {ended}.")


def _own(request: Request) -> str:
    """The account of whoever is logged in by one; a program must not make itself more tokens."""
    identity = identity_of(request)
    if not identity.account or identity.by_program:
        raise HTTPException(403, "This is for people who are logged in by an account.")
    return identity.account


def _shown(request: Request, template: str, said: str = "", problem: str = "", secret: str = "") -> Response:
    site, identity = site_of(request), identity_of(request)
    name = "" if identity.by_program else identity.account
    return page(
        request,
        template,
        422 if problem else 200,
        said=said,
        problem=problem,
        secret=secret,
        name=name,
        tokens=site.access.tokens.of(name) if name else [],
        sessions=site.access.sessions.count(name) if name else 0,
        roles=ROLES,
        days=DAYS,
        least=MIN_PASSWORD,
    )
