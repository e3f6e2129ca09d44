"""The check `presentation`: words that must stand in a certain place or be printed in a certain way."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from decimal import Decimal
from functools import cached_property
from typing import ClassVar, Literal

from pydantic import BaseModel, ConfigDict, Field, model_validator

from labelwarden.checks.base import Check
from labelwarden.checks.phrase_field import NumberField, PhraseField, WholeField
from labelwarden.facts.facts import Facts, is_read_well
from labelwarden.facts.panel_facts import PanelFacts
from labelwarden.facts.print_size import (
    Between,
    contrast_of,
    letters_in_millimetres,
    millilitres,
    share_of_largest,
    share_of_panel,
    type_in_millimetres,
    type_in_pixels,
)
from labelwarden.findings.observation import Evidence, Ground, Observation
from labelwarden.findings.scales import Category, Confidence, Outcome
from labelwarden.label.scale import MM_PER_POINT
from labelwarden.matching.phrases import find_phrase
from labelwarden.matching.statement import Print, Statement, find_statement
from labelwarden.matching.term import Form
from labelwarden.text.span import Span


class LetterHeight(BaseModel):
    """Least height of letters in millimetres, for containers of up to so many millilitres."""

    model_config = ConfigDict(frozen=True, extra="forbid")

    mm: NumberField
    up_to_ml: NumberField | None = None


@dataclass(frozen=True, slots=True)
class _Place:
    """Words of a label that the check is about."""

    panel: PanelFacts
    span: Span

    @property
    def evidence(self) -> Evidence:
        return self.panel.evidence_at(self.span)


@dataclass(frozen=True, slots=True)
class _Answer:
    """What a requirement comes to on the words of one place, and the measurement behind it."""

    place: _Place
    outcome: Outcome
    said: str
    asked: str
    sure: bool = True


_ORDER = (Outcome.VIOLATED, Outcome.UNDETERMINED, Outcome.MET)


def _rank(answer: _Answer) -> int:
    return _ORDER.index(answer.outcome)


class Presentation(Check):
    """Where the words `of` or `verbatim` are printed, they must be in capitals, on one of `panels`, large, clear.

    Words that are nowhere are no fault of presentation; that they are missing is for a required statement to say.
    Size, share of the panel and contrast are measured on pictures. Of typed text they are not visible; of a picture
    whose scale is not known they are `undetermined`, and the answer says what is missing.
    """

    category: ClassVar[Category] = Category.PRESENTATION

    kind: Literal["presentation"]
    of: tuple[PhraseField, ...] = ()
    verbatim: tuple[str, ...] = ()
    """Prescribed wordings, each of which is looked at from end to end; like ones count as well."""
    capitals: bool = False
    panels: tuple[str, ...] = ()
    on_each: bool = False
    """The words must stand on each of `panels` that was given, and not on one alone."""
    at_least_points: WholeField | None = None
    """Least size of type in points."""
    at_least_mm: tuple[LetterHeight, ...] = ()
    """Least height of letters, by the volume of the container where that matters; the smallest first."""
    at_least_share: WholeField | None = Field(None, ge=1, le=100)
    """Least part of the panel that the statement takes, in per cent."""
    at_least_of_largest: WholeField | None = Field(None, ge=1, le=100)
    """Least size of type, in per cent of that of the largest print on the same picture."""
    unmeasured: Literal["undetermined", "not-visible"] = "undetermined"
    """The answer where the picture does not tell; `not-visible` makes no finding of it."""
    contrast: NumberField | None = None
    """Least contrast with the ground, from 1 to 21. A hint: what falls below is for a person to look at."""

    @model_validator(mode="after")
    def _asks_for_something(self) -> Presentation:
        if not self.of and not self.verbatim:
            raise ValueError("expected `of` (phrases) or `verbatim` (prescribed wordings)")
        if not (self.capitals or self.panels or self._is_measured):
            raise ValueError("expected `capitals`, `panels`, `contrast` or one of the `at_least` ...")
        if self.at_least_share and self.of:
            raise ValueError("`at_least_share` measures `verbatim` wordings, and not `of`")
        if self.on_each and not self.panels:
            raise ValueError("`on_each` belongs to `panels`, which is missing")
        limits = [height.up_to_ml for height in self.at_least_mm]
        if None in limits[:-1] or limits[:-1] != sorted(limit for limit in limits[:-1] if limit is not None):
            raise ValueError("`at_least_mm`: expected the smallest `up_to_ml` first, and only the last one without")
        return self

    @property
    def _is_measured(self) -> bool:
        sizes = (self.at_least_points, self.at_least_mm, self.at_least_share, self.at_least_of_largest)
        return any(sizes) or self.contrast is not None

    @cached_property
    def _wordings(self) -> tuple[Statement, ...]:
        return tuple(Statement.parse(wording) for wording in self.verbatim)

    def wordings(self) -> Iterable[str]:
        return self.verbatim

    def forms(self) -> Iterable[Form]:
        return (form for phrase in self.of for form in phrase.forms)

    def groups(self) -> Iterable[str]:
        inside = (group for phrase in self.of for group, _ in phrase.parts)
        return (group for group in inside if not group.startswith("="))

    def run(self, facts: Facts) -> Observation:
        places = [place for panel in facts.panels for place in self._places(panel)]
        if not places:
            return Observation(Outcome.NOT_APPLICABLE, "the words are not printed")
        good = [place for place in places if self._well_placed(place)]
        if not good:
            not_given = self.panels and self._given(facts).isdisjoint(self.panels)
            if not_given and self._may_be_elsewhere(facts, places):
                return Observation(Outcome.NOT_VISIBLE, f"{' and '.join(self.panels)} were not given")
            confidence = Confidence.HIGH if not self.panels or self._is_told(facts) else Confidence.LOW
            return _violated(places[0], f"not {self._wanted()}", {"missing": self._wanted()}, confidence)
        if self.on_each and (answer := self._elsewhere(facts, good)) is not None:
            return answer
        if self._is_measured:
            return self._measured(facts, good)
        return Observation(Outcome.MET, f"printed {self._wanted()}", (good[0].evidence,))

    def _places(self, panel: PanelFacts) -> Iterator[_Place]:
        text = panel.panel.text
        for phrase in self.of:
            for first, last, _ in find_phrase(panel.hits, phrase):
                yield _Place(panel, text.span(first, last))
        for wording in self._wordings:
            found = find_statement(panel.word_line, wording, read=bool(panel.panel.words))
            if found.how is not Print.ABSENT:
                yield _Place(panel, text.span(found.start, found.end))

    def _well_placed(self, place: _Place) -> bool:
        panel = place.panel.panel
        if self.panels and not panel.is_on(self.panels, place.span):
            return False
        return not self.capitals or panel.text.quote(place.span).isupper()

    def _wanted(self) -> str:
        wanted = ["in capitals"] if self.capitals else []
        if self.panels:
            wanted.append("on " + (" and " if self.on_each else " or ").join(self.panels))
        return ", ".join(wanted)

    def _elsewhere(self, facts: Facts, places: Iterable[_Place]) -> Observation | None:
        """The answer where one of the panels lacks the words, or was not given; None where each has them."""
        has = {kind for kind in self.panels for place in places if place.panel.panel.is_on((kind,), place.span)}
        given = self._given(facts)
        lacking = [kind for kind in self.panels if kind not in has]
        if not lacking:
            return None
        first = next(iter(places))
        if not given.issuperset(lacking):
            where = " and ".join(kind for kind in lacking if kind not in given)
            return Observation(Outcome.NOT_VISIBLE, f"printed on {' and '.join(sorted(has))}; {where} was not given")
        where = " and ".join(lacking)
        if not all(is_read_well(panel.panel) for panel in facts.first_readings):
            reason = f"not found on {where}, of which a part could not be read; look by eye"
            return Observation(Outcome.UNDETERMINED, reason, grounds=(_ground(first, Confidence.LOW, {}),))
        confidence = Confidence.MEDIUM if self._is_told(facts) else Confidence.LOW
        return _violated(first, f"not on {where}", {"missing": f"on {where}"}, confidence)

    def _is_told(self, facts: Facts) -> bool:
        """Whether it is said which panel is which; by the layout of a picture it may be told wrong."""
        return not any(panel.panel.parts for panel in facts.panels)

    def _may_be_elsewhere(self, facts: Facts, places: Iterable[_Place]) -> bool:
        """Whether a panel that was not given may have them: on pictures, and in text that is not told apart."""
        untold = {"text", "picture"}
        return self.on_each or not facts.whole or any(place.panel.panel.kind in untold for place in places)

    def _given(self, facts: Facts) -> set[str]:
        """The kinds of panel that the label shows."""
        panels = [panel.panel for panel in facts.panels]
        return {panel.kind for panel in panels} | {part.kind for panel in panels for part in panel.parts}

    def _measured(self, facts: Facts, places: Sequence[_Place]) -> Observation:
        """What the words come to where they are printed best; on the worst of the panels, if it is asked of each."""
        pictured = [place for place in places if place.panel.panel.words]
        groups = [pictured]
        if self.on_each:
            groups = [[p for p in pictured if p.panel.panel.is_on((kind,), p.span)] for kind in self.panels]
        if not all(groups):
            return Observation(Outcome.NOT_VISIBLE, "how they are printed was not given; measure them")
        best = [max((self._worst(facts, place) for place in group), key=_rank) for group in groups]
        answer = min(best, key=_rank)
        if answer.outcome is Outcome.MET:
            return Observation(Outcome.MET, answer.said, (answer.place.evidence,))
        if answer.outcome is Outcome.UNDETERMINED and self.unmeasured == "not-visible":
            return Observation(Outcome.NOT_VISIBLE, answer.said, (answer.place.evidence,))
        if answer.outcome is Outcome.UNDETERMINED:
            ground = _ground(answer.place, Confidence.LOW, {"missing": answer.asked})
            return Observation(Outcome.UNDETERMINED, answer.said, grounds=(ground,))
        confidence = Confidence.MEDIUM if answer.sure else Confidence.LOW
        return _violated(answer.place, answer.said, {"missing": answer.said}, confidence)

    def _worst(self, facts: Facts, place: _Place) -> _Answer:
        return min(self._answers(facts, place), key=_rank)

    def _answers(self, facts: Facts, place: _Place) -> Iterator[_Answer]:
        panel, span = place.panel.panel, place.span
        if self.at_least_points is not None:
            asked = Between(float(self.at_least_points), float(self.at_least_points))
            size = type_in_millimetres(panel, span)
            points = size and Between(size.low / MM_PER_POINT, size.high / MM_PER_POINT, size.how, size.sure)
            yield _compared(points, asked, "points", place)
        if self.at_least_mm:
            yield _compared(letters_in_millimetres(panel, span), self._asked_height(facts), "mm", place)
        if self.at_least_share is not None:
            asked = Between(float(self.at_least_share), float(self.at_least_share))
            yield _compared(share_of_panel(panel, span), asked, "% of the panel", place)
        if self.at_least_of_largest is not None:
            asked = Between(float(self.at_least_of_largest), float(self.at_least_of_largest))
            yield _compared(share_of_largest(panel, span), asked, "% of the largest print", place)
        if self.contrast is not None:
            yield _clear(contrast_of(panel, span), self.contrast, place)

    def _asked_height(self, facts: Facts) -> Between:
        """The height that is asked of a container of that volume; of any, where the label states none, or several."""
        heights = [float(self._height_at(volume)) for volume in millilitres(facts.panels)]
        heights = heights or [float(height.mm) for height in self.at_least_mm]
        return Between(min(heights), max(heights))

    def _height_at(self, volume: float) -> Decimal:
        fitting = (height.mm for height in self.at_least_mm if height.up_to_ml is None or volume <= height.up_to_ml)
        return next(fitting, self.at_least_mm[-1].mm)


def _compared(found: Between | None, asked: Between, unit: str, place: _Place) -> _Answer:
    by_what = "" if asked.low == asked.high else ", by the volume of the container"
    wanted = f"at least {asked.said(unit)} prescribed{by_what}"
    if found is None:
        return _Answer(place, Outcome.UNDETERMINED, f"{_unknown(place)}; {wanted}: measure it", wanted)
    said = f"{found.said(unit)} by {found.how}; {wanted}"
    if found.high < asked.low:
        return _Answer(place, Outcome.VIOLATED, said, wanted, found.sure)
    if found.low >= asked.high:
        return _Answer(place, Outcome.MET, said, wanted)
    return _Answer(place, Outcome.UNDETERMINED, f"{said}: measure it", wanted)


def _unknown(place: _Place) -> str:
    """What is missing to say how large words are."""
    panel = place.panel.panel
    size = type_in_pixels(panel, place.span)
    if size is None:
        return "the height of the letters could not be measured on the picture"
    return (
        f"type of {size:.0f} pixels, and the scale of the picture is not known (no bar code of an article was read on "
        "it, and its file gives no resolution of 150 dots an inch or more)"
    )


def _clear(found: float | None, asked: Decimal, place: _Place) -> _Answer:
    wanted = f"{asked} to 1 wanted"
    if found is None:
        said = "the contrast could not be measured on the picture; look at the words"
        return _Answer(place, Outcome.UNDETERMINED, said, wanted)
    said = f"a contrast of about {found:.1f} to 1; {wanted}"
    return _Answer(place, Outcome.MET if found >= asked else Outcome.UNDETERMINED, said, wanted)


def _violated(place: _Place, how: str, values: dict[str, str], confidence: Confidence) -> Observation:
    return Observation(Outcome.VIOLATED, f"printed, but {how}", grounds=(_ground(place, confidence, values),))


def _ground(place: _Place, confidence: Confidence, values: dict[str, str]) -> Ground:
    evidence = place.evidence
    return Ground((evidence,), confidence, {"quote": evidence.quote or "", **values})
