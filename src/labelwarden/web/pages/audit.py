"""The audit: labels that passed, drawn to be looked at by a person, and what came of it."""

from __future__ import annotations

from starlette.concurrency import run_in_threadpool
from starlette.exceptions import HTTPException
from starlette.requests import Request
from starlette.responses import Response

from labelwarden.web.pages.asking import field, identity_of, item_number, site_of
from labelwarden.web.store.decisions import MAX_REASON, Kind
from labelwarden.web.templating import page


def show(request: Request) -> Response:
    """The labels that were drawn."""
    site = site_of(request)
    site.audit.draw()
    return page(
        request,
        "audit.html.j2",
        drawn=site.audit.all(),
        rate=site.audit.rate(),
        share=f"{site.options.audit_share() * 100:g}",
        seed=site.options.audit_seed(),
    )


async def record(request: Request) -> Response:
    """Records that a label that was drawn was looked at, and that nothing had been missed."""
    async with request.form(max_files=0, max_fields=5) as form:
        reason = field(form, "reason", MAX_REASON)
    return await run_in_threadpool(_record, request, reason)


def _record(request: Request, reason: str) -> Response:
    site, number = site_of(request), item_number(request)
    if number not in {label.item for label in site.audit.all()}:
        raise HTTPException(404, "There is no label of that number in the audit.")
    site.decisions.note(number, Kind.AUDITED, identity_of(request).who, reason=reason)
    return _again()


def withdraw(request: Request) -> Response:
    """Takes back what was recorded on a label as a whole: a comment, an audit, a finding that the rules missed."""
    site, number = site_of(request), int(request.path_params["record"])
    if number >= 2**63:
        raise HTTPException(404, "There is no record of that number.")
    try:
        site.decisions.withdraw(item_number(request), number, identity_of(request).who)
    except LookupError as error:
        raise HTTPException(404, str(error)) from error
    return _again()


def _again() -> Response:
    """Lets the browser load the page anew, whichever it is."""
    return Response(status_code=204, headers={"HX-Refresh": "true"})
