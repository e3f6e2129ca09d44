"""Logging in and out."""

from __future__ import annotations

from starlette.concurrency import run_in_threadpool
from starlette.requests import Request
from starlette.responses import RedirectResponse, Response

from labelwarden.web.guard import COOKIE, cookie_of
from labelwarden.web.pages.asking import field, site_of
from labelwarden.web.settings import Role, hash_of, same
from labelwarden.web.site import Site
from labelwarden.web.templating import page


def show(request: Request) -> Response:
    """The form."""
    return page(request, "login.html.j2", problem="", by_account=site_of(request).settings.accounts)


async def log_in(request: Request) -> Response:
    """Opens a session for whoever knows the token, or the password of an account."""
    site = site_of(request)
    async with request.form(max_files=0, max_fields=5) as form:
        name, secret = field(form, "name", 80), field(form, "secret", 500)
    role = await run_in_threadpool(_role_of, site, name, secret)
    if role is None or not name:
        problem = "That name and secret do not belong together." if name else "Say who you are: decisions are signed."
        return page(request, "login.html.j2", 403, problem=problem, by_account=site.settings.accounts)
    key, _ = await run_in_threadpool(site.sessions.open, name, role)
    answer = RedirectResponse("/", 303)
    answer.headers["Set-Cookie"] = cookie_of(key, site.settings)
    return answer


def log_out(request: Request) -> Response:
    """Ends the session."""
    site = site_of(request)
    site.sessions.close(request.cookies.get(COOKIE, ""))
    return Response(
        status_code=204, headers={"HX-Redirect": "/login", "Set-Cookie": cookie_of("", site.settings, seconds=0)}
    )


def _role_of(site: Site, name: str, secret: str) -> Role | None:
    if site.settings.accounts:
        return site.accounts.check(name, secret)
    if site.settings.token_hash and same(hash_of(secret), site.settings.token_hash):
        return Role.ADMIN
    return None
