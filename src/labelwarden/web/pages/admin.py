"""For admins: accounts and their tokens, what is kept and how much is audited, and the log of all that."""

from __future__ import annotations

import secrets
from collections.abc import Callable

from starlette.concurrency import run_in_threadpool
from starlette.exceptions import HTTPException
from starlette.requests import Request
from starlette.responses import Response

from labelwarden.errors import UsageError
from labelwarden.web.csv_text import csv_text
from labelwarden.web.pages.asking import field, identity_of, number_field, site_of
from labelwarden.web.pages.exports import download
from labelwarden.web.settings import Role
from labelwarden.web.site import Site
from labelwarden.web.store.accounts import MAX_NAME
from labelwarden.web.store.options import MAX_DAYS
from labelwarden.web.templating import page

_LINES = 100
"""Of the log, on the page; all of it leaves as CSV."""


def show(request: Request) -> Response:
    """The page."""
    return _shown(request, "admin.html.j2")


async def change_account(request: Request) -> Response:
    """Adds an account, or does something to one."""
    async with request.form(max_files=0, max_fields=5) as form:
        act, name, role = field(form, "act", 20), field(form, "name", MAX_NAME), field(form, "role", 20)
    if act not in _ACTS or (act in ("add", "role") and role not in set(Role)):
        raise HTTPException(422, f"Expected one of {', '.join(_ACTS)}, with a role where one is given.")
    return await run_in_threadpool(_done, request, lambda site, by: _ACTS[act](site, name, role, by))


async def revoke_token(request: Request) -> Response:
    """Ends one token."""
    async with request.form(max_files=0, max_fields=5) as form:
        id = number_field(form, "id")

    def revoke(site: Site, by: str) -> str:
        site.access.tokens.revoke(id, by)
        return "The token is revoked."

    return await run_in_threadpool(_done, request, revoke)


async def set_options(request: Request) -> Response:
    """Sets how long pictures are kept, and the share that is audited."""
    async with request.form(max_files=0, max_fields=5) as form:
        days, share = field(form, "keep_days", 10), field(form, "audit_share", 10)

    def keep(site: Site, by: str) -> str:
        site.options.keep_for(_days(days), by)
        site.options.audit(_share(share), by)
        site.keep_pictures()
        return "Kept."

    return await run_in_threadpool(_done, request, keep)


def log_as_csv(request: Request) -> Response:
    """The whole log."""
    lines = site_of(request).log.all()
    rows = ((line.id, line.at, line.who, line.what, line.about, line.detail) for line in lines)
    return download(csv_text(("id", "at", "who", "what", "about", "detail"), rows), "log.csv", "text/csv")


def _done(request: Request, act: Callable[[Site, str], str]) -> Response:
    """Does it, and shows how things stand then, or what is wrong with it."""
    said, problem = "", ""
    try:
        said = act(site_of(request), identity_of(request).who)
    except UsageError as error:
        problem = f"{error}."
    except LookupError as error:
        raise HTTPException(404, str(error)) from error
    return _shown(request, "admin_body.html.j2", said=said, problem=problem)


def _shown(request: Request, template: str, said: str = "", problem: str = "") -> Response:
    site = site_of(request)
    accounts = [(account, site.access.sessions.count(account.name)) for account in site.access.accounts.all()]
    return page(
        request,
        template,
        422 if problem else 200,
        said=said,
        problem=problem,
        accounts=accounts,
        roles=list(Role),
        tokens=site.access.tokens.of(),
        by_account=site.access.by_account,
        keep_days=site.options.keep_days(),
        most_days=site.settings.keep_days,
        largest=MAX_DAYS,
        share=f"{site.options.audit_share() * 100:g}",
        lines=site.log.newest(_LINES),
        shown=_LINES,
    )


def _add(site: Site, name: str, role: str, by: str) -> str:
    password = _new_password()
    site.access.accounts.add(name, Role(role), password, by)
    return f"{name} may log in as {role}. The password, shown this once: {password}"


def _set_role(site: Site, name: str, role: str, by: str) -> str:
    site.access.accounts.change_role(name, Role(role), by)
    return f"{name} is {role} from now on."


def _disable(site: Site, name: str, _: str, by: str) -> str:
    site.access.accounts.disable(name, by)
    return f"{name} is kept out: sessions are over, and tokens are taken no longer."


def _enable(site: Site, name: str, _: str, by: str) -> str:
    site.access.accounts.enable(name, by)
    return f"{name} may log in again."


def _reset(site: Site, name: str, _: str, by: str) -> str:
    password = _new_password()
    site.access.accounts.set_password(name, password, by)
    return f"{name} is logged out. The new password, shown this once: {password}"


def _end_sessions(site: Site, name: str, _: str, by: str) -> str:
    return f"{name}: sessions ended: {site.access.end_sessions(name, by)}."


def _revoke_all(site: Site, name: str, _: str, by: str) -> str:
    return f"{name}: tokens revoked: {site.access.tokens.revoke_all(name, by)}."


_ACTS: dict[str, Callable[[Site, str, str, str], str]] = {
    "add": _add,
    "role": _set_role,
    "disable": _disable,
    "enable": _enable,
    "password": _reset,
    "sessions": _end_sessions,
    "tokens": _revoke_all,
}


def _new_password() -> str:
    """Made by chance: what people make up for others is guessed."""
    return secrets.token_urlsafe(12)


def _days(text: str) -> int | None:
    if text and not (text.isascii() and text.isdigit()):
        raise UsageError(f'expected a number of days, or nothing to keep pictures for ever; found "{text}"')
    return int(text) if text else None


def _share(text: str) -> float:
    try:
        return float(text) / 100
    except ValueError as error:
        raise UsageError(f'expected a share such as 5, in percent; found "{text}"') from error
