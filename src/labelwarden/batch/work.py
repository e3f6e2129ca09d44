"""What a worker does: a chunk of records in, lines and counts out. The same whether it runs here or elsewhere."""

from __future__ import annotations

import json
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass, replace

from labelwarden.batch.digest import digest_of
from labelwarden.batch.line import (
    Form,
    Line,
    all_still,
    as_bytes,
    findings_text,
    fingerprints,
    waived_text,
    with_states,
    without_states,
)
from labelwarden.batch.previous import Earlier, EarlierRow, Previous, key_of
from labelwarden.batch.standings import standings_json
from labelwarden.batch.tally import WAIVED_SINCE, Said, Tally, said_of, said_of_text
from labelwarden.catalog.feeds.feed import Reading
from labelwarden.catalog.feeds.product import read_product
from labelwarden.catalog.feeds.record import Product, Record
from labelwarden.catalog.picture_folder import PictureFolder, is_address
from labelwarden.checker import Checker
from labelwarden.engine.matrix import PlaceStanding, matrix_of
from labelwarden.findings.scales import Severity, Verdict
from labelwarden.label.labeling import Labeling
from labelwarden.waivers.settle import Settling

CHUNK_ROWS = 256
CHUNK_BYTES = 2_000_000
CHUNK_PICTURED = 8
"""Rows with pictures that go to a worker at a time: each picture takes a second or two."""

LINES = Form()
EVERY_STATE = ("US-*",)

_RANK = {severity.value: severity.rank for severity in Severity}


@dataclass(slots=True)
class Work:
    """How records become lines. It is sent to each worker once.

    `key` is the hash of the run where rows carry a digest; with `reuses` those of the earlier result are taken over.
    """

    checker: Checker
    reading: Reading
    form: Form = LINES
    previous: Previous | None = None
    pictures: PictureFolder | None = None
    key: bytes = b""
    reuses: bool = False

    def of(self, records: Sequence[Record]) -> tuple[bytes, Tally]:
        """The lines of these records, and how they came out."""
        tally = Tally(read_by=self.reading.profile)
        checker = findings_only(self.checker)
        products = [read_product(record, self.reading) for record in records]
        if checker.settle is not None:
            products = list(map(_by_id, products))
        earlier = self.previous.of(products) if self.previous is not None else {}
        lines = []
        for product in products:
            then = earlier.get(key_of(product), _NEVER_SEEN) if earlier else _NEVER_SEEN
            line, said = self._row(product, then, checker, tally)
            line.count, line.rules = len(said), ";".join(dict.fromkeys(finding.rule for finding in said))
            line.worst = min((finding.severity for finding in said), key=_RANK.__getitem__, default=None)
            tally.count(product, line.verdict, line.product, said)
            lines.append(line.text(self.form))
        if settling := Settling.of(checker.settle):
            tally.waivers = settling.take_account()
        return as_bytes(lines), tally

    def chunks(self, records: Iterable[Record]) -> Iterator[list[Record]]:
        """Records in groups that are worth sending to a worker; pictures take seconds."""
        return chunks(records, CHUNK_PICTURED if self.pictures is not None else CHUNK_ROWS)

    def _row(self, product: Product, then: Earlier, checker: Checker, tally: Tally) -> tuple[Line, list[Said]]:
        """The row of one product, checked or taken over, with its findings as they are counted."""
        line = Line(product.number, product.id, None, Verdict.ERROR.value, product.error)
        said: list[Said] = []
        same = None
        if product.labeling is not None:
            line.product = product.labeling.product
            files = self._files(product, tally)
            if self.key:
                digests = self.pictures.digests(files) if self.pictures is not None else ()
                line.digest = digest_of(product.labeling, digests, self.key, placed=self.checker.settle is not None)
            if self.reuses:
                same = then.same(line.digest, matrix=self.form.matrix)
            if same is not None:
                said = self._take_over(line, same, tally)
                tally.reused += 1
            else:
                said = self._check(line, product, files, checker, tally)
        if self.previous is not None:
            if same is not None and len(then.lines) == 1:
                line.findings = all_still(line.findings)
                tally.states["still"] += len(said)
            else:
                tally.states.update(_compare(line, then))
        return line, said

    def _check(self, line: Line, product: Product, files: Sequence[str], checker: Checker, tally: Tally) -> list[Said]:
        labeling = product.labeling
        faults: tuple[str, ...] = ()
        if files and self.pictures is not None and labeling is not None:
            seen = self.pictures.add(labeling, files, product.label)
            labeling, faults = seen.labeling, seen.faults
            tally.pictures["read"] += len(files) - len(faults)
            tally.pictures["not readable"] += len(faults)
        if labeling is None or not labeling.panels:
            line.error = "; ".join(faults) or "expected a product with text, found pictures that are addresses only"
            line.digest = None
            return []
        result = checker.check(labeling)
        line.verdict, line.error = result.verdict.value, result.error
        line.findings = findings_text(result.findings)
        if result.waived and self.form.settled:
            line.waived = waived_text(result.waived)
            tally.waived.update(item.by for item in result.waived)
        if faults and result.error is None:
            # What stands on a picture that nobody could read may be the very fault: that is no pass.
            line.error = "; ".join(faults)
            line.verdict = Verdict.REVIEW.value if result.verdict is Verdict.PASS else line.verdict
        if line.error is not None:
            line.digest = None
        if self.form.matrix and result.error is None:
            line.matrix = standings_json(self._standings(labeling))
        return said_of(result, experimental=checker.settings.experimental)

    def _take_over(self, line: Line, same: EarlierRow, tally: Tally) -> list[Said]:
        line.verdict = same.verdict
        # Where findings are compared, what their states were is seen to there.
        line.findings = same.findings if self.form.compared else without_states(same.findings)
        line.waived, line.matrix = same.waived, same.matrix
        if line.waived != "[]":
            tally.waived.update(item["by"] for item in json.loads(line.waived))
        if line.findings == "[]":
            return []
        return said_of_text(line.findings, experimental=self.checker.settings.experimental)

    def _files(self, product: Product, tally: Tally) -> list[str]:
        """The pictures that are files; what is not read is counted."""
        if not product.pictures:
            return []
        files = [name for name in product.pictures if not is_address(name)]
        tally.pictures["addresses"] += len(product.pictures) - len(files)
        if self.pictures is None:
            tally.pictures["left"] += len(files)
            return []
        return files

    def _standings(self, labeling: Labeling) -> tuple[PlaceStanding, ...]:
        checker = self.checker
        return matrix_of(
            labeling,
            checker.rulebook,
            checker.jurisdictions or labeling.jurisdictions or EVERY_STATE,
            checker.as_of,
            experimental=checker.settings.experimental,
            select=checker.selected,
            ignore=checker.ignored,
        )


