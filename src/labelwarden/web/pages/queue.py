"""The queue: what was handed in, the riskiest first, and the place to drop more."""

from __future__ import annotations

from starlette.concurrency import run_in_threadpool
from starlette.datastructures import FormData, UploadFile
from starlette.exceptions import HTTPException
from starlette.requests import Request
from starlette.responses import JSONResponse, Response

from labelwarden.web.intake import Dropped, take_in
from labelwarden.web.pages.asking import field, flag_field, identity_of, site_of
from labelwarden.web.store.items import Row, State
from labelwarden.web.templating import page

_STAGES = ("open", "decided", "passed", "failed", "reading")


def show(request: Request) -> Response:
    """The page, or only its table where it is asked for again while labels are being read."""
    site = site_of(request)
    rows = site.items.queue()
    wanted = request.query_params.get("show", "")
    counts = {stage: sum(stage_of(row) == stage for row in rows) for stage in _STAGES}
    shown = [row for row in rows if wanted not in _STAGES or stage_of(row) == wanted]
    return page(
        request,
        "queue_table.html.j2" if "hx-request" in request.headers else "queue.html.j2",
        rows=[(row, stage_of(row)) for row in shown],
        counts=counts,
        total=len(rows),
        wanted=wanted if wanted in _STAGES else "",
        stages=_STAGES,
        upload_bytes=site.settings.limits.upload_bytes,
        most_files=site.settings.limits.files,
    )


def stage_of(row: Row) -> str:
    """Where a label stands, in the words of the page."""
    if row.state is State.FAILED:
        return "failed"
    if row.state is not State.READ:
        return "reading"
    if row.open:
        return "open"
    return "decided" if row.findings or row.audited else "passed"


async def hand_in(request: Request) -> Response:
    """Takes files, or a text that was pasted; says which labels they became."""
    site = site_of(request)
    async with request.form(max_files=site.settings.limits.files, max_fields=10, max_part_size=4_000_000) as form:
        dropped = await dropped_of(form)
        one_label, origin = flag_field(form, "one_label"), field(form, "origin", 2000)
    numbers = await run_in_threadpool(
        take_in, site, dropped, identity_of(request).who, one_label=one_label, origin=origin
    )
    return JSONResponse({"labels": numbers}, 202)


async def dropped_of(form: FormData) -> list[Dropped]:
    """The files of a form, and its text as one more.

    Raises:
        HTTPException: there are none, or one of them is not what its name says.
    """
    if any(not isinstance(file, UploadFile) for file in form.getlist("files")):
        raise HTTPException(422, "files: expected files, found text; text goes under `text`.")
    dropped = [
        Dropped(file.filename or "", await file.read())
        for file in form.getlist("files")
        if isinstance(file, UploadFile) and (file.filename or file.size)
    ]
    text = field(form, "text", 2_000_000)
    if "text" in form and not text:
        raise HTTPException(422, "Expected words under `text`, found none; leave it out where files are handed in.")
    if text:
        dropped.append(Dropped("pasted.txt", text.encode()))
    if not dropped:
        raise HTTPException(422, "Expected files under `files`, or words under `text`; found neither.")
    return dropped
