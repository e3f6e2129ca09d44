"""What a finding says beside its rule: the letters that cited the same, lawful words instead, the criterion it meets.

None of it decides anything. It is looked up for findings alone, and it lies in the cache of compiled rules as bytes
that nothing reads until there is a finding.
"""

from __future__ import annotations

import pickle
from collections.abc import Collection, Iterable, Mapping, Sequence
from dataclasses import dataclass, field

from labelwarden.findings.finding import Precedent, Topic
from labelwarden.findings.observation import Subject
from labelwarden.matching.term import paths_above

LETTERS = 3
"""How many letters a finding names beside those of its rule."""

TAG = "101.93-g-2-"
"""How the tags of criteria begin."""

_KEPT = 8
"""Letters kept for each condition and kind of product: a rule may name some of the latest itself."""

_SPECIAL = ("kratom", "cannabis")
"""Contents by which letters are told apart before the class of the product; `substance.<name>` is their group."""

_SAID = 3
"""Conditions for which a rewording is given; more make the remedy longer than the label."""

_NEAR = {"beverage": "food", "other": "dietary_supplement"}
"""Classes that have the wording, and the letters, of another one where they have none of their own."""


@dataclass(frozen=True, slots=True)
class Letter:
    """One letter: the market whose law it applies, the kind of product, the groups of terms that it was about."""

    place: str
    kind: str
    about: tuple[str, ...]
    precedent: Precedent


@dataclass(frozen=True, slots=True)
class Rewording:
    """Lawful words by class of product; else what to do, or why nothing is lawful."""

    instead: Mapping[str, str]
    advice: str | None
    never: str | None


@dataclass(frozen=True, slots=True)
class Belonging:
    """Terms with a word that begins so (any, where nothing is listed) stand for the group `to`."""

    to: str
    starts: tuple[str, ...]

    def holds(self, term: str) -> bool:
        return not self.starts or any(f" {start}" in f" {term}" for start in self.starts)


@dataclass(frozen=True, slots=True)
class Criterion:
    """One criterion: its number, and the groups, relations and panels by which a claim meets it."""

    id: str
    about: tuple[str, ...]
    relations: tuple[str, ...]
    panels: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class Tables:
    """Everything that counsel is given from."""

    letters: Mapping[tuple[str, str, str], tuple[Precedent, ...]] = field(default_factory=dict)
    """By market, group and kind of product (empty: any kind), the latest first."""
    rewordings: Mapping[str, Rewording] = field(default_factory=dict)
    belongs: Mapping[str, tuple[Belonging, ...]] = field(default_factory=dict)
    types: Mapping[str, str] = field(default_factory=dict)
    substances: Mapping[str, str] = field(default_factory=dict)
    criteria: tuple[Criterion, ...] = ()


