"""Results for a person at a terminal: the label's own words first, then why, the law, and what to do."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from itertools import groupby

from labelwarden.findings.finding import Finding, LabelResult, Waived
from labelwarden.findings.observation import Considered, Evidence
from labelwarden.findings.scales import Outcome, Severity, Verdict
from labelwarden.label.panel import Panel
from labelwarden.reports.checked import Checked
from labelwarden.reports.gaps import gaps_of
from labelwarden.reports.in_place import lines_around
from labelwarden.reports.layout import Line, Style, counted, hanging, plain, spread
from labelwarden.reports.visible import visible
from labelwarden.reports.wording import (
    CHECKLIST,
    CLOSING,
    LAW,
    NAMED_BY_FAULT,
    NOT_CHECKED,
    OUTCOMES,
    doubts,
    law_key,
    outcome_counts,
    panel_words,
    percent,
    quoted,
)

_INDENT = "  "
_GUTTER = _INDENT + " " * 10
"""Findings stand behind their severity; what belongs to a finding stands below its title."""

_SEVERITY = {
    Severity.CRITICAL: Style.CRITICAL,
    Severity.MAJOR: Style.MAJOR,
    Severity.MINOR: Style.MINOR,
    Severity.NOTE: Style.NOTE,
}
_VERDICT = {
    Verdict.FAIL: Style.FAIL,
    Verdict.REVIEW: Style.REVIEW,
    Verdict.PASS: Style.PASS,
    Verdict.ERROR: Style.ERROR,
}
_MAX_CONSIDERED = 6
_MAX_LETTERS = 3
_MAX_NOT_VISIBLE = 4
_MAX_SHOWN = 2
"""Quotes that a line of the checklist shows."""
_MAX_MESSAGE = 600
"""Characters of a message; one that quotes a whole paragraph says no more."""


@dataclass(frozen=True, slots=True)
class TextOptions:
    """`marks` draws a line below quotes, for where there are no colours.

    `checklist` lists every rule, `considered` all that was matched and spared.
    """

    width: int = 100
    marks: bool = True
    checklist: bool = False
    considered: bool = False


def label_lines(checked: Checked, options: TextOptions) -> Iterator[Line]:
    """The report on one label."""
    result = checked.result
    yield from _header(result, checked.places, options)
    if result.error is not None:
        yield from hanging(plain(_INDENT), visible(result.error), options.width)
        yield []
        return
    yield from _read(result, options)
    panels = {panel.name: panel for panel in result.panels}
    told: set[tuple[object, ...]] = set()
    for _, neighbours in groupby(result.findings, key=_heading):
        group = list(neighbours)
        yield []
        yield from _finding_lines(group, panels, options)
        if law_key(group[0]) in told:
            yield from _item("law", "as above", options)
        else:
            yield from _law_lines(group[0], options)
        told.add(law_key(group[0]))
    yield []
    yield from _waived_lines(result.waived, options)
    yield from _considered_lines(result.considered, options)
    yield from _not_visible_lines(result, options)
    if options.checklist:
        yield from _checklist_lines(checked, options)
    yield from _counts_lines(result, options)
    yield []


def verdict_line(result: LabelResult) -> Line:
    """One label in one line."""
    worst = result.findings[0].severity.value if result.findings else ""
    count = f"{counted(len(result.findings), 'finding')}, worst {worst}" if worst else ""
    text = " · ".join(part for part in (visible(result.source), visible(result.product or ""), count) if part)
    verdict = result.verdict.value.upper()
    error = f" · {visible(result.error.splitlines()[0])}" if result.error else ""
    return [(f"{verdict:<6}", _VERDICT[result.verdict]), (f"  {text}{error}", Style.PLAIN)]


def closing_lines(results: Sequence[LabelResult], options: TextOptions) -> Iterator[Line]:
    """The sum of all labels, and what this is not."""
    if len(results) > 1:
        verdicts = [result.verdict for result in results]
        counts = [f"{verdicts.count(verdict)} {verdict.value}" for verdict in Verdict if verdict in verdicts]
        yield plain(f"{len(results)} labels: {' · '.join(counts)}", Style.STRONG)
    yield from hanging([], CLOSING, options.width, Style.FAINT)


def _header(result: LabelResult, places: Sequence[str], options: TextOptions) -> Iterator[Line]:
    name = visible(result.product or result.source)
    kind = (result.type or "").replace("_", " ")
    rest = " · ".join(part for part in (kind, ", ".join(places)) if part)
    verdict = result.verdict.value.upper()
    badge = plain(f" {verdict} " if not options.marks else verdict, _VERDICT[result.verdict])
    name = _shortened(name, max(16, options.width - len(rest) - len(verdict) - 7))
    yield spread([(name, Style.STRONG), (f" · {rest}" if rest else "", Style.PLAIN)], badge, options.width)
    if result.product and result.source:
        yield from hanging([], visible(result.source), options.width, Style.FAINT)


def _read(result: LabelResult, options: TextOptions) -> Iterator[Line]:
    """How much of each picture was read, and what its reader remarked."""
    for panel in result.panels:
        if panel.coverage is not None and panel.view_of is None:
            share = f"read {percent(panel.coverage)} of the ink of {panel.file or panel.name}"
            yield from hanging([], visible(share), options.width, Style.FAINT)
    for note in result.notes:
        yield from hanging(plain("note: "), visible(note), options.width)


def _heading(finding: Finding) -> tuple[object, ...]:
    """Neighbouring findings with the same of this stand under one title."""
    return finding.severity, finding.confidence, finding.outcome, finding.also, *law_key(finding)


def _finding_lines(group: Sequence[Finding], panels: dict[str, Panel], options: TextOptions) -> Iterator[Line]:
    first = group[0]
    head: Line = [(f"{_INDENT}{first.severity.value:<10}", _SEVERITY[first.severity])]
    title = visible(first.title)
    if why := doubts(first):
        title += f" ({', '.join(why)})"
    room = options.width - len(_GUTTER) - len(first.rule) - 2
    if len(title) <= room:
        yield spread([*head, (title, Style.STRONG)], plain(first.rule, Style.FAINT), options.width)
    else:
        yield from hanging(head, title, options.width, Style.STRONG)
        yield [(_GUTTER, Style.PLAIN), (first.rule, Style.FAINT)]
    said = ""
    for finding in group:
        for evidence in finding.evidence:
            yield from _evidence_lines(evidence, panels, options)
        message = visible(finding.message)
        if message != said:
            yield from _item("why", _shortened(message, _MAX_MESSAGE), options)
        said = message
    if first.also:
        yield from _item("also", "flagged by " + ", ".join(first.also), options)


def _law_lines(finding: Finding, options: TextOptions) -> Iterator[Line]:
    cites = "; ".join(visible(basis.cite) + LAW[basis.source] for basis in finding.basis)
    letters = [f"{visible(p.recipient)} ({p.date})" for p in finding.precedents[:_MAX_LETTERS]]
    if more := len(finding.precedents) - len(letters):
        letters.append(f"{more} more")
    place = f"{finding.jurisdiction}: " if finding.jurisdiction != "US" else ""
    law = f"{place}{cites}" + (f" · letters: {', '.join(letters)}" if letters else "")
    yield from _item("law", law, options)
    yield from _item("do", visible(finding.remedy), options)


def _evidence_lines(evidence: Evidence, panels: dict[str, Panel], options: TextOptions) -> Iterator[Line]:
    panel = panels.get(evidence.panel or "")
    if evidence.quote is None:
        searched = ", ".join(map(panel_words, evidence.searched)) or "anything given"
        yield from _item("where", f"found nowhere in {searched}", options)
        if evidence.boxes:
            places = ", ".join(f"{box.x},{box.y} ({box.width} x {box.height})" for box in evidence.published_boxes)
            yield from _item("look", f"{visible(evidence.file or '')} was not read at {places}", options)
        return
    name = panel_words(evidence.panel or "text")
    head = f"{_GUTTER}{name:<5} "
    if panel is None or evidence.start is None or evidence.end is None:
        yield from hanging(plain(head), f'"{visible(evidence.quote)}"', options.width, Style.QUOTE)
        return
    room = max(20, options.width - len(head) - 2)
    shown, more = lines_around(panel.text.printed, evidence.start, evidence.end, room)
    for number, piece in enumerate(shown):
        lead = head if number == 0 else " " * len(head)
        yield [(lead, Style.FAINT), *piece.line()]
        if options.marks:
            yield plain(" " * len(lead) + piece.underline())
    if more:
        yield plain(f"{' ' * len(head)}… {counted(more, 'more line')}", Style.FAINT)
    if evidence.ocr_confidence is not None and evidence.ocr_confidence < 0.6:
        yield plain(f"{' ' * len(head)}read with little certainty ({evidence.ocr_confidence:.0%}): compare the picture")


def _waived_lines(waived: Sequence[Waived], options: TextOptions) -> Iterator[Line]:
    if not waived:
        return
    yield plain(f"{_INDENT}waived ({len(waived)})")
    for item in waived:
        finding = item.finding
        said = " ".join(part for part in (visible(finding.title), quoted(finding)) if part)
        text = f"{said}: {visible(item.reason)} · {finding.rule}"
        yield from hanging(plain(f"{_INDENT * 2}{finding.severity.value:<8} "), text, options.width, Style.FAINT)


def _considered_lines(considered: Sequence[Considered], options: TextOptions) -> Iterator[Line]:
    if not considered:
        return
    yield plain(f"{_INDENT}considered, not flagged ({len(considered)})")
    shown = considered if options.considered else considered[:_MAX_CONSIDERED]
    for item in shown:
        words = f'{panel_words(item.panel)} "{_shortened(visible(item.quote), 80)}": {visible(item.reason)}'
        yield from hanging(plain(_INDENT * 2), words, options.width, Style.FAINT)
    if more := len(considered) - len(shown):
        yield plain(f"{_INDENT * 2}… {more} more with --considered", Style.FAINT)


def _not_visible_lines(result: LabelResult, options: TextOptions) -> Iterator[Line]:
    titles = [visible(duty.title) for duty in result.duties if duty.outcome is Outcome.NOT_VISIBLE]
    if not titles:
        return
    named = "; ".join(titles[:_MAX_NOT_VISIBLE])
    more = len(titles) - _MAX_NOT_VISIBLE
    rest = f"; {more} more with --checklist" if more > 0 else ""
    head = plain(f"{_INDENT}not visible on what was given ({len(titles)}): ")
    yield from hanging(plain(_INDENT), f"{head[0][0].strip()} {named}{rest}", options.width)


def _checklist_lines(checked: Checked, options: TextOptions) -> Iterator[Line]:
    result = checked.result
    yield plain(f"{_INDENT}checklist ({len(result.duties)})")
    yield from hanging(plain(_INDENT * 2), NAMED_BY_FAULT, options.width, Style.FAINT)
    for outcome, _ in OUTCOMES:
        for duty in result.duties:
            if duty.outcome is outcome:
                reason = f" · {visible(duty.reason)}" if duty.reason else ""
                words = dict.fromkeys(_shortened(visible(seen.quote), 60) for seen in duty.evidence if seen.quote)
                quoted = ", ".join(f'"{quote}"' for quote in list(words)[:_MAX_SHOWN])
                text = f"{duty.rule} · {visible(duty.title)}{reason}" + (f": {quoted}" if quoted else "")
                yield from hanging(plain(f"{_INDENT * 2}{CHECKLIST[outcome]:<15} "), text, options.width)
    for gap in gaps_of(checked):
        yield from hanging(plain(f"{_INDENT * 2}{NOT_CHECKED:<15} "), gap, options.width)


def _counts_lines(result: LabelResult, options: TextOptions) -> Iterator[Line]:
    left = plain(_INDENT + outcome_counts(result), Style.STRONG)
    if not result.findings:
        yield left
        return
    hint = f"explain one: labelwarden rules show {result.findings[0].rule}"
    if len(left[0][0]) + len(hint) + 2 <= options.width:
        yield spread(left, plain(hint, Style.FAINT), options.width)
    else:
        yield left
        yield plain(_INDENT + hint, Style.FAINT)


def _item(word: str, text: str, options: TextOptions) -> Iterable[Line]:
    return hanging([(f"{_GUTTER}{word:<5} ", Style.FAINT)], text, options.width)


def _shortened(text: str, room: int) -> str:
    return text if len(text) <= room else text[: room - 1] + "…"
