"""What the reports that are laid out (HTML, PDF, Markdown) say of one label, in their order and in words.

All text of labels in it is made visible; escaping is left to each report.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from pathlib import PurePath

from labelwarden.findings.finding import Basis, Finding, LabelResult, Precedent, Waived
from labelwarden.findings.observation import Evidence
from labelwarden.findings.scales import Outcome
from labelwarden.label.panel import Panel
from labelwarden.reports.checked import Checked
from labelwarden.reports.gaps import gaps_of
from labelwarden.reports.in_place import Shown, lines_around
from labelwarden.reports.json_v1 import label_json
from labelwarden.reports.layout import counted
from labelwarden.reports.marked_text import Piece, marked_text
from labelwarden.reports.pages import PicturePage, picture_pages
from labelwarden.reports.run_info import InputFile, input_files
from labelwarden.reports.visible import visible
from labelwarden.reports.wording import (
    CHECKLIST,
    LAW,
    OUTCOMES,
    cited,
    doubts,
    headline,
    law_key,
    outcome_counts,
    panel_words,
    percent,
    quoted,
)

_ROOM = 110
"""Characters of a quoted line."""

_MAX_MESSAGE = 600
_LITTLE_CERTAINTY = 0.6
_TOLD_IN_FULL = (Outcome.VIOLATED, Outcome.UNDETERMINED, Outcome.NOT_VISIBLE)
_MAX_SHOWN = 2
"""Pieces of evidence that a line of the checklist shows."""


@dataclass(frozen=True, slots=True)
class Quote:
    """Words of a label in their lines; `remark` says what is peculiar to their reading."""

    panel: str
    lines: tuple[Shown, ...]
    more: int = 0
    remark: str = ""


@dataclass(frozen=True, slots=True)
class Law:
    """A citation with its address, and the day it was read."""

    cite: str
    url: str | None
    as_of: str


@dataclass(frozen=True, slots=True)
class Letter:
    """A warning letter that cited the same. `cites` says by which sections, where they are known."""

    recipient: str
    date: str
    url: str | None
    cites: str = ""


@dataclass(frozen=True, slots=True)
class FindingSheet:
    """One finding. `law_of` is the number of the finding whose law, letters and remedy this one shares, or 0."""

    number: int
    severity: str
    title: str
    rule: str
    category: str
    doubts: tuple[str, ...]
    jurisdiction: str
    quotes: tuple[Quote, ...]
    absent: str
    message: str
    law_of: int
    law: tuple[Law, ...]
    letters: tuple[Letter, ...]
    remedy: str
    also: tuple[str, ...]
    fingerprint: str

    @property
    def law_day(self) -> str:
        """The last day on which its law was looked up."""
        return max(law.as_of for law in self.law)


@dataclass(frozen=True, slots=True)
class WaivedSheet:
    """A finding that somebody answers for; `quote` is empty for one of something absent."""

    severity: str
    title: str
    rule: str
    quote: str
    reason: str


@dataclass(frozen=True, slots=True)
class PanelSheet:
    """The text of one panel, in pieces that are marked or not. `views` counts other readings that add nothing."""

    name: str
    file: str
    pieces: tuple[Piece, ...]
    views: int = 0


@dataclass(frozen=True, slots=True)
class DutyLine:
    """One line of the checklist."""

    rule: str
    title: str
    reason: str
    shown: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class DutyGroup:
    """The rules that came out in one way. `short` ones are without words of the label and can be listed closely."""

    outcome: str
    word: str
    count: int
    lines: tuple[DutyLine, ...]
    short: tuple[DutyLine, ...]


@dataclass(frozen=True, slots=True)
class SparedLine:
    """Words that matched and were spared, and why."""

    rule: str
    panel: str
    quote: str
    reason: str


@dataclass(frozen=True, slots=True)
class LabelSheet:
    """One label of a report. `gaps` is what was not checked on it, and why."""

    number: int
    name: str
    source: str
    type: str
    places: tuple[str, ...]
    verdict: str
    headline: str
    counts: str
    error: str
    notes: tuple[str, ...]
    findings: tuple[FindingSheet, ...]
    waived: tuple[WaivedSheet, ...]
    pages: tuple[PicturePage, ...]
    panels: tuple[PanelSheet, ...]
    checklist: tuple[DutyGroup, ...]
    spared: tuple[SparedLine, ...]
    gaps: tuple[str, ...]
    inputs: tuple[InputFile, ...]


def label_sheet(checked: Checked, number: int) -> LabelSheet:
    """The content for one label, the `number`th of the report."""
    result = checked.result
    return LabelSheet(
        number=number,
        name=visible(result.product or PurePath(result.source).name or result.source),
        source=visible(result.source),
        type=(result.type or "").replace("_", " "),
        places=checked.places,
        verdict=result.verdict.value,
        headline=headline(result),
        counts=f"{counted(sum(result.outcomes.values()), 'rule')} put to this label: {outcome_counts(result)}",
        error=visible(result.error or ""),
        notes=tuple(map(visible, result.notes)),
        findings=tuple(_findings(result)),
        waived=tuple(map(_waived, result.waived)),
        pages=picture_pages(label_json(result, pixels=True)),
        panels=tuple(_panels(result)),
        checklist=tuple(_checklist(result)),
        spared=tuple(
            SparedLine(item.rule, panel_words(item.panel), visible(item.quote), visible(item.reason))
            for item in result.considered
        ),
        gaps=tuple(gaps_of(checked)),
        inputs=input_files(result),
    )


def _findings(result: LabelResult) -> Iterator[FindingSheet]:
    panels = {panel.name: panel for panel in result.panels}
    told: dict[tuple[object, ...], int] = {}
    for number, finding in enumerate(result.findings, start=1):
        law_of = told.setdefault(law_key(finding), number)
        message = visible(finding.message)
        yield FindingSheet(
            number=number,
            severity=finding.severity.value,
            title=visible(finding.title),
            rule=finding.rule,
            category=finding.category.value,
            doubts=tuple(doubts(finding)),
            jurisdiction=finding.jurisdiction,
            quotes=tuple(_quote(seen, panels) for seen in finding.evidence if seen.quote is not None),
            absent=_absent(finding),
            message=message if len(message) <= _MAX_MESSAGE else message[: _MAX_MESSAGE - 1] + "…",
            law_of=0 if law_of == number else law_of,
            law=tuple(map(_law, finding.basis)),
            letters=tuple(map(_letter, finding.precedents)),
            remedy=visible(finding.remedy),
            also=finding.also,
            fingerprint=finding.fingerprint,
        )


def _quote(seen: Evidence, panels: dict[str, Panel]) -> Quote:
    panel = panels.get(seen.panel or "")
    remark = ""
    if seen.ocr_confidence is not None and seen.ocr_confidence < _LITTLE_CERTAINTY:
        remark = f"read with little certainty ({percent(seen.ocr_confidence)}): compare the picture"
    name = panel_words(seen.panel or "text")
    if panel is None or seen.start is None or seen.end is None:
        return Quote(name, (Shown("", visible(seen.quote or ""), ""),), remark=remark)
    lines, more = lines_around(panel.text.printed, seen.start, seen.end, _ROOM)
    return Quote(name, tuple(lines), more, remark)


def _absent(finding: Finding) -> str:
    searched = [seen.searched for seen in finding.evidence if seen.quote is None]
    if not searched:
        return ""
    names = dict.fromkeys(panel_words(name) for names in searched for name in names)
    unread = [visible(seen.file or "") for seen in finding.evidence if seen.quote is None and seen.boxes]
    look = f" Look at the marked places of {', '.join(unread)}, which could not be read." if unread else ""
    return f"Found nowhere in {', '.join(names) or 'anything given'}.{look}"


def _law(basis: Basis) -> Law:
    url = basis.url if basis.url and basis.url.startswith("https://") else None
    return Law(visible(basis.cite) + LAW[basis.source], url, basis.as_of.isoformat())


def _letter(letter: Precedent) -> Letter:
    url = letter.url if letter.url and letter.url.startswith("https://") else None
    return Letter(visible(letter.recipient), letter.date.isoformat(), url, cited(letter))


def _waived(item: Waived) -> WaivedSheet:
    finding = item.finding
    return WaivedSheet(
        finding.severity.value, visible(finding.title), finding.rule, quoted(finding), visible(item.reason)
    )


def _panels(result: LabelResult) -> Iterator[PanelSheet]:
    """Every panel; other readings of a picture only where something in them counts."""
    marked = {seen.panel for finding in result.findings for seen in finding.evidence}
    marked |= {item.panel for item in result.considered}
    for panel in result.panels:
        if panel.view_of and panel.name not in marked:
            continue
        file = visible(panel.file or "")
        if panel.view_of:
            file += f", another reading of {panel_words(panel.view_of)}"
        views = sum(view.view_of == panel.name and view.name not in marked for view in result.panels)
        pieces = marked_text(panel.text.printed, _places_in(panel, result), _spared_in(panel, result))
        yield PanelSheet(panel_words(panel.name), file, pieces, views)


def _places_in(panel: Panel, result: LabelResult) -> Iterator[tuple[int, int, int, str]]:
    for number, finding in enumerate(result.findings, start=1):
        for seen in finding.evidence:
            if seen.panel == panel.name and seen.start is not None and seen.end is not None:
                yield seen.start, seen.end, number, finding.severity.value


def _spared_in(panel: Panel, result: LabelResult) -> Iterator[tuple[int, int]]:
    return ((item.start, item.end) for item in result.considered if item.panel == panel.name)


def _checklist(result: LabelResult) -> Iterator[DutyGroup]:
    for outcome, _ in OUTCOMES:
        lines = tuple(
            DutyLine(duty.rule, visible(duty.title), visible(duty.reason), tuple(_shown(duty.evidence)))
            for duty in result.duties
            if duty.outcome is outcome
        )
        if lines:
            is_long = [outcome in _TOLD_IN_FULL or bool(line.shown) for line in lines]
            told = tuple(line for line, long in zip(lines, is_long, strict=True) if long)
            short = tuple(line for line, long in zip(lines, is_long, strict=True) if not long)
            yield DutyGroup(outcome.value, CHECKLIST[outcome], len(lines), told, short)


def _shown(evidence: Iterable[Evidence]) -> Sequence[str]:
    quotes = dict.fromkeys(visible(seen.quote) for seen in evidence if seen.quote)
    return [quote if len(quote) <= _ROOM else quote[: _ROOM - 1] + "…" for quote in list(quotes)[:_MAX_SHOWN]]
