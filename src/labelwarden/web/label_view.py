"""What the page of one label shows, put together from its case."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import dataclass, replace

from labelwarden.reports.checked import Checked
from labelwarden.reports.json_v1 import label_json
from labelwarden.reports.sheet import FindingSheet, LabelSheet, SparedLine, label_sheet
from labelwarden.reports.visible import visible
from labelwarden.reports.wording import panel_words
from labelwarden.rules.rule import Rule
from labelwarden.rules.rulebook import Rulebook
from labelwarden.web.overlay import Overlay, overlay_of
from labelwarden.web.site import Case
from labelwarden.web.store.decisions import DECIDING, Decision, Kind, standing

_STATES = {Kind.ACCEPT: "accepted", Kind.DISMISS: "dismissed", Kind.LEGAL: "needs legal"}

_UNSURE = 0.8
"""Reading confidence below which a word is offered for correction first."""


_NEAR = 3
"""Near misses that are shown of a rule; all of them stand on its own page."""


@dataclass(frozen=True, slots=True)
class FindingView:
    """A finding with where it stands: open, reopened, accepted, dismissed or with the lawyers."""

    sheet: FindingSheet
    state: str
    decision: Decision | None
    comments: tuple[Decision, ...]
    on_picture: bool
    spared: tuple[SparedLine, ...]
    """What the same rule considered on this label and did not flag."""
    near_misses: tuple[str, ...]
    """Words that come near and that the rule is known to spare."""

    @property
    def is_open(self) -> bool:
        return self.state in ("open", "reopened")


@dataclass(frozen=True, slots=True)
class WordView:
    """A word of a picture that can be corrected."""

    panel: str
    start: int
    end: int
    text: str
    unsure: bool


@dataclass(frozen=True, slots=True)
class PanelWords:
    """The words of one panel that was read from a picture."""

    panel: str
    words: tuple[WordView, ...]


@dataclass(frozen=True, slots=True)
class LabelView:
    """The whole page."""

    case: Case
    sheet: LabelSheet
    findings: tuple[FindingView, ...]
    overlays: tuple[Overlay, ...]
    words: tuple[PanelWords, ...]
    missed: tuple[Decision, ...]
    remarks: tuple[Decision, ...]
    looked_at: tuple[Decision, ...]
    """By people who found nothing wrong."""

    @property
    def open_count(self) -> int:
        return sum(finding.is_open for finding in self.findings)


def view_of(case: Case, rulebook: Rulebook) -> LabelView:
    """The page of a label that was read."""
    # The sheet looks for the files behind a label on this machine; what was handed in is no path here.
    nameless = replace(case.result, source=f"label {case.item.id} of the queue")
    pathless = replace(nameless, panels=tuple(replace(panel, file=None) for panel in nameless.panels))
    sheet = label_sheet(Checked(pathless, case.places), 1)
    label = label_json(case.result, pixels=True)
    overlays = tuple(overlay_of(picture, label, case.labeling.panels) for picture in case.pictures)
    rules = {rule.id: rule for rule in rulebook.rules}
    kept = standing(case.record)
    shown = {spot.number for overlay in overlays for spot in overlay.spots}
    return LabelView(
        case=case,
        sheet=replace(sheet, name=visible(case.result.product or case.item.name), source=visible(case.item.name)),
        findings=tuple(_finding(case, sheet, finding, shown, rules) for finding in sheet.findings),
        overlays=overlays,
        words=tuple(_words(case)),
        looked_at=tuple(record for record in kept if record.kind is Kind.AUDITED),
        missed=tuple(record for record in kept if record.kind is Kind.MISSED),
        remarks=tuple(record for record in kept if record.fingerprint is None and record.kind is Kind.COMMENT),
    )


def _finding(
    case: Case, sheet: LabelSheet, finding: FindingSheet, shown: set[int], rules: Mapping[str, Rule]
) -> FindingView:
    """One finding with its newest decision."""
    decision = case.latest.get(finding.fingerprint)
    judged = case.judged_by(finding.fingerprint)
    state = "open"
    if decision is not None and decision.kind in DECIDING:
        holds = judged is not None and decision.holds_for(judged.rule_version)
        state = _STATES[decision.kind] if holds else "reopened"
    near = rules[finding.rule].examples.near_miss if finding.rule in rules else ()
    return FindingView(
        sheet=finding,
        state=state,
        decision=decision,
        comments=tuple(
            record
            for record in standing(case.record)
            if record.kind is Kind.COMMENT and record.fingerprint == finding.fingerprint
        ),
        on_picture=finding.number in shown,
        spared=tuple(line for line in sheet.spared if line.rule == finding.rule),
        near_misses=tuple(words for words in near if isinstance(words, str))[:_NEAR],
    )


def _words(case: Case) -> Iterator[PanelWords]:
    for panel in case.labeling.panels:
        if panel.words and panel.view_of is None:
            words = (
                WordView(
                    panel.name,
                    word.start,
                    word.end,
                    visible(panel.text.printed[word.start : word.end]),
                    word.confidence < _UNSURE,
                )
                for word in panel.words
            )
            yield PanelWords(panel_words(panel.name), tuple(words))
