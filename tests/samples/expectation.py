"""What the expectation of a sample may say, and how a result falls short of it.

why: >-                           # the sentence on why the sample is there
  A drink with 7-OH is a food, so the food rule has to speak and not the one on supplements.
input: [label.yaml]               # files of the folder; several are panels of one product
verdict: fail
jurisdictions: [US, US-NE]        # US when left out
as_of: 2026-11-25                 # the day of all samples that are not about dates
must_find:                        # the rule, or one that was merged into what is shown
  - {rule: us.7oh.unlawful-food, quote: 7-OH 25 mg}           # words inside one of its quotes
  - {rule: us.7oh.disease-claim, place: back pain}            # its boxes lie on this phrase of places.json
nothing_else: yes                 # nothing beyond must_find, notes included
must_not_find: [us.disease-claims]                            # ids, or the heads of ids
outcomes: {us-ne.kratom.age: not-visible}                     # of single rules
considered: [any disease]         # words that matched and were spared
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping
from datetime import date

from pydantic import BaseModel, ConfigDict

from labelwarden.findings.finding import Finding, LabelResult
from labelwarden.findings.scales import Outcome, Verdict
from labelwarden.text.span import Box


class Wanted(BaseModel):
    """One finding that there must be."""

    model_config = ConfigDict(frozen=True, extra="forbid")

    rule: str
    quote: str | None = None
    place: str | None = None


class Expectation(BaseModel):
    """The content of `expected/<sample>.yaml`."""

    model_config = ConfigDict(frozen=True, extra="forbid")

    why: str
    input: tuple[str, ...]
    verdict: Verdict
    jurisdictions: tuple[str, ...] = ("US",)
    as_of: date = date(2026, 11, 25)
    must_find: tuple[Wanted, ...] = ()
    nothing_else: bool = False
    must_not_find: tuple[str, ...] = ()
    outcomes: Mapping[str, Outcome] = {}
    considered: tuple[str, ...] = ()


def differences(expected: Expectation, result: LabelResult, places: Mapping[str, tuple[Box, ...]]) -> list[str]:
    """Every way in which the result is not what was expected, one line each."""
    if result.error is not None:
        return [f"could not be read: {result.error}"]
    lines = [] if result.verdict is expected.verdict else [f"verdict: wanted {expected.verdict}, is {result.verdict}"]
    for wanted in expected.must_find:
        lines += _lacks(wanted, [f for f in result.findings if wanted.rule in (f.rule, *f.also)], places)
    for finding in result.findings:
        rules = (finding.rule, *finding.also)
        if any(_under(rule, head) for rule in rules for head in expected.must_not_find):
            lines.append(f"must not be found: {_shown(finding)}")
        elif expected.nothing_else and not any(wanted.rule in rules for wanted in expected.must_find):
            lines.append(f"not expected: {_shown(finding)}")
    outcomes = {duty.rule: duty.outcome for duty in result.duties}
    for rule, outcome in expected.outcomes.items():
        if outcomes.get(rule) is not outcome:
            lines.append(
                f"{rule}: wanted {outcome}, is {outcomes.get(rule, 'not among the rules that were put to it')}"
            )
    spared = [_plain(considered.quote) for considered in result.considered]
    lines += [
        f'"{words}" should be among what was considered and spared: {spared}'
        for words in expected.considered
        if not any(_plain(words) in quote for quote in spared)
    ]
    return lines


def _lacks(wanted: Wanted, found: list[Finding], places: Mapping[str, tuple[Box, ...]]) -> Iterator[str]:
    if not found:
        yield f"not found: {wanted.rule}" + (f' on "{wanted.quote}"' if wanted.quote else "")
        return
    if wanted.quote and not any(_plain(wanted.quote) in _plain(quote) for f in found for quote in _quotes(f)):
        yield f'{wanted.rule} does not quote "{wanted.quote}": ' + "; ".join(map(_shown, found))
    if wanted.place:
        drawn = places[wanted.place]
        quotes = [seen.boxes for finding in found for seen in finding.evidence if seen.boxes]
        if not any(lies_on(boxes, drawn) for boxes in quotes):
            yield f'{wanted.rule} does not lie on "{wanted.place}" at {drawn}: its boxes are {quotes}'


def lies_on(boxes: Iterable[Box], drawn: Iterable[Box]) -> bool:
    """Whether the boxes of one quote lie on a phrase as drawn.

    Of each box three quarters must lie inside the phrase, and the boxes must cover half of it: what is quoted may be
    a part of the phrase, and a reader's boxes hug the ink more or less tightly.
    """
    boxes, drawn = tuple(boxes), tuple(drawn)
    inside = [sum(_shared(box, line) for line in drawn) for box in boxes]
    of_phrase = sum(line.width * line.height for line in drawn)
    return sum(inside) >= of_phrase / 2 and all(
        share >= 0.75 * box.width * box.height for share, box in zip(inside, boxes, strict=True)
    )


def _shared(one: Box, other: Box) -> int:
    width = min(one.right, other.right) - max(one.x, other.x)
    height = min(one.bottom, other.bottom) - max(one.y, other.y)
    return max(width, 0) * max(height, 0)


def _under(rule: str, head: str) -> bool:
    return rule == head or rule.startswith(f"{head}.")


def _quotes(finding: Finding) -> list[str]:
    return [seen.quote for seen in finding.evidence if seen.quote]


def _shown(finding: Finding) -> str:
    quotes = ", ".join(f'"{_plain(quote)}"' for quote in _quotes(finding))
    return f"{finding.rule} ({finding.outcome}, {finding.confidence}) {quotes}".rstrip()


def _plain(text: str) -> str:
    return " ".join(text.split()).casefold()
