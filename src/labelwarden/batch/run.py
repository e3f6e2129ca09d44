"""A catalogue checked: records in, one row out for each, and counts that add up."""

from __future__ import annotations

import hashlib
import pickle
import sys
from collections.abc import Callable, Iterator
from contextlib import ExitStack
from dataclasses import dataclass
from itertools import islice
from pathlib import Path
from typing import Any

from labelwarden.batch.journal import Journal
from labelwarden.batch.output import put_in_place, target_of
from labelwarden.batch.previous import Previous, open_previous
from labelwarden.batch.summary_page import write_page
from labelwarden.batch.tally import Tally
from labelwarden.batch.work import Work, chunks
from labelwarden.batch.workers import work_off
from labelwarden.catalog.feeds.feed import AUTO, Feed, open_feed
from labelwarden.catalog.profiles.table import Mapping
from labelwarden.checker import Checker
from labelwarden.errors import UsageError


@dataclass(frozen=True, slots=True)
class BatchOptions:
    """How a catalogue is read and what comes of it beside the rows."""

    profile: str = AUTO
    mapping: Mapping = ()
    workers: int = 1
    resume: bool = False
    previous: str | None = None
    summary: str | None = None


Told = Callable[[Tally, float | None], object]
"""Is told the counts after each chunk, and the share of the input that is done where it is known."""


def run_batch(
    source: str, out: str, checker: Checker, options: BatchOptions = BatchOptions(), *, told: Told | None = None
) -> Tally:
    """Checks every product of `source` (or `-`) and writes one row for each to `out` (or `-`).

    Raises:
        UsageError: an option does not fit, or a file is of no kind that is read or written here.
        LabelError: the source cannot be opened, or is no catalogue.
    """
    with ExitStack() as stack:
        target = None if out == "-" else target_of(out)
        if options.resume and (target is None or source == "-"):
            raise UsageError("--resume: expected a catalogue and an output that are files, found -")
        previous = stack.enter_context(open_previous(options.previous)) if options.previous else None
        feed = stack.enter_context(open_feed(source, options.profile, options.mapping))
        if target is None:
            tally = _to_standard_output(feed, checker, options, previous, told)
        else:
            tally = _to_file(feed, target, source, checker, options, previous, told)
    if options.summary:
        write_page(Path(options.summary), tally, Path(source).name, checker.as_of, checker.places())
    return tally


def _to_standard_output(
    feed: Feed, checker: Checker, options: BatchOptions, previous: Previous | None, told: Told | None
) -> Tally:
    tally = Tally()
    work = Work(checker, feed.reading, previous)
    for _, lines, counts in work_off(work, chunks(feed.records), options.workers):
        sys.stdout.buffer.write(lines)
        tally.add(counts)
        if told:
            told(tally, feed.share())
    sys.stdout.buffer.flush()
    return tally


def _to_file(
    feed: Feed,
    target: Path,
    source: str,
    checker: Checker,
    options: BatchOptions,
    previous: Previous | None,
    told: Told | None,
) -> Tally:
    journal = Journal(target)
    try:
        journal.open(_identity(source, checker, options), resume=options.resume)
        work = Work(checker, feed.reading, previous)
        left = _behind(feed, journal)
        for count, lines, counts in work_off(work, chunks(left), options.workers):
            journal.add(count, lines, counts)
            if told:
                told(journal.tally, feed.share())
        journal.finish()
        compared = options.previous is not None
        # A run that was killed when all was in place has no part left, and nothing more to do.
        if journal.part.exists():
            put_in_place(journal.part, target, journal.tally, checker.as_of, compared=compared)
    except OSError as error:
        raise UsageError(
            f"cannot write {target}: {error.strerror}; when that is mended, go on with --resume"
        ) from error
    except BaseException:
        journal.close()
        raise
    journal.discard()
    return journal.tally


def _behind(feed: Feed, journal: Journal) -> Iterator[Any]:
    """The records that are still to do."""
    if journal.progress.done:
        return iter(())
    return islice(feed.records, journal.progress.records, None)


def _identity(source: str, checker: Checker, options: BatchOptions) -> dict[str, Any]:
    """What a run is made of: with anything else in it, it is another run. Workers are no part of it."""
    return {
        "catalogue": _digest(source) if source != "-" else "-",
        "set of rules": checker.rulebook.digest,
        "options": [
            *(list(checker.jurisdictions), checker.as_of.isoformat(), list(checker.selected), list(checker.ignored)),
            checker.settings.experimental,
            dict(checker.severities),
            hashlib.sha256(pickle.dumps(checker.settle)).hexdigest() if checker.settle else None,
            options.profile,
            [list(pair) for pair in options.mapping],
        ],
        "earlier result": _digest(options.previous) if options.previous else None,
    }


def _digest(file: str) -> str:
    with Path(file).open("rb") as data:
        return hashlib.file_digest(data, "sha256").hexdigest()
