"""The playground: a file of rules in an editor, what is wrong with it line by line, and what it would change."""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from itertools import islice
from pathlib import Path, PurePath
from tempfile import TemporaryDirectory

from starlette.concurrency import run_in_threadpool
from starlette.datastructures import FormData, UploadFile
from starlette.exceptions import HTTPException
from starlette.requests import Request
from starlette.responses import Response

from labelwarden.errors import UsageError
from labelwarden.rules.template import (
    KINDS,
    NewRule,
    amount_of,
    candidates,
    groups_named,
    pack_text,
    rule_text,
    spellings,
)
from labelwarden.web.pages.asking import field, number_field, site_of
from labelwarden.web.site import Site
from labelwarden.web.store.items import Row, State
from labelwarden.web.templating import page
from labelwarden.web.trial import MAX_RULES, MOST_PRODUCTS, Asked, Known
from labelwarden.web.workshop import TrialFailedError

MOST_LABELS = 500
"""Of the queue that rules are put to, the most urgent first."""

_SUFFIXES = frozenset(
    {".csv", ".tsv", ".jsonl", ".ndjson", ".json", ".parquet", ".xlsx", ".xml", ".gz", ".zst", ".zip"}
)
_ID = r"[a-z0-9]+(-[a-z0-9]+)*(\.[a-z0-9]+(-[a-z0-9]+)*){2,}"


@dataclass(frozen=True, slots=True)
class Opened:
    """What is in the editor: the text, the name of the file it stands for (empty: a new one), and where to look."""

    text: str
    name: str
    download: str
    line: int = 0


def show(request: Request) -> Response:
    """The page, with the file or rule that was chosen in its editor, or a new rule."""
    site, asked = site_of(request), request.query_params
    site.workshop.make_ready()
    problem = ""
    try:
        opened = _new(site, asked) if "new" in asked else _chosen(site, asked)
    except UsageError as error:
        opened, problem = _chosen(site, {}), f"{error}."
    book = site.judge.checker.rulebook
    return page(
        request,
        "playground.html.j2",
        422 if problem else 200,
        opened=opened,
        problem=problem,
        files=site.rule_files.files,
        rules=[rule.id for rule in book.rules],
        kinds={kind: [words for _, words in asks] for kind, asks in KINDS.items()},
        given={name: asked.get(name, "") for name in ("new", "kind", "first", "second")},
        labels=[row for row in site.items.queue() if row.state is State.READ][:MOST_LABELS],
        most=MAX_RULES,
        most_labels=MOST_LABELS,
        most_products=MOST_PRODUCTS,
        id_pattern=_ID,
    )


async def run(request: Request) -> Response:
    """What is wrong with the rules, or what they change."""
    async with request.form(max_files=1, max_fields=10, max_part_size=4 * MAX_RULES) as form:
        text, name = _rules(form), field(form, "file", 500)
        words, target = field(form, "words", 200_000), field(form, "target", 20)
        number = number_field(form, "label") if target == "label" else 0
        upload = await _upload(form) if target == "catalogue" else None
    if not text.strip():
        raise HTTPException(422, "Expected rules, found none.")
    return await run_in_threadpool(_run, request, text, name, words, target, number, upload)


def _run(
    request: Request, text: str, name: str, words: str, target: str, number: int, upload: tuple[str, bytes] | None
) -> Response:
    site = site_of(request)
    if name and site.rule_files.named(name) is None:
        raise HTTPException(404, "There is no such file of rules.")
    labels: tuple[Known, ...] = ()
    if target == "queue":
        labels = tuple(_labels(site))
    elif target == "label":
        labels = (_label(site, number),)
    with TemporaryDirectory() as folder:
        catalogue = None
        if upload is not None:
            # What people call a file never becomes a path; its suffix does where it is one of ours.
            suffixes = "".join(part for part in PurePath(upload[0].lower()).suffixes[-2:] if part in _SUFFIXES)
            catalogue = Path(folder) / f"catalogue{suffixes}"
            catalogue.write_bytes(upload[1])
        asked = Asked(
            text=text + "\n",
            as_of=site.judge.at_present().as_of,
            replaces=name,
            words=words,
            labels=labels,
            catalogue=catalogue,
        )
        try:
            tried = site.workshop.run(asked)
        except TrialFailedError as error:
            raise HTTPException(422, str(error)) from error
    return page(request, "tried.html.j2", tried=tried, has_words=bool(words), lines=text.splitlines())


