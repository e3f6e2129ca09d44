"""Reading what waits, in processes of its own: a picture takes seconds, and a broken one may end a process."""

from __future__ import annotations

import logging
import threading
from collections.abc import Callable, Sequence
from concurrent.futures import ProcessPoolExecutor
from concurrent.futures.process import BrokenProcessPool
from dataclasses import dataclass, field
from datetime import UTC, datetime, timedelta

from labelwarden.web.blobs import Blobs
from labelwarden.web.catalogue import Found, may_be_catalogue
from labelwarden.web.judging import Judge
from labelwarden.web.labeling_json import from_json
from labelwarden.web.pool import OurFaultError, answer, prepared_pool
from labelwarden.web.reading import Given
from labelwarden.web.reading_process import Read, next_products, open_catalogue, read_files
from labelwarden.web.store.catalogues import Catalogues
from labelwarden.web.store.database import MOMENT
from labelwarden.web.store.items import Item, Items, StoredFile, StoredPicture

_log = logging.getLogger(__name__)


@dataclass(slots=True)
class Background:
    """Threads that take what waits, each with a process that reads it."""

    items: Items
    catalogues: Catalogues
    blobs: Blobs
    judge: Judge
    engine: str = "auto"
    workers: int = 1
    max_pixels: int = 50_000_000
    keep_days: int | None = None
    """After so many days the contents of files and pictures are removed; words, hashes and decisions stay."""
    forgotten: Callable[[int], None] = lambda _: None
    """Told how many contents were removed."""
    _wake: threading.Condition = field(default_factory=threading.Condition, init=False)
    _added: int = field(default=0, init=False)
    _changed: int = field(default=0, init=False)
    _stopping: bool = field(default=False, init=False)
    _threads: list[threading.Thread] = field(default_factory=list, init=False)

    def start(self) -> None:
        """What a server before this one left half read is read anew; what other rules judged is judged anew."""
        self.items.put_back()
        self._threads = [
            threading.Thread(target=self._work, name=f"reading-{number}", daemon=True) for number in range(self.workers)
        ]
        self._threads.append(threading.Thread(target=self._judge_anew, name="judging", daemon=True))
        self._threads.append(threading.Thread(target=self._forget, name="forgetting", daemon=True))
        for thread in self._threads:
            thread.start()

    def wake(self) -> None:
        """Something was added."""
        with self._wake:
            self._added += 1
            self._wake.notify_all()

    def stop(self) -> None:
        """Ends after the labels in hand; what waits still waits the next time."""
        with self._wake:
            self._stopping = True
            self._wake.notify_all()
        for thread in self._threads:
            thread.join()

    def _work(self) -> None:
        pool = self._pool()
        try:
            while not self._stopping:
                # Counted before it is looked, so that what is added in between wakes at once.
                added = self._added
                item = self.items.next_waiting()
                if item is None:
                    self._sleep(added)
                    continue
                try:
                    self._take(item, pool)
                except BrokenProcessPool:
                    _log.exception("the process that read label %d died", item.id)
                    self.items.fail(item.id, "the process that read it died; it may be broken or too large")
                    pool.shutdown(wait=False)
                    pool = self._pool()
        finally:
            pool.shutdown(wait=True, cancel_futures=True)

    def _sleep(self, added: int) -> None:
        with self._wake:
            self._wake.wait_for(lambda: self._stopping or self._added != added)

    def _pool(self) -> ProcessPoolExecutor:
        return prepared_pool(self.judge, self.engine)

    def _take(self, item: Item, pool: ProcessPoolExecutor) -> None:
        stored = self.items.files(item.id)
        files = tuple(Given(file.name, self.blobs.path(file.sha256)) for file in stored)
        try:
            if len(files) == 1 and may_be_catalogue(files[0].name):
                found = answer(pool, open_catalogue, files[0])
                if isinstance(found, Found):
                    self._take_products(item, stored, found, pool)
                elif found is not None:
                    self.items.fail(item.id, found)
                if found is not None:
                    return
            self._take_label(item, answer(pool, read_files, files, item.name, self.max_pixels))
        except OurFaultError as fault:
            # Told on the page and in the log, and the next label is read all the same.
            _log.error("label %d", item.id, exc_info=fault.__cause__)
            kind = type(fault.__cause__).__name__
            self.items.fail(item.id, f"a fault of ours, not of your files ({kind}); please report it")

    def _take_label(self, item: Item, read: Read) -> None:
        if read.outcome is None:
            self.items.fail(item.id, read.error)
            return
        pictures = [
            StoredPicture(number, page.file, page.page, page.width, page.height, self.blobs.put(page.data), page.kind)
            for number, page in enumerate(read.pictures, start=1)
        ]
        self.items.keep(item.id, read.labeling, read.outcome, "reading", pictures)

    def _take_products(self, item: Item, stored: Sequence[StoredFile], found: Found, pool: ProcessPoolExecutor) -> None:
        taken = frozenset(self.catalogues.begin(item.id, found.kind, found.products, found.unread))
        parts, error = answer(pool, next_products, item.name, taken)
        while parts and not self._stopping:
            self.catalogues.add(item, stored, parts)
            parts, error = ([], error) if error else answer(pool, next_products, item.name, taken)
        if error:
            self.items.fail(item.id, f"its products up to here were taken in; then: {error}")
        elif not self._stopping:
            self.catalogues.finish(item.id)

    def keep_for(self, days: int | None) -> None:
        """Contents are removed after so many days from now on; None: never."""
        with self._wake:
            self.keep_days = days
            self._changed += 1
            self._wake.notify_all()

    def _forget(self) -> None:
        """Removes old contents: now, every hour, and when they may be kept for other days."""
        while not self._stopping:
            known = self._changed
            self.forget_now()
            self._rest(known)

    def _rest(self, known: int) -> None:
        with self._wake:
            self._wake.wait_for(lambda: self._stopping or self._changed != known, timeout=3600)

    def forget_now(self, now: datetime | None = None) -> int:
        """Removes the contents that are older than they may be; says how many."""
        if self.keep_days is None:
            return 0
        moment = (now or datetime.now(UTC)) - timedelta(days=self.keep_days)
        old = [digest for digest in self.items.contents_before(moment.strftime(MOMENT)) if self.blobs.has(digest)]
        for digest in old:
            self.blobs.remove(digest)
        if old:
            self.forgotten(len(old))
        return len(old)

    def _judge_anew(self) -> None:
        """Labels that were judged by other rules, or for another day, are put to those of now."""
        checker = self.judge.at_present()
        for number in self.items.outdated(checker.rulebook.digest, checker.as_of.isoformat()):
            if self._stopping:
                return
            item = self.items.item(number)
            if item is not None and item.reading_id is not None:
                labeling = from_json(self.items.labeling(item.reading_id))
                self.items.keep_result(number, item.reading_id, self.judge.outcome(labeling))
