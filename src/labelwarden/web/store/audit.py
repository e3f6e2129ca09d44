r"""The audit of labels that passed: which of them a person has to look at, and how often something had been missed.

The draw needs no luck and can be done again by anybody: a label is drawn when its point lies below the share. The point
is made of the seed and of what was handed in, so that neither the order of labels nor their names matter, and a greater
share holds all that a lesser one holds.

>>> point_of("a seed", ["00", "ff"]) == point_of("a seed", ["ff", "00"])
True
>>> round(point_of("a seed", ["00"]), 4)
0.3706
"""

from __future__ import annotations

import hashlib
from collections.abc import Iterable
from dataclasses import dataclass
from math import sqrt

from labelwarden.web.store.database import Database, now
from labelwarden.web.store.options import Options

_PASSED = """
SELECT item.id, result.rules_digest, group_concat(file.sha256) AS hashes, item.place
FROM item JOIN result ON result.id = item.result_id JOIN file ON file.item_id = coalesce(item.part_of, item.id)
WHERE item.state = 'read' AND result.verdict = 'pass' AND NOT EXISTS (SELECT 1 FROM draw WHERE draw.item_id = item.id)
GROUP BY item.id
"""

_DRAWN = """
SELECT draw.item_id, item.name, coalesce(result.product, ''), draw.drawn_at, draw.share,
       (SELECT count(*) FROM standing WHERE standing.item_id = draw.item_id AND standing.kind = 'missed'),
       (SELECT max(standing.id) FROM standing WHERE standing.item_id = draw.item_id)
FROM draw JOIN item ON item.id = draw.item_id LEFT JOIN result ON result.id = item.result_id
ORDER BY draw.drawn_at, draw.item_id
"""

_STANDING = """
WITH standing AS (
    SELECT id, item_id, kind FROM decision WHERE kind IN ('audited', 'missed')
    AND NOT EXISTS (SELECT 1 FROM decision AS later WHERE later.about = decision.id))
"""


@dataclass(frozen=True, slots=True)
class Drawn:
    """A label that was drawn. `missed` counts what people found on it; `record` is their newest one, if any."""

    item: int
    name: str
    product: str
    drawn_at: str
    share: float
    missed: int
    record: int | None

    @property
    def state(self) -> str:
        if self.record is None:
            return "to be looked at"
        return "something was missed" if self.missed else "nothing was missed"


@dataclass(frozen=True, slots=True)
class MissRate:
    """Of the labels that passed and were looked at, how many had something that the rules missed."""

    looked_at: int
    missed: int
    waiting: int

    @property
    def rate(self) -> float | None:
        return self.missed / self.looked_at if self.looked_at else None

    @property
    def interval(self) -> tuple[float, float] | None:
        """Between which shares the truth lies, with 95 % confidence."""
        return wilson(self.missed, self.looked_at) if self.looked_at else None


class Audit:
    """The draws of one file."""

    def __init__(self, database: Database, options: Options) -> None:
        self._database = database
        self._options = options

    def draw(self) -> int:
        """Draws from the labels that passed and were not drawn yet, by the share of now; says how many."""
        share = self._options.audit_share()
        rows = self._database.rows(_PASSED) if share else []
        seed = self._options.audit_seed() if rows else ""
        pointed = [(int(row[0]), str(row[1]), point_of(seed, str(row[2]).split(","), row[3])) for row in rows]
        chosen = [(item, digest, point) for item, digest, point in pointed if point < share]
        if not chosen:
            return 0
        with self._database.writing() as connection:
            # Two pages may draw at once; each label is drawn by one of them.
            added = connection.executemany(
                "INSERT INTO draw (item_id, seed, share, point, rules_digest, drawn_at) SELECT ?1, ?2, ?3, ?4, ?5, ?6"
                " WHERE NOT EXISTS (SELECT 1 FROM draw WHERE item_id = ?1)",
                [(item, seed, share, point, digest, now()) for item, digest, point in chosen],
            )
            return added.rowcount

    def all(self) -> list[Drawn]:
        """All labels that were drawn, those that wait for longest first, then those that were looked at."""
        drawn = [Drawn(*row) for row in self._database.rows(_STANDING + _DRAWN)]
        return sorted(drawn, key=lambda label: label.record is not None)

    def rate(self) -> MissRate:
        """What the audit has come to."""
        drawn = self.all()
        looked_at = [label for label in drawn if label.record is not None]
        return MissRate(len(looked_at), sum(label.missed > 0 for label in looked_at), len(drawn) - len(looked_at))


def point_of(seed: str, hashes: Iterable[str], place: int | None = None) -> float:
    """Where a label lies between 0 and 1: the first 8 bytes of a SHA-256, as a number, of 2 to the 64.

    What is hashed are lines: the seed, then the hashes of its files in their order, then, of a product of a catalogue,
    its place there.
    """
    lines = (seed, *sorted(hashes), *(() if place is None else (str(place),)))
    digest = hashlib.sha256("\n".join(lines).encode()).digest()
    return int.from_bytes(digest[:8], "big") / 2**64


def wilson(hits: int, of: int, z: float = 1.96) -> tuple[float, float]:
    """The score interval of a share (Wilson 1927), which holds for few labels and for a share of 0 too.

    >>> [round(end, 3) for end in wilson(0, 50)], [round(end, 3) for end in wilson(3, 20)]
    ([0.0, 0.071], [0.052, 0.36])
    """
    share, square = hits / of, z * z
    middle = (share + square / (2 * of)) / (1 + square / of)
    half = z / (1 + square / of) * sqrt(share * (1 - share) / of + square / (4 * of * of))
    return max(0.0, middle - half), min(1.0, middle + half)
