"""The server, put together: addresses, what stands before them, and what starts and ends with it."""

from __future__ import annotations

from collections.abc import AsyncIterator
from contextlib import asynccontextmanager

from starlette.applications import Starlette
from starlette.concurrency import run_in_threadpool
from starlette.exceptions import HTTPException
from starlette.middleware import Middleware
from starlette.requests import Request
from starlette.responses import JSONResponse, PlainTextResponse, Response
from starlette.routing import Route

from labelwarden.web import api
from labelwarden.web.guard import Guard
from labelwarden.web.pages import dashboard, exports, label, login, playground, queue, rules
from labelwarden.web.site import Site
from labelwarden.web.templating import STATIC, read_static, refusal

ROUTES = [
    Route("/", queue.show, name="queue"),
    Route("/labels", queue.hand_in, methods=["POST"]),
    Route("/labels/{item:int}", label.show),
    Route("/labels/{item:int}/pictures/{number:int}", label.picture),
    Route("/labels/{item:int}/findings/{fingerprint:str}", label.decide, methods=["POST"]),
    Route("/labels/{item:int}/words", label.correct, methods=["POST"]),
    Route("/labels/{item:int}/missed", label.miss, methods=["POST"]),
    Route("/labels/{item:int}/notes", label.note, methods=["POST"]),
    Route("/labels/{item:int}/report.html", exports.report),
    Route("/labels/{item:int}/report.json", exports.report_as_json),
    Route("/exports/waivers.yaml", exports.waivers),
    Route("/exports/decisions.csv", exports.record),
    Route("/exports/missed.jsonl", exports.cases),
    Route("/rules", rules.show),
    Route("/rules/{id:str}", rules.show_one),
    Route("/playground", playground.show),
    Route("/playground", playground.run, methods=["POST"]),
    Route("/dashboard", dashboard.show),
    Route("/login", login.show),
    Route("/login", login.log_in, methods=["POST"]),
    Route("/logout", login.log_out, methods=["POST"]),
]


def make_app(site: Site) -> Starlette:
    """The application. It reads labels in the background from its start to its end."""

    @asynccontextmanager
    async def alive(_: Starlette) -> AsyncIterator[None]:
        site.background.start()
        yield
        await run_in_threadpool(site.background.stop)
        await run_in_threadpool(site.workshop.close)
        site.database.close()

    app = Starlette(
        routes=[
            *ROUTES,
            *api.ROUTES,
            Route("/static/{name:str}", _static),
            Route("/favicon.ico", _icon),
            Route("/healthz", _health),
        ],
        middleware=[Middleware(Guard, settings=site.settings, sessions=site.sessions)],
        exception_handlers={HTTPException: _refused},
        lifespan=alive,
    )
    app.state.site = site
    return app


def _static(request: Request) -> Response:
    name = request.path_params["name"]
    data = read_static(name)
    if data is None:
        raise HTTPException(404)
    return Response(data, media_type=STATIC[name], headers={"Cache-Control": "private, max-age=300"})


def _icon(_: Request) -> Response:
    return Response(read_static("icon.svg"), media_type=STATIC["icon.svg"])


def _health(_: Request) -> Response:
    return PlainTextResponse("ok\n")


def _refused(request: Request, error: Exception) -> Response:
    assert isinstance(error, HTTPException)  # noqa: S101 - it is registered for nothing else
    if request.url.path.startswith("/api/") or request.url.path == "/labels":
        return JSONResponse({"error": error.detail}, error.status_code, headers=error.headers)
    return refusal(request, error.status_code, str(error.detail))
