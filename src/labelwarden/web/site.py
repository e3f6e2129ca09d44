"""What every page works with: the store, the rules, and the results of now."""

from __future__ import annotations

import threading
from collections import OrderedDict
from dataclasses import dataclass, field, replace

from labelwarden.findings.finding import LabelResult
from labelwarden.label.labeling import Labeling
from labelwarden.web.access import Access
from labelwarden.web.background import Background
from labelwarden.web.blobs import Blobs
from labelwarden.web.judging import Judge
from labelwarden.web.labeling_json import from_json, to_json
from labelwarden.web.rereading import Rereading
from labelwarden.web.rule_files import RuleFiles, read_rule_files
from labelwarden.web.settings import Settings
from labelwarden.web.store.accounts import Accounts
from labelwarden.web.store.audit import Audit
from labelwarden.web.store.catalogues import Catalogues
from labelwarden.web.store.database import Database
from labelwarden.web.store.decisions import Decision, Decisions, Judged
from labelwarden.web.store.items import Item, Items, State, StoredPicture
from labelwarden.web.store.log import Event, Log
from labelwarden.web.store.options import Options
from labelwarden.web.store.sessions import Sessions
from labelwarden.web.store.tokens import Tokens
from labelwarden.web.workshop import Workshop

_MOST_KEPT = 64


@dataclass(frozen=True, slots=True)
class Case:
    """A label that was read, with its result under the rules of now and what was decided on it."""

    item: Item
    labeling: Labeling
    result: LabelResult
    judged: tuple[Judged, ...]
    latest: dict[str, Decision]
    record: tuple[Decision, ...]
    pictures: tuple[StoredPicture, ...]
    places: tuple[str, ...]
    is_corrected: bool = False
    """Whether people have put words right that can be taken back."""

    def judged_by(self, fingerprint: str) -> Judged | None:
        return next((judged for judged in self.judged if judged.fingerprint == fingerprint), None)


@dataclass(slots=True)
class Site:
    """One server."""

    settings: Settings
    database: Database
    items: Items
    catalogues: Catalogues
    decisions: Decisions
    access: Access
    log: Log
    options: Options
    audit: Audit
    blobs: Blobs
    judge: Judge
    background: Background
    rereading: Rereading
    workshop: Workshop
    rule_files: RuleFiles
    _kept: OrderedDict[tuple[int, str], tuple[Labeling, LabelResult]] = field(default_factory=OrderedDict)
    _lock: threading.Lock = field(default_factory=threading.Lock)

    def case(self, number: int) -> Case | None:
        """The label of that number; None where there is none, or it is not read."""
        item = self.items.item(number)
        if item is None or item.state is not State.READ or item.reading_id is None:
            return None
        checker = self.judge.at_present()
        reading = item.reading_id
        labeling, result = self._checked(reading)
        if number in self.items.outdated(checker.rulebook.digest, checker.as_of.isoformat(), number):
            self.items.keep_result(number, reading, self.judge.outcome(labeling))
            item = self.items.item(number) or item
        record = tuple(self.decisions.of_item(number))
        return Case(
            item=item,
            labeling=labeling,
            result=result,
            judged=tuple(self.items.judged(item.result_id or 0)),
            latest=self.decisions.latest(number),
            record=record,
            pictures=tuple(self.items.pictures(number)),
            places=self.judge.places(labeling),
            is_corrected=self.items.made_from(reading) is not None,
        )

    def correct(self, case: Case, labeling: Labeling, who: str) -> bool:
        """Keeps words that a person supplied, and what the rules say of them; not if the words changed meanwhile."""
        outcome = self.judge.outcome(labeling)
        return self.items.correct(case.item.id, case.item.reading_id or 0, to_json(labeling), outcome, who)

    def take_back(self, case: Case) -> bool:
        """Undoes the last correction of the words; not if there is none, or if the words changed meanwhile."""
        reading = case.item.reading_id or 0
        earlier = self.items.made_from(reading)
        if earlier is None:
            return False
        outcome = self.judge.outcome(from_json(self.items.labeling(earlier)))
        return self.items.go_back(case.item.id, reading, earlier, outcome)

    def keep_pictures(self) -> None:
        """Lets pictures be removed after the days of now. What an admin sets may be less than --keep-days, not more."""
        limits = [days for days in (self.settings.keep_days, self.options.keep_days()) if days is not None]
        self.background.keep_for(min(limits, default=None))

    def _checked(self, reading: int) -> tuple[Labeling, LabelResult]:
        """A reading put to the rules of now. What was looked at lately is at hand: the same page is asked for often."""
        key = reading, self.judge.checker.as_of.isoformat()
        with self._lock:
            if key in self._kept:
                self._kept.move_to_end(key)
                return self._kept[key]
        labeling = from_json(self.items.labeling(reading))
        found = labeling, self.judge.check(labeling)
        with self._lock:
            self._kept[key] = found
            while len(self._kept) > _MOST_KEPT:
                self._kept.popitem(last=False)
        return found


def open_site(settings: Settings, judge: Judge, *, engine: str = "auto", workers: int = 1) -> Site:
    """The server's parts on the folder of its data, which is made where it is missing.

    Raises:
        UsageError: the folder holds a review file that is none.
    """
    settings.data.mkdir(parents=True, exist_ok=True)
    database = Database(settings.data / "review.sqlite")
    items, catalogues, blobs = Items(database), Catalogues(database), Blobs(settings.data / "files")
    # What settles findings by a waivers file belongs to a command line; here people decide.
    judge.checker = replace(judge.checker, settle=None, _selections={})
    rule_files = read_rule_files(settings.rules, builtin=settings.builtin)
    log, options = Log(database), Options(database)
    access = Access(settings, Sessions(database), Accounts(database), Tokens(database), log)
    site = Site(
        settings=settings,
        database=database,
        items=items,
        catalogues=catalogues,
        decisions=Decisions(database),
        access=access,
        log=log,
        options=options,
        audit=Audit(database, options),
        blobs=blobs,
        judge=judge,
        background=Background(items, catalogues, blobs, judge, engine, workers, settings.limits.max_pixels),
        workshop=Workshop(judge.checker, {file.name: file.text for file in rule_files.files}),
        rule_files=rule_files,
        rereading=Rereading(engine),
    )
    site.background.forgotten = lambda count: log.add("server", Event.PICTURES_REMOVED, detail=f"{count} contents")
    site.keep_pictures()
    return site
