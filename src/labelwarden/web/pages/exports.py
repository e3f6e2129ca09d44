"""What leaves: reports, the waivers file, the record as CSV, and cases for `labelwarden score`."""

from __future__ import annotations

import html
import json
from collections.abc import Iterable, Iterator
from dataclasses import replace
from datetime import date, timedelta
from functools import cache
from pathlib import Path, PurePath
from tempfile import TemporaryDirectory
from typing import TYPE_CHECKING, cast

import yaml
from starlette.requests import Request
from starlette.responses import Response

from labelwarden.findings.finding import LabelResult
from labelwarden.reports.checked import Checked
from labelwarden.reports.html import html_report
from labelwarden.reports.json_v1 import report_json, report_text
from labelwarden.reports.pages import PICTURES
from labelwarden.reports.run_info import RunInfo, run_info
from labelwarden.waivers.model import WaiversModel
from labelwarden.web.csv_text import csv_text
from labelwarden.web.pages.asking import case_of, site_of
from labelwarden.web.site import Case, Site
from labelwarden.web.store.decisions import Decision, Kind, standing

if TYPE_CHECKING:
    from labelwarden.ocr.engine import EngineName

WAIVED_DAYS = 365
"""How long a waiver made of a dismissal holds; then somebody has to look again."""


def report(request: Request) -> Response:
    """The one-file report on a label, with its pictures in it."""
    site, case = site_of(request), case_of(request)
    with TemporaryDirectory() as folder:
        paths = dict(_linked(site, case, Path(folder)))
        text = html_report([Checked(_with_paths(case, paths), case.places)], _run(site, case))
    # The report opens pictures by their path. People know them by the name they handed them in by.
    for name, path in paths.items():
        text = text.replace(html.escape(path), html.escape(name))
    return download(text, f"label-{case.item.id}.html", "text/html")


def report_as_json(request: Request) -> Response:
    """The same as JSON, with the checklist."""
    site, case = site_of(request), case_of(request)
    text = report_text(report_json([case.result], _run(site, case), checklist=True))
    return download(text, f"label-{case.item.id}.json", "application/json")


def waivers(request: Request) -> Response:
    """A waivers file of all dismissals that hold, for `labelwarden check --waivers`."""
    site = site_of(request)
    entries = []
    for row in site.items.queue():
        case = site.case(row.id)
        if case is not None:
            entries += [_waiver(case, record) for record in _dismissals(case)]
    # The same model reads it, so that a file that it would refuse is never given out.
    WaiversModel.model_validate({"waivers": entries})
    text = yaml.safe_dump({"waivers": entries}, allow_unicode=True, sort_keys=False, width=120)
    return download(f"# Made by the review page on {date.today()}.\n{text}", "waivers.yaml", "text/yaml")


def record(request: Request) -> Response:
    """Every record ever made, as CSV."""
    site = site_of(request)
    names = {row.id: row.name for row in site.items.queue()}
    rows = (
        (
            record.id,
            record.at,
            record.who,
            record.kind.value,
            record.item,
            names.get(record.item, ""),
            record.rule or "",
            record.rule_version or "",
            record.fingerprint or "",
            record.words,
            record.reason,
            record.about or "",
        )
        for record in site.decisions.all()
    )
    head = (
        "id",
        "at",
        "who",
        "kind",
        "label",
        "name",
        "rule",
        "rule_version",
        "fingerprint",
        "words",
        "reason",
        "withdraws",
    )
    return download(csv_text(head, rows), "decisions.csv", "text/csv")


def cases(request: Request) -> Response:
    """What the rules missed, as cases for `labelwarden score`: one JSON object a line."""
    site = site_of(request)
    lines = []
    for record in standing(site.decisions.all()):
        if record.kind is Kind.MISSED:
            case = site.case(record.item)
            kind = None if case is None else case.result.type
            category = record.reason.partition(":")[0]
            found = {"id": f"missed-{record.id}", "text": record.words, "product_type": kind, "expect": [category]}
            lines.append(json.dumps({key: value for key, value in found.items() if value}, ensure_ascii=False) + "\n")
    return download("".join(lines), "missed.jsonl", "application/x-ndjson")


def _dismissals(case: Case) -> Iterable[Decision]:
    for judged in case.judged:
        newest = case.latest.get(judged.fingerprint)
        if newest is not None and newest.kind is Kind.DISMISS and newest.holds_for(judged.rule_version):
            yield newest


def _waiver(case: Case, record: Decision) -> dict[str, object]:
    reason = record.reason if len(record.reason) >= 10 else f"Dismissed in review: {record.reason}"
    return {
        "rule": record.rule,
        "label": case.result.product or case.item.name,
        "fingerprint": record.fingerprint,
        "version": (record.rule_version or "").partition("+")[0],
        "reason": reason,
        "who": record.who if len(record.who) >= 2 else f"{record.who} (reviewer)",
        "until": date.fromisoformat(record.at[:10]) + timedelta(days=WAIVED_DAYS),
    }


def _linked(site: Site, case: Case, folder: Path) -> Iterator[tuple[str, str]]:
    """The name and the path of each file that is still kept, under its hash and a suffix that tells pictures."""
    for file in site.items.files(case.item.id):
        suffix = PurePath(file.name).suffix.lower()
        link = folder / (file.sha256 + (suffix if suffix in PICTURES else ""))
        kept = site.blobs.path(file.sha256)
        if kept.is_file() and not link.exists():
            link.symlink_to(kept.resolve())
        if link.exists():
            yield file.name, str(link)


def _with_paths(case: Case, paths: dict[str, str]) -> LabelResult:
    panels = tuple(replace(panel, file=paths.get(panel.file or "", panel.file)) for panel in case.result.panels)
    source = ", ".join(paths.values()) or f"label {case.item.id}"
    return replace(case.result, panels=panels, source=source, product=case.result.product or case.item.name)


def _run(site: Site, case: Case) -> RunInfo:
    has_pictures = any(panel.words for panel in case.result.panels)
    return run_info(site.judge.checker, case.places, engines=_engines(site.background.engine) if has_pictures else ())


@cache
def _engines(name: str) -> tuple[str, ...]:
    """Names and versions of what reads pictures here."""
    from labelwarden.ocr.engine import load_engine, names_of

    return names_of(load_engine(cast("EngineName", name)))


def download(text: str, name: str, kind: str) -> Response:
    """A file that the browser keeps and does not open."""
    # Opened as a page it would run under our policy and address; it is there to be kept.
    headers = {"Content-Disposition": f'attachment; filename="{name}"'}
    return Response(text.encode("utf-8", "backslashreplace"), media_type=kind, headers=headers)