_NEVER_SEEN = Earlier()


def _by_id(product: Product) -> Product:
    """The product as waivers and a baseline name it: by its id, wherever in the catalogue it stands."""
    if product.labeling is None or not product.id:
        return product
    return replace(product, labeling=replace(product.labeling, source=product.id))


def _compare(line: Line, then: Earlier) -> list[str]:
    """Marks each finding with its state, adds what is fixed, and gives all states for the counts."""
    marks = fingerprints(line.findings)
    waived = fingerprints(line.waived)
    known = then.findings()
    # What was waived then was on the label all the same, and so it is now.
    before = {**known.waived, **known.stood}
    states = ["still" if mark in before else "new" for mark in marks]
    there = {*marks, *waived}
    # Where a row could not be read nobody knows what became of its findings.
    gone = [] if line.error else [said for mark, said in before.items() if mark not in there]
    line.findings = with_states(without_states(line.findings), states)
    line.fixed = f"[{', '.join(gone)}]"
    return states + ["fixed"] * len(gone) + [WAIVED_SINCE] * sum(mark in known.stood for mark in waived)


def findings_only(checker: Checker) -> Checker:
    """The checker without the outcomes of rules that find nothing, of which a row says nothing."""
    return replace(checker, settings=replace(checker.settings, checklist=False, counted=False))


def chunks(records: Iterable[Record], most: int | None = None) -> Iterator[list[Record]]:
    """Records in groups that are worth sending to a worker, and small enough to wait in a queue."""
    chunk: list[Record] = []
    size = 0
    most = most or CHUNK_ROWS
    for record in records:
        chunk.append(record)
        size += _size(record.data)
        if len(chunk) >= most or size >= CHUNK_BYTES:
            yield chunk
            chunk, size = [], 0
    if chunk:
        yield chunk


def _size(data: object) -> int:
    if isinstance(data, (bytes, str)):
        return len(data)
    if isinstance(data, dict):
        return sum([len(cell) for cell in data.values() if isinstance(cell, str)])
    return sum(map(_size, data)) if isinstance(data, (list, tuple)) else 0
