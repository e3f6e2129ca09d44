"""Counts over many rows that add up, also when the rows were shared out among workers or over two runs."""

from __future__ import annotations

import json
from collections import Counter
from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field, fields
from typing import Any, NamedTuple

from labelwarden.batch.line import said_in
from labelwarden.catalog.feeds.record import Product
from labelwarden.findings.finding import LabelResult
from labelwarden.findings.scales import Confidence, Outcome, Severity, Status, Verdict
from labelwarden.findings.verdict import is_sure

MOST_NAMES = 2_000
"""Suppliers or categories that are counted by name; a column that is no category has one for every row."""

OTHERS = "(others)"
WORST = 20
_WORDS = 160

WAIVED_SINCE = "waived since"
"""Among the states: was found in the earlier result, and is let pass now."""


class Said(NamedTuple):
    """What is counted of a finding."""

    rule: str
    title: str
    severity: str
    is_sure: bool
    quote: str | None


def said_of(result: LabelResult, *, experimental: bool = False) -> list[Said]:
    """The findings of a result."""
    return [
        Said(
            finding.rule,
            finding.title,
            finding.severity.value,
            is_sure(finding, experimental=experimental),
            finding.evidence[0].quote if finding.evidence else None,
        )
        for finding in result.findings
    ]


def said_of_text(findings: str, *, experimental: bool = False) -> list[Said]:
    """The findings of a row as their JSON."""
    said = said_in(findings)
    if said is None:
        return said_of_row(json.loads(findings), experimental=experimental)
    return [
        Said(rule, title, severity, _is_sure(outcome, confidence, status, experimental=experimental), quote)
        for rule, title, severity, confidence, outcome, status, quote in said
    ]


def said_of_row(findings: Iterable[Mapping[str, Any]], *, experimental: bool = False) -> list[Said]:
    """The findings of a row as they were written."""
    return [
        Said(
            finding["rule"],
            finding["title"],
            finding["severity"],
            _is_sure(finding["outcome"], finding["confidence"], finding["status"], experimental=experimental),
            finding["evidence"][0]["quote"] if finding["evidence"] else None,
        )
        for finding in findings
    ]


def _is_sure(outcome: str, confidence: str, status: str, *, experimental: bool) -> bool:
    """What `is_sure` says of a finding, told from its words."""
    return (
        outcome == Outcome.VIOLATED and confidence != Confidence.LOW and (experimental or status != Status.EXPERIMENTAL)
    )


