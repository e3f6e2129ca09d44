"""A catalogue checked: records in, one row out for each, and counts that add up."""

from __future__ import annotations

import hashlib
import sys
from collections.abc import Callable, Iterator
from contextlib import ExitStack
from dataclasses import dataclass
from itertools import islice
from pathlib import Path
from typing import Any

from labelwarden.batch.digest import run_key, settled_by
from labelwarden.batch.journal import Journal
from labelwarden.batch.line import Form
from labelwarden.batch.output import is_table, put_in_place, target_of
from labelwarden.batch.previous import open_previous
from labelwarden.batch.summary_page import write_page
from labelwarden.batch.tally import Tally
from labelwarden.batch.work import Work
from labelwarden.batch.workers import work_off
from labelwarden.catalog.feeds.feed import AUTO, Feed, open_feed
from labelwarden.catalog.picture_folder import PictureFolder
from labelwarden.catalog.profiles.table import Mapping
from labelwarden.checker import Checker
from labelwarden.errors import UsageError
from labelwarden.waivers.settle import Settling


@dataclass(frozen=True, slots=True)
class BatchOptions:
    """How a catalogue is read and what comes of it beside the rows."""

    profile: str = AUTO
    mapping: Mapping = ()
    workers: int = 1
    resume: bool = False
    previous: str | None = None
    reuse: bool = False
    """Rows carry a digest, and those of `previous` that are unchanged are taken over, unless there are waivers."""
    images_dir: str | None = None
    matrix: bool = False
    supplements: tuple[str, ...] = ()
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
    if options.images_dir is not None and not Path(options.images_dir).is_dir():
        raise UsageError(f"--images-dir {options.images_dir}: expected a folder, found none of that name")
    with ExitStack() as stack:
        target = None if out == "-" else target_of(out)
        if options.resume and (target is None or source == "-"):
            raise UsageError("--resume: expected a catalogue and an output that are files, found -")
        previous = stack.enter_context(open_previous(options.previous)) if options.previous else None
        pictures = PictureFolder(Path(options.images_dir).resolve()) if options.images_dir is not None else None
        feed = stack.enter_context(
            open_feed(
                source, options.profile, options.mapping, pictures=pictures is not None, supplements=options.supplements
            )
        )
        form = Form(
            table=target is not None and is_table(target),
            matrix=options.matrix,
            digests=options.reuse,
            settled=checker.settle is not None,
            compared=previous is not None,
        )
        key = (
            run_key(checker, matrix=options.matrix, reader=pictures.reads_by() if pictures else "")
            if options.reuse
            else b""
        )
        settling = Settling.of(checker.settle)
        # Of a row that is not checked nobody would know whether a waiver for it is of use still.
        reuses = options.reuse and previous is not None and not (settling and settling.has_waivers)
        work = Work(checker, feed.reading, form, previous, pictures, key, reuses)
        if target is None:
            tally = _to_standard_output(feed, work, options, told)
        else:
            identity = _identity(source, checker, options, pictures)
            tally = _to_file(feed, target, work, identity, options, told)
    if settling is not None:
        settling.add_account(tally.waivers)
    if options.summary:
        write_page(Path(options.summary), tally, Path(source).name, checker.as_of, checker.places())
    return tally


def _to_standard_output(feed: Feed, work: Work, options: BatchOptions, told: Told | None) -> Tally:
    tally = Tally()
    for _, lines, counts in work_off(work, work.chunks(feed.records), options.workers):
        sys.stdout.buffer.write(lines)
        tally.add(counts)
        if told:
            told(tally, feed.share())
    sys.stdout.buffer.flush()
    if remark := feed.remark():
        tally.notes[remark] += 1
    return tally


def _to_file(
    feed: Feed, target: Path, work: Work, identity: dict[str, Any], options: BatchOptions, told: Told | None
) -> Tally:
    journal = Journal(target)
    try:
        journal.open(identity, resume=options.resume)
        left = _behind(feed, journal)
        for count, lines, counts in work_off(work, work.chunks(left), options.workers):
            journal.add(count, lines, counts)
            if told:
                told(journal.tally, feed.share())
        if (remark := feed.remark()) and not journal.progress.done:
            journal.tally.notes[remark] += 1
        journal.finish()
        if work.previous is not None:
            work.previous.close()  # it may be the very file that is replaced now
        # A run that was killed when all was in place has no part left, and nothing more to do.
        if journal.part.exists():
            put_in_place(journal.part, target, journal.tally, work.checker.as_of, work.form)
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


def _identity(source: str, checker: Checker, options: BatchOptions, pictures: PictureFolder | None) -> dict[str, Any]:
    """What a run is made of: with anything else in it, it is another run. Workers are no part of it."""
    return {
        "catalogue": _digest(source) if source != "-" else "-",
        "set of rules": checker.rulebook.digest,
        "options": [
            *(list(checker.jurisdictions), checker.as_of.isoformat(), list(checker.selected), list(checker.ignored)),
            checker.settings.experimental,
            dict(checker.severities),
            settled_by(checker),
            options.profile,
            [list(pair) for pair in options.mapping],
            [options.reuse, options.matrix],
            [_digest(file) for file in options.supplements],
        ],
        "pictures": hashlib.sha256(repr(pictures.state()).encode()).hexdigest() if pictures else None,
        "earlier result": _digest(options.previous) if options.previous else None,
    }


def _digest(file: str) -> str:
    with Path(file).open("rb") as data:
        return hashlib.file_digest(data, "sha256").hexdigest()
