"""The words of a label as people put them right: a word, a region that is read again, and the last of it taken back."""

from __future__ import annotations

from starlette.concurrency import run_in_threadpool
from starlette.datastructures import FormData
from starlette.exceptions import HTTPException
from starlette.requests import Request
from starlette.responses import Response

from labelwarden.label.labeling import Labeling
from labelwarden.text.span import Box
from labelwarden.web.correction import corrected
from labelwarden.web.pages.asking import case_of, field, flag_field, identity_of, number_field, site_of, to_label
from labelwarden.web.reading import Given
from labelwarden.web.region import clipped
from labelwarden.web.rereading import Place
from labelwarden.web.site import Case
from labelwarden.web.store.decisions import Kind
from labelwarden.web.store.items import StoredPicture
from labelwarden.web.supplied import MOST, Supplied, with_reading
from labelwarden.web.templating import page


async def correct(request: Request) -> Response:
    """Puts a word right that was misread, and checks the label again."""
    async with request.form(max_files=0, max_fields=10) as form:
        panel, right = field(form, "panel", 200), field(form, "right", 500)
        start, end = number_field(form, "start"), number_field(form, "end")
        was = field(form, "was", 500)
    return await run_in_threadpool(_correct, request, panel, (start, end), was, right)


def _correct(request: Request, panel: str, place: tuple[int, int], was: str, right: str) -> Response:
    case, who = case_of(request), identity_of(request).who
    try:
        labeling = corrected(case.labeling, panel, place, was, right, who)
    except ValueError as error:
        raise HTTPException(422, str(error)) from error
    return _kept(request, case, labeling, words=was, reason=right)


async def read_region(request: Request) -> Response:
    """Reads a region of a picture again, and offers what is read there to be put right."""
    async with request.form(max_files=0, max_fields=10) as form:
        number, box = number_field(form, "picture"), _box(form)
    return await run_in_threadpool(_read_region, request, number, box)


def _read_region(request: Request, number: int, box: Box) -> Response:
    site, case = site_of(request), case_of(request)
    picture, box = _region(case, number, box)
    file = next((file for file in site.items.files(case.item.id) if file.name == picture.file), None)
    if file is None or not site.blobs.has(file.sha256):
        raise HTTPException(409, "Its picture is no longer kept; hand it in again to have it read again.")
    given = Given(file.name, site.blobs.path(file.sha256))
    seen = site.rereading.read(Place(case.item.id, number, box), given, picture.page or 1)
    return page(request, "region.html.j2", case=case, picture=picture, box=box, seen=seen)


async def supply(request: Request) -> Response:
    """Adds what a person says stands in a region, and checks the label again."""
    async with request.form(max_files=0, max_fields=10) as form:
        number, box = number_field(form, "picture"), _box(form)
        text, instead = field(form, "text", MOST), flag_field(form, "instead")
    return await run_in_threadpool(_supply, request, number, box, text, instead)


def _supply(request: Request, number: int, box: Box, text: str, instead: bool) -> Response:
    site, case, who = site_of(request), case_of(request), identity_of(request).who
    picture, box = _region(case, number, box)
    seen = site.rereading.recall(Place(case.item.id, number, box))
    try:
        labeling = with_reading(case.labeling, Supplied(picture, box, text, who, instead=instead), seen)
    except ValueError as error:
        raise HTTPException(422, str(error)) from error
    return _kept(request, case, labeling, words=seen.text, reason=labeling.notes[-1])


async def take_back(request: Request) -> Response:
    """Undoes the last correction of the words, if it is the one that was seen. Both stay in the record."""
    async with request.form(max_files=0, max_fields=10) as form:
        seen = number_field(form, "reading")
    return await run_in_threadpool(_take_back, request, seen)


def _take_back(request: Request, seen: int) -> Response:
    site, case, who = site_of(request), case_of(request), identity_of(request).who
    undone = case.labeling.notes[-1] if case.labeling.notes else ""
    if case.item.reading_id != seen or not site.take_back(case):
        raise HTTPException(
            409, "The words have changed since this page was made, or none was corrected: load it again."
        )
    site.decisions.note(case.item.id, Kind.CORRECTED, who, words=undone, reason="taken back")
    return to_label(case.item.id)


def _kept(request: Request, case: Case, labeling: Labeling, *, words: str, reason: str) -> Response:
    site, who = site_of(request), identity_of(request).who
    if not site.correct(case, labeling, who):
        raise HTTPException(409, "Somebody else put words right meanwhile: load the page again.")
    site.decisions.note(case.item.id, Kind.CORRECTED, who, words=words, reason=reason)
    return to_label(case.item.id)


def _box(form: FormData) -> Box:
    return Box(*(number_field(form, name) for name in ("x", "y", "width", "height")))


def _region(case: Case, number: int, box: Box) -> tuple[StoredPicture, Box]:
    picture = next((picture for picture in case.pictures if picture.number == number), None)
    if picture is None:
        raise HTTPException(404, "There is no such picture.")
    try:
        return picture, clipped(box, picture.width, picture.height)
    except ValueError as error:
        raise HTTPException(422, str(error)) from error
