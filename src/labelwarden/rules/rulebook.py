"""All rules that were loaded, with the one matcher that serves them, and which of them are put to a label."""

from __future__ import annotations

import pickle
from collections.abc import Collection, Iterable
from datetime import date
from itertools import groupby
from operator import attrgetter

from labelwarden.errors import UsageError
from labelwarden.findings.scales import Status
from labelwarden.matching.matcher import Matcher
from labelwarden.matching.term import Form
from labelwarden.rules.counsel import Counsel
from labelwarden.rules.rule import Pack, Rule
from labelwarden.yamlfile.faults import did_you_mean


class Rulebook:
    """Rules of all jurisdictions. `digest` is a SHA-256 over all files they were read from.

    In the cache the rules of each jurisdiction are kept by themselves, and those that no label is checked against are
    never read.
    """

    def __init__(self, rules: Iterable[Rule], matcher: Matcher, digest: str, counsel: Counsel | None = None) -> None:
        self.matcher = matcher
        self.counsel = Counsel() if counsel is None else counsel
        self.digest = digest
        self._kept: dict[str, bytes] = {}
        self._read: dict[str, tuple[Rule, ...]] = {}
        for place, of_place in groupby(sorted(rules, key=lambda rule: (rule.jurisdiction, rule.id)), _jurisdiction):
            self._read[place] = tuple(of_place)

    def __getstate__(self) -> tuple[Matcher, str, Counsel, dict[str, bytes]]:
        kept = {place: pickle.dumps(self.of(place)) for place in sorted(self.jurisdictions)}
        return self.matcher, self.digest, self.counsel, kept

    def __setstate__(self, state: tuple[Matcher, str, Counsel, dict[str, bytes]]) -> None:
        self.matcher, self.digest, self.counsel, self._kept = state
        self._read = {}

    def of(self, place: str) -> tuple[Rule, ...]:
        """The rules of one jurisdiction, in the order of their ids."""
        if place not in self._read:
            kept = self._kept.get(place)
            # Part of a pickle that is trusted or not read, see `cache`.
            self._read[place] = () if kept is None else pickle.loads(kept)  # noqa: S301
        return self._read[place]

    @property
    def rules(self) -> tuple[Rule, ...]:
        """All rules, in the order of their ids."""
        return tuple(
            sorted((rule for place in self.jurisdictions for rule in self.of(place)), key=lambda rule: rule.id)
        )

    @property
    def forms(self) -> tuple[Form, ...]:
        """Every surface form of every vocabulary, derived ones included; phrases of rules left out."""
        return tuple(
            Form(entry.words, path, entry.plane, entry.upper, entry.only_with, entry.finite)
            for entry in self.matcher.lexicon.entries
            for path in entry.paths
            if not path.startswith("=")
        )

    @property
    def packs(self) -> tuple[Pack, ...]:
        """The packs, in the order of their names."""
        return tuple(sorted({rule.pack.id: rule.pack for rule in self.rules}.values(), key=lambda pack: pack.id))

    @property
    def jurisdictions(self) -> frozenset[str]:
        """Every jurisdiction that has rules."""
        return frozenset(self._kept) | frozenset(self._read)

    def rule(self, name: str) -> Rule:
        """The rule of that id, or of an id that it replaces.

        Raises:
            UsageError: there is none; says the nearest name.
        """
        for rule in self.rules:
            if name == rule.id or name in rule.replaces:
                return rule
        hint = did_you_mean(name, [rule.id for rule in self.rules])
        raise UsageError(f'no rule "{name}". {hint}'.rstrip() + " All of them: labelwarden rules list")

    def select(
        self,
        jurisdictions: Collection[str],
        as_of: date,
        select: Iterable[str] = (),
        ignore: Iterable[str] = (),
    ) -> tuple[Rule, ...]:
        """The rules in force on a day in these jurisdictions, narrowed by selectors.

        Raises:
            UsageError: a selector means no rule at all.
        """
        wanted, unwanted = tuple(select), tuple(ignore)
        places = expand_jurisdictions(jurisdictions, self.jurisdictions)
        rules = sorted((rule for place in places for rule in self.of(place)), key=lambda rule: rule.id)
        for selector in (*wanted, *unwanted):
            if not any(rule.matches(selector) for rule in rules) and not any(
                rule.matches(selector) for rule in self.rules
            ):
                raise UsageError(f'no rule, category or tag is called "{selector}". See: labelwarden rules list')
        return tuple(
            rule
            for rule in rules
            if rule.status is not Status.DEPRECATED
            and rule.in_force(as_of)
            and (not wanted or any(rule.matches(selector) for selector in wanted))
            and not any(rule.matches(selector) for selector in unwanted)
        )


_jurisdiction = attrgetter("jurisdiction")


def expand_jurisdictions(asked: Collection[str], known: Collection[str]) -> frozenset[str]:
    """What was asked for: a state implies its country, `US-*` means all states that have rules, nothing means US.

    >>> sorted(expand_jurisdictions(["US-NY"], {"US", "US-NY", "US-TN"}))
    ['US', 'US-NY']
    """
    places: set[str] = set()
    for name in asked or ("US",):
        country, dash, state = name.upper().partition("-")
        places.add(country)
        if dash and state == "*":
            places.update(place for place in known if place.startswith(country + "-"))
        elif dash:
            places.add(name.upper())
    return frozenset(places)
