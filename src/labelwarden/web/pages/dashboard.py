"""How it goes: verdicts by day, the rules that fire most, and the share of their findings that reviewers dismiss."""

from __future__ import annotations

from starlette.requests import Request
from starlette.responses import Response

from labelwarden.web.pages.asking import site_of
from labelwarden.web.store import tallies
from labelwarden.web.templating import page


def show(request: Request) -> Response:
    """The page."""
    database = site_of(request).database
    return page(request, "dashboard.html.j2", days=tallies.days(database), rules=tallies.rules(database))
