"""How it goes: verdicts by day, the rules that fire most, and the share of their findings that reviewers dismiss."""

from __future__ import annotations

from starlette.requests import Request
from starlette.responses import Response

from labelwarden.web.day_chart import chart_of
from labelwarden.web.pages.asking import site_of
from labelwarden.web.store import tallies
from labelwarden.web.templating import page


def show(request: Request) -> Response:
    """The page."""
    site = site_of(request)
    site.audit.draw()
    days = tallies.days(site.database)
    return page(
        request,
        "dashboard.html.j2",
        days=days,
        chart=chart_of(days),
        rules=tallies.rules(site.database),
        rate=site.audit.rate(),
    )
