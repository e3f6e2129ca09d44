"""What a report says of the run as a whole: by which rules, of which day and places."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date

from labelwarden.checker import Checker


@dataclass(frozen=True, slots=True)
class RunInfo:
    """The day, the jurisdictions and the packs behind some results; `rule_count` counts the rules put to labels."""

    as_of: date
    jurisdictions: tuple[str, ...]
    packs: tuple[tuple[str, str], ...]
    rule_count: int


def run_info(checker: Checker, jurisdictions: Iterable[str]) -> RunInfo:
    """The run of `checker` over labels that were checked for `jurisdictions`."""
    places = tuple(sorted(set(jurisdictions)))
    rules = checker.rules_for(places)
    packs = sorted({(rule.pack.id, rule.pack.version) for rule in rules})
    return RunInfo(checker.as_of, places, tuple(packs), len(rules))