class Counsel:
    """Answers for findings; the same question is answered once."""

    def __init__(self, tables: Tables | None = None) -> None:
        self._kept: bytes | None = None
        self._tables = Tables() if tables is None else tables
        self._answers: dict[tuple[object, ...], tuple[Precedent, ...]] = {}
        self._met: dict[tuple[str, str, str], dict[int, str]] = {}

    def __getstate__(self) -> bytes:
        return self._kept or pickle.dumps(self._tables, protocol=pickle.HIGHEST_PROTOCOL)

    def __setstate__(self, state: bytes) -> None:
        self._kept = state
        self._answers = {}
        self._met = {}

    @property
    def tables(self) -> Tables:
        if self._kept is not None:
            # Part of a pickle that is trusted or not read, see `cache`.
            self._tables, self._kept = pickle.loads(self._kept), None  # noqa: S301
        return self._tables

    def topics(self, subjects: Iterable[Subject]) -> tuple[Topic, ...]:
        """The groups of conditions that a claim is about, each with its words, in the order of the text."""
        words: dict[str, dict[str, None]] = {}
        for subject in subjects:
            words.setdefault(self._group(subject), {})[subject.term] = None
        return tuple(Topic(group, tuple(named)) for group, named in words.items())

    def _group(self, subject: Subject) -> str:
        belongs = self.tables.belongs
        for above in paths_above(subject.group):
            for belonging in belongs.get(above, ()):
                if belonging.holds(subject.term):
                    return belonging.to
        return subject.group

    def precedents(
        self,
        rule: str,
        own: tuple[Precedent, ...],
        topics: Iterable[Topic],
        place: str,
        type: str,
        contained: Collection[str],
    ) -> tuple[Precedent, ...]:
        """The letters of the rule, and behind them the latest about the same on the same kind of product.

        Where no letter was about that kind, those about any kind of product count.
        """
        kinds = (*(name for name in _SPECIAL if f"substance.{name}" in contained), type, _NEAR.get(type, type))
        groups = tuple(topic.group for topic in topics)
        key = (rule, groups, kinds, place)
        if key not in self._answers:
            known = {(letter.recipient, letter.date) for letter in own}
            found = (self._letters(place, groups, kind) for kind in (*kinds, ""))
            latest = next((letters for letters in found if letters), [])
            new = [letter for letter in latest if (letter.recipient, letter.date) not in known]
            self._answers[key] = (*own, *new[:LETTERS])
        return self._answers[key]

    def _letters(self, place: str, groups: Sequence[str], kind: str) -> list[Precedent]:
        table = self.tables.letters
        found = {
            letter: None
            for group in groups
            for above in paths_above(group)
            for letter in table.get((place, above, kind), ())
        }
        return sorted(found, key=_latest)

    def rewording(self, topics: Sequence[Topic], type: str, contained: Collection[str]) -> str:
        """What may be said instead, as sentences; empty where nothing is known."""
        tables = self.tables
        for group, why in tables.substances.items():
            if group in contained:
                return why
        if type in tables.types:
            return tables.types[type]
        given: dict[str, list[str]] = {}
        sentences: dict[str, None] = {}
        for topic in topics[:_SAID]:
            rewording = self._rewording(topic.group)
            if rewording is None:
                continue
            words = rewording.instead.get(type) or rewording.instead.get(_NEAR.get(type, ""))
            if rewording.never is not None:
                sentences[rewording.never] = None
            elif words is not None:
                given.setdefault(words, []).append(topic.words[0])
            elif rewording.advice is not None:
                sentences[rewording.advice] = None
        if given:
            several = len(given) > 1
            parts = [f'"{words}"' + (f" ({', '.join(of)})" if several else "") for words, of in given.items()]
            sentences = {f"Lawful instead, where it is true: {'; '.join(parts)}.": None, **sentences}
        return " ".join(sentences)

    def _rewording(self, group: str) -> Rewording | None:
        rewordings = self.tables.rewordings
        return next((rewordings[above] for above in paths_above(group) if above in rewordings), None)

    def criteria(self, subjects: Iterable[Subject], panel: str) -> tuple[str, ...]:
        """The tags of the criteria that a claim on this kind of panel meets, in the order of the law."""
        met: dict[int, str] = {}
        for subject in subjects:
            met.update(self._met_by(subject.group, subject.relation, panel))
        return tuple(dict.fromkeys(f"{TAG}{met[number]}" for number in sorted(met)))

    def _met_by(self, group: str, relation: str, panel: str) -> dict[int, str]:
        """The criteria that one subject meets, by their number in the law; kept, as the same ones come again."""
        criteria = self.tables.criteria
        if not any(panel in criterion.panels for criterion in criteria):
            panel = ""  # a panel of which no criterion speaks is like any other
        key = group, relation, panel
        if key not in self._met:
            above = set(paths_above(group))
            self._met[key] = {
                number: criterion.id
                for number, criterion in enumerate(criteria)
                if not above.isdisjoint(criterion.about)
                and (not criterion.relations or relation in criterion.relations)
                and (not criterion.panels or panel in criterion.panels)
            }
        return self._met[key]


def index_letters(letters: Iterable[Letter]) -> dict[tuple[str, str, str], tuple[Precedent, ...]]:
    """The latest letters by market, group and kind of product, and by market and group alone."""
    index: dict[tuple[str, str, str], list[Precedent]] = {}
    for letter in sorted(letters, key=lambda letter: _latest(letter.precedent)):
        for group in letter.about:
            for kind in (letter.kind, ""):
                of_key = index.setdefault((letter.place, group, kind), [])
                if len(of_key) < _KEPT and letter.precedent not in of_key:
                    of_key.append(letter.precedent)
    return {key: tuple(of_key) for key, of_key in index.items()}


def _latest(letter: Precedent) -> tuple[int, str]:
    return -letter.date.toordinal(), letter.recipient
