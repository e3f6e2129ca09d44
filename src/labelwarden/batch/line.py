"""The output row of one product as a line of JSON.

It is put together from texts and not by an encoder: most of a finding is its rule's, the same each time, and a
catalogue writes millions of them. What comes out is byte for byte what `json.dumps` makes of `finding_json`.
"""

from __future__ import annotations

import json
import re
from collections.abc import Iterable
from dataclasses import dataclass
from json.encoder import encode_basestring as quoted
from typing import Any, NamedTuple

from labelwarden.findings.finding import Basis, Finding, Precedent, Waived
from labelwarden.findings.observation import Evidence

FINDINGS = b', "findings": ['
WAIVED = b', "waived": ['
FIXED = b', "fixed": ['
"""What can stand in a line as a key only: in a text every quotation mark has a backslash before it."""

_STATE = re.compile(r', "state": "(?:new|still)"\}')
_END = re.compile(r'("fingerprint": "[^"]*")\}')
_FINGERPRINT = re.compile(r'"fingerprint": "([^"]*)"')


@dataclass(frozen=True, slots=True)
class Form:
    """What a line holds beside the row of the contract.

    `table` adds the columns that are told from the findings, for the kinds of file that are made of the lines.
    """

    table: bool = False
    matrix: bool = False
    digests: bool = False
    settled: bool = False
    compared: bool = False


@dataclass(slots=True)
class Line:
    """One row: its fields, with the findings as JSON already. `rules` and `worst` are told from them."""

    row: int
    id: str | None
    product: str | None
    verdict: str
    error: str | None = None
    findings: str = "[]"
    count: int = 0
    rules: str = ""
    worst: str | None = None
    digest: str | None = None
    matrix: str | None = None
    waived: str = "[]"
    fixed: str = "[]"

    def text(self, form: Form) -> str:
        """The line with its end."""
        head = (
            f'{{"row": {self.row}, "id": {_or_null(self.id)}, "product": {_or_null(self.product)}, '
            f'"verdict": "{self.verdict}", "error": {_or_null(self.error)}'
        )
        parts = [head]
        if form.table:
            parts.append(
                f', "worst_severity": {_or_null(self.worst)}, "n_findings": {self.count}, "rules": {quoted(self.rules)}'
            )
        if form.matrix:
            parts.append(f', "matrix": {self.matrix or "null"}')
        if form.digests:
            parts.append(f', "digest": {_or_null(self.digest)}')
        parts.append(f', "findings": {self.findings}')
        if form.settled:
            parts.append(f', "waived": {self.waived}')
        if form.compared:
            parts.append(f', "fixed": {self.fixed}')
        parts.append("}\n")
        return "".join(parts)


def as_bytes(lines: Iterable[str]) -> bytes:
    """Lines as they are written."""
    # A lone half of a surrogate pair has no UTF-8; its escape is the one that JSON knows.
    return "".join(lines).encode("utf-8", "backslashreplace")


def findings_text(findings: Iterable[Finding]) -> str:
    """The findings as a JSON list."""
    return f"[{', '.join(map(finding_text, findings))}]"


def waived_text(waived: Iterable[Waived]) -> str:
    """What is waived as a JSON list, as reports have it."""
    said = [
        f'{{"by": "{item.by}", "reason": {quoted(item.reason)}, "finding": {finding_text(item.finding)}}}'
        for item in waived
    ]
    return f"[{', '.join(said)}]"


def finding_text(finding: Finding) -> str:
    """One finding as JSON."""
    conditions = [f'{{"group": {quoted(t.group)}, "words": {_list(t.words)}}}' for t in finding.conditions]
    return (
        f'{{"rule": {quoted(finding.rule)}, "title": {quoted(finding.title)}, "category": {quoted(finding.category)}, '
        f'"severity": {quoted(finding.severity)}, "confidence": {quoted(finding.confidence)}, '
        f'"outcome": {quoted(finding.outcome)}, "tags": {_list(finding.tags)}, "message": {quoted(finding.message)}, '
        f'"remedy": {quoted(finding.remedy)}, "jurisdiction": {quoted(finding.jurisdiction)}, '
        f'"status": {quoted(finding.status)}, "source": {quoted(finding.source)}, "also": {_list(finding.also)}, '
        f'"basis": [{", ".join(map(_of_the_law, finding.basis))}], '
        f'"precedents": [{", ".join(map(_of_the_law, finding.precedents))}], "conditions": [{", ".join(conditions)}], '
        f'"evidence": [{", ".join(map(_evidence, finding.evidence))}], "fingerprint": {quoted(finding.fingerprint)}}}'
    )


def fingerprints(findings: str) -> list[str]:
    """Those of a list of findings, in order."""
    return _FINGERPRINT.findall(findings) if findings != "[]" else []


def said_in(findings: str) -> list[tuple[str, str, str, str, str, str, str | None]] | None:
    """Rule, title, severity, confidence, outcome, status and first quote of each finding, without parsing the rest.

    None where it is not as we write it.
    """
    if findings == "[]":
        return []
    said = []
    at = 1
    while (head := _HEAD.match(findings, at)) is not None:
        place = findings.find(_STATUS, head.end())
        status = _WORD.match(findings, place + len(_STATUS)) if place >= 0 else None
        place = findings.find(_EVIDENCE, place)
        at = findings.find(_MARK, place) if place >= 0 else -1
        end = _FINGERPRINT.match(findings, at) if at >= 0 else None
        if status is None or end is None:
            return None
        quote = _QUOTE.match(findings, place + len(_EVIDENCE))
        words = _unquoted(quote[1]) if quote is not None and quote[1] != "null" else None
        said.append((_unquoted(head[1]), _unquoted(head[2]), head[3], head[4], head[5], status[0], words))
        at = end.end()
        if (after := _AFTER.match(findings, at)) is None:
            return None
        at = after.end()
    return said if at == len(findings) else None


