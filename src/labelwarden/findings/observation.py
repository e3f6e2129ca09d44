"""What a check saw: its outcome, the reason, and the evidence. It does not know which rule asked."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field

from labelwarden.findings.scales import Confidence, Outcome
from labelwarden.text.span import Box


@dataclass(frozen=True, slots=True)
class Evidence:
    """The words that a verdict rests on, with their place; or, of something absent, the panels searched.

    `boxes` are in pixels of the picture; of a page of a PDF `per_point` of them make a point.
    """

    quote: str | None
    panel: str | None = None
    start: int | None = None
    end: int | None = None
    file: str | None = None
    page: int | None = None
    boxes: tuple[Box, ...] = ()
    ocr_confidence: float | None = None
    searched: tuple[str, ...] = ()
    per_point: float | None = None

    @property
    def published_boxes(self) -> tuple[Box, ...]:
        """The boxes as others count them: on a page of a PDF in points, else in pixels."""
        scale = self.per_point
        if scale is None:
            return self.boxes
        return tuple(
            Box(round(box.x / scale), round(box.y / scale), round(box.width / scale), round(box.height / scale))
            for box in self.boxes
        )


@dataclass(frozen=True, slots=True)
class Spared:
    """Words that matched and were spared, and the reason."""

    evidence: Evidence
    reason: str


@dataclass(frozen=True, slots=True)
class Subject:
    """One thing that a claim is about: its group in the vocabulary, the term, and the relation that makes the claim."""

    group: str
    term: str
    relation: str


@dataclass(frozen=True, slots=True)
class Ground:
    """One thing seen that a finding can rest on, with how sure it is.

    `values` fill the placeholders of the rule's message.
    """

    evidence: tuple[Evidence, ...]
    confidence: Confidence = Confidence.HIGH
    values: Mapping[str, str] = field(default_factory=dict)
    note: str = ""
    """What is peculiar to this one, such as how a statement was altered; added to the message."""
    subjects: tuple[Subject, ...] = ()


@dataclass(frozen=True, slots=True)
class Observation:
    """The answer of one check on one label.

    `grounds` has one entry for each finding to be made of it, and is empty unless the outcome is violated or
    undetermined. `evidence` shows what met the rule. `spared` is what matched and was excused.
    """

    outcome: Outcome
    reason: str = ""
    evidence: tuple[Evidence, ...] = ()
    grounds: tuple[Ground, ...] = ()
    spared: tuple[Spared, ...] = ()


@dataclass(frozen=True, slots=True)
class Considered:
    """Something that matched and was spared, and why: silence has to be explainable too."""

    rule: str
    quote: str
    panel: str
    start: int
    end: int
    reason: str
