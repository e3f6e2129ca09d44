"""One label: its pictures, words and findings, and what a reviewer does about them."""

from __future__ import annotations

from starlette.background import BackgroundTask
from starlette.concurrency import run_in_threadpool
from starlette.exceptions import HTTPException
from starlette.requests import Request
from starlette.responses import Response

from labelwarden.web.label_view import LabelView, view_of
from labelwarden.web.lane import lane_of
from labelwarden.web.pages.asking import case_of, field, identity_of, item_number, number_field, site_of, to_label
from labelwarden.web.site import Case, Site
from labelwarden.web.store.decisions import MAX_REASON, Decision, Judged, Kind, Overtaken
from labelwarden.web.store.items import State
from labelwarden.web.templating import page

KINDS = {kind.value: kind for kind in (Kind.ACCEPT, Kind.DISMISS, Kind.LEGAL, Kind.UNDO, Kind.COMMENT)}


def show(request: Request) -> Response:
    """The page; of a label that is not read yet, where it stands; of a catalogue, what became of it."""
    site, number = site_of(request), item_number(request)
    item = site.items.item(number)
    if item is None:
        raise HTTPException(404, "There is no label of that number.")
    queue = site.items.queue()
    lane = lane_of(queue, number)
    if request.headers.get("hx-target") == "lane":
        if lane is None:
            raise HTTPException(404, "There is no such label in the queue.")
        return page(request, "lane_list.html.j2", lane=lane)
    files, catalogue = site.items.files(number), site.catalogues.one(number)
    if catalogue is not None and item.state is State.READ:
        parts = [row for row in queue if row.part_of == number]
        return page(request, "catalogue.html.j2", item=item, files=files, catalogue=catalogue, parts=parts)
    if item.state is not State.READ or lane is None:
        row = site.items.row(number)
        return page(request, "unread.html.j2", item=item, files=files, catalogue=catalogue, row=row, lane=lane)
    shown = page(request, "label.html.j2", view=_view(request), lane=lane, files=files)
    if lane.ahead is not None:
        # Checked while this one is looked at, so that the next page is at hand.
        shown.background = BackgroundTask(site.case, lane.ahead.id)
    return shown


def _view(request: Request) -> LabelView:
    return view_of(case_of(request), site_of(request).judge.checker.rulebook)


def picture(request: Request) -> Response:
    """A page of the label as a picture."""
    site = site_of(request)
    wanted = int(request.path_params["number"])
    for found in site.items.pictures(item_number(request)):
        path = site.blobs.path(found.sha256)
        if found.number == wanted and path.is_file():
            # Named by its content: what is under this address for this label never changes while it is looked at.
            headers = {"Cache-Control": "private, max-age=3600", "ETag": f'"{found.sha256}"'}
            return Response(path.read_bytes(), media_type=f"image/{found.kind}", headers=headers)
    raise HTTPException(404, "There is no such picture, or it was removed.")


async def decide(request: Request) -> Response:
    """Records a decision, an undo or a comment on one finding, and shows the finding as it now stands."""
    async with request.form(max_files=0, max_fields=10) as form:
        name, reason, seen = field(form, "kind", 20), field(form, "reason", MAX_REASON), number_field(form, "seen")
    if name not in KINDS:
        raise HTTPException(422, f"kind: expected one of {', '.join(KINDS)}")
    return await run_in_threadpool(_decide, request, KINDS[name], reason, seen)


def _decide(request: Request, kind: Kind, reason: str, seen: int) -> Response:
    site, case = site_of(request), case_of(request)
    judged = case.judged_by(request.path_params["fingerprint"])
    if judged is None:
        raise HTTPException(404, "There is no such finding any more: the words or the rules have changed. Load again.")
    status, problem = 200, ""
    try:
        record(site, case, judged, kind, identity_of(request).who, reason, seen)
    except Overtaken as overtaken:
        status, problem = 409, str(overtaken)
    except ValueError as error:
        status, problem = 422, str(error)
    view = _view(request)
    return page(
        request,
        "decided.html.j2",
        status,
        view=view,
        finding=next(finding for finding in view.findings if finding.sheet.fingerprint == judged.fingerprint),
        lane=lane_of(site.items.queue(), case.item.id),
        problem=problem,
        reason=reason,
    )


def record(site: Site, case: Case, judged: Judged, kind: Kind, who: str, reason: str, seen: int) -> Decision:
    """Adds a record on a finding.

    Raises:
        ValueError: words are missing where some are needed.
        Overtaken: somebody else was faster.
    """
    if kind is Kind.DISMISS and not reason:
        raise ValueError("Say why it is dismissed: the next reviewer, and the law, will ask.")
    if kind is Kind.COMMENT:
        if not reason:
            raise ValueError("Expected a comment, found none.")
        return site.decisions.comment(case.item.id, judged, who, reason)
    return site.decisions.decide(case.item.id, judged, kind, who, reason, seen=seen)


async def miss(request: Request) -> Response:
    """Adds a finding that the rules missed: words of the label, what kind of fault they are, and why."""
    async with request.form(max_files=0, max_fields=10) as form:
        words, category = field(form, "words", 2000), field(form, "category", 20)
        reason = field(form, "reason", MAX_REASON)
    return await run_in_threadpool(_miss, request, words, category, reason)


def _miss(request: Request, words: str, category: str, reason: str) -> Response:
    from labelwarden.findings.scales import Category

    site, case = site_of(request), case_of(request)
    if category not in set(Category):
        raise HTTPException(422, f"category: expected one of {', '.join(Category)}")
    if not words:
        raise HTTPException(422, "Expected the words of the label that the rules missed.")
    said = " ".join(words.split())
    if not any(said in " ".join(panel.text.printed.split()) for panel in case.labeling.panels):
        raise HTTPException(422, f"“{said}” stands nowhere on this label. Copy the words from its text.")
    site.decisions.note(
        case.item.id,
        Kind.MISSED,
        identity_of(request).who,
        words=words,
        reason=f"{category}: {reason}" if reason else category,
    )
    return to_label(case.item.id)


async def note(request: Request) -> Response:
    """Records that a label that passed was looked at by a person, or a comment on the label."""
    async with request.form(max_files=0, max_fields=10) as form:
        kind, reason = field(form, "kind", 20), field(form, "reason", MAX_REASON)
    kinds = {"audited": Kind.AUDITED, "comment": Kind.COMMENT}
    if kind not in kinds or (kind == "comment" and not reason):
        raise HTTPException(422, "Expected `audited`, or `comment` with words.")
    case = await run_in_threadpool(case_of, request)
    who = identity_of(request).who
    await run_in_threadpool(site_of(request).decisions.note, case.item.id, kinds[kind], who, reason=reason)
    return to_label(case.item.id)
