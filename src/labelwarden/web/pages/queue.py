"""The queue: what was handed in, the riskiest first, and the place to drop more."""

from __future__ import annotations

import re
from dataclasses import dataclass, replace
from typing import Any
from urllib.parse import urlencode

from starlette.background import BackgroundTask
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
_NUMBER = re.compile(r"[0-9]{1,15}")

PAGE = 200
"""Labels that are listed at once."""


def show(request: Request) -> Response:
    """The page, or only its table where it is asked for again while labels are being read."""
    site = site_of(request)
    queue = site.items.queue()
    asked = _asked(request)
    catalogues = site.catalogues.all()
    of = next((catalogue for catalogue in catalogues if catalogue.id == asked.of), None)
    rows = [row for row in queue if of is None or row.part_of == of.id]
    counts = {stage: sum(stage_of(row) == stage for row in rows) for stage in _STAGES}
    found = [row for row in rows if asked.takes(row)]
    shown = page(
        request,
        "queue_table.html.j2" if "hx-request" in request.headers else "queue.html.j2",
        rows=[(row, stage_of(row)) for row in found[asked.first : asked.first + PAGE]],
        found=len(found),
        counts=counts,
        total=len(rows),
        asked=asked,
        of=of,
        catalogues=catalogues,
        open_in={c.id: sum(row.part_of == c.id and row.open > 0 for row in queue) for c in catalogues},
        stages=_STAGES,
        page_size=PAGE,
        upload_bytes=site.settings.limits.upload_bytes,
        most_files=site.settings.limits.files,
    )
    if queue and queue[0].open:
        # Checked while the list is looked at, so that the page of the most urgent label is at hand.
        shown.background = BackgroundTask(site.case, queue[0].id)
    return shown


@dataclass(frozen=True, slots=True)
class Asked:
    """Which part of the queue: of one stage, with words in their names, of one catalogue, from which row on."""

    show: str = ""
    words: str = ""
    of: int | None = None
    first: int = 0

    def takes(self, row: Row) -> bool:
        if self.show and stage_of(row) != self.show:
            return False
        names = f"{row.product} {row.name}".casefold()
        return all(word in names for word in self.words.casefold().split())

    def address(self, **changes: Any) -> str:
        """The address of the same with other choices; it begins at the first row again unless that is said."""
        asked = replace(self, **{"first": 0, **changes})
        query = {"show": asked.show, "q": asked.words, "of": asked.of, "from": asked.first}
        chosen = urlencode({name: value for name, value in query.items() if value})
        return f"/?{chosen}" if chosen else "/"


def _asked(request: Request) -> Asked:
    """What is asked for; what is no stage or number is as if it were not there."""
    query = request.query_params
    show, of, first = query.get("show", ""), query.get("of", ""), query.get("from", "")
    return Asked(
        show=show if show in _STAGES else "",
        words=query.get("q", "")[:200].strip(),
        of=int(of) if _NUMBER.fullmatch(of) else None,
        first=int(first) if _NUMBER.fullmatch(first) else 0,
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
