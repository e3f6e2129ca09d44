"""Logging in and out."""

from __future__ import annotations

from starlette.concurrency import run_in_threadpool
from starlette.exceptions import HTTPException
from starlette.requests import Request
from starlette.responses import RedirectResponse, Response

from labelwarden.web.guard import cookie_in, cookie_of
from labelwarden.web.pages.asking import field, identity_of, site_of
from labelwarden.web.templating import page


def show(request: Request) -> Response:
    """The form."""
    return page(request, "login.html.j2", problem="", by_account=site_of(request).access.by_account)


async def log_in(request: Request) -> Response:
    """Opens a session for whoever knows the token, or the password of an account."""
    site = site_of(request)
    async with request.form(max_files=0, max_fields=5) as form:
        name, secret = field(form, "name", 80), field(form, "secret", 500)
    if name and not site.access.may_try(name):
        raise HTTPException(429, "Too many wrong tries for that name; wait some minutes.", {"Retry-After": "60"})
    old = cookie_in(request.headers.get("cookie", ""), site.settings)
    key = await run_in_threadpool(site.access.log_in, name, secret, old) if name else None
    if key is None:
        problem = "That name and secret do not belong together." if name else "Say who you are: decisions are signed."
        return page(request, "login.html.j2", 403, problem=problem, by_account=site.access.by_account)
    answer = RedirectResponse("/", 303)
    answer.headers["Set-Cookie"] = cookie_of(key, site.settings)
    return answer


def log_out(request: Request) -> Response:
    """Ends the session."""
    site = site_of(request)
    site.access.log_out(cookie_in(request.headers.get("cookie", ""), site.settings), identity_of(request).who)
    return Response(
        status_code=204, headers={"HX-Redirect": "/login", "Set-Cookie": cookie_of("", site.settings, seconds=0)}
    )
