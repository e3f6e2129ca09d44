from __future__ import annotations

import sqlite3
import threading
from collections.abc import Iterator
from pathlib import Path

import pytest

from labelwarden.errors import UsageError
from labelwarden.web.store.database import Database
from labelwarden.web.store.decisions import Decisions, Judged, Kind, Overtaken
from labelwarden.web.store.items import Items, Outcome, State, StoredFile

CLAIM = Judged("f" * 16, "us.7oh.disease-claim", "2026.11.1+aa", "cures gout")
OTHER = Judged("e" * 16, "us.7oh.unlawful", "2026.11.1+bb", "7-OH")


def outcome(*judged: Judged, risk: int = 5, digest: str = "d") -> Outcome:
    return Outcome(digest, "2026-11-25", "Oats", "fail", risk, "{}", tuple((j, "major", "A title") for j in judged))


@pytest.fixture
def database(tmp_path: Path) -> Iterator[Database]:
    database = Database(tmp_path / "review.sqlite")
    yield database
    database.close()


@pytest.fixture
def item(database: Database) -> int:
    items = Items(database)
    number = items.add("oats.txt", [StoredFile("oats.txt", "0" * 64, 3)], "anna")
    items.keep(number, "{}", outcome(CLAIM, OTHER), "reading", [])
    return number


@pytest.mark.parametrize("statement", ["UPDATE decision SET reason = 'other'", "DELETE FROM decision"])
def test_a_record_is_never_changed_or_removed(database: Database, item: int, statement: str) -> None:
    Decisions(database).decide(item, CLAIM, Kind.ACCEPT, "anna")
    with pytest.raises(sqlite3.IntegrityError, match="decisions are never"), database.writing() as connection:
        connection.execute(statement)
    assert [record.kind for record in Decisions(database).of_item(item)] == [Kind.ACCEPT]


def test_replacing_a_record_is_a_removal_too(database: Database, item: int) -> None:
    record = Decisions(database).decide(item, CLAIM, Kind.ACCEPT, "anna")
    with pytest.raises(sqlite3.IntegrityError), database.writing() as connection:
        connection.execute(
            "INSERT OR REPLACE INTO decision (id, item_id, kind, words, reason, who, at) VALUES (?, ?, 'comment', '',"
            " '', 'eve', '')",
            (record.id, item),
        )
    assert [kept.who for kept in Decisions(database).of_item(item)] == ["anna"]


def test_a_dismissal_needs_a_reason(database: Database, item: int) -> None:
    with pytest.raises(sqlite3.IntegrityError):
        Decisions(database).decide(item, CLAIM, Kind.DISMISS, "anna", "  ")


def test_undo_is_a_new_record_that_opens_the_finding(database: Database, item: int) -> None:
    decisions, items = Decisions(database), Items(database)
    assert items.queue()[0].open == 2
    first = decisions.decide(item, CLAIM, Kind.ACCEPT, "anna")
    assert items.queue()[0].open == 1
    decisions.decide(item, CLAIM, Kind.UNDO, "ben", seen=first.id)
    assert items.queue()[0].open == 2
    assert [(record.kind, record.who) for record in decisions.of_item(item)] == [("accept", "anna"), ("undo", "ben")]


def test_a_finding_is_open_again_when_its_rule_changes(database: Database, item: int) -> None:
    Decisions(database).decide(item, CLAIM, Kind.ACCEPT, "anna")
    changed = Judged(CLAIM.fingerprint, CLAIM.rule, "2026.12.1+cc", CLAIM.words)
    reading = Items(database).item(item)
    assert reading is not None
    assert reading.reading_id is not None
    Items(database).keep_result(item, reading.reading_id, outcome(changed, digest="e"))
    assert Items(database).queue()[0].open == 1
    assert not Decisions(database).latest(item)[CLAIM.fingerprint].holds_for(changed.rule_version)


def test_of_two_reviewers_the_second_is_told_and_nothing_is_lost(database: Database, item: int) -> None:
    decisions = Decisions(database)
    decisions.decide(item, CLAIM, Kind.ACCEPT, "anna")
    with pytest.raises(Overtaken) as overtaken:
        decisions.decide(item, CLAIM, Kind.DISMISS, "ben", "a quotation")
    assert overtaken.value.other.who == "anna"
    decisions.decide(item, CLAIM, Kind.DISMISS, "ben", "a quotation", seen=overtaken.value.other.id)
    assert [record.who for record in decisions.of_item(item)] == ["anna", "ben"]


