"""Pages from templates. Everything that is put into one is escaped, and nothing may be missing."""

from __future__ import annotations

from functools import cache
from importlib.resources import files
from typing import Any

from jinja2 import Environment, FunctionLoader, StrictUndefined
from starlette.requests import Request
from starlette.responses import HTMLResponse

from labelwarden.reports.visible import visible
from labelwarden.version import VERSION


def page(request: Request, template: str, status_code: int = 200, /, **values: Any) -> HTMLResponse:
    """The page that a template makes of these values and of whoever asks."""
    rendered = (
        _environment()
        .get_template(template)
        .render(
            **values,
            identity=getattr(request.state, "identity", None),
            needs_login=request.app.state.site.access.needs_login,
            path=request.url.path,
        )
    )
    return HTMLResponse(rendered, status_code)


def refusal(request: Request, status: int, message: str) -> HTMLResponse:
    """A page, or a piece of one, that says why not."""
    template = "refused.html.j2" if "hx-request" in request.headers else "error.html.j2"
    return page(request, template, status, message=message, status=status)


def read_static(name: str) -> bytes | None:
    """A file that the pages name; None for any other name."""
    return (files("labelwarden.web") / "static" / name).read_bytes() if name in STATIC else None


STATIC = {
    "htmx-2.0.11.min.js": "text/javascript; charset=utf-8",
    "page.js": "text/javascript; charset=utf-8",
    "label.js": "text/javascript; charset=utf-8",
    "region.js": "text/javascript; charset=utf-8",
    "playground.js": "text/javascript; charset=utf-8",
    "page.css": "text/css; charset=utf-8",
    "icon.svg": "image/svg+xml",
}
"""All there are, with their kinds."""


@cache
def _environment() -> Environment:
    folder = files("labelwarden.web") / "templates"
    environment = Environment(
        autoescape=True,
        trim_blocks=True,
        lstrip_blocks=True,
        undefined=StrictUndefined,
        loader=FunctionLoader(lambda name: (folder / name).read_text(encoding="utf-8")),
    )
    environment.filters["visible"] = visible
    environment.globals["version"] = VERSION
    return environment
