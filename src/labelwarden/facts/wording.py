"""A prescribed wording on a label: printed as prescribed, printed altered, or not there."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass

from labelwarden.facts.facts import Facts
from labelwarden.facts.panel_facts import PanelFacts
from labelwarden.findings.observation import Evidence
from labelwarden.findings.scales import Confidence
from labelwarden.matching.misread import SLIP
from labelwarden.matching.phrases import Phrase
from labelwarden.matching.statement import UNMISTAKEN, Print, Printed, Statement, find_statement


@dataclass(frozen=True, slots=True)
class Altered:
    """A wording that is printed with other words.

    `unsure`: it was read from a picture, and may be printed as prescribed.
    """

    evidence: tuple[Evidence, ...]
    missing: tuple[str, ...]
    added: tuple[str, ...]
    negation: bool
    confidence: Confidence
    number: bool = False
    unsure: bool = False

    @property
    def weight(self) -> int:
        """How far it is from the prescribed words."""
        return len(self.missing) + len(self.added) + 100 * (self.negation and not self.unsure)

    @property
    def difference(self) -> str:
        """What was dropped and added, for a person."""
        parts = []
        if self.missing:
            parts.append(f'without "{" ".join(self.missing)}"')
        if self.added:
            parts.append(f'with "{" ".join(self.added)}" instead' if self.missing else f'with "{" ".join(self.added)}"')
        return ", ".join(parts)


def find_wording(facts: Facts, statement: Statement) -> Evidence | Altered | None:
    """The evidence of a wording that stands as prescribed, what was altered of it, or None where it is absent.

    The parts of a statement of several sentences may stand apart, but none may be dropped.
    """
    for panel in facts.panels:
        found = find_statement(panel.word_line, statement, tolerant=False, read=_is_read(panel))
        if found.how is Print.PRESENT:
            return panel.evidence(found.start, found.end)
    best: Altered | None = None
    for panel in facts.panels:
        altered = _altered(panel, statement)
        if isinstance(altered, Evidence):
            return altered
        if altered is not None and (best is None or altered.weight < best.weight):
            best = altered
    return best


def find_misread(facts: Facts, phrases: Iterable[Phrase]) -> Evidence | Altered | None:
    """Where a picture shows one of these phrases in letters that its reader mistook; `Altered` where it only may."""
    pictured = [panel for panel in facts.panels if _is_read(panel)]
    if not pictured:
        return None
    wordings = [Statement.parse(phrase.written) for phrase in phrases if "{" not in phrase.written]
    wordings = [wording for wording in wordings if sum(map(len, wording.words)) >= UNMISTAKEN]
    maybe: Altered | None = None
    for panel in pictured:
        for wording in wordings:
            found = find_statement(panel.word_line, wording, read=True)
            if found.how is Print.PRESENT:
                return panel.evidence(found.start, found.end)
            if maybe is None and found.unsure:
                evidence = (panel.evidence(found.start, found.end),)
                maybe = Altered(evidence, found.missing, found.added, found.negation, Confidence.LOW, unsure=True)
    return maybe


def _altered(panel: PanelFacts, statement: Statement) -> Evidence | Altered | None:
    sentences = statement.sentences
    if len(sentences) > 1:
        found = [find_statement(panel.word_line, sentence, read=_is_read(panel)) for sentence in sentences]
        there = [printed for printed in found if printed.how is not Print.ABSENT]
        if not there:
            return None
        missing = tuple(
            word
            for sentence, printed in zip(sentences, found, strict=True)
            for word in (printed.missing if printed.how is not Print.ABSENT else sentence.spoken)
        )
    else:
        there = found = [find_statement(panel.word_line, statement, read=_is_read(panel))]
        if there[0].how is Print.ABSENT:
            return None
        missing = there[0].missing
    evidence = tuple(panel.evidence(printed.start, printed.end) for printed in there)
    added = tuple(word for printed in there for word in printed.added)
    if not missing and not added:
        return evidence[0]
    return Altered(
        evidence,
        missing,
        added,
        any(printed.negation for printed in there),
        _confidence(panel, there, missing, added),
        number=any(printed.number for printed in there),
        unsure=all(printed.how is Print.PRESENT or printed.unsure for printed in found),
    )


def _is_read(panel: PanelFacts) -> bool:
    return bool(panel.panel.words)


def _confidence(
    panel: PanelFacts, there: list[Printed], missing: tuple[str, ...], added: tuple[str, ...]
) -> Confidence:
    """A slip of the reader and a slip of the printer look alike: words that differ by a letter or two are for a person.

    A "not" that is gone is no slip.
    """
    if any(printed.negation for printed in there):
        return Confidence.HIGH
    from rapidfuzz.fuzz import ratio

    left = list(added)
    for word in missing:
        twin = max(left, key=lambda other: ratio(word, other), default=None)
        if twin is None or ratio(word, twin) < SLIP:
            return Confidence.MEDIUM if panel.panel.words else Confidence.HIGH
        left.remove(twin)
    return Confidence.LOW
