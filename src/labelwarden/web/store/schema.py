"""The tables of the review page, and the triggers that make its records ones that can only grow.

They come in steps. A file keeps in `user_version` how many of them it has seen, and gets the others when it is opened;
a step that was released is never edited.
"""

from __future__ import annotations

from dataclasses import dataclass


@dataclass(frozen=True, slots=True)
class _OnlyGrows:
    """A table whose rows nobody changes, removes, or replaces by one of the same key, and what is said to who tries."""

    table: str
    changed: str
    removed: str
    replaced: str
    key: str = "id"

    def triggers(self, or_same: str = "") -> str:
        """What sees to it; `or_same` is what else makes two rows the same."""
        name, same = self.table, f"{self.key} = NEW.{self.key} {or_same}".rstrip()
        return f"""\
CREATE TRIGGER {name}_is_never_changed BEFORE UPDATE ON {name}
BEGIN SELECT RAISE(ABORT, '{self.changed}'); END;
CREATE TRIGGER {name}_is_never_removed BEFORE DELETE ON {name}
BEGIN SELECT RAISE(ABORT, '{self.removed}'); END;
CREATE TRIGGER {name}_is_never_replaced BEFORE INSERT ON {name}
WHEN EXISTS (SELECT 1 FROM {name} WHERE {same})
BEGIN SELECT RAISE(ABORT, '{self.replaced}'); END;"""  # noqa: S608 - names of our own


_DECISIONS = _OnlyGrows(
    "decision",
    changed="decisions are never changed; record a new one",
    removed="decisions are never removed; record an undo",
    replaced="decisions are never replaced; record a new one",
)
_LOG = _OnlyGrows(
    "log",
    changed="the log is never changed",
    removed="the log is never shortened",
    replaced="the log is never changed",
)
_DRAWN = _OnlyGrows(
    "draw",
    changed="what was drawn stays drawn",
    removed="what was drawn stays drawn",
    replaced="what was drawn stays drawn",
    key="item_id",
)

_FIRST = f"""
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

{_DECISIONS.triggers()}

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

# What people decide on a label as a whole can be taken back, by a record that names the one it takes back. The list of
# kinds is a check of the table, and SQLite changes no check: the table is made anew, with all that was in it.
_WITHDRAWN = f"""
CREATE TABLE decision_anew (
    id INTEGER PRIMARY KEY,
    item_id INTEGER NOT NULL REFERENCES item (id),
    fingerprint TEXT,
    kind TEXT NOT NULL CHECK (kind IN (
        'accept', 'dismiss', 'legal', 'comment', 'undo', 'missed', 'corrected', 'audited', 'withdrawn')),
    rule TEXT,
    rule_version TEXT,
    words TEXT NOT NULL,
    reason TEXT NOT NULL,
    who TEXT NOT NULL,
    at TEXT NOT NULL,
    about INTEGER,
    CHECK (kind <> 'dismiss' OR length(trim(reason)) > 0),
    CHECK (kind NOT IN ('accept', 'dismiss', 'legal', 'undo') OR fingerprint IS NOT NULL),
    CHECK ((kind = 'withdrawn') = (about IS NOT NULL))
) STRICT;
INSERT INTO decision_anew
    SELECT id, item_id, fingerprint, kind, rule, rule_version, words, reason, who, at, NULL FROM decision;
DROP TABLE decision;
ALTER TABLE decision_anew RENAME TO decision;
CREATE INDEX decision_by_finding ON decision (item_id, fingerprint, id);
CREATE UNIQUE INDEX decision_is_withdrawn_once ON decision (about);

{_DECISIONS.triggers("OR about = NEW.about")}
CREATE TRIGGER decision_withdraws_one_of_its_label BEFORE INSERT ON decision
WHEN NEW.about IS NOT NULL AND NOT EXISTS (SELECT 1 FROM decision
    WHERE id = NEW.about AND item_id = NEW.item_id AND kind IN ('comment', 'missed', 'audited'))
BEGIN SELECT RAISE(ABORT, 'there is no such record on this label to be withdrawn'); END;
"""  # noqa: S608 - names of our own

# Sessions end with this step: those of before do not say how they were proven.
_ACCESS = f"""
DROP TABLE session;
CREATE TABLE session (
    key TEXT PRIMARY KEY,
    csrf TEXT NOT NULL,
    who TEXT NOT NULL,
    role TEXT NOT NULL,
    proof TEXT NOT NULL,
    account TEXT REFERENCES account (name),
    opened_at TEXT NOT NULL,
    expires INTEGER NOT NULL
) STRICT;
CREATE INDEX session_by_account ON session (account);

ALTER TABLE account ADD COLUMN disabled INTEGER NOT NULL DEFAULT 0 CHECK (disabled IN (0, 1));
ALTER TABLE account ADD COLUMN added_at TEXT NOT NULL DEFAULT '';

CREATE TABLE token (
    id INTEGER PRIMARY KEY,
    hash TEXT NOT NULL UNIQUE,
    account TEXT NOT NULL REFERENCES account (name),
    name TEXT NOT NULL,
    role TEXT NOT NULL CHECK (role IN ('reviewer', 'read-only')),
    made_at TEXT NOT NULL,
    expires INTEGER NOT NULL,
    used_on TEXT,
    revoked_at TEXT
) STRICT;

CREATE TABLE setting (
    name TEXT PRIMARY KEY,
    value TEXT NOT NULL
) STRICT;

CREATE TABLE log (
    id INTEGER PRIMARY KEY,
    at TEXT NOT NULL,
    who TEXT NOT NULL,
    what TEXT NOT NULL,
    about TEXT NOT NULL,
    detail TEXT NOT NULL
) STRICT;
{_LOG.triggers()}
"""

# Which labels that passed a person has to look at. Once drawn, always drawn: a sample that could be thrown away until
# it pleases would say nothing.
_AUDIT = f"""
CREATE TABLE draw (
    item_id INTEGER PRIMARY KEY REFERENCES item (id),
    seed TEXT NOT NULL,
    share REAL NOT NULL,
    point REAL NOT NULL,
    rules_digest TEXT NOT NULL,
    drawn_at TEXT NOT NULL
) STRICT;
{_DRAWN.triggers()}
"""

# A catalogue is a label in the queue until it is read; then it is what its products are parts of.
_CATALOGUE = """
ALTER TABLE item ADD COLUMN part_of INTEGER REFERENCES item (id);
ALTER TABLE item ADD COLUMN place INTEGER;
CREATE UNIQUE INDEX item_of_catalogue ON item (part_of, place) WHERE part_of IS NOT NULL;

CREATE TABLE catalogue (
    item_id INTEGER PRIMARY KEY REFERENCES item (id),
    kind TEXT NOT NULL,
    products INTEGER NOT NULL,
    unread TEXT NOT NULL
) STRICT;
"""

# What a person put right can be taken back: each reading says which one it was made from.
_MADE_FROM = """
ALTER TABLE reading ADD COLUMN made_from INTEGER REFERENCES reading (id);
"""

STEPS = (_FIRST, _WITHDRAWN, _ACCESS, _AUDIT, _CATALOGUE, _MADE_FROM)