@dataclass(slots=True)
class Tally:
    """How rows came out. `sure` counts findings that fail a label by severity, `flagged` all that are no notes."""

    verdicts: Counter[str] = field(default_factory=Counter)
    findings: int = 0
    sure: Counter[str] = field(default_factory=Counter)
    flagged: int = 0
    rules: Counter[str] = field(default_factory=Counter)
    titles: dict[str, str] = field(default_factory=dict)
    suppliers: dict[str, list[int]] = field(default_factory=dict)
    categories: dict[str, list[int]] = field(default_factory=dict)
    notes: Counter[str] = field(default_factory=Counter)
    unread: Counter[str] = field(default_factory=Counter)
    states: Counter[str] = field(default_factory=Counter)
    waived: Counter[str] = field(default_factory=Counter)
    """Findings that count for nothing, by what lets them pass: `waiver` or `baseline`."""
    waivers: Counter[str] = field(default_factory=Counter)
    """The account of the waivers, as `Settling` keeps it."""
    pictures: Counter[str] = field(default_factory=Counter)
    """How many were `read`, were `not readable`, are `addresses`, or were `left` since no folder was named."""
    read_by: str = ""
    """The profile of the whole catalogue, if there is one."""
    reused: int = 0
    """Rows that were taken from an earlier result; no matter of the result, which is the same without it."""
    worst: list[list[Any]] = field(default_factory=list)
    """The worst rows: badness, row, id, product, verdict, and what they say."""

    @property
    def rows(self) -> int:
        return sum(self.verdicts.values())

    @property
    def failed(self) -> int:
        """Rows that could not be checked."""
        return self.verdicts[Verdict.ERROR]

    @property
    def checked(self) -> int:
        return self.rows - self.failed

    def count(self, product: Product, verdict: str, name: str | None, said: Iterable[Said]) -> None:
        """Counts one row; `name` is the product's."""
        self.verdicts[verdict] += 1
        for note in product.notes:
            self.notes[_kind_of(note)] += 1
        for column in product.unread:
            self.unread[column] += 1
        place = _PLACES[verdict]
        for names, group in ((self.suppliers, product.supplier), (self.categories, product.category)):
            if group:
                _named(names, group)[place] += 1
        findings = list(said)
        badness = self._count_findings(findings)
        if badness and (len(self.worst) < WORST or badness > self.worst[-1][0]):
            quotes = dict.fromkeys(finding.quote[:_WORDS] for finding in findings if finding.quote)
            self._keep([badness, product.number, product.id, name, verdict, list(quotes)[:6]])

    def count_row(self, row: Mapping[str, Any], *, experimental: bool = False) -> None:
        """Counts one row as it was written, which tells neither supplier nor category."""
        self.verdicts[row["verdict"]] += 1
        self._count_findings(said_of_row(row["findings"], experimental=experimental))
        self.waived.update(item["by"] for item in row.get("waived", ()))

    def _count_findings(self, findings: Iterable[Said]) -> int:
        """Counts them, and tells how bad they are together."""
        badness = 0
        for finding in findings:
            self.findings += 1
            self.rules[finding.rule] += 1
            self.titles.setdefault(finding.rule, finding.title)
            if finding.severity != Severity.NOTE:
                self.flagged += 1
                self.sure[finding.severity] += finding.is_sure
                badness += _WEIGHTS[finding.severity] * (10 if finding.is_sure else 1)
        return badness

    def add(self, other: Tally) -> None:
        """Adds the counts of rows behind these."""
        for name in _COUNTERS:
            mine, theirs = getattr(self, name), getattr(other, name)
            mine.update(theirs)
        self.findings += other.findings
        self.flagged += other.flagged
        self.reused += other.reused
        self.read_by = self.read_by or other.read_by
        for rule, title in other.titles.items():
            self.titles.setdefault(rule, title)
        for mine, theirs in ((self.suppliers, other.suppliers), (self.categories, other.categories)):
            for name, counts in theirs.items():
                kept = _named(mine, name)
                kept[:] = [a + b for a, b in zip(kept, counts, strict=True)]
        for row in other.worst:
            self._keep(row)

    def reaches(self, severity: Severity | None) -> bool:
        """Whether there is a sure finding of this severity or worse; with None any that is no note."""
        if severity is None:
            return self.flagged > 0
        return any(count and Severity(name).rank <= severity.rank for name, count in self.sure.items())

    def as_json(self) -> dict[str, Any]:
        """The counts as plain data, for the journal."""
        return {item.name: value for item in fields(self) if (value := getattr(self, item.name))}

    @classmethod
    def from_json(cls, data: Mapping[str, Any]) -> Tally:
        """The counts that `as_json` gave."""
        tally = cls()
        for name, value in data.items():
            setattr(tally, name, Counter(value) if name in _COUNTERS else value)
        return tally

    def sentence(self) -> str:
        """One line for the person who waits."""
        order = (Verdict.FAIL, Verdict.REVIEW, Verdict.PASS)
        verdicts = " · ".join(f"{self.verdicts[verdict]:,} {verdict}" for verdict in order)
        failed = f' · {self.failed:,} could not be checked (see "error")' if self.failed else ""
        return f"{self.rows:,} rows: {self.checked:,} checked ({verdicts}){failed}; {self.findings:,} findings"

    def remarks(self) -> list[str]:
        """What else has to be known of the run, a line each."""
        lines = [f"read by the profile {self.read_by}"] if self.read_by else []
        lines += [f"{count:,} x {note}" for note, count in self.notes.most_common(10)]
        if self.unread:
            listed = ", ".join(f'"{column}" ({_times(count, "row")})' for column, count in self.unread.most_common(20))
            lines.append(f"columns with text that were not read: {listed}; read one by --map FIELD=COLUMN")
        seen = self.pictures
        if seen["read"] or seen["not readable"]:
            faulty = f', {seen["not readable"]:,} could not be read (see "error")' if seen["not readable"] else ""
            lines.append(f"pictures: {seen['read']:,} read{faulty}")
        if seen["addresses"]:
            named = _times(seen["addresses"], "picture")
            lines.append(f"{named} named by an address and not read: nothing is fetched")
        if seen["left"]:
            named = _times(seen["left"], "picture")
            lines.append(f"{named} named and not read; say where they lie by --images-dir")
        if self.states:
            told = ["new", "still", "fixed", *([WAIVED_SINCE] if self.states[WAIVED_SINCE] else [])]
            lines.append(" · ".join(f"{self.states[state]:,} {state}" for state in told))
        if self.waived:
            ways = (("waiver", "by a waiver"), ("baseline", "by the baseline"))
            listed = ", ".join(f"{self.waived[by]:,} {way}" for by, way in ways if self.waived[by])
            lines.append(f"findings that are let pass: {listed}; they stand under waived")
        return lines

    def _keep(self, row: list[Any]) -> None:
        self.worst.append(row)
        self.worst.sort(key=lambda kept: (-kept[0], kept[1]))
        del self.worst[WORST:]


_COUNTERS = ("verdicts", "sure", "rules", "notes", "unread", "states", "waived", "waivers", "pictures")
_PLACES = {
    verdict.value: place for place, verdict in enumerate((Verdict.FAIL, Verdict.REVIEW, Verdict.PASS, Verdict.ERROR))
}
_WEIGHTS: dict[str, int] = {Severity.CRITICAL: 100, Severity.MAJOR: 10, Severity.MINOR: 1, Severity.NOTE: 0}


def _named(names: dict[str, list[int]], name: str) -> list[int]:
    name = name[:_WORDS]
    if name not in names and len(names) >= MOST_NAMES:
        name = OTHERS
    return names.setdefault(name, [0, 0, 0, 0])


def _times(count: int, noun: str) -> str:
    return f"{count:,} {noun}" + ("" if count == 1 else "s")


def _kind_of(note: str) -> str:
    """A note without the number it is about, so that notes alike are counted together."""
    head, colon, rest = note.partition(": ")
    return f"GTIN: {rest.partition(', expected')[0]}" if colon and head.startswith("GTIN") else note
