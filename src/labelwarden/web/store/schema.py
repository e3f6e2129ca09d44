"""The tables of the review page, and the triggers that make the record of decisions one that can only grow."""

from __future__ import annotations

VERSION = 1
"""Kept in the file as `user_version`; a file of another version is refused."""

SCHEMA = """
CREATE TABLE item (
    id INTEGER PRIMARY KEY,
    name TEXT NOT NULL,
    state TEXT NOT NULL CHECK (state IN ('waiting', 'reading', 'read', 'failed')),
    error TEXT,
    origin TEXT NOT NULL,
    added_at TEXT NOT NULL,
    added_by TEXT NOT NULL,
    reading_id INTEGER,
    result_id INTEGER
) STRICT;
CREATE INDEX item_by_state ON item (state, id);

CREATE TABLE file (
    item_id INTEGER NOT NULL REFERENCES item (id),
    position INTEGER NOT NULL,
    name TEXT NOT NULL,
    sha256 TEXT NOT NULL,
    size INTEGER NOT NULL,
    PRIMARY KEY (item_id, position)
) STRICT;

CREATE TABLE picture (
    item_id INTEGER NOT NULL REFERENCES item (id),
    number INTEGER NOT NULL,
    file TEXT NOT NULL,
    page INTEGER,
    width INTEGER NOT NULL,
    height INTEGER NOT NULL,
    sha256 TEXT NOT NULL,
    kind TEXT NOT NULL CHECK (kind IN ('png', 'jpeg')),
    PRIMARY KEY (item_id, number)
) STRICT;

CREATE TABLE reading (
    id INTEGER PRIMARY KEY,
    item_id INTEGER NOT NULL REFERENCES item (id),
    made_at TEXT NOT NULL,
    made_by TEXT NOT NULL,
    labeling TEXT NOT NULL
) STRICT;

CREATE TABLE result (
    id INTEGER PRIMARY KEY,
    item_id INTEGER NOT NULL REFERENCES item (id),
    reading_id INTEGER NOT NULL REFERENCES reading (id),
    made_at TEXT NOT NULL,
    rules_digest TEXT NOT NULL,
    as_of TEXT NOT NULL,
    product TEXT,
    verdict TEXT NOT NULL,
    risk INTEGER NOT NULL,
    report TEXT NOT NULL
) STRICT;
CREATE INDEX result_by_day ON result (made_at);

CREATE TABLE finding (
    result_id INTEGER NOT NULL REFERENCES result (id),
    number INTEGER NOT NULL,
    fingerprint TEXT NOT NULL,
    rule TEXT NOT NULL,
    rule_version TEXT NOT NULL,
    severity TEXT NOT NULL,
    title TEXT NOT NULL,
    words TEXT NOT NULL,
    PRIMARY KEY (result_id, number)
) STRICT;
CREATE INDEX finding_by_rule ON finding (rule);

CREATE TABLE decision (
    id INTEGER PRIMARY KEY,
    item_id INTEGER NOT NULL REFERENCES item (id),
    fingerprint TEXT,
    kind TEXT NOT NULL
        CHECK (kind IN ('accept', 'dismiss', 'legal', 'comment', 'undo', 'missed', 'corrected', 'audited')),
    rule TEXT,
    rule_version TEXT,
    words TEXT NOT NULL,
    reason TEXT NOT NULL,
    who TEXT NOT NULL,
    at TEXT NOT NULL,
    CHECK (kind <> 'dismiss' OR length(trim(reason)) > 0),
    CHECK (kind NOT IN ('accept', 'dismiss', 'legal', 'undo') OR fingerprint IS NOT NULL)
) STRICT;
CREATE INDEX decision_by_finding ON decision (item_id, fingerprint, id);

CREATE TRIGGER decision_is_never_changed BEFORE UPDATE ON decision
BEGIN SELECT RAISE(ABORT, 'decisions are never changed; record a new one'); END;
CREATE TRIGGER decision_is_never_removed BEFORE DELETE ON decision
BEGIN SELECT RAISE(ABORT, 'decisions are never removed; record an undo'); END;
CREATE TRIGGER decision_is_never_replaced BEFORE INSERT ON decision
WHEN EXISTS (SELECT 1 FROM decision WHERE id = NEW.id)
BEGIN SELECT RAISE(ABORT, 'decisions are never replaced; record a new one'); END;

CREATE TABLE session (
    key TEXT PRIMARY KEY,
    csrf TEXT NOT NULL,
    who TEXT NOT NULL,
    role TEXT NOT NULL,
    expires INTEGER NOT NULL
) STRICT;

CREATE TABLE account (
    name TEXT PRIMARY KEY,
    role TEXT NOT NULL CHECK (role IN ('reviewer', 'admin', 'read-only')),
    hash TEXT NOT NULL
) STRICT;
"""
