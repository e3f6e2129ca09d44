"""The JSON API: hand in, ask, decide. It calls what the pages call."""

from __future__ import annotations

import json
from typing import TypeVar

from pydantic import BaseModel, ValidationError
from starlette.concurrency import run_in_threadpool
from starlette.endpoints import HTTPEndpoint
from starlette.exceptions import HTTPException
from starlette.requests import Request
from starlette.responses import JSONResponse, Response

from labelwarden.reports.json_v1 import label_json
from labelwarden.web.api_model import LARGEST, Page, Recorded, Status, Submitted, ToDecide, Trail
from labelwarden.web.intake import take_in
from labelwarden.web.openapi import document
from labelwarden.web.pages.asking import field, flag_field, identity_of, item_number, site_of
from labelwarden.web.pages.label import KINDS, record
from labelwarden.web.pages.queue import dropped_of
from labelwarden.web.rights import Guarded, get
from labelwarden.web.settings import Right
from labelwarden.web.store.decisions import Overtaken
from labelwarden.web.store.items import Row, State

Body = TypeVar("Body", bound=BaseModel)

_MOST_BODY = 1_000_000


async def submit(request: Request) -> Response:
    """Files or a text into the queue."""
    if not request.headers.get("content-type", "").startswith("multipart/form-data"):
        raise HTTPException(415, "Expected multipart/form-data with `files` or `text`.")
    site, who = site_of(request), identity_of(request).who
    async with request.form(max_files=site.settings.limits.files, max_fields=10, max_part_size=4_000_000) as form:
        dropped = await dropped_of(form)
        one_label, origin = flag_field(form, "one_label"), field(form, "origin", 2000)
    numbers = await run_in_threadpool(take_in, site, dropped, who, one_label=one_label, origin=origin)
    return _json(Submitted(labels=numbers), 202)


def index(request: Request) -> Response:
    """Some of the queue."""
    limit, offset = _count(request, "limit", 100, 1, 1000), _count(request, "offset", 0, 0, LARGEST)
    rows = site_of(request).items.queue()
    return _json(Page(total=len(rows), labels=[Status.of(row) for row in rows[offset : offset + limit]]))


def status(request: Request) -> Response:
    """Where a label stands."""
    return _json(Status.of(_row(request)))


def result(request: Request) -> Response:
    """How it came out under the rules of now."""
    row = _read_row(request)
    case = site_of(request).case(row.id)
    if case is None and row.products:
        raise HTTPException(409, f"It is a catalogue: its {row.products} products are labels of their own.")
    if case is None:
        raise HTTPException(409, "It is being read anew; ask again.")
    return JSONResponse(label_json(case.result, checklist=True))


def decisions(request: Request) -> Response:
    """The record of a label."""
    records = site_of(request).decisions.of_item(_row(request).id)
    return _json(Trail(decisions=[Recorded.of(kept) for kept in records]))


async def decide(request: Request) -> Response:
    """Records a decision."""
    asked = await _body(request, ToDecide)
    return await run_in_threadpool(_decide, request, asked)


def _decide(request: Request, asked: ToDecide) -> Response:
    site, who = site_of(request), identity_of(request).who
    case = site.case(_read_row(request).id)
    judged = None if case is None else case.judged_by(asked.fingerprint)
    if case is None or judged is None:
        raise HTTPException(404, "The label has no finding of that fingerprint.")
    name = asked.on_behalf_of.strip()
    try:
        signed = f"{name} (by {who})" if name else who
        kept = record(site, case, judged, KINDS[asked.kind], signed, asked.reason.strip(), asked.seen)
    except Overtaken as overtaken:
        raise HTTPException(409, f"{overtaken}; its id is {overtaken.other.id}") from overtaken
    except ValueError as error:
        raise HTTPException(422, str(error)) from error
    return _json(Recorded.of(kept), 201)


def openapi(_: Request) -> Response:
    """What there is."""
    return JSONResponse(document())


class Labels(HTTPEndpoint):
    """One address for what can be done with it, so that it can say which methods it takes."""

    def get(self, request: Request) -> Response:
        return index(request)

    async def post(self, request: Request) -> Response:
        return await submit(request)


class DecisionsOf(HTTPEndpoint):
    """The same for the record of a label."""

    def get(self, request: Request) -> Response:
        return decisions(request)

    async def post(self, request: Request) -> Response:
        return await decide(request)


ROUTES = [
    get("/api/v1/openapi.json", openapi),
    Guarded("/api/v1/labels", Labels, {"GET": Right.READ, "POST": Right.DECIDE}),
    get("/api/v1/labels/{item:int}", status),
    get("/api/v1/labels/{item:int}/result", result),
    Guarded("/api/v1/labels/{item:int}/decisions", DecisionsOf, {"GET": Right.READ, "POST": Right.DECIDE}),
]


def _row(request: Request) -> Row:
    row = site_of(request).items.row(item_number(request))
    if row is None:
        raise HTTPException(404, "There is no label of that number.")
    return row


def _read_row(request: Request) -> Row:
    row = _row(request)
    if row.state is not State.READ:
        raise HTTPException(409, row.error or "It is not read yet; ask again.")
    return row


async def _body(request: Request, model: type[Body]) -> Body:
    if request.headers.get("content-type", "").partition(";")[0].strip() != "application/json":
        raise HTTPException(415, "Expected application/json.")
    data = await request.body()
    if len(data) > _MOST_BODY:
        raise HTTPException(413, f"Expected at most {_MOST_BODY} bytes.")
    try:
        return model.model_validate_json(data)
    except ValidationError as error:
        raise HTTPException(422, "; ".join(_fault(item["loc"], item["msg"]) for item in error.errors())) from error


def _fault(place: tuple[int | str, ...], message: str) -> str:
    return f"{'.'.join(map(str, place))}: {message}" if place else message


def _count(request: Request, name: str, default: int, least: int, most: int) -> int:
    text = request.query_params.get(name)
    if text is None:
        return default
    if not (text.isascii() and text.isdigit() and len(text) < 20 and least <= int(text) <= most):
        raise HTTPException(400, f"{name}: expected a number from {least} to {most}")
    return int(text)


def _json(model: BaseModel, code: int = 200) -> Response:
    return Response(json.dumps(model.model_dump(), ensure_ascii=True), code, media_type="application/json")
