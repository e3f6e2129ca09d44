"""The report as PDF, from the same content as the page, with the fonts embedded."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence
from typing import TYPE_CHECKING

from labelwarden.errors import MissingExtra, OcrError
from labelwarden.reports.broken_lines import Part
from labelwarden.reports.checked import Checked
from labelwarden.reports.pages import PicturePage, open_page
from labelwarden.reports.run_info import RunInfo, python_version
from labelwarden.reports.sheet import (
    DutyGroup,
    FindingSheet,
    LabelSheet,
    Letter,
    PanelSheet,
    Quote,
    WaivedSheet,
    label_sheet,
)
from labelwarden.reports.visible import visible
from labelwarden.reports.wording import CLOSING, NAMED_BY_FAULT
from labelwarden.version import VERSION

if TYPE_CHECKING:
    from labelwarden.reports.pdf_paper import Paper

_MAX_SIDE = 2000
_SMALL = 7.0


def pdf_report(checked: Sequence[Checked], run: RunInfo) -> bytes:
    """The report on all labels.

    Raises:
        MissingExtra: fpdf2 is not installed.
    """
    try:
        from labelwarden.reports.pdf_paper import Paper
    except ImportError as error:
        raise MissingExtra("a report as .pdf", "reports") from error
    labels = [label_sheet(item, number) for number, item in enumerate(checked, start=1)]
    title = f"{labels[0].name if len(labels) == 1 else f'{len(labels)} labels'} · Label report"
    paper = Paper(title, run.as_of)
    paper.heading("Label report", 15)
    places = ", ".join(run.jurisdictions)
    paper.paragraph([_faint(f"Labelwarden {VERSION} · rules in force on {run.as_of} · {places}")])
    if len(labels) > 1:
        _overview(paper, labels)
    for label in labels:
        if label.number > 1:
            paper.add_page()
        _label(paper, label)
    _made(paper, labels, run)
    paper.ln(3)
    paper.rule("ink")
    paper.paragraph([Part(CLOSING, "B")])
    return bytes(paper.output())


def _overview(paper: Paper, labels: Iterable[LabelSheet]) -> None:
    paper.ln(2)
    for label in labels:
        paper.badge(label.verdict.upper(), label.verdict)
        paper.paragraph([Part(label.name, "B"), Part(f"  {label.headline}")], indent=22)
        paper.paragraph([_faint(label.source)], _SMALL, indent=22)
        paper.ln(1)
    paper.ln(2)


def _label(paper: Paper, label: LabelSheet) -> None:
    paper.ln(2)
    paper.rule("ink")
    paper.heading(label.name, 13)
    about = " · ".join(part for part in (label.type, ", ".join(label.places), label.source) if part)
    paper.paragraph([_faint(about)])
    paper.ln(3)
    paper.badge(label.verdict.upper(), label.verdict, 11)
    paper.paragraph([Part(label.headline, "B")], 11, indent=26)
    paper.ln(1)
    if label.error:
        paper.paragraph([Part(label.error)])
        return
    for note in label.notes:
        paper.paragraph([Part(f"Note: {note}")])
    paper.paragraph([_faint(label.counts)])
    for page in label.pages:
        _picture(paper, page)
    _findings(paper, label)
    paper.heading("Text, as it was read", 11)
    for panel in label.panels:
        _panel(paper, panel)
    paper.heading("Checklist", 11)
    if label.checklist:
        paper.paragraph([_faint(NAMED_BY_FAULT)], _SMALL)
    for group in label.checklist:
        _duties(paper, group)
    paper.heading(f"Considered, not flagged ({len(label.spared)})", 11)
    for item in label.spared:
        paper.paragraph([Part(f"“{item.quote}” in {item.panel}: {item.reason} "), _faint(item.rule)])
    if not label.spared:
        paper.paragraph([Part("Nothing matched and was spared.")])
    paper.heading("What was not checked", 11)
    for gap in label.gaps:
        paper.item("•", [Part(gap)], wide=4)


def _findings(paper: Paper, label: LabelSheet) -> None:
    paper.heading(f"Findings ({len(label.findings)})", 11, room=45)
    if not label.findings:
        paper.paragraph([Part("None.")])
    for finding in label.findings:
        _finding(paper, finding)
    if label.waived:
        paper.heading(f"Waived ({len(label.waived)})", 11)
        for waived in label.waived:
            _waived(paper, waived)


def _picture(paper: Paper, page: PicturePage) -> None:
    from PIL import Image

    from labelwarden.reports.picture import with_boxes

    paper.ln(3)
    try:
        picture = with_boxes(open_page(page), page.marks)
    except OcrError as error:
        paper.paragraph([Part(visible(str(error)))])
        return
    picture.thumbnail((_MAX_SIDE, _MAX_SIDE), Image.Resampling.LANCZOS)
    paper.picture(picture)
    missing = ", ".join(str(mark.number) for mark in page.missing)
    nowhere = f" · without a place on a picture: {missing}" if missing else ""
    paper.paragraph([_faint(f"{visible(page.file)}{nowhere}")])


def _finding(paper: Paper, finding: FindingSheet) -> None:
    if paper.will_page_break(28):
        paper.add_page()
    paper.ln(3)
    paper.badge(str(finding.number), finding.severity)
    head = [Part(f"{finding.severity}  ", "B", finding.severity), Part(finding.title, "B")]
    paper.paragraph(head, indent=10)
    doubts = f" · {', '.join(finding.doubts)}" if finding.doubts else ""
    paper.paragraph([_faint(f"{finding.rule}{doubts}")], _SMALL, indent=10)
    paper.ln(0.6)
    for quote in finding.quotes:
        paper.item("", _quoted(quote))
    if finding.absent:
        paper.item("", [Part(finding.absent)])
    paper.item("Why", [Part(finding.message)])
    if finding.law_of:
        paper.item("Law, do", [Part(f"as for finding {finding.law_of}")])
    else:
        paper.item("Law", _law(finding))
        for number, letter in enumerate(finding.letters):
            paper.item("" if number else "Letters", _letter(letter))
        paper.item("Do", [Part(finding.remedy, "B")])
    if finding.also:
        paper.item("Also", [Part(f"flagged by {', '.join(finding.also)}")])


def _law(finding: FindingSheet) -> Iterator[Part]:
    yield Part(f"{finding.jurisdiction}: ")
    for number, law in enumerate(finding.law):
        yield Part("; " if number else "")
        yield _linked(law.cite, law.url)
    yield _faint(f" (looked up {finding.law_day})")


def _letter(letter: Letter) -> Iterator[Part]:
    yield _linked(letter.recipient, letter.url)
    yield Part(f" ({letter.date})")
    if letter.cites:
        yield _faint(f" {letter.cites}")


def _linked(text: str, url: str | None) -> Part:
    return Part(text, "", "link", url) if url else Part(text)


def _faint(text: str) -> Part:
    return Part(text, "", "faint")


def _quoted(quote: Quote) -> Iterator[Part]:
    yield _faint(f"{quote.panel}  ")
    for number, line in enumerate(quote.lines):
        yield Part(("\n" if number else "") + line.before)
        yield Part(line.words, "BU")
        yield Part(line.after)
    if quote.more:
        yield _faint(f" … {quote.more} more lines")
    if quote.remark:
        yield _faint(f"\n{quote.remark}")


def _waived(paper: Paper, waived: WaivedSheet) -> None:
    words = [Part(f" {waived.quote}")] if waived.quote else []
    head = [Part(f"{waived.severity}  ", "B", waived.severity), Part(waived.title, "B"), *words]
    paper.paragraph([*head, Part(f": {waived.reason} "), _faint(waived.rule)])


def _panel(paper: Paper, panel: PanelSheet) -> None:
    paper.ln(1)
    paper.paragraph([Part(f"{panel.name} ", "B"), _faint(panel.file)])
    paper.paragraph(_marked(panel), 8, indent=4)
    if panel.views:
        paper.paragraph([_faint(f"{panel.views} other readings were searched too; nothing in them counts.")], _SMALL)


def _marked(panel: PanelSheet) -> Iterator[Part]:
    for piece in panel.pieces:
        yield Part(piece.text, "BU" if piece.numbers else "", piece.severity or "ink")
        if piece.ends:
            yield Part(f" [{', '.join(map(str, piece.ends))}]", "", piece.severity)


def _duties(paper: Paper, group: DutyGroup) -> None:
    if paper.will_page_break(15):
        paper.add_page()
    paper.ln(1)
    paper.paragraph([Part(f"{group.word.capitalize()} ({group.count})", "B")])
    for line in group.lines:
        shown = ", ".join(f"“{words}”" for words in line.shown)
        seen = ": ".join(part for part in (line.reason, shown) if part)
        paper.paragraph([Part(f"{line.title}: ", "B"), Part(seen), _faint(f"  {line.rule}")], 7.5)
    if group.short:
        lines = ([Part(f"{x.title}: "), _faint(f"{x.reason}  {x.rule}")] for x in group.short)
        paper.columns(lines, 6)


def _made(paper: Paper, labels: Sequence[LabelSheet], run: RunInfo) -> None:
    paper.heading("How this was made", 13)
    settings = ", ".join(f"{name} {value}".strip() for name, value in run.settings) or "none given"
    rules = f"{run.rule_count} in force on {run.as_of} for {', '.join(run.jurisdictions) or 'no jurisdiction'}"
    for word, text in (
        ("Program", f"Labelwarden {VERSION}, {python_version()}"),
        ("Rules", rules),
        ("Rule files", f"SHA-256 {run.digest}"),
        ("Reading", ", ".join(run.engines) or "no picture was read"),
        ("Settings", visible(settings)),
    ):
        paper.item(word, [Part(text)], 8)
    files = {file.name: file for label in labels for file in label.inputs}.values()
    for file in files:
        paper.item("Input", [Part(f"{visible(file.name)}, {file.size} bytes, SHA-256 {file.sha256}")], 8)
    if not files:
        paper.item("Input", [Part("no file: what was checked stands above as it was given")], 8)
    remarks = [f"{label.source}: {note}" for label in labels for note in label.notes] or ["no limit was hit"]
    for remark in remarks:
        paper.item("Limits", [Part(remark)], 8)
    paper.heading("Packs of rules", 11)
    packs = ([Part(f"{id} {version} "), _faint(run.pack_digests.get(id, ""))] for id, version in run.packs)
    paper.columns(packs, 6)
