"""A pack of rules in the making: read as it stands, its examples run, and put to a text and to the labels of the queue.

Runs in a process of its own, since compiling rules takes a second or two of a core.
"""

from __future__ import annotations

import multiprocessing
import threading
from collections.abc import Iterable, Sequence
from concurrent.futures import ProcessPoolExecutor
from concurrent.futures.process import BrokenProcessPool
from dataclasses import dataclass
from datetime import date
from functools import cache
from pathlib import Path
from tempfile import TemporaryDirectory

from labelwarden.catalog.input_kind import InputKind, kind_of
from labelwarden.catalog.label_file import read_label
from labelwarden.catalog.text_file import read_text
from labelwarden.checker import Checker
from labelwarden.engine.examples import examples_of, run_example
from labelwarden.errors import Fault, LabelError, RuleError
from labelwarden.label.labeling import Labeling
from labelwarden.rules.files import find_sources
from labelwarden.rules.load import load_rulebook
from labelwarden.rules.rulebook import Rulebook
from labelwarden.web.judging import words_of
from labelwarden.web.labeling_json import from_json

MAX_RULES = 300_000
"""Characters of a pack. The longest that ships has a third of it."""


@dataclass(frozen=True, slots=True)
class Known:
    """A label of the queue, with the findings that the pack as it ships has on it: rule and words."""

    id: int
    name: str
    labeling: str
    found: frozenset[tuple[str, str]]


@dataclass(frozen=True, slots=True)
class Change:
    """A finding that a label of the queue would gain or lose."""

    id: int
    name: str
    rule: str
    words: str


@dataclass(frozen=True, slots=True)
class Seen:
    """What a rule found on the text that was given, or spared."""

    rule: str
    severity: str
    words: str
    remark: str


@dataclass(frozen=True, slots=True)
class Tried:
    """What became of a pack. With faults nothing else was tried."""

    faults: tuple[Fault, ...] = ()
    rules: int = 0
    examples: int = 0
    failed: tuple[str, ...] = ()
    problem: str = ""
    found: tuple[Seen, ...] = ()
    spared: tuple[Seen, ...] = ()
    gained: tuple[Change, ...] = ()
    lost: tuple[Change, ...] = ()
    compared: int = 0


def try_pack(text: str, words: str, queue: Sequence[Known], as_of: date) -> Tried:
    """The pack in `text` with the vocabulary that ships, put to `words` (a text, or a label as YAML) and the queue."""
    with TemporaryDirectory() as folder:
        file = Path(folder) / "pack.yaml"
        file.write_text(text, encoding="utf-8")
        try:
            book = load_rulebook([*_vocabulary(), file], builtin=False)
        except RuleError as error:
            return Tried(faults=tuple(_nameless(error.faults, str(file))))
    checker = Checker(book, tuple(sorted(book.jurisdictions)), as_of)
    examples = [run_example(case, book.matcher) for rule in book.rules for case in examples_of(rule)]
    gained, lost = _compared(checker, queue)
    found, spared, problem = _on(checker, words)
    return Tried(
        rules=len(book.rules),
        examples=len(examples),
        failed=tuple(f"{ran.case.name}: {ran.difference()}" for ran in examples if not ran.passed),
        problem=problem,
        found=found,
        spared=spared,
        gained=gained,
        lost=lost,
        compared=len(queue),
    )


class Workshop:
    """One process in which packs are tried, one after the other."""

    def __init__(self) -> None:
        self._lock = threading.Lock()
        self._pool: ProcessPoolExecutor | None = None

    def run(self, text: str, words: str, queue: Sequence[Known], as_of: date) -> Tried:
        """Tries a pack.

        Raises:
            RuntimeError: the process died of it, or took more than a minute.
        """
        with self._lock:
            if self._pool is None:
                self._pool = ProcessPoolExecutor(1, multiprocessing.get_context("spawn"))
            try:
                return self._pool.submit(try_pack, text, words, queue, as_of).result(timeout=60)
            except (BrokenProcessPool, TimeoutError) as error:
                pool, self._pool = self._pool, None
                pool.shutdown(wait=False, cancel_futures=True)
                raise RuntimeError("these rules took too long to try, or too much memory") from error

    def close(self) -> None:
        with self._lock:
            if self._pool is not None:
                self._pool.shutdown(cancel_futures=True)
                self._pool = None


@cache
def _vocabulary() -> tuple[Path, ...]:
    """The files that ship and are no packs: words, relations, contexts."""
    sources = find_sources([], builtin=True)
    return tuple(source.path for source in sources if not _is_pack(source.content))


def _is_pack(content: bytes) -> bool:
    return any(line.startswith(b"pack:") for line in content.splitlines())


def _nameless(faults: Iterable[Fault], file: str) -> Iterable[Fault]:
    for fault in faults:
        shown = "the pack" if fault.file == file else Path(fault.file).name
        yield Fault(shown, fault.line, fault.column, fault.message, fault.help)


def _on(checker: Checker, words: str) -> tuple[tuple[Seen, ...], tuple[Seen, ...], str]:
    if not words.strip():
        return (), (), ""
    try:
        result = checker.check(_labeling(words))
    except LabelError as error:
        return (), (), "; ".join(f"line {fault.line}: {fault.message}" for fault in error.faults)
    found = tuple(
        Seen(finding.rule, finding.severity.value, words_of(finding), finding.message) for finding in result.findings
    )
    spared = tuple(Seen(item.rule, "", item.quote, item.reason) for item in result.considered)
    return found, spared, ""


def _labeling(words: str) -> Labeling:
    data = words.encode()
    if kind_of("", data[:4096]) is InputKind.YAML_LABEL:
        return read_label(data, "the label").label.labeling()
    return read_text(data, "the text")


def _compared(checker: Checker, queue: Sequence[Known]) -> tuple[tuple[Change, ...], tuple[Change, ...]]:
    gained, lost = [], []
    for known in queue:
        result = checker.check(from_json(known.labeling))
        now = {(finding.rule, words_of(finding)) for finding in result.findings}
        gained += [Change(known.id, known.name, *change) for change in sorted(now - known.found)]
        lost += [Change(known.id, known.name, *change) for change in sorted(known.found - now)]
    return tuple(gained), tuple(lost)


def pack_text(book: Rulebook, id: str) -> str | None:
    """The file of a pack that was loaded; None where there is none."""
    pack = next((pack for pack in book.packs if pack.id == id), None)
    return None if pack is None else Path(pack.file).read_text(encoding="utf-8-sig")
