"""The playground: a pack in an editor, what is wrong with it line by line, and what it would find."""

from __future__ import annotations

import re

from starlette.concurrency import run_in_threadpool
from starlette.exceptions import HTTPException
from starlette.requests import Request
from starlette.responses import Response

from labelwarden.web.pages.asking import field, site_of
from labelwarden.web.site import Site
from labelwarden.web.store.items import State
from labelwarden.web.templating import page
from labelwarden.web.workshop import MAX_RULES, Known, pack_text

_MOST_LABELS = 200
"""Of the queue that a pack is put to."""


def show(request: Request) -> Response:
    """The page, with the pack that was chosen in its editor."""
    book = site_of(request).judge.checker.rulebook
    packs = [pack.id for pack in book.packs]
    chosen = request.query_params.get("pack", packs[0] if packs else "")
    text = pack_text(book, chosen)
    if text is None:
        raise HTTPException(404, "There is no pack of that name.")
    return page(request, "playground.html.j2", packs=packs, chosen=chosen, text=text, most=MAX_RULES)


async def run(request: Request) -> Response:
    """What is wrong with the pack, or what it finds."""
    async with request.form(max_files=0, max_fields=5, max_part_size=4 * MAX_RULES) as form:
        text, words = field(form, "rules", MAX_RULES), field(form, "words", 200_000)
        with_queue = field(form, "queue") == "on"
    return await run_in_threadpool(_run, request, text, words, with_queue=with_queue)


def _run(request: Request, text: str, words: str, *, with_queue: bool) -> Response:
    site = site_of(request)
    labels = _labels(site, text) if with_queue else []
    try:
        tried = site.workshop.run(text + "\n", words, labels, site.judge.at_present().as_of)
    except RuntimeError as error:
        raise HTTPException(422, str(error)) from error
    return page(request, "tried.html.j2", tried=tried, has_words=bool(words), lines=text.splitlines())


def _labels(site: Site, text: str) -> list[Known]:
    """The labels of the queue, the most urgent first, with what the pack of that name finds on them as it is."""
    named = re.search(r"^pack:\s*[\"']?([\w.-]+)", text, re.MULTILINE)
    head = f"{named.group(1)}." if named else "\0"
    known = []
    for row in site.items.queue():
        item = site.items.item(row.id) if row.state is State.READ else None
        if item is None or item.reading_id is None or item.result_id is None:
            continue
        found = {
            (judged.rule, judged.words) for judged in site.items.judged(item.result_id) if judged.rule.startswith(head)
        }
        name = row.product or row.name
        known.append(Known(row.id, name, site.items.labeling(item.reading_id), frozenset(found)))
        if len(known) == _MOST_LABELS:
            break
    return known