def _rules(form: FormData) -> str:
    """The text as it stands in the editor: lines are counted from its begin, and a browser ends them in its own way."""
    value = form.get("rules", "")
    text = value.replace("\r\n", "\n") if isinstance(value, str) else ""
    if len(text) > MAX_RULES:
        raise HTTPException(422, f"rules: expected at most {MAX_RULES} characters, found {len(text)}")
    return text


async def _upload(form: FormData) -> tuple[str, bytes]:
    file = form.get("catalogue")
    if not isinstance(file, UploadFile) or not file.size:
        raise HTTPException(422, "Choose a catalogue: a table, JSON Lines or the feed of a shop.")
    return file.filename or "", await file.read()


def _chosen(site: Site, asked: Mapping[str, str]) -> Opened:
    """The file that was asked for, by its name, its pack or one of its rules; the first pack where nothing was.

    Raises:
        HTTPException: there is none.
    """
    files, book = site.rule_files, site.judge.checker.rulebook
    wanted = asked.get("rule", "").strip()
    if wanted:
        try:
            rule = book.rule(wanted)
        except UsageError as error:
            raise HTTPException(404, "There is no rule of that id.") from error
        found, line = files.at(rule.pack.file), 0
        line = found.line_of(rule.id) if found else 0
    elif asked.get("file"):
        found, line = files.named(asked["file"]), 0
    elif asked.get("pack"):
        found, line = files.of_pack(asked["pack"]), 0
    else:
        found, line = next((file for file in files.files if file.pack), None), 0
    if found is None:
        raise HTTPException(404, "There is no such file of rules.")
    return Opened(found.text, found.name, found.path.name, line)


def _new(site: Site, asked: Mapping[str, str]) -> Opened:
    """A new rule: at the end of its pack where there is one, else in a file of its own.

    Raises:
        UsageError: what was said of it cannot be used.
    """
    id, kind = asked["new"].strip(), asked.get("kind", "")
    if not re.fullmatch(_ID, id):
        raise UsageError(f'expected an id such as us-hi.kava.liver-warning, in small letters; found "{id}"')
    if kind not in KINDS:
        raise UsageError(f"expected a kind of check: {', '.join(KINDS)}")
    answers = {}
    for (key, words), given in zip(KINDS[kind], ("first", "second"), strict=False):
        answers[key] = asked.get(given, "").strip()
        if not answers[key]:
            raise UsageError(f"{kind} needs to know more: {words[0].lower()}{words[1:]}")
    if "minimum" in answers and not answers["minimum"].isdecimal():
        raise UsageError(f'expected years such as 21, found "{answers["minimum"]}"')
    if "at_most" in answers:
        try:
            amount_of(answers["at_most"])
        except (ValueError, ArithmeticError) as error:
            raise UsageError(f'expected a limit such as 15 mg, found "{answers["at_most"]}"') from error
    rule = NewRule(id=id, kind=kind, answers=answers)
    possible = candidates(rule, spellings(groups_named(rule), site.judge.checker.rulebook.forms))
    entry = rule_text(rule, {name: examples[:2] for name, examples in possible.items()})
    file = site.rule_files.of_pack(rule.pack)
    if file is None:
        text = pack_text(rule, entry, "rule.schema.json")
        return Opened(text, "", f"{rule.pack.rpartition('.')[2]}.yaml")
    before = file.text.rstrip()
    return Opened(f"{before}\n\n{entry}", file.name, file.path.name, len(before.splitlines()) + 2)


def _labels(site: Site) -> Iterator[Known]:
    known = (_known(site, row) for row in site.items.queue())
    return islice((label for label in known if label is not None), MOST_LABELS)


def _label(site: Site, number: int) -> Known:
    row = site.items.row(number) if number < 2**63 else None
    known = None if row is None else _known(site, row)
    if known is None:
        raise HTTPException(404, "There is no label of that number that was read.")
    return known


def _known(site: Site, row: Row) -> Known | None:
    item = site.items.item(row.id) if row.state is State.READ else None
    if item is None or item.reading_id is None:
        return None
    return Known(row.id, row.product or row.name, site.items.labeling(item.reading_id))
