"""Rules in the making: one file of those in force is another one, or there is one more, and what that changes.

All other files stay as they are, so that what comes out is what would come out if the file were put in its place:
names that are taken, findings that are told as one, words that other rules share.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, replace
from datetime import date
from itertools import islice
from pathlib import Path

from labelwarden.batch.work import findings_only
from labelwarden.catalog.feeds.feed import open_feed
from labelwarden.catalog.feeds.product import read_product
from labelwarden.catalog.input_kind import InputKind, kind_of
from labelwarden.catalog.label_file import read_label
from labelwarden.catalog.text_file import read_text
from labelwarden.checker import Checker
from labelwarden.engine.examples import examples_of, run_example
from labelwarden.errors import Fault, FaultyFileError, LabelwardenError, RuleError
from labelwarden.impact.changes import Kind
from labelwarden.impact.sides import Sides
from labelwarden.impact.tally import Impact
from labelwarden.label.labeling import Labeling
from labelwarden.rules.files import Source
from labelwarden.rules.load import compile_rulebook
from labelwarden.rules.read import Reader
from labelwarden.rules.rule import Rule
from labelwarden.rules.rulebook import Rulebook
from labelwarden.web.judging import words_of
from labelwarden.web.labeling_json import from_json

MAX_RULES = 600_000
"""Characters of a file. The longest that ships has half of it."""

MOST_PRODUCTS = 20_000
"""Of a catalogue that rules are put to: more take longer than a page can wait for."""

_EDITED = "this file"
"""What the text in the making is called where a fault of another file names it."""

_SAMPLES = 20
"""Labels named for each kind of change of each rule."""


@dataclass(frozen=True, slots=True)
class Known:
    """A label of the queue, with its words as JSON."""

    id: int
    name: str
    labeling: str


@dataclass(frozen=True, slots=True)
class Asked:
    """A text of rules and what it is to be put to. `replaces` is the name of the file in whose place it stands."""

    text: str
    as_of: date
    replaces: str = ""
    words: str = ""
    labels: tuple[Known, ...] = ()
    catalogue: Path | None = None


@dataclass(frozen=True, slots=True)
class Seen:
    """What the rules found on the text that was given, or spared. `is_edited`: by a rule of the file in the making."""

    rule: str
    severity: str
    words: str
    remark: str
    is_edited: bool


@dataclass(frozen=True, slots=True)
class Sample:
    """A label with such a change; `label` is its number where it is one of the queue."""

    label: int
    row: int
    name: str
    words: str


@dataclass(frozen=True, slots=True)
class Change:
    """Findings of one rule that come, go, or change."""

    kind: str
    rule: str
    count: int
    samples: tuple[Sample, ...]


@dataclass(frozen=True, slots=True)
class Compared:
    """What differs from the rules in force. `is_cut`: there were more products than are taken."""

    labels: int
    touched: int
    unread: int
    gained: int
    lost: int
    changes: tuple[Change, ...]
    verdicts: tuple[tuple[str, str, int], ...]
    is_cut: bool = False


@dataclass(frozen=True, slots=True)
class Tried:
    """What became of it. With faults nothing else was tried."""

    faults: tuple[Fault, ...] = ()
    rules: int = 0
    examples: int = 0
    failed: tuple[str, ...] = ()
    problem: str = ""
    found: tuple[Seen, ...] = ()
    spared: tuple[Seen, ...] = ()
    compared: Compared | None = None


class Bench:
    """Where rules are tried against those in force, which were read from `files`: texts by name."""

    def __init__(self, in_force: Checker, files: Mapping[str, str]) -> None:
        self._in_force = in_force
        self._sources = {name: _source(f"{name}.yaml", text) for name, text in files.items()}
        self._reader = Reader()
        self._reader.read(self._sources.values(), [])  # so that the first trial is not the slow one

    def try_rules(self, asked: Asked) -> Tried:
        """The rules of now with the text in its place, put to what was asked for."""
        others = [source for name, source in self._sources.items() if name != asked.replaces]
        try:
            book = compile_rulebook([*others, _source(_EDITED, asked.text)], self._reader)
        except RuleError as error:
            return Tried(faults=tuple(map(_placed, error.faults)))
        return _tried(self._in_force, book, asked)


def _tried(in_force: Checker, book: Rulebook, asked: Asked) -> Tried:
    own = tuple(rule for rule in book.rules if rule.pack.file == _EDITED)
    examples = [run_example(case, book.matcher) for rule in own for case in examples_of(rule)]
    tried = Tried(
        rules=len(own),
        examples=len(examples),
        failed=tuple(f"{ran.case.name}: {ran.difference()}" for ran in examples if not ran.passed),
    )
    try:
        return _put_to(tried, _checkers(in_force, book, asked.as_of), own, asked)
    except FaultyFileError as error:
        return replace(tried, problem="; ".join(_told(fault) for fault in error.faults))
    except LabelwardenError as error:
        return replace(tried, problem=_without_path(str(error), asked))


def _source(shown: str, text: str) -> Source:
    return Source(Path(shown), Path(shown), text.encode("utf-8", "surrogatepass"))


def _checkers(in_force: Checker, book: Rulebook, as_of: date) -> tuple[Checker, Checker]:
    old = replace(in_force, as_of=as_of, _selections={})
    return old, replace(old, rulebook=book, _selections={})


def _put_to(tried: Tried, checkers: tuple[Checker, Checker], edited: Sequence[Rule], asked: Asked) -> Tried:
    old, new = checkers
    sides = Sides(findings_only(old), findings_only(new))
    impact, is_cut = Impact(_SAMPLES), False
    if asked.words.strip():
        given = _labeling(asked.words)
        tried = _on_the_text(tried, new, edited, given)
        _compare(sides, impact, 0, given)
    for known in asked.labels:
        _compare(sides, impact, known.id, from_json(known.labeling))
    if asked.catalogue is not None:
        is_cut = _compare_catalogue(sides, impact, asked.catalogue)
    if not impact.products and not impact.unread:
        return tried
    names = {known.id: known.name for known in asked.labels}
    return replace(tried, compared=replace(_compared(impact, names), is_cut=is_cut))


def _on_the_text(tried: Tried, new: Checker, edited: Sequence[Rule], given: Labeling) -> Tried:
    result = new.check(given)
    own = {rule.id for rule in edited}
    found = tuple(
        Seen(one.rule, one.severity.value, words_of(one), one.message, bool(own & {one.rule, *one.also}))
        for one in result.findings
    )
    spared = tuple(
        Seen(one.rule, "", one.quote, one.reason, is_edited=True) for one in result.considered if one.rule in own
    )
    return replace(tried, found=found, spared=spared)


def _compare(sides: Sides, impact: Impact, number: int, labeling: Labeling) -> None:
    impact.products += 1
    if sides.may_differ(labeling):
        before, after = sides.old.check(labeling), sides.new.check(labeling)
        impact.count(number, None, before, after, sides.changes(before, after))


def _compare_catalogue(sides: Sides, impact: Impact, file: Path) -> bool:
    """Puts the products to both; whether there were more than are taken."""
    with open_feed(str(file)) as feed:
        for record in islice(feed.records, MOST_PRODUCTS):
            product = read_product(record, feed.reading)
            if product.labeling is None:
                impact.unread += 1
            else:
                _compare(sides, impact, product.number, product.labeling)
        return next(iter(feed.records), None) is not None


def _compared(impact: Impact, names: dict[int, str]) -> Compared:
    order = {kind: place for place, kind in enumerate(Kind)}
    listed = sorted(impact.by_rule.items(), key=lambda entry: (order[entry[0][0]], -entry[1], entry[0][1]))
    return Compared(
        labels=impact.products,
        touched=impact.touched,
        unread=impact.unread,
        gained=sum(count for (kind, _), count in listed if kind is Kind.GAINED),
        lost=sum(count for (kind, _), count in listed if kind is Kind.LOST),
        changes=tuple(
            Change(kind.value, rule, count, tuple(_samples(impact, (kind, rule), names)))
            for (kind, rule), count in listed
        ),
        verdicts=tuple(
            (old.value, new.value, count)
            for (old, new), count in sorted(impact.verdicts.items(), key=lambda item: -item[1])
        ),
    )


def _samples(impact: Impact, key: tuple[Kind, str], names: dict[int, str]) -> Iterator[Sample]:
    for sample in impact.samples.get(key, ()):
        is_label = sample.row in names
        change = sample.change
        words = change.quote or "nothing of the kind was found"
        said = f"{words} ({change.before} → {change.after})" if change.before else words
        name = names.get(sample.row, sample.product)
        yield Sample(sample.row if is_label else 0, 0 if is_label else sample.row, name, said)


def _placed(fault: Fault) -> Fault:
    """The fault; those of the edited text need no file to be named."""
    return replace(fault, file="") if fault.file == _EDITED else fault


def _told(fault: Fault) -> str:
    place = f"line {fault.line}: " if fault.line else ""
    return f"{place}{fault.message}"


def _without_path(text: str, asked: Asked) -> str:
    return text if asked.catalogue is None else text.replace(str(asked.catalogue), asked.catalogue.name)


def _labeling(words: str) -> Labeling:
    """A label as YAML where it looks like one, else the words as they stand.

    Raises:
        LabelError: it looks like one and is faulty.
    """
    data = words.encode()
    if kind_of("", data[:4096]) is InputKind.YAML_LABEL:
        return read_label(data, "the label").label.labeling()
    return read_text(data, "the text")