_TEXT = r'"[^"\\]*(?:\\.[^"\\]*)*"'
_HEAD = re.compile(
    rf'\{{"rule": ({_TEXT}), "title": ({_TEXT}), "category": "[^"]*", "severity": "([^"]*)", "confidence": "([^"]*)", '
    r'"outcome": "([^"]*)", "tags": '
)


def _unquoted(text: str) -> str:
    return str(json.loads(text)) if "\\" in text else text[1:-1]


_STATUS = '"status": "'
_WORD = re.compile("[a-z]+")
_EVIDENCE = '"evidence": ['
_MARK = '"fingerprint": "'
_QUOTE = re.compile(rf'\{{"quote": (null|{_TEXT}), ')
_AFTER = re.compile(r'(?:, "state": "[a-z]+")?\}(?:, |\])')


def without_states(findings: str) -> str:
    """The list of findings without the states that a comparison gave them."""
    return _STATE.sub("}", findings) if '"state": ' in findings else findings


def with_states(findings: str, states: Iterable[str]) -> str:
    """The list of findings, which have no state yet, each with its own."""
    of_each = iter(states)
    return _END.sub(lambda end: f'{end[1]}, "state": "{next(of_each)}"}}', findings) if findings != "[]" else findings


def all_still(findings: str) -> str:
    """The list of findings, each of which was there before; with the states of then, or without any."""
    if '"state": ' in findings:
        return findings.replace(', "state": "new"}', ', "state": "still"}')
    return _END.sub(r'\1, "state": "still"}', findings) if findings != "[]" else findings


class Parts(NamedTuple):
    """A line as its fields but for the findings and what is waived, which are the JSON they are, and what is fixed."""

    fields: dict[str, Any]
    findings: str
    waived: str
    fixed: list[dict[str, Any]]


def take_apart(line: bytes) -> Parts:
    """The parts of a line."""
    place = line.find(FINDINGS)
    if place < 0:
        row: dict[str, Any] = json.loads(line)
        findings, waived, fixed = row.pop("findings"), row.pop("waived", []), row.pop("fixed", [])
        return Parts(row, json.dumps(findings, ensure_ascii=False), json.dumps(waived, ensure_ascii=False), fixed)
    found = lists_at(line, place)
    return Parts(json.loads(line[:place] + b"}"), found.findings, found.waived, json.loads(found.fixed))


class Lists(NamedTuple):
    """The lists at the end of a line as the JSON they are."""

    findings: str
    waived: str
    fixed: str


def lists_at(line: bytes, place: int) -> Lists:
    """The lists of a line whose findings begin at `place`."""
    end = line.rindex(b"}")
    fixed = line.find(FIXED, place)
    before_fixed = fixed if fixed >= 0 else end
    waived = line.find(WAIVED, place, before_fixed)
    before_waived = waived if waived >= 0 else before_fixed
    return Lists(
        line[place + len(FINDINGS) - 1 : before_waived].decode(),
        line[waived + len(WAIVED) - 1 : before_fixed].decode() if waived >= 0 else "[]",
        line[fixed + len(FIXED) - 1 : end].decode() if fixed >= 0 else "[]",
    )


def _evidence(evidence: Evidence) -> str:
    boxes = ", ".join([f"[{box.x}, {box.y}, {box.width}, {box.height}]" for box in evidence.published_boxes])
    read = "null" if evidence.ocr_confidence is None else repr(round(evidence.ocr_confidence, 4))
    return (
        f'{{"quote": {_or_null(evidence.quote)}, "panel": {_or_null(evidence.panel)}, '
        f'"start": {_number(evidence.start)}, "end": {_number(evidence.end)}, "file": {_or_null(evidence.file)}, '
        f'"page": {_number(evidence.page)}, "boxes": [{boxes}], "ocr_confidence": {read}, '
        f'"searched": {_list(evidence.searched)}}}'
    )


_kept: dict[int, tuple[Basis | Precedent, str]] = {}
_MOST_KEPT = 20_000


def _of_the_law(item: Basis | Precedent) -> str:
    """A basis or precedent, which are the same objects of the rules each time."""
    kept = _kept.get(id(item))
    if kept is not None:
        return kept[1]
    text = _basis(item) if isinstance(item, Basis) else _precedent(item)
    if len(_kept) >= _MOST_KEPT:
        _kept.clear()
    _kept[id(item)] = (item, text)  # the object is kept too, so that no other one takes its number
    return text


def _basis(basis: Basis) -> str:
    return (
        f'{{"cite": {quoted(basis.cite)}, "url": {_or_null(basis.url)}, "source": {quoted(basis.source)}, '
        f'"as_of": "{basis.as_of.isoformat()}"}}'
    )


def _precedent(precedent: Precedent) -> str:
    return (
        f'{{"recipient": {quoted(precedent.recipient)}, "date": "{precedent.date.isoformat()}", '
        f'"url": {_or_null(precedent.url)}, "cites": {_list(precedent.cites)}}}'
    )


def _or_null(text: str | None) -> str:
    return "null" if text is None else quoted(text)


def _number(number: int | None) -> str:
    return "null" if number is None else str(number)


def _list(texts: Iterable[str]) -> str:
    return f"[{', '.join(map(quoted, texts))}]"
