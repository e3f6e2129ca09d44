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

from labelwarden.web import api
from labelwarden.web.guard import Guard
from labelwarden.web.pages import (
    account,
    admin,
    audit,
    dashboard,
    exports,
    label,
    login,
    playground,
    queue,
    rules,
    words,
)
from labelwarden.web.rights import get, post
from labelwarden.web.settings import Right
from labelwarden.web.site import Site
from labelwarden.web.templating import STATIC, read_static, refusal

ROUTES = [
    get("/", queue.show),
    post("/labels", queue.hand_in),
    get("/labels/{item:int}", label.show),
    get("/labels/{item:int}/pictures/{number:int}", label.picture),
    post("/labels/{item:int}/findings/{fingerprint:str}", label.decide),
    post("/labels/{item:int}/words", words.correct),
    post("/labels/{item:int}/words/undone", words.take_back),
    post("/labels/{item:int}/regions", words.read_region),
    post("/labels/{item:int}/regions/words", words.supply),
    post("/labels/{item:int}/missed", label.miss),
    post("/labels/{item:int}/notes", label.note),
    get("/labels/{item:int}/report.html", exports.report),
    get("/labels/{item:int}/report.json", exports.report_as_json),
    get("/exports/waivers.yaml", exports.waivers),
    get("/exports/decisions.csv", exports.record),
    get("/exports/missed.jsonl", exports.cases),
    get("/rules", rules.show),
    get("/rules/{id:str}", rules.show_one),
    get("/playground", playground.show),
    # It keeps nothing, so that it is no change.
    post("/playground", playground.run, Right.READ),
    get("/dashboard", dashboard.show),
    get("/audit", audit.show),
    post("/audit/{item:int}", audit.record),
    post("/labels/{item:int}/records/{record:int}/withdrawn", audit.withdraw),
    get("/account", account.show),
    post("/account/password", account.set_password, Right.READ),
    post("/account/tokens", account.make_token, Right.READ),
    post("/account/tokens/revoked", account.revoke_token, Right.READ),
    post("/account/sessions", account.end_sessions, Right.READ),
    get("/admin", admin.show, Right.ADMINISTER),
    get("/admin/log.csv", admin.log_as_csv, Right.ADMINISTER),
    post("/admin/accounts", admin.change_account, Right.ADMINISTER),
    post("/admin/tokens", admin.revoke_token, Right.ADMINISTER),
    post("/admin/settings", admin.set_options, Right.ADMINISTER),
    get("/login", login.show, Right.NONE),
    post("/login", login.log_in, Right.NONE),
    post("/logout", login.log_out, Right.READ),
]


def make_app(site: Site) -> Starlette:
    """The application. It reads labels in the background from its start to its end."""

    @asynccontextmanager
    async def alive(_: Starlette) -> AsyncIterator[None]:
        site.background.start()
        yield
        await run_in_threadpool(site.background.stop)
        await run_in_threadpool(site.workshop.close)
        await run_in_threadpool(site.rereading.close)
        site.database.close()

    app = Starlette(
        routes=[
            *ROUTES,
            *api.ROUTES,
            get("/static/{name:str}", _static, Right.NONE),
            get("/favicon.ico", _icon, Right.NONE),
            get("/healthz", _health, Right.NONE),
        ],
        middleware=[Middleware(Guard, access=site.access)],
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
