"""A prescribed wording on a label: printed as prescribed, printed altered, or not there."""

from __future__ import annotations

from dataclasses import dataclass

from labelwarden.facts.facts import Facts
from labelwarden.facts.panel_facts import PanelFacts
from labelwarden.findings.observation import Evidence
from labelwarden.findings.scales import Confidence
from labelwarden.matching.statement import SLIP, Print, Printed, Statement, find_statement


@dataclass(frozen=True, slots=True)
class Altered:
    """A wording that is printed with other words."""

    evidence: tuple[Evidence, ...]
    missing: tuple[str, ...]
    added: tuple[str, ...]
    negation: bool
    confidence: Confidence

    @property
    def weight(self) -> int:
        """How far it is from the prescribed words."""
        return len(self.missing) + len(self.added) + 100 * self.negation

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
        found = find_statement(panel.word_line, statement, tolerant=False)
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


def _altered(panel: PanelFacts, statement: Statement) -> Evidence | Altered | None:
    sentences = statement.sentences
    if len(sentences) > 1:
        found = [find_statement(panel.word_line, sentence) for sentence in sentences]
        there = [printed for printed in found if printed.how is not Print.ABSENT]
        if not there:
            return None
        missing = tuple(
            word
            for sentence, printed in zip(sentences, found, strict=True)
            for word in (printed.missing if printed.how is not Print.ABSENT else sentence.spoken)
        )
    else:
        there = [find_statement(panel.word_line, statement)]
        if there[0].how is Print.ABSENT:
            return None
        missing = there[0].missing
    evidence = tuple(panel.evidence(printed.start, printed.end) for printed in there)
    added = tuple(word for printed in there for word in printed.added)
    if not missing and not added:
        return evidence[0]
    return Altered(evidence, missing, added, any(p.negation for p in there), _confidence(panel, there, missing, added))


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
