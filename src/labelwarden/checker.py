"""Rules compiled once, then one result for each label."""

from __future__ import annotations

from collections.abc import Callable, Collection, Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, field, replace
from datetime import date
from pathlib import Path
from typing import Self

from labelwarden.engine.check_label import Settings, check_label
from labelwarden.engine.selection import Selection
from labelwarden.errors import UsageError
from labelwarden.findings.finding import LabelResult
from labelwarden.findings.scales import Severity, Verdict
from labelwarden.label.labeling import Labeling
from labelwarden.label.model import Label
from labelwarden.matching.matcher import Matcher
from labelwarden.matching.memory import Remembering
from labelwarden.rules.open import open_rulebook
from labelwarden.rules.rule import Rule
from labelwarden.rules.rulebook import Rulebook, expand_jurisdictions
from labelwarden.yamlfile.faults import did_you_mean


@dataclass(slots=True)
class Checker:
    """Checks labels against the rules in force on a day.

    >>> checker = Checker.load(as_of=date(2026, 11, 25))
    >>> checker.check(Label(product="Plain oats", type="food", claims=["A good source of fiber"])).verdict.value
    'pass'
    """

    rulebook: Rulebook
    matcher: Matcher = field(repr=False)
    """That of the rulebook, with a memory of what this checker has read."""
    jurisdictions: tuple[str, ...]
    as_of: date
    selected: tuple[str, ...] = ()
    ignored: tuple[str, ...] = ()
    settings: Settings = field(default_factory=Settings)
    severities: Mapping[str, Severity] = field(default_factory=dict)
    settle: Callable[[LabelResult], LabelResult] | None = None
    """What becomes of each result before it is given back, as where some findings are waived."""
    _selections: dict[tuple[str, ...], Selection] = field(default_factory=dict, repr=False)

    def __post_init__(self) -> None:
        # A copy of a checker shares its memory, but not with the rules of another one.
        if self.matcher.lexicon is not self.rulebook.matcher.lexicon:
            self.matcher = Remembering.of(self.rulebook.matcher)

    @classmethod
    def load(
        cls,
        jurisdictions: Iterable[str] = (),
        as_of: date | None = None,
        rules: Sequence[Path | str] = (),
        *,
        builtin: bool = True,
        select: Iterable[str] = (),
        ignore: Iterable[str] = (),
        experimental: bool = False,
        checklist: bool = True,
        severities: Mapping[str, Severity] | None = None,
    ) -> Self:
        """Reads and compiles the rules.

        `jurisdictions` outrank those that labels name themselves; with none, a label's own count, and else `US`.
        `as_of` is today when left out. `rules` adds files or folders of packs to the built-in ones. Without `checklist`
        results have no `duties`, which saves time where many labels are checked. `severities` are other ones than the
        rules say, by id, head of an id, category or tag.

        Raises:
            RuleError: some rule file is faulty; carries all faults.
            UsageError: a jurisdiction or selector means nothing.
        """
        rulebook = open_rulebook([Path(path) for path in rules], builtin=builtin)
        asked = tuple(dict.fromkeys(name.upper() for name in jurisdictions))
        if unknown := _unknown_place(asked, rulebook.jurisdictions):
            raise UsageError(unknown)
        rated = dict(severities or {})
        for selector in rated:
            if not any(rule.matches(selector) for rule in rulebook.rules):
                hint = did_you_mean(selector, [rule.id for rule in rulebook.rules])
                raise UsageError(f'severity of "{selector}": no rule, category or tag is called so. {hint}'.rstrip())
        checker = cls(
            rulebook,
            Remembering.of(rulebook.matcher),
            asked,
            as_of or date.today(),
            tuple(select),
            tuple(ignore),
            Settings(experimental, checklist),
            rated,
        )
        checker.rules_for(asked)
        return checker

    def rules_for(self, jurisdictions: Iterable[str]) -> Selection:
        """The rules in force in these jurisdictions, in the order of their ids."""
        key = tuple(sorted(jurisdictions))
        if key not in self._selections:
            selected = self.rulebook.select(key, self.as_of, self.selected, self.ignored)
            self._selections[key] = Selection(map(self._rated, selected) if self.severities else selected)
        return self._selections[key]

    def places(self) -> tuple[str, ...]:
        """The jurisdictions that are checked unless a label names its own."""
        return tuple(sorted(expand_jurisdictions(self.jurisdictions, self.rulebook.jurisdictions)))

    def check(self, label: Label | Labeling) -> LabelResult:
        """The result for one label."""
        labeling = label.labeling() if isinstance(label, Label) else label
        if not self.jurisdictions and (unknown := _unknown_place(labeling.jurisdictions, self.rulebook.jurisdictions)):
            return unreadable(labeling.source, unknown)
        rules = self.rules_for(self.jurisdictions or labeling.jurisdictions)
        result = check_label(labeling, rules, self.matcher, self.settings, self.rulebook.counsel)
        return result if self.settle is None else self.settle(result)

    def _rated(self, rule: Rule) -> Rule:
        """The rule with the severity that was asked for; the longest selector is the most telling one."""
        selectors = [selector for selector in self.severities if rule.matches(selector)]
        return replace(rule, severity=self.severities[max(selectors, key=len)]) if selectors else rule

    def check_many(self, labels: Iterable[Label | Labeling]) -> Iterator[LabelResult]:
        """The results of many labels, in their order."""
        for label in labels:
            yield self.check(label)


def unreadable(source: str, error: str) -> LabelResult:
    """The result of a label that could not be read: an error, never a pass."""
    return LabelResult(source, None, None, Verdict.ERROR, error=error)


def _unknown_place(names: Sequence[str], known: Collection[str]) -> str | None:
    """What is wrong with the first name that means no place under the rules; None where all do.

    A state without rules is allowed and simply has none, as its country has; of a country without rules nothing would
    be checked at all, and the label would pass.
    """
    if not names:
        return None
    countries = {place.partition("-")[0] for place in known}
    for name in names:
        country, dash, state = name.partition("-")
        is_state = not dash or state == "*" or (len(state) in (2, 3) and state.isalpha())
        is_place = is_state and len(country) == 2 and country.isalpha()
        if not is_place or (country not in countries and known):
            fault = "has no rules" if is_place else "is no jurisdiction"
            near = [place for place in sorted(known) if place.endswith(f"-{name}")]
            hint = f"Did you mean {near[0]}?" if near else did_you_mean(name, known)
            return f'"{name}" {fault}; expected US, US-NY, US-* or the like. {hint}'.rstrip()
    return None