def test_of_many_at_once_exactly_one_decides_first(database: Database, item: int) -> None:
    decisions = Decisions(database)
    told: list[str] = []

    def decide(number: int) -> None:
        try:
            decisions.decide(item, CLAIM, Kind.ACCEPT, f"reviewer {number}")
        except Overtaken as overtaken:
            told.append(overtaken.other.who)

    threads = [threading.Thread(target=decide, args=(number,)) for number in range(8)]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    records = decisions.of_item(item)
    assert len(records) == 1
    assert told == [records[0].who] * 7


def test_a_comment_decides_nothing(database: Database, item: int) -> None:
    decisions = Decisions(database)
    decisions.comment(item, CLAIM, "anna", "ask the supplier")
    decisions.decide(item, CLAIM, Kind.ACCEPT, "ben")
    assert Items(database).queue()[0].open == 1


def test_each_waiting_label_is_taken_once(database: Database) -> None:
    items = Items(database)
    for number in range(20):
        items.add(f"label {number}", [], "anna")
    taken: list[int] = []

    def take() -> None:
        while (next_one := items.next_waiting()) is not None:
            taken.append(next_one.id)

    threads = [threading.Thread(target=take) for _ in range(4)]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    assert sorted(taken) == list(range(1, 21))


def test_what_was_being_read_when_the_server_stopped_waits_again(database: Database) -> None:
    items = Items(database)
    items.add("label", [], "anna")
    items.next_waiting()
    assert items.counts()[State.READING] == 1
    items.put_back()
    assert items.counts() == {State.WAITING: 1, State.READING: 0, State.READ: 0, State.FAILED: 0}


def test_the_queue_has_open_labels_first_the_riskiest_on_top(database: Database) -> None:
    items, decisions = Items(database), Decisions(database)
    for name, risk, judged in (("low", 1, (CLAIM,)), ("done", 9, (CLAIM,)), ("high", 7, (CLAIM,)), ("clean", 0, ())):
        items.keep(items.add(name, [], "anna"), "{}", outcome(*judged, risk=risk), "reading", [])
    items.add("waits", [], "anna")
    items.fail(items.add("broken", [], "anna"), "no picture")
    decisions.decide(2, CLAIM, Kind.ACCEPT, "anna")
    assert [row.name for row in items.queue()] == ["high", "low", "broken", "done", "clean", "waits"]


def test_a_result_for_words_that_changed_meanwhile_is_dropped(database: Database, item: int) -> None:
    items = Items(database)
    before = items.item(item)
    assert before is not None
    assert before.reading_id is not None
    items.keep(item, '{"corrected": 1}', outcome(OTHER), "anna")
    items.keep_result(item, before.reading_id, outcome(CLAIM))
    after = items.item(item)
    assert after is not None
    assert after.result_id is not None
    assert items.judged(after.result_id) == [OTHER]


def test_a_file_that_is_none_of_ours_is_refused(tmp_path: Path) -> None:
    text = tmp_path / "notes.sqlite"
    text.write_text("a shopping list that is long enough to be no database at all\n" * 20)
    with pytest.raises(UsageError, match="another folder"):
        Database(text)
    other = sqlite3.connect(tmp_path / "other.sqlite")
    other.execute("CREATE TABLE mine (a)")
    other.close()
    with pytest.raises(UsageError, match="something else"):
        Database(tmp_path / "other.sqlite")


# --- many at once -----------------------------------------------------------------------------------------------------


def test_the_file_is_written_ahead_and_synced(database: Database) -> None:
    assert [tuple(row) for row in database.rows("PRAGMA journal_mode")] == [("wal",)]
    assert [tuple(row) for row in database.rows("PRAGMA synchronous")] == [(2,)]
    assert [tuple(row) for row in database.rows("PRAGMA foreign_keys")] == [(1,)]


