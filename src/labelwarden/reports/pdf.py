"""The report as PDF, from the same content as the page, with the fonts embedded."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence
from typing import TYPE_CHECKING

from labelwarden.errors import MissingExtra, OcrError
from labelwarden.reports.checked import Checked
from labelwarden.reports.pages import PicturePage, open_page
from labelwarden.reports.run_info import RunInfo, python_version
from labelwarden.reports.sheet import DutyGroup, FindingSheet, LabelSheet, PanelSheet, Quote, label_sheet
from labelwarden.reports.visible import visible
from labelwarden.reports.wording import CLOSING
from labelwarden.version import VERSION

if TYPE_CHECKING:
    from labelwarden.reports.pdf_paper import Paper, Part

_MAX_SIDE = 2000


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
    paper.paragraph([(f"Labelwarden {VERSION} · rules in force on {run.as_of} · {places}", "", "faint")])
    if len(labels) > 1:
        _overview(paper, labels)
    for label in labels:
        if label.number > 1:
            paper.add_page()
        _label(paper, label)
    _made(paper, labels, run)
    paper.ln(3)
    paper.rule("ink")
    paper.paragraph([(CLOSING, "B", "ink")])
    return bytes(paper.output())


def _overview(paper: Paper, labels: Iterable[LabelSheet]) -> None:
    paper.ln(2)
    for label in labels:
        paper.badge(label.verdict.upper(), label.verdict)
        paper.paragraph([(label.name, "B", "ink"), (f"  {label.headline}", "", "ink")], indent=22)
        paper.paragraph([(label.source, "", "faint")], 7, indent=22)
    paper.ln(2)


def _label(paper: Paper, label: LabelSheet) -> None:
    paper.ln(2)
    paper.rule("ink")
    paper.heading(label.name, 13)
    about = " · ".join(part for part in (label.type, ", ".join(label.places), label.source) if part)
    paper.paragraph([(about, "", "faint")])
    paper.ln(1)
    paper.badge(label.verdict.upper(), label.verdict, 11)
    paper.paragraph([(label.headline, "B", "ink")], 11, indent=26)
    if label.error:
        paper.paragraph([(label.error, "", "ink")])
        return
    for note in label.notes:
        paper.paragraph([(f"Note: {note}", "", "ink")])
    paper.paragraph([(label.counts, "", "faint")])
    for page in label.pages:
        _picture(paper, page)
    paper.heading(f"Findings ({len(label.findings)})", 11, room=45)
    if not label.findings:
        paper.paragraph([("None.", "", "ink")])
    for finding in label.findings:
        _finding(paper, finding)
    paper.heading("Text, as it was read", 11)
    for panel in label.panels:
        _panel(paper, panel)
    paper.heading("Checklist", 11)
    for group in label.checklist:
        _duties(paper, group)
    paper.heading(f"Considered, not flagged ({len(label.spared)})", 11)
    for item in label.spared:
        words = [(f"“{item.quote}”", "", "ink"), (f" in {item.panel}: {item.reason} ", "", "ink")]
        paper.paragraph([*words, (item.rule, "", "faint")])
    if not label.spared:
        paper.paragraph([("Nothing matched and was spared.", "", "ink")])
    paper.heading("What was not checked", 11)
    for gap in label.gaps:
        paper.paragraph([("• ", "", "ink"), (gap, "", "ink")])


def _picture(paper: Paper, page: PicturePage) -> None:
    from PIL import Image

    from labelwarden.reports.picture import with_boxes

    paper.ln(2)
    try:
        picture = with_boxes(open_page(page), page.marks)
    except OcrError as error:
        paper.paragraph([(visible(str(error)), "", "ink")])
        return
    picture.thumbnail((_MAX_SIDE, _MAX_SIDE), Image.Resampling.LANCZOS)
    paper.picture(picture)
    missing = ", ".join(str(mark.number) for mark in page.missing)
    nowhere = f" · without a place on a picture: {missing}" if missing else ""
    paper.paragraph([(f"{visible(page.file)}{nowhere}", "", "faint")])


def _finding(paper: Paper, finding: FindingSheet) -> None:
    if paper.will_page_break(28):
        paper.add_page()
    paper.ln(2)
    paper.badge(str(finding.number), finding.severity)
    head = [(f"{finding.severity}  ", "B", finding.severity), (finding.title, "B", "ink")]
    paper.paragraph(head, indent=10)
    doubts = f" · {', '.join(finding.doubts)}" if finding.doubts else ""
    paper.paragraph([(f"{finding.rule}{doubts}", "", "faint")], 7, indent=10)
    for quote in finding.quotes:
        paper.item("", _quoted(quote))
    if finding.absent:
        paper.item("", [(finding.absent, "", "ink")])
    paper.item("Why", [(finding.message, "", "ink")])
    if finding.law_of:
        paper.item("Law, do", [(f"as for finding {finding.law_of}", "", "ink")])
    else:
        cites = "; ".join(law.cite for law in finding.law)
        paper.item("Law", [(f"{finding.jurisdiction}: {cites}", "", "ink")])
        if finding.letters:
            paper.item("Letters", [(", ".join(f"{x.recipient} ({x.date})" for x in finding.letters), "", "ink")])
        paper.item("Do", [(finding.remedy, "B", "ink")])
    if finding.also:
        paper.item("Also", [(f"flagged by {', '.join(finding.also)}", "", "ink")])


def _quoted(quote: Quote) -> Iterator[Part]:
    yield f"{quote.panel}  ", "", "faint"
    for number, line in enumerate(quote.lines):
        yield ("\n" if number else "") + line.before, "", "ink"
        yield line.words, "BU", "ink"
        yield line.after, "", "ink"
    if quote.more:
        yield f" … {quote.more} more lines", "", "faint"
    if quote.remark:
        yield f"\n{quote.remark}", "", "faint"


def _panel(paper: Paper, panel: PanelSheet) -> None:
    paper.ln(1)
    paper.paragraph([(f"{panel.name} ", "B", "ink"), (panel.file, "", "faint")])
    paper.paragraph(_marked(panel), 8, indent=4)
    if panel.views:
        paper.paragraph([(f"{panel.views} other readings were searched too; nothing in them counts.", "", "faint")], 7)


def _marked(panel: PanelSheet) -> Iterator[Part]:
    for piece in panel.pieces:
        yield piece.text, "BU" if piece.numbers else "", piece.severity or "ink"
        if piece.ends:
            yield f" [{', '.join(map(str, piece.ends))}]", "", piece.severity


def _duties(paper: Paper, group: DutyGroup) -> None:
    if paper.will_page_break(15):
        paper.add_page()
    paper.ln(1)
    paper.paragraph([(f"{group.word.capitalize()} ({group.count})", "B", "ink")])
    for line in group.lines:
        shown = ", ".join(f"“{words}”" for words in line.shown)
        seen = ": ".join(part for part in (line.reason, shown) if part)
        paper.paragraph([(f"{line.title}: ", "B", "ink"), (seen, "", "ink"), (f"  {line.rule}", "", "faint")], 7.5)
    if group.short:
        lines = ([(f"{x.title}: ", "", "ink"), (f"{x.reason}  {x.rule}", "", "faint")] for x in group.short)
        paper.columns(lines, 6)


def _made(paper: Paper, labels: Sequence[LabelSheet], run: RunInfo) -> None:
    paper.heading("How this was made", 13)
    settings = ", ".join(f"{name} {value}".strip() for name, value in run.settings) or "none given"
    rules = f"{run.rule_count} in force on {run.as_of} for {', '.join(run.jurisdictions) or 'no jurisdiction'}"
    for word, text in (
        ("Program", f"Labelwarden {VERSION}, {python_version()}"),
        ("Rules", rules),
        ("Rule files", f"SHA-256 {run.digest}"),
        ("Packs", ", ".join(f"{id} {version}" for id, version in run.packs)),
        ("Reading", ", ".join(run.engines) or "no picture was read"),
        ("Settings", visible(settings)),
    ):
        paper.item(word, [(text, "", "ink")], 8)
    for file in {file.name: file for label in labels for file in label.inputs}.values():
        paper.item("Input", [(f"{visible(file.name)}, {file.size} bytes, SHA-256 {file.sha256}", "", "ink")], 8)