def test_no_decision_of_many_reviewers_on_two_servers_is_lost(database: Database) -> None:
    """Eight reviewers, each with another way into the file, decide and undo on labels of all; readers look on."""
    items = Items(database)
    labels = [items.add(f"label {number}", [], "anna") for number in range(6)]
    for label in labels:
        items.keep(label, "{}", outcome(CLAIM, OTHER), "reading", [])
    done: list[int] = []
    faults: list[BaseException] = []
    counted: set[int] = set()
    over = threading.Event()

    def review(number: int, file: Database) -> None:
        decisions = Decisions(file)
        try:
            for turn in range(20):
                label, judged = labels[(number + turn) % len(labels)], (CLAIM, OTHER)[turn % 2]
                kind = Kind.UNDO if turn % 4 == 3 else Kind.ACCEPT
                seen = 0
                while True:
                    try:
                        made = decisions.decide(label, judged, kind, f"reviewer {number}", f"turn {turn}", seen=seen)
                    except Overtaken as overtaken:
                        seen = overtaken.other.id
                    else:
                        done.append(made.id)
                        break
        except sqlite3.Error as fault:
            faults.append(fault)

    def look() -> None:
        while not over.is_set():
            counted.add(len(items.queue()))

    other = Database(database.path)
    reviewers = [threading.Thread(target=review, args=(n, database if n % 2 else other)) for n in range(8)]
    onlooker = threading.Thread(target=look)
    for thread in (*reviewers, onlooker):
        thread.start()
    for thread in reviewers:
        thread.join()
    over.set()
    onlooker.join()
    other.close()
    assert faults == []
    assert counted == {6}
    records = Decisions(database).all()
    assert sorted(done) == [record.id for record in records]
    assert len({(record.who, record.reason) for record in records}) == len(records) == 8 * 20


def test_a_file_of_the_first_version_is_brought_up_with_all_its_decisions(tmp_path: Path) -> None:
    from labelwarden.web.store.schema import STEPS

    path = tmp_path / "review.sqlite"
    old = sqlite3.connect(path)
    old.executescript(STEPS[0])
    old.execute("INSERT INTO item VALUES (7, 'oats', 'read', NULL, '', '2026-01-01T00:00:00Z', 'anna', NULL, NULL)")
    old.execute(
        "INSERT INTO decision VALUES (3, 7, 'f', 'dismiss', 'r', 'v', 'w', 'why', 'anna', '2026-01-02T00:00:00Z')"
    )
    old.execute("INSERT INTO account VALUES ('dora', 'admin', 'hash')")
    old.execute("INSERT INTO session VALUES ('key', 'csrf', 'dora', 'admin', 9999999999)")
    old.execute("PRAGMA user_version = 1")
    old.commit()
    old.close()
    for _ in range(2):
        database = Database(path)
        record = Decisions(database).all()[0]
        assert (record.id, record.item, record.kind, record.reason, record.about) == (3, 7, Kind.DISMISS, "why", None)
        with pytest.raises(sqlite3.IntegrityError, match="never removed"), database.writing() as connection:
            connection.execute("DELETE FROM decision")
        assert [tuple(row) for row in database.rows("SELECT name, disabled FROM account")] == [("dora", 0)]
        # It does not say how it was proven: one logs in again.
        assert database.rows("SELECT * FROM session") == []
        database.close()


def test_a_file_of_a_later_version_is_left_alone(tmp_path: Path) -> None:
    path = tmp_path / "review.sqlite"
    Database(path).close()
    later = sqlite3.connect(path)
    later.execute("PRAGMA user_version = 99")
    later.close()
    with pytest.raises(UsageError, match="found one of 99"):
        Database(path)


@pytest.mark.parametrize(
    ("statement", "why"),
    [
        ("UPDATE OR REPLACE decision SET who = 'eve'", "never changed"),
        ("INSERT OR REPLACE INTO decision SELECT * FROM decision", "never replaced"),
        ("INSERT OR IGNORE INTO decision SELECT * FROM decision", "never replaced"),
        ("INSERT INTO decision SELECT * FROM decision WHERE true ON CONFLICT DO UPDATE SET who = 'eve'", "never"),
    ],
)
def test_no_way_of_sql_changes_a_record(database: Database, item: int, statement: str, why: str) -> None:
    Decisions(database).decide(item, CLAIM, Kind.ACCEPT, "anna")
    with pytest.raises(sqlite3.IntegrityError, match=why), database.writing() as connection:
        connection.execute(statement)
    assert [record.who for record in Decisions(database).all()] == ["anna"]
